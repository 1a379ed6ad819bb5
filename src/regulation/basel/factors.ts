/**
 * The factors of the Basel LCR as a dated table: one row per line with a fixed rate.
 *
 * A row reads the same way for assets and flows: counted = amount × liquidity_factor × (1 − haircut). An asset of the
 * stock has factor 1 and its haircut; a flow has its rate as factor and no haircut; an amount outside the ratio has factor
 * 0 and haircut 0, so that raising a haircut can never bring it in. Lines that a supervisor has to open have the least that he may say; those
 * whose rate is national or a formula have no row.
 */

import type { TableSchema } from '../../schema/table.ts';
import { DATE, decimal, TEXT } from '../../schema/types.ts';
import type { Line } from './line.ts';
import { LINES } from './lines.ts';
import type { ReferenceTable } from './reference-table.ts';

/** A fraction with six digits, from 0 to 1. */
export const FRACTION = decimal(7, 6);
export const UNIT_INTERVAL = { kind: 'range', min: '0', max: '1' } as const;

/** d238 replaces the text of 2010 and applies from this day (¶10). */
export const VALID_FROM = '2015-01-01';

/** A column of such a fraction that every row has. */
export const fraction = (name: string, doc: string) =>
  ({ name, type: FRACTION, nullable: false, domain: UNIT_INTERVAL, unit: 'rate', doc }) as const;

export const LCR_FACTOR: TableSchema = {
  name: 'lcr_factor',
  doc: 'Rates and haircuts of the LCR by line, dated.',
  key: ['line', 'jurisdiction', 'valid_from'],
  columns: [
    { name: 'line', type: TEXT, nullable: false, doc: 'Line id.' },
    { name: 'jurisdiction', type: TEXT, nullable: false, doc: 'BASEL.' },
    { name: 'valid_from', type: DATE, nullable: false, doc: 'First day.' },
    { name: 'valid_to', type: DATE, nullable: true, doc: 'Last day; empty while it holds.' },
    fraction('liquidity_factor', 'Run-off or inflow rate; 1 for assets, 0 outside the ratio.'),
    fraction('haircut', 'Haircut of an asset; 0 for flows.'),
    { name: 'paragraph', type: TEXT, nullable: false, doc: 'Paragraph of d238.' },
    { name: 'mark', type: TEXT, nullable: false, doc: 'V, P, K or H: how well it is supported.' },
  ],
};

/** Factor and haircut of a line with a fixed rate; undefined where the rate is national or a formula. */
export function factorOf(
  line: Line,
): { readonly liquidityFactor: string; readonly haircut: string } | undefined {
  if (line.rate.kind === 'national' || line.rate.kind === 'formula') return undefined;
  const { value } = line.rate;
  return line.kind === 'hqla' && line.rate.kind !== 'deduction'
    ? { liquidityFactor: '1.000000', haircut: value }
    : { liquidityFactor: value, haircut: '0.000000' };
}

export const LCR_FACTOR_TABLE: ReferenceTable = {
  schema: LCR_FACTOR,
  rows: LINES.flatMap((line) => {
    const factor = factorOf(line);
    if (factor === undefined) return [];
    const { id, paragraph, mark } = line;
    return [
      {
        line: id,
        jurisdiction: 'BASEL',
        valid_from: VALID_FROM,
        valid_to: null,
        liquidity_factor: factor.liquidityFactor,
        haircut: factor.haircut,
        paragraph,
        mark,
      },
    ];
  }),
};
