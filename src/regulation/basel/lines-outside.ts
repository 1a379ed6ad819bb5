/** Lines of our own for amounts that take no part in the ratio: each says why, so that every position stays visible. */

import { type Line, outside } from './line.ts';

export const OUTSIDE_LINES: readonly Line[] = Object.freeze([
  outside('OUT.window', 'Due outside the window of 30 days', '69, 86, 142'),
  outside('OUT.open', 'Lent without maturity, beyond the contractual minimum payments', '154'),
  outside('OUT.schedule', 'Payment listed for a loan that is not repaid by listed payments', '142'),
  outside('OUT.nonperforming', 'In arrears or in default: no inflow', '142'),
  outside('OUT.reserve', 'Central bank balance that may not be drawn down in stress', '50(b)'),
  outside('OUT.matured', 'Security that matured by the calculation date', '31, 155'),
  outside('OUT.encumbered', 'Pledged part of a holding', '31'),
  outside('OUT.control', 'Eligible, but not under the control of the liquidity function', '33'),
  outside('OUT.not_hqla', 'Asset that meets the criteria of no level', '49-54'),
  outside('OUT.pledged', 'Part of an undrawn line for which HQLA is already pledged', '127'),
  outside('OUT.short', 'Lending against collateral that now covers a short position: rolled over', '146'),
  outside(
    'OUT.collateral',
    'Collateral of securities financing that is neither in the stock nor unwound',
    '31, Annex 1',
  ),
  outside('OUT.operating', 'Operating cost or non-financial revenue', '141, 160'),
]);
