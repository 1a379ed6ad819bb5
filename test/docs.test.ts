/** Documentation is tested: marked examples run, links and anchors lead somewhere, generated pages are up to date. */

import { spawnSync } from 'node:child_process';
import { existsSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, it } from 'vitest';
import { ERROR_CODES } from '../src/errors/registry.ts';
import { anchors, blocks, links, prose } from './support/markdown.ts';
import { ROOT, repositoryFiles, type SourceFile } from './support/tree.ts';
import { brokenPromises, isRun, walk } from './support/walk.ts';

const files = repositoryFiles();
const pages = files.filter((file) => file.path.endsWith('.md'));
const pageAt = (path: string): SourceFile | undefined => pages.find((page) => page.path === path);

/** What a link of `page` lacks, or undefined when it leads somewhere. Addresses of other sites are not asked. */
function linkProblem(page: SourceFile, target: string): string | undefined {
  if (/^(https?|mailto):/.test(target)) return undefined;
  const [file = '', anchor] = target.split('#');
  const path = file === '' ? page.path : normalize(join(dirname(page.path), file));
  if (!existsSync(join(ROOT, path))) return `there is no ${path}`;
  if (anchor === undefined || anchor === '') return undefined;
  const there = pageAt(path.replace(/\/$/, ''));
  return there !== undefined && anchors(there.text).includes(anchor)
    ? undefined
    : `${path} has no heading #${anchor}`;
}

describe('pages', () => {
  it('have links and anchors that lead somewhere', () => {
    const broken = pages.flatMap((page) =>
      links(page.text).flatMap(({ target, line }) => {
        const problem = linkProblem(page, target);
        return problem === undefined ? [] : [`${page.path}:${line} links to ${target}: ${problem}`];
      }),
    );
    expect(broken).toEqual([]);
  });

  it('name only npm scripts that exist', () => {
    const manifest = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8')) as {
      scripts: Record<string, string>;
    };
    const unknown = pages.flatMap((page) =>
      [...page.text.matchAll(/\bnpm run ([a-z:-]+)/g)]
        .map((match) => match[1] ?? '')
        .filter((name) => manifest.scripts[name] === undefined)
        .map((name) => `${page.path}: npm run ${name}`),
    );
    expect(unknown).toEqual([]);
  });

  it('leave out words that make a reader feel slow', () => {
    const found = pages.flatMap((page) =>
      prose(page.text)
        .replace(/`[^`]*`/g, '')
        .split('\n')
        .flatMap((line, index) =>
          /\b(simply|obviously|just)\b/i.test(line) ? [`${page.path}:${index + 1}: ${line.trim()}`] : [],
        ),
    );
    expect(found).toEqual([]);
  });

  it('show the two commands on the first screen of the README', () => {
    const firstScreen = (pageAt('README.md')?.text ?? '').split('\n').slice(0, 40).join('\n');
    expect(firstScreen).toContain('npm run demo');
    expect(firstScreen).toContain('npm test');
  });
});

describe('marked examples', () => {
  const marked = pages.filter((page) => blocks(page.text).some(isRun));

  it('stand in the README', () => {
    expect(marked.map((page) => page.path)).toContain('README.md');
  });

  for (const page of marked) {
    it(`of ${page.path} run and print what the page promises`, () => {
      expect(walk(page.text)).toEqual([]);
    });
  }
});

describe('generated pages', () => {
  it('are what the code says (npm run docs writes them)', () => {
    const result = spawnSync(process.execPath, [join(ROOT, 'scripts/docs.mjs'), '--check'], {
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    expect(`${result.stdout}${result.stderr}`).toBe('');
    expect(result.status).toBe(0);
  });

  it('list every error code, and no other', () => {
    const page = pageAt('docs/reference/errors.md')?.text ?? '';
    const documented = [...page.matchAll(/^\| `([a-z_]+\.[a-z0-9_]+)` \|/gm)].map((match) => match[1] ?? '');
    expect([...documented].sort()).toEqual(Object.keys(ERROR_CODES).sort());
  });
});

describe('the checks themselves', () => {
  it('read blocks, anchors and links', () => {
    const page =
      '# A `b` c\n\n```sh run\n# not a heading\n[no](link)\n```\n\n## Twice\n\n[x](y.md#z) `[no](code)`\n\n## Twice\n';
    expect(blocks(page)).toEqual([{ info: 'sh run', text: '# not a heading\n[no](link)', line: 3 }]);
    expect(anchors(page)).toEqual(['a-b-c', 'twice', 'twice-1']);
    expect(links(page)).toEqual([{ target: 'y.md#z', line: 10 }]);
  });

  it('hold a block to what it promises, in order', () => {
    const block = { info: 'sh run', text: 'x\n# → one\n# → total … 7', line: 1 };
    expect(brokenPromises(block, 'one\ntotal   of all 7\n')).toEqual([]);
    expect(brokenPromises(block, 'total of all 7\none\n')).toHaveLength(1);
    expect(brokenPromises(block, 'one\ntotal 8\n')).toHaveLength(1);
  });

  it('run commands in one shell, write files, and notice failures', () => {
    const page =
      '```csv file data/a.csv\nid\n1\n```\n\n```sh run\ncd data\n```\n\n```sh run\ncat a.csv\n# → 1\n```\n';
    expect(walk(page)).toEqual([]);
    expect(walk(page.replace('# → 1', '# → 2'))).toHaveLength(1);
    expect(walk(page.replace('cat a.csv', 'cat b.csv'))[0]).toContain('exit code 1');
  });
});
