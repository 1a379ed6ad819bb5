/** Every case by hand of both ratios, with the pipeline that computes it. */

import type { PipelineDefinition } from '../../../src/pipeline/stage.ts';
import { BASEL } from '../../../src/regulation/basel/basel.ts';
import { BASEL_LINES } from '../../../src/regulation/basel/basel-lines.ts';
import { BASEL_LCR } from '../../../src/regulation/basel/lcr.ts';
import { BASEL_CAPS } from '../../../src/regulation/basel/lcr-caps.ts';
import { BASEL_LCR_LINES } from '../../../src/regulation/basel/lcr-lines.ts';
import { ACCOUNT_CASES } from './account-cases.ts';
import { CAPS_CASES } from './caps-cases.ts';
import type { LcrCase } from './case.ts';
import { DEPOSIT_CASES } from './deposit-cases.ts';
import { DERIVATIVE_CASES } from './derivative-cases.ts';
import { FINANCING_CASES } from './financing-cases.ts';
import { FUNDING_AMOUNT_CASES } from './funding-amount-cases.ts';
import { GROUP_ASSET_CASES } from './group-asset-cases.ts';
import { HOLDING_CASES } from './holding-cases.ts';
import { LADDER_CASES } from './ladder-cases.ts';
import { LENDING_CASES } from './lending-cases.ts';
import { LINE_AMOUNT_CASES } from './line-amount-cases.ts';
import { LINE_CASES } from './line-cases.ts';
import { NSFR_CASES } from './nsfr-cases.ts';
import { OBLIGATION_CASES } from './obligation-cases.ts';
import { OWN_PAPER_CASES } from './own-paper-cases.ts';
import { FUNDING_PERIMETER_CASES, PERIMETER_CASES } from './perimeter-cases.ts';
import { OPTION_CASES, POOL_CASES } from './pool-cases.ts';
import { WHOLE_BANK_CASES } from './whole-bank-cases.ts';

export const CASE_GROUPS: readonly (readonly [
  group: string,
  pipeline: PipelineDefinition,
  cases: readonly LcrCase[],
])[] = [
  ['caps alone', BASEL_CAPS, CAPS_CASES],
  ['deposits', BASEL_LCR, [...DEPOSIT_CASES, ...ACCOUNT_CASES]],
  ['loans and facilities', BASEL_LCR, LENDING_CASES],
  ['own debt, contingent obligations, swaps and lending', BASEL_LCR, OBLIGATION_CASES],
  ['derivatives and their collateral', BASEL_LCR, DERIVATIVE_CASES],
  ['securities', BASEL_LCR, [...HOLDING_CASES, ...FINANCING_CASES]],
  ['pools and options', BASEL_LCR, [...POOL_CASES, ...OPTION_CASES]],
  ['lines that no other case has', BASEL_LCR, LINE_CASES],
  ['whole bank', BASEL_LCR, WHOLE_BANK_CASES],
  ['amounts by line', BASEL_LCR_LINES, LINE_AMOUNT_CASES],
  ['amounts by row of LIQ2', BASEL_LINES, FUNDING_AMOUNT_CASES],
  ['perimeters', BASEL_LCR, [...PERIMETER_CASES, ...GROUP_ASSET_CASES, ...OWN_PAPER_CASES]],
  ['perimeters of both ratios', BASEL, FUNDING_PERIMETER_CASES],
  ['maturity ladder', BASEL_LCR, LADDER_CASES],
  ['NSFR', BASEL, NSFR_CASES],
];
