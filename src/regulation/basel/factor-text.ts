/** Dated factors as the pages of lines print them: each value, with the jurisdiction and the first day on which it holds. */

import type { ReferenceTable } from './reference-table.ts';

/** A fraction as per cent: 0.150000 → 15 %, 0.125000 → 12.5 %. */
export function percentText(fraction: string): string {
  const [whole = '', digits = ''] = fraction.split('.');
  const behind = digits.slice(2).replace(/0+$/, '');
  return `${BigInt(whole + digits.slice(0, 2).padEnd(2, '0'))}${behind === '' ? '' : `.${behind}`} %`;
}

export interface FactorText {
  /** In the order of the table, separated by semicolons. */
  readonly values: string;
  readonly since: string;
}

/** `column`: where the table has the value. No row: both empty. */
export function factorText({ rows }: ReferenceTable, line: string, column: string): FactorText {
  const own = rows.filter((row) => row['line'] === line);
  const until = (day: string | null | undefined): string => (typeof day === 'string' ? ` to ${day}` : '');
  return {
    values: own.map((row) => percentText(row[column] ?? '')).join('; '),
    since: own
      .map((row) => `${row['jurisdiction'] ?? ''} ${row['valid_from'] ?? ''}${until(row['valid_to'])}`)
      .join('; '),
  };
}
