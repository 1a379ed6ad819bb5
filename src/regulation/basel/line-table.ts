/** The table of lines as the pipeline reads it. */

import type { TableSchema } from '../../schema/table.ts';
import { INTEGER, TEXT } from '../../schema/types.ts';
import type { LineKind } from './line.ts';
import { LINES } from './lines.ts';
import { type ReferenceTable, withCodes } from './reference-table.ts';

/** What the amounts of a line are measured as; unwind and unclassified come from the row, not from a line. */
const MEASURE_KIND: Readonly<Record<LineKind, string>> = {
  hqla: 'stock',
  outflow: 'outflow',
  inflow: 'inflow',
  outside: 'outside',
};

const LCR_LINE: TableSchema = {
  name: 'lcr_line',
  doc: 'Lines of the LCR.',
  key: ['line'],
  columns: [
    { name: 'line', type: TEXT, nullable: false, doc: 'Line id.' },
    { name: 'item', type: TEXT, nullable: false, doc: 'What it holds.' },
    {
      name: 'kind',
      type: TEXT,
      nullable: false,
      domain: { kind: 'values', values: Object.values(MEASURE_KIND) },
      doc: 'stock, outflow, inflow, or outside the ratio.',
    },
    { name: 'level', type: TEXT, nullable: true, doc: 'Level of an asset line: 1, 2A, 2B.' },
    { name: 'rate_kind', type: TEXT, nullable: false, doc: 'fixed, national, formula, option or deduction.' },
    { name: 'liq1_row', type: INTEGER, nullable: true, doc: 'Row of the disclosure template LIQ1.' },
    { name: 'paragraph', type: TEXT, nullable: false, doc: 'Paragraph of d238.' },
  ],
};

const TABLE: ReferenceTable = {
  schema: LCR_LINE,
  rows: LINES.map((line) => ({
    line: line.id,
    item: line.item,
    kind: MEASURE_KIND[line.kind],
    level: line.level,
    rate_kind: line.rate.kind,
    liq1_row: line.liq1Row === null ? null : String(line.liq1Row),
    paragraph: line.paragraph,
  })),
};

export const LCR_LINE_TABLE: ReferenceTable = withCodes(TABLE, ['line', 'level', 'rate_kind']);
