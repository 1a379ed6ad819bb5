/** Lines of the cash inflows (d238 ¶142–160). */

import { inflow, type Line } from './line.ts';

export const INFLOW_LINES: readonly Line[] = Object.freeze([
  inflow('I.L1', 'Maturing reverse repo and securities borrowing against level 1', '0', '145-146', 'V', 17),
  inflow('I.2A', 'The same against level 2A', '15', '146', 'V', 17),
  inflow('I.rmbs', 'The same against level 2B mortgage-backed securities', '25', '146', 'V', 17),
  inflow('I.2B', 'The same against other level 2B', '50', '146', 'V', 17),
  inflow('I.margin', 'Margin loans against collateral that is not HQLA', '50', '145-146', 'V', 17),
  inflow('I.other', 'Maturing reverse repo against all other collateral', '100', '146', 'V', 17),
  inflow('I.fac', 'Committed lines that others grant to the bank', '0', '149', 'V', null),
  inflow(
    'I.retail',
    'Contractual payments of performing retail and small business customers',
    '50',
    '153',
    'V',
    18,
  ),
  inflow('I.nfc', 'The same of non-financial wholesale customers', '50', '154', 'V', 18),
  inflow(
    'I.oent',
    'The same of other legal entities',
    '50',
    '154',
    'V',
    18,
    'Part of I.nfc in the standard; a line of its own here because lending to such entities counts in full, so that their payments are not set off in X.rnf.',
  ),
  inflow('I.fi', 'The same of financial institutions and central banks', '100', '154', 'V', 18),
  inflow('I.sec', 'Securities due within 30 days that are not counted in the stock', '100', '155', 'V', 19),
  inflow(
    'I.swap',
    'Collateral swaps',
    'max(0, haircut received − haircut given) × market value',
    '146',
    'K',
    17,
  ),
  inflow('I.seg', 'Release of balances that are kept apart for clients', 'national', '160', 'K', 19),
  inflow('I.op', 'Operational deposits placed at other banks', '0', '156', 'V', 18),
  inflow('I.coop', 'Deposits at the central institution of a cooperative network', '0', '157', 'V', 18),
  inflow('I.deriv', 'Derivatives: contractual net receipts by counterparty', '100', '158-159', 'V', 19),
  inflow('I.oth', 'Other contractual receipts within 30 days', 'national', '160', 'V', 19),
]);
