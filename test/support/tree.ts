/** The repository as the checks see it: files that are tracked or about to be, their texts, and who imports whom. */

import { execFileSync } from 'node:child_process';
import { existsSync, readFileSync, statSync } from 'node:fs';
import { dirname, join, posix } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

export const ROOT = dirname(dirname(dirname(fileURLToPath(import.meta.url))));

export interface SourceFile {
  /** Relative to the repository, with forward slashes. */
  readonly path: string;
  readonly text: string;
}

/** Every file that git tracks or would add, text files only. */
export function repositoryFiles(): readonly SourceFile[] {
  const listed = execFileSync('git', ['ls-files', '-co', '--exclude-standard', '-z'], {
    cwd: ROOT,
    encoding: 'utf8',
    maxBuffer: 64 * 1024 * 1024,
  });
  return listed
    .split('\0')
    .filter((path) => path !== '' && existsSync(join(ROOT, path)) && statSync(join(ROOT, path)).isFile())
    .map((path) => ({ path, text: readFileSync(join(ROOT, path), 'utf8') }))
    .filter((file) => !file.text.includes('\0'));
}

export const isTypeScript = (file: SourceFile): boolean => file.path.endsWith('.ts');
export const isTest = (file: SourceFile): boolean => file.path.endsWith('.test.ts');

/** The shipped modules: everything in src but the tests beside them. */
export const isModule = (file: SourceFile): boolean =>
  file.path.startsWith('src/') && isTypeScript(file) && !isTest(file);

export interface ImportEdge {
  readonly from: string;
  /** A path in the repository for relative imports, otherwise the specifier (`node:fs`, `zod`). */
  readonly to: string;
  readonly line: number;
}

/** All imports and re-exports of a file, types and dynamic imports included. */
export function importsOf(file: SourceFile): readonly ImportEdge[] {
  const info = ts.preProcessFile(file.text, true, true);
  return info.importedFiles.map(({ fileName, pos }) => ({
    from: file.path,
    to: fileName.startsWith('.') ? posix.join(posix.dirname(file.path), fileName) : fileName,
    line: file.text.slice(0, pos).split('\n').length,
  }));
}

/** `src/sql/duckdb/types.ts` → `sql`; a file directly in src is its own layer (`index.ts`). */
export function layerOf(path: string): string {
  return path.split('/')[1] ?? path;
}

/** The fenced block of a Markdown file whose opening line is exactly "```" + `info`. */
export function fencedBlock(markdown: string, info: string): readonly string[] {
  const lines = markdown.split('\n');
  const start = lines.indexOf(`\`\`\`${info}`);
  if (start < 0) throw new Error(`There is no block \`\`\`${info}`);
  return lines.slice(start + 1, lines.indexOf('```', start + 1));
}
