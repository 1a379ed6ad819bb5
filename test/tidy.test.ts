/** The repository checks itself: headers, banned calls, sizes, dead files, leftovers, titles, and what must never be committed. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import {
  type Allowed,
  BANNED_EVERYWHERE,
  BANNED_IN_PURE,
  BANNED_IN_TESTS,
  BANNED_OUTSIDE_CLI,
  bannedCalls,
  missingHeader,
  oversized,
  sizeFindings,
  titleCount,
  withoutTexts,
} from './support/house-rules.ts';
import { parseLayers } from './support/layering.ts';
import {
  fencedBlock,
  importsOf,
  isModule,
  isTest,
  isTypeScript,
  layerOf,
  ROOT,
  repositoryFiles,
  type SourceFile,
} from './support/tree.ts';

const FILE_LINES_MAX = 400;
const FUNCTION_LINES_MAX = 60;

interface TidyAllow {
  readonly sizes: Allowed;
  /** Modules that only tests import, with the reason why they stand in src. */
  readonly testOnly: Readonly<Record<string, string>>;
  readonly numberCalls: Readonly<Record<string, { readonly count: number; readonly reason: string }>>;
}

const files = repositoryFiles();
const modules = files.filter(isModule);
const tests = files.filter((file) => isTypeScript(file) && (isTest(file) || file.path.startsWith('test/')));
const layers = parseLayers(
  fencedBlock(files.find((file) => file.path === 'ARCHITECTURE.md')?.text ?? '', 'layers'),
);
const allow = JSON.parse(readFileSync(join(ROOT, 'test/tidy-allow.json'), 'utf8')) as TidyAllow;
const layerHas = (file: SourceFile, mark: 'effects' | 'process'): boolean =>
  layers.find((layer) => layer.name === layerOf(file.path))?.[mark] === true;

describe('modules of src', () => {
  it('start with a header that says what they are', () => {
    expect(modules.flatMap(missingHeader)).toEqual([]);
  });

  it('have no any, enum, default export or leftovers', () => {
    expect(modules.flatMap((file) => bannedCalls(file, BANNED_EVERYWHERE))).toEqual([]);
  });

  it('touch no clock, randomness, locale or process in the pure layers', () => {
    const pure = modules.filter((file) => !layerHas(file, 'effects'));
    expect(pure.flatMap((file) => bannedCalls(file, BANNED_IN_PURE))).toEqual([]);
  });

  it('print and exit only in the command line', () => {
    const others = modules.filter((file) => !layerHas(file, 'process'));
    expect(others.flatMap((file) => bannedCalls(file, BANNED_OUTSIDE_CLI))).toEqual([]);
  });

  it('turn into a floating number only what the allow-list explains', () => {
    const counts = modules.flatMap((file) => {
      const count = [...withoutTexts(file).matchAll(/(?<![\w.])Number\s*\(/g)].length;
      return count === 0 ? [] : [[file.path, count] as const];
    });
    const allowed = Object.entries(allow.numberCalls).map(([path, entry]) => [path, entry.count] as const);
    // Both ways, so that the list shrinks with the code. Money, factors and ratios are bigint units or decimal texts.
    expect(Object.fromEntries(counts)).toEqual(Object.fromEntries(allowed));
  });

  it('are imported by something or are an entry', () => {
    const entries = ['src/index.ts', 'src/cli/main.ts'];
    const testOnly = Object.keys(allow.testOnly);
    // The scripts and benchmarks use the compiled form of what they need.
    const scripts = files.filter((file) => /^(scripts|bench)\/.*\.(mjs|ts)$/.test(file.path));
    const imported = new Set(
      [...modules, ...scripts]
        .flatMap(importsOf)
        .map((edge) => edge.to.replace(/^dist\/(.*)\.js$/, 'src/$1.ts')),
    );
    const unused = modules
      .map((file) => file.path)
      .filter((path) => !imported.has(path) && !entries.includes(path));
    expect(unused.sort()).toEqual(testOnly.sort());
  });

  it('are named in kebab case', () => {
    const odd = modules.map((file) => file.path).filter((path) => !/^src(\/[a-z0-9-]+)+\.ts$/.test(path));
    expect(odd).toEqual([]);
  });
});

describe('sizes', () => {
  it('stay below the tripwires, or give a reason', () => {
    const ours = files.filter((file) => isTypeScript(file) || file.path.endsWith('.mjs'));
    const sizes = ours.flatMap((file) =>
      // A describe block is one function; tests are held to the limit for files only.
      oversized(file, FILE_LINES_MAX, isTest(file) ? Number.POSITIVE_INFINITY : FUNCTION_LINES_MAX),
    );
    expect(sizeFindings(sizes, allow.sizes)).toEqual([]);
  });
});

describe('tests', () => {
  it('are all run, and one that is left out says why', () => {
    // The rules' own texts are in strings and patterns, which are not code.
    expect(tests.flatMap((file) => bannedCalls(file, BANNED_IN_TESTS.slice(0, 2)))).toEqual([]);
  });
});

describe('error codes', () => {
  it('are each raised somewhere', () => {
    const declared = modules
      .filter((file) => file.path.startsWith('src/errors/codes/'))
      .flatMap((file) =>
        [...file.text.matchAll(/^ {2}'([a-z_]+\.[a-z_0-9]+)':/gm)].map((match) => match[1] ?? ''),
      );
    const users = modules.filter((file) => !file.path.startsWith('src/errors/')).map((file) => file.text);
    expect(declared.length).toBeGreaterThan(3);
    expect(declared.filter((code) => !users.some((text) => text.includes(`'${code}'`)))).toEqual([]);
  });
});

describe('every file', () => {
  it('has one `# Title` if it is Markdown', () => {
    const pages = files.filter((file) => file.path.endsWith('.md'));
    const odd = pages.filter((file) => titleCount(file.text) !== 1).map((file) => file.path);
    expect(odd).toEqual([]);
  });

  it('names no path of a machine and no host of a package registry', () => {
    // Put together here, so that this file holds none of them.
    const folders = ['work', 'root', 'farm', 'Users', 'home/[a-z]'].map((name) => `(?<![\\w.}/*])/${name}/`);
    const hosts = ['npmjs', 'pypi', 'pythonhosted', 'crates', 'maven', 'golang'].map(
      (name) => `\\b[a-z0-9.-]*${name}\\.(org|com|io|net)\\b|\\b${name}\\.apache\\.org\\b`,
    );
    const pattern = new RegExp([...folders, ...hosts].join('|'));
    const found = files.flatMap((file) =>
      file.text.split('\n').flatMap((line, index) => {
        const hit = pattern.exec(line);
        return hit === null ? [] : [`${file.path}:${index + 1}: ${hit[0]}`];
      }),
    );
    expect(found).toEqual([]);
  });

  it('is free of merge marks', () => {
    const marked = files.filter((file) => /^(<{7}|>{7}) /m.test(file.text)).map((file) => file.path);
    expect(marked).toEqual([]);
  });

  it('leaves download addresses out of the lock file', () => {
    const lock = files.find((file) => file.path === 'package-lock.json')?.text ?? '';
    expect(lock).toContain('"lockfileVersion"');
    expect(lock).not.toMatch(/"resolved":\s*"http/);
  });

  it('pins every dependency to one version', () => {
    const manifest = JSON.parse(files.find((file) => file.path === 'package.json')?.text ?? '{}') as {
      dependencies: Record<string, string>;
      devDependencies: Record<string, string>;
    };
    const loose = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies }).filter(
      ([, version]) => !/^\d+\.\d+\.\d+(-[\w.]+)?$/.test(version),
    );
    expect(loose).toEqual([]);
  });
});

