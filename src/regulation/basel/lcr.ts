/**
 * The reference pipeline: Basel LCR (BCBS d238) from the data dictionary to metrics.
 *
 * Parameters: calculation_date, reporting_currency, jurisdiction ('BASEL'). Stages in the order in which they are read:
 * sources, rates and factors, totals that positions need, products, `deals`, tranches, `deal_enrichment`, `liquidity`,
 * `aggregation`, perimeters, the maturity ladder, `final_calc`, `metrics`. docs/regulation/lcr.md explains every decision, and
 * docs/regulation/ladder.md those of the ladder. The ladder is no output: a run does not compute it, and whoever asks for it gets it from
 * the stored fact.
 */

import type { PipelineDefinition } from '../../pipeline/stage.ts';
import { frozen } from '../../std/frozen.ts';
import { GROUP_STAGES } from './group-companies.ts';
import { INTRAGROUP_STAGES } from './intragroup.ts';
import { LADDER_STAGES } from './ladder.ts';
import { ACCOUNT_STAGES } from './lcr-accounts.ts';
import {
  AGGREGATION_STAGES,
  PERIMETER_ROW_STAGES,
  PERIMETER_STAGES,
  UNCLASSIFIED_STAGES,
} from './lcr-aggregation.ts';
import { CAPS_STAGES } from './lcr-caps.ts';
import { COLLATERAL_STAGES, COLLATERAL_TOTAL_STAGES } from './lcr-collateral.ts';
import { COLLATERAL_FLOW_STAGES } from './lcr-collateral-flows.ts';
import { FX_STAGE } from './lcr-conversion.ts';
import { CURRENCY_STAGES } from './lcr-currencies.ts';
import { CUSTOMER_STAGES } from './lcr-customers.ts';
import { DEAL_STAGES } from './lcr-deals.ts';
import { DERIVATIVE_STAGES } from './lcr-derivatives.ts';
import { ENRICHMENT_STAGES } from './lcr-enrichment.ts';
import { FACILITY_STAGES } from './lcr-facilities.ts';
import { FACTORS_STAGE } from './lcr-factors.ts';
import { FINANCING_STAGES } from './lcr-financing.ts';
import { HOLDING_STAGES } from './lcr-holdings.ts';
import { INSTRUMENTS_STAGE } from './lcr-instruments.ts';
import { INSURANCE_STAGES } from './lcr-insurance.ts';
import { LOAN_STAGES } from './lcr-loans.ts';
import { MARGIN_STAGES } from './lcr-margin.ts';
import { OBLIGATION_STAGES } from './lcr-obligations.ts';
import { OPTION_STAGES } from './lcr-options.ts';
import { FLOW_STAGES } from './lcr-other-flows.ts';
import { OWN_PAPER_STAGES } from './lcr-own-paper.ts';
import { RELEASE_STAGES } from './lcr-released.ts';
import { SOURCES } from './lcr-sources.ts';
import { SOVEREIGN_LIMIT_STAGES } from './lcr-sovereign-limit.ts';
import { TRAPPED_STAGES } from './lcr-trapped.ts';
import { NETTING_SET_STAGES } from './netting-set.ts';
import { OPTION_CHECKS } from './option-checks.ts';
import { MEMBERSHIP_STAGES } from './perimeters.ts';

export { REFERENCE_TABLES } from './reference.ts';

export const BASEL_LCR: PipelineDefinition = frozen({
  name: 'basel-lcr',
  stages: [
    ...SOURCES,
    FX_STAGE,
    FACTORS_STAGE,
    OPTION_CHECKS,
    INSTRUMENTS_STAGE,
    ...GROUP_STAGES,
    ...CUSTOMER_STAGES,
    ...INSURANCE_STAGES,
    ...COLLATERAL_TOTAL_STAGES,
    ...ACCOUNT_STAGES,
    ...LOAN_STAGES,
    ...FACILITY_STAGES,
    ...HOLDING_STAGES,
    ...FINANCING_STAGES,
    ...RELEASE_STAGES,
    ...COLLATERAL_STAGES,
    ...FLOW_STAGES,
    ...OBLIGATION_STAGES,
    ...NETTING_SET_STAGES,
    ...DERIVATIVE_STAGES,
    ...MARGIN_STAGES,
    ...COLLATERAL_FLOW_STAGES,
    ...OPTION_STAGES,
    ...DEAL_STAGES,
    ...ENRICHMENT_STAGES,
    ...UNCLASSIFIED_STAGES,
    ...OWN_PAPER_STAGES,
    ...AGGREGATION_STAGES,
    ...MEMBERSHIP_STAGES,
    ...PERIMETER_ROW_STAGES,
    ...SOVEREIGN_LIMIT_STAGES,
    ...TRAPPED_STAGES,
    ...PERIMETER_STAGES,
    ...LADDER_STAGES,
    ...CAPS_STAGES,
    ...CURRENCY_STAGES,
    ...INTRAGROUP_STAGES,
  ],
  outputs: [
    'option_checks',
    'liquidity',
    'unclassified',
    'position_sums',
    'own_paper_sums',
    'aggregation',
    'final_calc',
    'metrics',
  ],
});
