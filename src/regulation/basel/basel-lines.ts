/**
 * LCR and NSFR of a bank that knows its amounts by line or row only: the pipeline `basel-lines`.
 *
 * Its first stages are those of `basel-lcr-lines`; the NSFR starts from `funding_amount`, and from `nsfr_aggregation` on it is made of the stages of the
 * pipeline of deals.
 */

import { FUNDING_AMOUNT } from '../../dictionary/line-amounts.ts';
import type { PipelineDefinition } from '../../pipeline/stage.ts';
import { frozen } from '../../std/frozen.ts';
import { BOTH_METRICS, besideNsfr, NSFR_TABLES } from './basel.ts';
import { BASEL_LCR_LINES, LINES_REFERENCE_TABLES } from './lcr-lines.ts';
import { source } from './lcr-sources.ts';
import { FUNDING_AMOUNT_STAGES } from './nsfr/funding-amounts.ts';
import { NSFR_FACTORS, RATIO_STAGES } from './nsfr/ratio.ts';
import type { ReferenceTable } from './reference-table.ts';

/** All but how positions are cut into parts. */
const { nsfr_split: _, ...FUNDING_TABLES } = NSFR_TABLES;

export const BASEL_LINES_REFERENCE_TABLES: Readonly<Record<string, ReferenceTable>> = frozen({
  ...LINES_REFERENCE_TABLES,
  ...FUNDING_TABLES,
});

export const BASEL_LINES: PipelineDefinition = frozen({
  name: 'basel-lines',
  stages: [
    source(FUNDING_AMOUNT),
    ...Object.values(FUNDING_TABLES).map(({ schema }) => source(schema)),
    ...besideNsfr(BASEL_LCR_LINES.stages),
    NSFR_FACTORS,
    ...FUNDING_AMOUNT_STAGES,
    ...RATIO_STAGES,
    BOTH_METRICS,
  ],
  outputs: [
    ...BASEL_LCR_LINES.outputs,
    'funding_given_once',
    'nsfr_aggregation',
    'net_derivatives',
    'nsfr_calc',
  ],
});
