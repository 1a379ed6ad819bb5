/**
 * The classification of the Basel LCR: which tranche goes to which line.
 *
 * Conditions read the columns of the stage `tranches`. `segment` is the customer's class (lcr-customers.ts), `part` tells the
 * tranches of one position apart (splits.ts), `in_window` is the window of 30 days for the position's direction, and
 * `detail` is what the rules of a source need besides; each group below says what it holds.
 */

import { type Rule, rules } from './classification.ts';

const RETAIL = "segment in ('retail', 'small')";
const NON_FINANCIAL = "segment in ('nonfin', 'central_bank')";
const FINANCIAL = "segment in ('bank', 'fi', 'fund', 'central_bank')";
const OTHER_ENTITIES = "segment in ('bank', 'fi', 'fund', 'other')";

/** Reserves are held at a central bank, which need not be named. With anybody else they have no rule. */
const AT_CENTRAL_BANK = "segment in ('central_bank', 'none')";

/** Accounts. `detail`: prime for correspondent and prime brokerage balances. A balance placed with nobody in particular has no rule here. */
const ACCOUNTS = rules(
  ['account'],
  [
    ['R.term', '82-84', `product_type = 'DEPOSIT' and not in_window and ${RETAIL}`],
    ['OUT.window', '86', "product_type = 'DEPOSIT' and not in_window"],
    ['R.stable3', '78', "segment = 'retail' and part = 'insured' and scheme_78"],
    ['R.stable5', '75', "segment = 'retail' and part = 'insured'"],
    ['R.less', '79-81', "segment = 'retail' and product_type = 'DEPOSIT'"],
    ['SB.stable3', '89-92 (as 78)', "segment = 'small' and part = 'insured' and scheme_78"],
    ['SB.stable', '89-92 (as 75)', "segment = 'small' and part = 'insured'"],
    ['SB.less', '89-92 (as 79)', "segment = 'small' and product_type = 'DEPOSIT'"],
    ['OUT.open', '154', "product_type = 'LOAN'"],
    ['L1.coins', '50(a)', "deal_type = 'CASH'"],
    ['OUT.reserve', '50(b)', `deal_type = 'RESERVE' and part = 'restricted' and ${AT_CENTRAL_BANK}`],
    ['L1.reserves', '50(b)', `deal_type = 'RESERVE' and ${AT_CENTRAL_BANK}`],
    ['I.coop', '157', "deal_type = 'COOPERATIVE'"],
    ['I.op', '156', "product_type = 'PLACEMENT' and part = 'operational'"],
    ['I.fi', '154', `product_type = 'PLACEMENT' and in_window and ${FINANCIAL}`],
    ['OUT.window', '142', "product_type = 'PLACEMENT' and not in_window"],
    ['OP.ins3', '104 (as 78)', "part = 'operational_insured' and scheme_78"],
    ['OP.ins', '104', "part = 'operational_insured'"],
    ['OP.25', '93-103', "part = 'operational'"],
    ['OP.coop', '105-106', "part = 'minimum'"],
    ['W.prime', '99 / 111', "product_type = 'DEPOSIT' and detail = 'prime'"],
    ['W.nfc20', '108', `product_type = 'DEPOSIT' and ${NON_FINANCIAL} and fully_insured`],
    ['W.nfc40', '107', `product_type = 'DEPOSIT' and ${NON_FINANCIAL}`],
    ['W.other', '109', `product_type = 'DEPOSIT' and ${OTHER_ENTITIES}`],
  ],
);

/** Loans and their payments. `detail`: performing, nonperforming, or unscheduled (a payment of a loan that is not repaid by listed ones). What the bank has drawn itself has no rule here. */
const LOANS = rules(
  ['loan', 'loan_cash_flow'],
  [
    ['OUT.schedule', '142', "product_type = 'LOAN' and detail = 'unscheduled'"],
    ['OUT.nonperforming', '142', "product_type = 'LOAN' and detail = 'nonperforming'"],
    ['OUT.open', '154', "product_type = 'LOAN' and part = 'open'"],
    ['OUT.window', '142', "product_type = 'LOAN' and not in_window"],
    ['I.retail', '153', `product_type = 'LOAN' and ${RETAIL}`],
    ['I.nfc', '154', "product_type = 'LOAN' and segment = 'nonfin'"],
    ['I.oent', '154', "product_type = 'LOAN' and segment = 'other'"],
    ['I.fi', '154', `product_type = 'LOAN' and ${FINANCIAL}`],
  ],
);

