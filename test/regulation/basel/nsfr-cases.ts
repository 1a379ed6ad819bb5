/** Every case of the Basel NSFR. */

import type { LcrCase } from './case.ts';
import { ASSET_CASES } from './nsfr-asset-cases.ts';
import { BALANCE_CASES } from './nsfr-balance-cases.ts';
import { FUNDING_CASES } from './nsfr-funding-cases.ts';
import { POOL_FUNDING_CASES } from './pool-cases.ts';

export const NSFR_CASES: readonly LcrCase[] = [
  ...FUNDING_CASES,
  ...ASSET_CASES,
  ...BALANCE_CASES,
  ...POOL_FUNDING_CASES,
];
