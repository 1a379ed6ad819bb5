/** What the values of each raw column are, counted over the rows that were looked at. */

import { type NativeKind, rawColumn } from '../input/native.ts';
import { type DateReading, dateReading } from './dates.ts';
import { nullTexts } from './null-texts.ts';
import { type NumberFormat, type NumberReading, numberReading, plainNumber } from './numbers.ts';

export interface ColumnProfile {
  readonly name: string;
  /** `text` in CSV; the own type of a Parquet column. */
  readonly kind: NativeKind;
  readonly sqlType: string;
  /** Texts with their number of rows, those that mean "no value" left out. */
  readonly counts: ReadonlyMap<string, number>;
  /** Rows with a value. */
  readonly rows: number;
  readonly empty: number;
  readonly date: DateReading | undefined;
}

export interface FileProfile {
  readonly columns: readonly ColumnProfile[];
  readonly nulls: readonly { readonly text: string; readonly rows: number }[];
  readonly numbers: NumberReading | undefined;
}

interface Rows {
  readonly names: readonly string[];
  readonly types: readonly string[] | null;
  readonly rows: readonly (readonly (string | null)[])[];
}

export function profileOf({ names, types, rows }: Rows): FileProfile {
  const kinds = names.map((name, i) => rawColumn(name, i + 1, types?.[i] ?? 'VARCHAR'));
  const counted = names.map((_, i) => countsOf(rows, i));
  const isText = (i: number): boolean => kinds[i]?.kind === 'text';
  const nulls = nullTexts(counted.filter((_, i) => isText(i)));
  const none = new Set(['', ...nulls.map(({ text }) => text)]);
  const columns = names.map((name, i): ColumnProfile => {
    const counts = new Map([...(counted[i] ?? [])].filter(([text]) => !isText(i) || !none.has(text)));
    const filled = [...counts.values()].reduce((sum, count) => sum + count, 0);
    return {
      name,
      kind: kinds[i]?.kind ?? 'text',
      sqlType: kinds[i]?.sqlType ?? 'VARCHAR',
      counts,
      rows: filled,
      empty: rows.length - filled,
      date: isText(i) ? dateReading(counts) : undefined,
    };
  });
  const maybeNumbers = columns.filter(
    (column) => column.kind === 'text' && column.date === undefined && column.rows > 0,
  );
  return { columns, nulls, numbers: numberReading(maybeNumbers.map((column) => [...column.counts.keys()])) };
}

function countsOf(rows: Rows['rows'], column: number): Map<string, number> {
  const counts = new Map<string, number>();
  for (const row of rows) {
    const text = row[column] ?? '';
    counts.set(text, (counts.get(text) ?? 0) + 1);
  }
  return counts;
}

/** Rows whose text the test takes. */
export function rowsThat({ counts }: ColumnProfile, test: (text: string) => boolean): number {
  let sum = 0;
  for (const [text, rows] of counts) if (test(text)) sum += rows;
  return sum;
}

/** The numbers of a column as plain texts (`-12.5`) with their rows; texts that are none are left out. */
export function numbersOf(
  { counts, kind }: ColumnProfile,
  format: NumberFormat,
): readonly { readonly plain: string; readonly rows: number }[] {
  const native: NumberFormat = { decimal: '.', thousands: null };
  return [...counts].flatMap(([text, rows]) => {
    const plain = plainNumber(text, kind === 'text' ? format : native);
    return plain === undefined ? [] : [{ plain, rows }];
  });
}

/** The texts of most rows first, at most three. */
export function examplesOf({ counts }: ColumnProfile): readonly string[] {
  return [...counts]
    .sort((a, b) => b[1] - a[1])
    .slice(0, 3)
    .map(([text]) => text);
}
