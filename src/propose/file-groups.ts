/** Files that are one source: the same columns in the same layout, in one folder, with names that differ in a date or in one part. */

import { basename, dirname, isAbsolute, join, relative, sep } from 'node:path';
import { filesMatching } from '../input/glob.ts';
import { parseDate } from '../values/date.ts';
import type { FileLook } from './file-look.ts';

export interface FileGroup {
  readonly looks: readonly FileLook[];
  /** As the configuration names them. */
  readonly patterns: readonly string[];
  /** Dates in the names, ISO. */
  readonly dates: readonly string[];
}

/** Each file goes with those before it that it belongs to. `folder` is the project's. */
export async function groupFiles(looks: readonly FileLook[], folder: string): Promise<readonly FileGroup[]> {
  const stacks: FileLook[][] = [];
  for (const look of looks) {
    const own = stacks.find((stack) => stack[0] !== undefined && belongTogether(stack[0], look));
    if (own === undefined) stacks.push([look]);
    else own.push(look);
  }
  return Promise.all(stacks.map((stack) => groupOf(stack, folder)));
}

function belongTogether(a: FileLook, b: FileLook): boolean {
  const layout = ({ format, csv, names, types }: FileLook): string =>
    JSON.stringify([format, { ...csv, encoding: null }, names, types]);
  return (
    dirname(a.path) === dirname(b.path) &&
    layout(a) === layout(b) &&
    (a.csv.encoding === b.csv.encoding || a.ascii || b.ascii) &&
    stemOf(a.path) === stemOf(b.path)
  );
}

/** The part of a name before its date, number or last word: `deposits-north.csv` and `deposits-2024-01-31.csv` both are deposits. */
function stemOf(path: string): string {
  const { name } = datedName(basename(path));
  const extension = /(\.[a-z0-9]+){1,2}$/i.exec(name)?.[0] ?? '';
  return (/^\p{L}{3,}/u.exec(name)?.[0] ?? name).toLowerCase() + extension.toLowerCase();
}

async function groupOf(looks: readonly FileLook[], folder: string): Promise<FileGroup> {
  const dated = looks.map((look) => datedName(basename(look.path)));
  const names = [...new Set(dated.map(({ name }) => name))];
  const dates = [...new Set(dated.flatMap(({ date }) => date ?? []))];
  const [first] = looks;
  const place = (name: string): string => inProject(join(dirname(first?.path ?? ''), name), folder);
  if (names.length === 1) return { looks, patterns: names.map(place), dates };
  const pattern = place(commonPattern(names));
  // Only when it finds these files and no others; a date in it would have to be filled in first.
  const found = dates.length > 0 ? [] : await filesMatching(folder, pattern);
  const same =
    found.length === looks.length && looks.every((look) => found.some((file) => file.path === look.path));
  return { looks, patterns: same ? [pattern] : names.map(place), dates };
}

function commonPattern(names: readonly string[]): string {
  const [first = ''] = names;
  let head = 0;
  while (head < first.length && names.every((name) => name[head] === first[head])) head++;
  const shortest = names.reduce((least, name) => (name.length < least ? name.length : least), first.length);
  let tail = 0;
  while (tail < shortest - head && names.every((name) => name.at(-1 - tail) === first.at(-1 - tail))) tail++;
  // Whole words only: north and south share more letters by chance.
  const before = first.slice(0, head).replace(/[\p{L}\p{N}]+$/u, '');
  const after = first.slice(first.length - tail).replace(/^[\p{L}\p{N}]+/u, '');
  return `${before}*${after}`;
}

/** Relative where the file lies below the project. */
function inProject(path: string, folder: string): string {
  const inside = relative(folder, path);
  return inside.startsWith('..') || isAbsolute(inside) ? path : inside.split(sep).join('/');
}

const DATES: readonly (readonly [RegExp, string, readonly [number, number, number]])[] = [
  [/(?<!\d)(\d{4})([-_.]?)(\d{2})\2(\d{2})(?!\d)/, 'ymd', [1, 3, 4]],
  [/(?<!\d)(\d{2})([-_.]?)(\d{2})\2(\d{4})(?!\d)/, 'dmy', [4, 3, 1]],
];

/** A name with its date as `{date…}`, where it has one. */
export function datedName(name: string): { readonly name: string; readonly date: string | null } {
  for (const [pattern, order, [year, month, day]] of DATES) {
    const match = pattern.exec(name);
    if (match === null) continue;
    const date = `${match[year]}-${match[month]}-${match[day]}`;
    if (parseDate(date) === undefined || !/^(19|20)/.test(date)) continue;
    const sign = match[2] ?? '';
    const format = order === 'ymd' ? `%Y${sign}%m${sign}%d` : `%d${sign}%m${sign}%Y`;
    const place = format === '%Y-%m-%d' ? '{date}' : `{date:${format}}`;
    return { name: name.slice(0, match.index) + place + name.slice(match.index + match[0].length), date };
  }
  return { name, date: null };
}
