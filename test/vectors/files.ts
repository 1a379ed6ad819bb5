/** The reference files with published and derived figures, which lie beside the repository and never in it. */

import { existsSync, readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { exactJson } from '../../src/std/json.ts';
import { ROOT } from '../support/tree.ts';

const VECTORS = join(resolve(ROOT, '../shared'), 'vectors');

export const vectorsMissing = !existsSync(VECTORS);

/** A file's content with every number as the text that it is written as; the caller knows its shape. */
export const vectorFile = (file: string): unknown =>
  exactJson(readFileSync(join(VECTORS, `${file}.json`), 'utf8'));

export type Cells = Readonly<Record<string, string | null>>;

/** One filled-in template of a bank. */
export interface Filing {
  readonly id: string;
  readonly bank?: string;
  readonly period_end?: string;
  readonly n_observations?: string | null;
  readonly rows: Readonly<Record<string, Cells>>;
  readonly defects?: readonly string[];
  readonly checks?: Readonly<Record<string, boolean | string>>;
}

export const filings = (file: string): readonly Filing[] =>
  vectorsMissing ? [] : (vectorFile(file) as { readonly disclosures: readonly Filing[] }).disclosures;

/** Of a filing of the European data hub: bank, scope and column. */
export const shortId = (id: string): string =>
  id.replace(/^\w+(\w{5}\.\w{3})\|\d{4}-(\d\d)-\d\d(\|(T-\d))?$/, '$1 $2 $4').trim();

/** Rows of the United States’ table that are rows of LIQ1; its two kinds of less stable deposits are one there. */
const US_ROWS: Readonly<Record<string, readonly string[]>> = {
  1: ['1'],
  2: ['5'],
  3: ['6'],
  4: ['7', '8'],
  5: ['9'],
  6: ['10'],
  7: ['11'],
  8: ['12'],
  10: ['14'],
  11: ['15'],
  13: ['16'],
  14: ['17'],
  15: ['18'],
  16: ['19'],
  17: ['20'],
  18: ['21', '22'],
  19: ['23'],
};

/** The rows of a filing of the United States that LIQ1 has too. */
export function fromUs({ id, rows, ...rest }: Filing): Filing {
  const added = (own: readonly string[], column: string): string | null => {
    const cells = own.flatMap((row) => rows[row]?.[column] ?? []);
    return cells.length === 0 ? null : String(cells.reduce((sum, cell) => sum + BigInt(cell), 0n));
  };
  const mapped = Object.entries(US_ROWS).map(([row, own]) => [
    row,
    { unweighted: added(own, 'unweighted'), weighted: added(own, 'weighted') },
  ]);
  const secured = { weighted: rows['13']?.['weighted'] ?? null };
  // There the total of inflows has no unweighted amount.
  const inflows = {
    unweighted: added(['20', '21', '22', '23'], 'unweighted'),
    weighted: added(['28'], 'weighted'),
  };
  return { ...rest, id, rows: { ...Object.fromEntries(mapped), 9: secured, 20: inflows } };
}
