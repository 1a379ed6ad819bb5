-- The cells of the ratio straight from the positions: no fact is written.

CREATE OR REPLACE TEMP TABLE cell AS
WITH deals AS (
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM account_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM loan_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM facility_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM payment_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM holding_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM financing_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM collateral_rows() UNION ALL
  SELECT entity_id, counterparty_entity, issuer_entity, currency, line_id, unwind, amount FROM flow_rows()
)
SELECT entity_id, counterparty_entity, issuer_entity, currency AS currency_code, line, CASE WHEN unwind THEN 'unwind'::kind_name ELSE kind END AS kind, level, sum(valued(amount, weight)) AS value
FROM deals LEFT JOIN line ON line.id = line_id
GROUP BY ALL;
