/**
 * LCR and NSFR from the same deals: the pipeline `basel`.
 *
 * Its first stages are those of `basel-lcr`; the NSFR has its own after them, on the same facts of products. `metrics` holds the figures of both.
 */

import { FUNDING_TABLES } from '../../dictionary/dictionary.ts';
import type { PipelineDefinition, Stage, UnionStage } from '../../pipeline/stage.ts';
import { frozen } from '../../std/frozen.ts';
import { BASEL_LCR } from './lcr.ts';
import { source } from './lcr-sources.ts';
import { ACCOUNT_FUNDING } from './nsfr/accounts.ts';
import { BALANCE_FUNDING } from './nsfr/balance-sheet.ts';
import { NSFR_CLASS_TABLE } from './nsfr/classes.ts';
import { DERIVATIVE_FUNDING } from './nsfr/derivatives.ts';
import { FUNDING_FACT } from './nsfr/fact.ts';
import { LOAN_FUNDING } from './nsfr/loans.ts';
import { NSFR_FACTORS, RATIO_STAGES } from './nsfr/ratio.ts';
import { SECURITY_FUNDING } from './nsfr/securities.ts';
import { NSFR_SPLIT_TABLE } from './nsfr/splits.ts';
import { NSFR_FACTOR_TABLE, NSFR_LINE_TABLE } from './nsfr/tables.ts';
import { REFERENCE_TABLES } from './reference.ts';
import type { ReferenceTable } from './reference-table.ts';

export const NSFR_TABLES = {
  nsfr_line: NSFR_LINE_TABLE,
  nsfr_factor: NSFR_FACTOR_TABLE,
  nsfr_class: NSFR_CLASS_TABLE,
  nsfr_split: NSFR_SPLIT_TABLE,
} as const satisfies Readonly<Record<string, ReferenceTable>>;

export const BASEL_REFERENCE_TABLES: Readonly<Record<string, ReferenceTable>> = frozen({
  ...REFERENCE_TABLES,
  ...NSFR_TABLES,
});

const LCR_METRICS = 'lcr_metrics';

/** The stages of an LCR, its metrics under a name that leaves `metrics` to both ratios. */
export const besideNsfr = (stages: readonly Stage[]): readonly Stage[] =>
  stages.map((stage): Stage => (stage.name === 'metrics' ? { ...stage, name: LCR_METRICS } : stage));

export const BOTH_METRICS: UnionStage = {
  kind: 'union',
  name: 'metrics',
  doc: 'The figures of both ratios, a row each; ratios are fractions.',
  tagColumn: 'measure',
  branches: [
    { tag: 'lcr', input: LCR_METRICS },
    { tag: 'nsfr', input: 'nsfr_metrics' },
  ],
};

export const BASEL: PipelineDefinition = frozen({
  name: 'basel',
  stages: [
    ...FUNDING_TABLES.map(source),
    ...Object.values(NSFR_TABLES).map(({ schema }) => source(schema)),
    ...besideNsfr(BASEL_LCR.stages),
    NSFR_FACTORS,
    ...ACCOUNT_FUNDING,
    ...LOAN_FUNDING,
    ...SECURITY_FUNDING,
    ...BALANCE_FUNDING,
    ...DERIVATIVE_FUNDING,
    ...FUNDING_FACT,
    ...RATIO_STAGES,
    BOTH_METRICS,
  ],
  outputs: [
    ...BASEL_LCR.outputs.filter((name) => name !== 'metrics'),
    'nsfr_aggregation',
    'net_derivatives',
    'nsfr_calc',
    'metrics',
  ],
});
