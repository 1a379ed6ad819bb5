/** The tables of the NSFR that come with Plimsoll: lines and dated factors. */

import type { TableSchema } from '../../../schema/table.ts';
import { DATE, TEXT } from '../../../schema/types.ts';
import { FRACTION, fraction } from '../factors.ts';
import { type ReferenceTable, withCodes } from '../reference-table.ts';
import { FUNDING_LINES } from './lines.ts';

/** d295 becomes a minimum standard on this day (¶4 and introduction; K). */
export const NSFR_VALID_FROM = '2018-01-01';

const LINE: TableSchema = {
  name: 'nsfr_line',
  doc: 'Lines of the NSFR.',
  key: ['line'],
  columns: [
    { name: 'line', type: TEXT, nullable: false, doc: 'Line id.' },
    { name: 'item', type: TEXT, nullable: false, doc: 'What it holds.' },
    { name: 'side', type: TEXT, nullable: false, doc: 'asf, rsf, or derivative: counts net only.' },
    { name: 'rate_kind', type: TEXT, nullable: false, doc: 'fixed or national.' },
    { name: 'option_least', type: FRACTION, nullable: false, doc: 'The lowest national option.' },
    { name: 'option_most', type: FRACTION, nullable: false, doc: 'The highest.' },
    { name: 'paragraph', type: TEXT, nullable: false, doc: 'Paragraph of d295.' },
  ],
};

export const NSFR_LINE_TABLE: ReferenceTable = withCodes(
  {
    schema: LINE,
    rows: FUNDING_LINES.map(({ id, item, side, factor, paragraph, option }) => ({
      line: id,
      item,
      side,
      rate_kind: factor === null ? 'national' : 'fixed',
      option_least: option?.least ?? '0.000000',
      option_most: option?.most ?? '1.000000',
      paragraph,
    })),
  },
  ['line', 'side', 'rate_kind'],
);

const FACTOR: TableSchema = {
  name: 'nsfr_factor',
  doc: 'Factors of the NSFR by line, dated.',
  key: ['line', 'jurisdiction', 'valid_from'],
  columns: [
    { name: 'line', type: TEXT, nullable: false, doc: 'Line id.' },
    { name: 'jurisdiction', type: TEXT, nullable: false, doc: 'BASEL.' },
    { name: 'valid_from', type: DATE, nullable: false, doc: 'First day.' },
    { name: 'valid_to', type: DATE, nullable: true, doc: 'Last day; empty while it holds.' },
    fraction('factor', 'Factor of available or required stable funding.'),
    { name: 'paragraph', type: TEXT, nullable: false, doc: 'Paragraph of d295.' },
    { name: 'mark', type: TEXT, nullable: false, doc: 'V, P, K or H: how well it is supported.' },
  ],
};

export const NSFR_FACTOR_TABLE: ReferenceTable = {
  schema: FACTOR,
  rows: FUNDING_LINES.flatMap(({ id, factor, paragraph, mark }) =>
    factor === null
      ? []
      : [
          {
            line: id,
            jurisdiction: 'BASEL',
            valid_from: NSFR_VALID_FROM,
            valid_to: null,
            factor,
            paragraph,
            mark,
          },
        ],
  ),
};
