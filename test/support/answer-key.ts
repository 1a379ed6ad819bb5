/** The answer key of a generated bank with bad records against what a run of it rejects: both as multisets of lines. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { plimsoll } from '../e2e/project-folder.ts';

export interface Compared {
  /** Rejects that the key names. */
  readonly defects: number;
  readonly found: number;
  /** Told by the run, and not in the key. */
  readonly wrong: readonly string[];
  /** In the key, and not told by the run. */
  readonly missed: readonly string[];
}

export interface KeyLine {
  readonly table: string;
  readonly file: string;
  readonly row: string;
  readonly column: string | null;
  readonly reason: string;
  readonly value: string | null;
  readonly defect: string;
}

/** Lines of the answer key of the project in `folder`. */
export function readKey(folder: string): readonly KeyLine[] {
  const [header = [], ...records] = csvRecords(readFileSync(join(folder, 'data/bad-records.csv'), 'utf8'));
  const at = (record: readonly (string | null)[], name: string): string | null =>
    record[header.indexOf(name)] ?? null;
  return records.map((record) => ({
    table: String(at(record, 'table')),
    file: String(at(record, 'file')),
    row: String(at(record, 'row')),
    column: at(record, 'column'),
    reason: String(at(record, 'reason')),
    value: at(record, 'value'),
    defect: String(at(record, 'defect')),
  }));
}

/** Compares what `show rejects` tells of the last run with the key. */
export async function compareWithKey(folder: string): Promise<Compared> {
  const key = readKey(folder);
  const limit = String(key.length + 1_000_000);
  const { exit, out, err } = await plimsoll(folder, '--json', 'show', 'rejects', '--limit', limit);
  if (exit !== 0) throw new Error(`show rejects ended with exit code ${exit}: ${err}`);
  const { rejects } = JSON.parse(out) as { readonly rejects: readonly Omit<KeyLine, 'defect'>[] };
  const expected = counted(key.map(lineOf));
  const told = counted(rejects.map(lineOf));
  return {
    defects: key.length,
    found: rejects.length,
    wrong: beyond(told, expected),
    missed: beyond(expected, told),
  };
}

const lineOf = ({ table, file, row, column, reason, value }: Omit<KeyLine, 'defect'>): string =>
  JSON.stringify([table, file, String(row), column, reason, value]);

function counted(lines: readonly string[]): ReadonlyMap<string, number> {
  const counts = new Map<string, number>();
  for (const line of lines) counts.set(line, (counts.get(line) ?? 0) + 1);
  return counts;
}

/** The lines that the first has more often than the second. */
function beyond(some: ReadonlyMap<string, number>, others: ReadonlyMap<string, number>): readonly string[] {
  return [...some].flatMap(([line, count]) =>
    Array.from({ length: Math.max(0, count - (others.get(line) ?? 0)) }, () => line),
  );
}

/** CSV as RFC 4180 has it; a field that is empty and not in quotes is null. */
function csvRecords(text: string): readonly (readonly (string | null)[])[] {
  const records: (string | null)[][] = [];
  let record: (string | null)[] = [];
  const field = /(?:"((?:[^"]|"")*)"|([^,"\n]*))(,|\n|$)/y;
  while (field.lastIndex < text.length) {
    const match = field.exec(text);
    if (match === null) throw new Error('The answer key is no CSV');
    const [, inQuotes, plain, end] = match;
    record.push(inQuotes === undefined ? plain || null : inQuotes.replaceAll('""', '"'));
    if (end === ',') continue;
    records.push(record);
    record = [];
  }
  return records;
}