/** Undrawn lines. `detail`: committed, cancellable (by the bank, at any time) or received (granted to the bank). */
const FACILITIES = rules(
  ['facility'],
  [
    ['I.fac', '149', "detail = 'received'"],
    ['OUT.window', '126', 'not in_window'],
    ['G.disc', '134-137', "detail = 'cancellable'"],
    ['OUT.pledged', '127', "part = 'pledged'"],
    ['C.retail', '131(a)', RETAIL],
    ['C.nfcL', '131(c)', `${NON_FINANCIAL} and part = 'liquidity'`],
    ['C.nfcC', '131(b)', NON_FINANCIAL],
    ['C.bank', '131(d)', "segment = 'bank'"],
    ['C.ofiL', '131(f)', "segment = 'fi' and part = 'liquidity'"],
    ['C.ofiC', '131(e)', "segment = 'fi'"],
    ['C.oth', '131(g)', "segment in ('fund', 'other')"],
  ],
);

/** Holdings. `detail`: matured, treasury (under the control of the liquidity function) or other. */
const HOLDINGS = rules(
  ['holding'],
  [
    ['OUT.matured', '31, 155', "detail = 'matured'"],
    ['OUT.encumbered', '31', "part = 'encumbered'"],
    [{ column: 'security_line' }, '49-54', "security_level is not null and detail = 'treasury'"],
    ['I.sec', '155', 'security_line is not null and in_window'],
    ['OUT.control', '33', 'security_level is not null'],
    ['OUT.not_hqla', '49-54', "security_line = 'OUT.not_hqla'"],
  ],
);

/**
 * Cash of securities financing; `part` is the level of the collateral behind it. `detail`: central_bank, home_public (home
 * sovereign, development bank, home PSE up to 20 %), open (lent without maturity), short (swaps: what was received covers a short position)
 * or none.
 */
const SWAP = "product_type = 'COLLATERAL_SWAP'";

const FINANCING = rules(
  ['security_financing'],
  [
    ['UNW.cash', 'Annex 1', "part = 'unwind_cash'"],
    ['OUT.open', '154', "detail = 'open'"],
    ['OUT.window', '69, 142', 'not in_window'],
    ['OUT.short', '146', `${SWAP} and deal_type = 'INFLOW' and detail = 'short'`],
    ['I.swap', '146', `${SWAP} and deal_type = 'INFLOW'`],
    ['S.cbL1', '114-115', `${SWAP} and detail = 'central_bank'`],
    ['S.swap', '115', SWAP],
    ['S.cbL1', '114-115', "product_type = 'REPO' and (detail = 'central_bank' or part = 'level_1')"],
    ['S.2A', '115', "product_type = 'REPO' and part = 'level_2a'"],
    ['S.sov', '115', "product_type = 'REPO' and detail = 'home_public'"],
    ['S.rmbs', '115', "product_type = 'REPO' and part = 'rmbs'"],
    ['S.2B', '115', "product_type = 'REPO' and part = 'level_2b'"],
    ['S.other', '115', "product_type = 'REPO'"],
    ['OUT.short', '146', "part = 'short'"],
    ['I.L1', '145-146', "part = 'level_1'"],
    ['I.2A', '146', "part = 'level_2a'"],
    ['I.rmbs', '146', "part = 'rmbs'"],
    ['I.2B', '146', "part = 'level_2b'"],
    ['I.margin', '145-146', "deal_type = 'MARGIN_LOAN'"],
    ['I.other', '146'],
  ],
);

/**
 * Collateral: in the stock where it may be re-used, and back and forth where its deal is unwound. A security without line has none here either.
 */
const COLLATERAL = rules(
  ['sft_collateral'],
  [
    ['OUT.matured', '31', "security_line = 'OUT.matured'"],
    [{ column: 'security_line' }, '31, Annex 1', "part in ('stock', 'unwind', 'released', 'passed_on')"],
    ['OUT.collateral', '31, Annex 1', 'security_line is not null'],
  ],
);

