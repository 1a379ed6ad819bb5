-- The cells of the ratio straight from the positions, with a rule on some accounts: no fact is written. An analyst knows that the rule
-- matches accounts alone, so nothing is asked of the other positions.

CREATE OR REPLACE TEMP TABLE cell AS
WITH deals AS (
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, matched(entity_id, deal_id, line_id) AS is_matched FROM account_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM loan_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM facility_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM payment_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM holding_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM financing_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM collateral_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount, false FROM flow_rows()
)
SELECT entity_id, counterparty_entity, issuer_entity, currency AS currency_code, line, CASE WHEN unwind THEN 'unwind'::kind_name ELSE kind END AS kind, level,
  sum(CASE WHEN is_matched THEN adjusted(amount, weight, adjusted_weight) ELSE valued(amount, weight) END) AS value
FROM deals LEFT JOIN line ON line.id = line_id
GROUP BY ALL;
