/** Classes that depend on who the counterparty is; conditions over `segment` and `is_public` (lcr-customers.ts). */

export const FINANCIAL = "segment in ('bank', 'fi', 'fund')";

/** Wholesale funding by who gives it (d295 ¶24–25). A customer of unknown kind, and none, counts like a financial institution. */
export const FUNDING_CLASS = `case when segment = 'nonfin' and is_public then 'wholesale_public'
  when segment = 'nonfin' then 'wholesale_corporate'
  when ${FINANCIAL} or segment = 'central_bank' then 'wholesale_financial' else 'other_funding' end`;
