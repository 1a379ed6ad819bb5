/**
 * Files by pattern: `*` any characters, `?` one, within one folder; `**` any folders but hidden ones, of which the store is one, and links, which may lead
 * back. The result is sorted by path, so
 * that the same folder always gives the same order.
 */

import { readdir, stat } from 'node:fs/promises';
import { isAbsolute, join, relative, resolve, sep } from 'node:path';
import type { SourceFile } from './source.ts';

/** All files that match `pattern`, which is relative to `folder` unless absolute; shown as written relative to it. */
export async function filesMatching(folder: string, pattern: string): Promise<readonly SourceFile[]> {
  const parts = pattern.split('/');
  const firstWild = parts.findIndex((part) => /[*?]/.test(part));
  if (firstWild === -1) {
    const path = resolve(folder, pattern);
    return (await isFile(path)) ? [fileAt(folder, path, pattern)] : [];
  }
  const base = parts.slice(0, firstWild).join('/');
  const start = isAbsolute(pattern) && base === '' ? '/' : resolve(folder, base);
  const found = await descend(start, parts.slice(firstWild));
  return [...new Set(found)].sort(byCodePoints).map((path) => fileAt(folder, path, pattern));
}

async function descend(folder: string, parts: readonly string[]): Promise<readonly string[]> {
  const [part, ...rest] = parts;
  if (part === undefined) return [];
  const entries = await entriesOf(folder);
  if (part === '**') {
    const here = await descend(folder, rest);
    const below = await Promise.all(
      entries
        .filter((entry) => entry.isFolder && !entry.isLink && !entry.name.startsWith('.'))
        .map((entry) => descend(join(folder, entry.name), parts)),
    );
    return [...here, ...below.flat()];
  }
  const pattern = segmentPattern(part);
  const matching = entries.filter((entry) => pattern.test(entry.name));
  if (rest.length === 0)
    return matching.filter((entry) => !entry.isFolder).map((entry) => join(folder, entry.name));
  const below = matching
    .filter((entry) => entry.isFolder)
    .map((entry) => descend(join(folder, entry.name), rest));
  return (await Promise.all(below)).flat();
}

/** Hidden files match only a pattern that starts with a dot itself. */
function segmentPattern(part: string): RegExp {
  const body = part
    .replace(/[.+^${}()|[\]\\]/g, '\\$&')
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${part.startsWith('.') ? '' : '(?!\\.)'}${body}$`, 'su');
}

async function entriesOf(
  folder: string,
): Promise<readonly { readonly name: string; readonly isFolder: boolean; readonly isLink: boolean }[]> {
  const entries = await readdir(folder, { withFileTypes: true }).catch(() => []);
  return Promise.all(
    entries.map(async (entry) => ({
      name: entry.name,
      isLink: entry.isSymbolicLink(),
      isFolder: entry.isSymbolicLink() ? !(await isFile(join(folder, entry.name))) : entry.isDirectory(),
    })),
  );
}

async function isFile(path: string): Promise<boolean> {
  const found = await stat(path).catch(() => undefined);
  return found?.isFile() ?? false;
}

function fileAt(folder: string, path: string, pattern: string): SourceFile {
  return { path, shown: isAbsolute(pattern) ? path : relative(folder, path).split(sep).join('/') };
}

const byCodePoints = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0);
