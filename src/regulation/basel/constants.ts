/** Constants of the Basel LCR that are no factors of lines: window, thresholds, caps. Each is used in one place of the pipeline. */

/** Days of the stress period (d238 ¶16). */
export const WINDOW_DAYS = 30;

/**
 * A small business counts as retail while its group's funding stays below this (d238 ¶90). Basel says EUR 1 million; here it
 * is one million of the reporting currency, a house convention until national limits are dated options.
 */
export const SMALL_BUSINESS_LIMIT = '1000000.00';

/** Inflows count up to this share of outflows (d238 ¶69, 144). */
export const INFLOW_CAP = '0.75';

/**
 * Contractual lending to retail and non-financial customers counts above this share of what they will pay (d238 ¶133), which only the
 * total of a perimeter tells: its amounts have a kind of their own in the fact.
 */
export const LENDING_LINE = 'X.rnf';
export const LENDING_KIND = 'lending';
export const LENDING_SHARE = '0.5';

/**
 * Collateral that comes free where a deal between members of a perimeter is eliminated, and what of it the receiver has passed on (negative): stock
 * there, and nothing anywhere else.
 */
export const RELEASED_KIND = 'released';
export const PASSED_ON_KIND = 'passed_on';
export const RELEASED_KINDS = `('${RELEASED_KIND}', '${PASSED_ON_KIND}')`;

/**
 * Money that was taken from others against the paper of a reporting entity: where that is a member, it moves from the rate of its collateral to that of
 * money without HQLA. Two rows of this kind, one negative, that count there and nowhere else.
 */
export const OWN_PAPER_KIND = 'own_paper';

/** Lines of alternative liquidity that is no capacity by itself: it counts outside the caps, and in the ratio alone (d238 ¶58–62). */
export const OUTSIDE_CAPS = "('ALA1', 'ALA2', 'ALA3')";

/** The perimeter that holds all reporting entities. */
export const GROUP_PERIMETER = 'GROUP';

/**
 * Is an account money that the bank owes, whichever way round it is booked? Condition over `asset_liability` and `balance`; an
 * empty deposit account is one too.
 */
export const OWED = "case when asset_liability = 'liability' then balance >= 0 else balance < 0 end";

/** The last day of the window, as an expression. */
export const WINDOW_END = `add_days(:calculation_date, ${WINDOW_DAYS})`;

/** Stands for no currency: what derivatives net across currencies. No code of ISO 4217 has four letters. */
export const NO_CURRENCY = 'NONE';

/** Stands for all currencies together; no code of ISO 4217 has five letters. */
export const ALL_CURRENCIES = 'TOTAL';
