/**
 * How one position becomes the parts that the NSFR tells apart: a literal table from a split code to its parts.
 *
 * A part takes its amount from a slot (0: the whole amount, n: the column part_n), its class from `class` or `other_class`, and it falls due
 * in the position's bucket or in one of its own. Parts of zero make no row, except in slot 0; parts sum to the position's amount,
 * except those of derivatives.
 */

import type { TableSchema } from '../../../schema/table.ts';
import { BOOLEAN, INTEGER, TEXT } from '../../../schema/types.ts';
import { type ReferenceTable, withCodes } from '../reference-table.ts';
import type { Bucket } from './classes.ts';

interface Part {
  readonly part: string;
  readonly slot: number;
  /** Does the part take `other_class`? */
  readonly other?: true;
  /** A class that the part has whatever the position's. */
  readonly ownClass?: string;
  readonly pledged?: true;
  /** null: the bucket of the position. */
  readonly bucket?: Bucket;
}

/** The buckets of payments on agreed days, in the order of time. */
const TERMS = ['under_6_months', 'under_1_year', 'from_1_year'] as const satisfies readonly Bucket[];

const FREE_TERMS: readonly Part[] = TERMS.map((bucket, index) => ({ part: bucket, slot: index + 1, bucket }));
const PLEDGED_TERMS: readonly Part[] = TERMS.map((bucket, index) => ({
  part: `${bucket}_pledged`,
  slot: index + 1 + TERMS.length,
  bucket,
  pledged: true,
}));

const SPLITS: Readonly<Record<string, readonly Part[]>> = {
  whole: [{ part: 'whole', slot: 0 }],
  pledged: [{ part: 'pledged', slot: 0, pledged: true }],
  /** Two classes: insured and not, operational and not, backed by level 1 and not. */
  classes: [
    { part: 'first', slot: 1 },
    { part: 'rest', slot: 2, other: true },
  ],
  pledge: [
    { part: 'free', slot: 1 },
    { part: 'pledged', slot: 2, pledged: true },
  ],
  /** A holding in a pool, of which the pool takes up a part until no known day. */
  pool: [
    { part: 'free', slot: 1 },
    { part: 'pledged', slot: 2, pledged: true },
    { part: 'pooled', slot: 3, pledged: true },
  ],
  /** A netting set: its value on either side, and the liability before margin. */
  derivatives: [
    { part: 'asset', slot: 1, ownClass: 'derivative_asset' },
    { part: 'liability', slot: 2, ownClass: 'derivative_liability' },
    { part: 'add_on', slot: 3, ownClass: 'derivative_add_on' },
  ],
  schedule: FREE_TERMS,
  schedule_pledge: [...FREE_TERMS, ...PLEDGED_TERMS],
};

export const NSFR_PARTS = [1, 2, 3, 4, 5, 6].map((slot) => `part_${slot}`);

const SCHEMA: TableSchema = {
  name: 'nsfr_split',
  doc: 'The parts that a position is cut into for the NSFR.',
  key: ['split', 'part'],
  columns: [
    { name: 'split', type: TEXT, nullable: false, doc: 'Code computed per position.' },
    { name: 'part', type: TEXT, nullable: false, doc: 'Name of the part; ends its key.' },
    { name: 'slot', type: INTEGER, nullable: false, doc: '0: the whole amount; n: the column part_n.' },
    { name: 'takes_other_class', type: BOOLEAN, nullable: false, doc: 'Is its class other_class?' },
    { name: 'own_class', type: TEXT, nullable: true, doc: 'Its class, whatever that of the position.' },
    { name: 'is_pledged', type: BOOLEAN, nullable: false, doc: 'Is it the encumbered part?' },
    { name: 'part_bucket', type: TEXT, nullable: true, doc: 'Its bucket; empty: that of the position.' },
  ],
};

const TABLE: ReferenceTable = {
  schema: SCHEMA,
  rows: Object.entries(SPLITS).flatMap(([split, parts]) =>
    parts.map(({ part, slot, other, ownClass, pledged, bucket }) => ({
      split,
      part,
      slot: String(slot),
      takes_other_class: String(other === true),
      own_class: ownClass ?? null,
      is_pledged: String(pledged === true),
      part_bucket: bucket ?? null,
    })),
  ),
};

export const NSFR_SPLIT_TABLE: ReferenceTable = withCodes(TABLE, [
  'split',
  'part',
  'own_class',
  'part_bucket',
]);