describe('the checks themselves', () => {
  const file = (text: string): SourceFile => ({ path: 'src/a.ts', text });
  const pure = (text: string) => bannedCalls(file(text), BANNED_IN_PURE);
  const everywhere = (text: string) => bannedCalls(file(text), BANNED_EVERYWHERE);

  it('find what is banned in code, and pass over comments, texts and patterns', () => {
    expect(pure('const t = Date.now();')).toEqual([
      'src/a.ts:1 has `Date.now(`; use an instant or date passed in',
    ]);
    expect(pure(`const t = \`a \${Math.random()} b\`;`)).toHaveLength(1);
    expect(pure("// Date.now()\nconst t = 'new Date(1)'; const r = /Math.random()/;")).toEqual([]);
    expect(everywhere('const a = (x: any) => x;')).toHaveLength(1);
    expect(everywhere('export default 1;')).toHaveLength(1);
    expect(everywhere('enum Colour { Red }')).toHaveLength(1);
    expect(everywhere("const message = 'use: any of these';")).toEqual([]);
    expect(everywhere(`// ${'TO'}${'DO'} later`)).toHaveLength(1);
  });

  it('find tests that would be left out', () => {
    const left = (text: string) => bannedCalls(file(text), BANNED_IN_TESTS);
    expect(left("it.only('a', () => {});")).toHaveLength(1);
    expect(left("describe.skip('a', () => {});")).toHaveLength(1);
    expect(left("it.skipIf(missing)('needs the file', () => {});")).toEqual([]);
  });

  it('measure files and functions', () => {
    const long = `function f() {\n${'  g();\n'.repeat(60)}}\n`;
    expect(oversized(file(long), 400, 60)).toEqual([{ what: 'src/a.ts#f', lines: 62 }]);
    expect(oversized(file('x;\n'.repeat(401)), 400, 60)).toEqual([{ what: 'src/a.ts', lines: 401 }]);
    expect(oversized(file('x;\n'.repeat(400)), 400, 60)).toEqual([]);
  });

  it('let the allow-list shrink only', () => {
    const reason = 'one story that a split would hide';
    expect(sizeFindings([{ what: 'a', lines: 70 }], { a: { lines: 70, reason } })).toEqual([]);
    expect(sizeFindings([{ what: 'a', lines: 71 }], { a: { lines: 70, reason } })).toHaveLength(1);
    expect(sizeFindings([{ what: 'a', lines: 69 }], { a: { lines: 70, reason } })).toHaveLength(1);
    expect(sizeFindings([], { a: { lines: 70, reason } })).toHaveLength(1);
    expect(sizeFindings([{ what: 'a', lines: 70 }], { a: { lines: 70, reason: '' } })).toHaveLength(1);
  });

  it('ask for a header and count titles', () => {
    expect(missingHeader(file('const a = 1;'))).toHaveLength(1);
    expect(missingHeader(file('/** Decimals as scaled integers. */\nconst a = 1;'))).toEqual([]);
    expect(titleCount('# One\n\n```sh\n# a comment\n```\n\n## Two\n')).toBe(1);
    expect(titleCount('# One\n# Two\n')).toBe(2);
  });
});
