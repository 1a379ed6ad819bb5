/** The tables that the pipeline reads as sources and that come with Plimsoll, by source name. */

import { frozen } from '../../std/frozen.ts';
import { LCR_FACTOR_TABLE } from './factors.ts';
import { LADDER_BUCKET_TABLE } from './ladder-buckets.ts';
import { LCR_LINE_TABLE } from './line-table.ts';
import type { ReferenceTable } from './reference-table.ts';
import { LCR_SPLIT_TABLE } from './splits.ts';

export const REFERENCE_TABLES: Readonly<Record<string, ReferenceTable>> = frozen({
  lcr_line: LCR_LINE_TABLE,
  lcr_factor: LCR_FACTOR_TABLE,
  lcr_split: LCR_SPLIT_TABLE,
  ladder_bucket: LADDER_BUCKET_TABLE,
});
