/** Every formula of the Basel LCR and NSFR, in the order in which the page shows them, and the lines that each is behind. */

import { DEPOSIT_FORMULAS } from './deposits.ts';
import { DERIVATIVE_FORMULAS, DERIVATIVE_FUNDING_FORMULAS } from './derivatives.ts';
import { FLOW_FORMULAS } from './flows.ts';
import type { Formula } from './formula.ts';
import { FUNDING_FORMULAS, RATIO_FORMULAS } from './funding.ts';
import { LIQUIDITY_FORMULAS } from './liquidity.ts';
import { LADDER_FORMULAS, PERIMETER_FORMULAS } from './perimeters.ts';
import { STOCK_FORMULAS } from './stock.ts';

export const FORMULAS: readonly Formula[] = Object.freeze([
  ...STOCK_FORMULAS,
  ...LIQUIDITY_FORMULAS,
  ...PERIMETER_FORMULAS,
  ...DEPOSIT_FORMULAS,
  ...FLOW_FORMULAS,
  ...DERIVATIVE_FORMULAS,
  ...LADDER_FORMULAS,
  ...FUNDING_FORMULAS,
  ...DERIVATIVE_FUNDING_FORMULAS,
  ...RATIO_FORMULAS,
]);

/** The anchor of a section: its title in small letters, words joined by hyphens, other signs left out. */
export const anchorOf = (title: string): string =>
  title
    .toLowerCase()
    .replace(/[^\p{L}\p{N} -]/gu, '')
    .replaceAll(' ', '-');

/** Links to the formulas behind a line, separated by commas; empty where there is none. */
export const formulaLinks = (line: string): string =>
  FORMULAS.filter(({ lines }) => lines.includes(line))
    .map(({ title }) => `[${title.toLowerCase()}](formulas.md#${anchorOf(title)})`)
    .join(', ');