/** Other flows. `detail` is their kind, `deal_type` their direction. Lending that names no customer has no rule. */
const OTHER_FLOWS = rules(
  ['other_flow'],
  [
    ['OUT.operating', '141, 160', "detail = 'operating'"],
    ['OUT.window', '69, 142', 'not in_window'],
    [
      'X.rnf',
      '133',
      "deal_type = 'OUTFLOW' and detail = 'extend_funds' and segment in ('retail', 'small', 'nonfin')",
    ],
    ['X.fi', '132', "deal_type = 'OUTFLOW' and detail = 'extend_funds' and segment != 'none'"],
    ['O.other', '141', "deal_type = 'OUTFLOW' and detail not in ('extend_funds', 'client_release')"],
    ['I.seg', '160', "deal_type = 'INFLOW' and detail = 'client_release'"],
    ['I.oth', '160', "deal_type = 'INFLOW' and detail != 'extend_funds'"],
  ],
);

/** Capital instruments with a maturity. `detail` is their tier. */
const CAPITAL = rules(
  ['capital'],
  [
    ['OUT.window', '110', 'not in_window'],
    ['W.debt', '110'],
  ],
);

/** Own debt. `detail` is its kind; `deal_type` RETAIL where only retail customers hold it. What a conduit may give back counts whatever its paper's term. */
const OWN_ISSUES = rules(
  ['own_issue'],
  [
    ['F.abcp', '125', "part = 'returnable'"],
    ['OUT.window', '110, 124-125', 'not in_window'],
    ['F.abcp', '125', "detail = 'conduit'"],
    ['F.abs', '124', "detail in ('covered_bond', 'asset_backed', 'structured')"],
    ['R.less', '79-81', "deal_type = 'RETAIL'"],
    ['W.debt', '110'],
  ],
);

/** Contingent obligations. `detail` is their kind. */
const CONTINGENT = rules(
  ['contingent'],
  [
    ['OUT.window', '134', 'not in_window'],
    ['G.trade', '138-139', "detail = 'trade_finance'"],
    ['G.short', '140', "detail = 'customer_short'"],
    ['G.guar', '134-137', "detail = 'guarantee'"],
    ['G.buy', '134-137', "detail = 'buyback'"],
    ['G.struct', '134-137', "detail = 'structured_product'"],
    ['G.fund', '134-137', "detail = 'managed_fund'"],
    ['G.other', '134-137'],
  ],
);

/** Derivatives and their collateral, added up by netting set or entity before they come here. */
const DERIVATIVES: readonly Rule[] = [
  ...rules(
    ['derivative'],
    [
      ['D.net', '116-117', "deal_type = 'OUTFLOW'"],
      ['I.deriv', '158-159'],
    ],
  ),
  ...rules(
    ['derivative_netting'],
    [
      ['D.net', '116-117', "part = 'paid'"],
      ['I.deriv', '158-159'],
    ],
  ),
  ...rules(['margin_posted'], [['D.posted20', '119']]),
  ...rules(['margin'], [['D.subst', '122']]),
  ...rules(
    ['netting_agreement'],
    [
      ['D.downgrade', '118', "part = 'downgrade'"],
      ['D.excess', '120', "part = 'excess'"],
      ['D.due', '121'],
    ],
  ),
  ...rules(['collateral_flow'], [['D.mktval', '123']]),
];

/** Alternative liquidity. `detail` is its kind. */
const OPTIONS = rules(
  ['liquidity_option'],
  [
    ['L2B.rclf', '54a', "detail = 'restricted_facility'"],
    ['ALA1', '58', "detail = 'committed_facility'"],
    ['ALA2', '59-61', "detail = 'foreign_currency'"],
    ['ALA3', '62'],
  ],
);

export const CLASSIFICATION: readonly Rule[] = Object.freeze([
  ...ACCOUNTS,
  ...LOANS,
  ...FACILITIES,
  ...HOLDINGS,
  ...FINANCING,
  ...COLLATERAL,
  ...OTHER_FLOWS,
  ...CAPITAL,
  ...OWN_ISSUES,
  ...CONTINGENT,
  ...DERIVATIVES,
  ...OPTIONS,
]);
