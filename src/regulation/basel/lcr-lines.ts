/**
 * The Basel LCR of a bank that knows its amounts by line only: from `line_amount` to metrics.
 *
 * Everything from `aggregation` on is made of the stages of the pipeline of deals: limit of foreign sovereign debt, perimeters, caps, metrics.
 */

import { LINE_AMOUNT } from '../../dictionary/line-amounts.ts';
import { ENTITY, PERIMETER_MEMBER } from '../../dictionary/parties.ts';
import { EXCHANGE_RATE, NATIONAL_OPTION } from '../../dictionary/reference.ts';
import type { PipelineDefinition } from '../../pipeline/stage.ts';
import { frozen } from '../../std/frozen.ts';
import { LCR_FACTOR_TABLE } from './factors.ts';
import { LCR_ITEM_TABLE } from './items.ts';
import { AGGREGATION_OF_LINES, PERIMETER_ROW_STAGES, PERIMETER_STAGES } from './lcr-aggregation.ts';
import { CAPS_STAGES } from './lcr-caps.ts';
import { FX_STAGE } from './lcr-conversion.ts';
import { FACTORS_STAGE } from './lcr-factors.ts';
import { source } from './lcr-sources.ts';
import { SOVEREIGN_LIMIT_STAGES } from './lcr-sovereign-limit.ts';
import { TRAPPED_STAGES } from './lcr-trapped.ts';
import { LINE_AMOUNT_STAGES } from './line-amounts.ts';
import { LCR_LINE_TABLE } from './line-table.ts';
import { OPTION_CHECKS } from './option-checks.ts';
import { MEMBERSHIP_STAGES } from './perimeters.ts';
import type { ReferenceTable } from './reference-table.ts';

export const LINES_REFERENCE_TABLES: Readonly<Record<string, ReferenceTable>> = frozen({
  lcr_line: LCR_LINE_TABLE,
  lcr_factor: LCR_FACTOR_TABLE,
  lcr_item: LCR_ITEM_TABLE,
});

export const BASEL_LCR_LINES: PipelineDefinition = frozen({
  name: 'basel-lcr-lines',
  stages: [
    ...[ENTITY, PERIMETER_MEMBER, LINE_AMOUNT, EXCHANGE_RATE, NATIONAL_OPTION].map(source),
    ...Object.values(LINES_REFERENCE_TABLES).map(({ schema }) => source(schema)),
    FX_STAGE,
    FACTORS_STAGE,
    OPTION_CHECKS,
    ...LINE_AMOUNT_STAGES,
    AGGREGATION_OF_LINES,
    ...MEMBERSHIP_STAGES,
    ...PERIMETER_ROW_STAGES,
    ...SOVEREIGN_LIMIT_STAGES,
    ...TRAPPED_STAGES,
    ...PERIMETER_STAGES,
    ...CAPS_STAGES,
  ],
  outputs: [
    'option_checks',
    'given_once',
    'given_one_way',
    'liquidity',
    'aggregation',
    'final_calc',
    'metrics',
  ],
});
