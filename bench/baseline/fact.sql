-- The deal-level fact: Parquet, zstd, a folder per type of entity, each file clustered by (entity_id, deal_id): accounts and loans lie
-- sorted in a folder per type, and left joins that build on the right pass their rows on in that order.

SET disabled_optimizers = 'join_order,build_side_probe_side';

COPY (
  SELECT 'account'::source_name AS source, deal_id, part, entity_id, entity_type, customer_id, currency AS currency_code, product_type,
    deal_type, security_id, counterparty_entity, issuer_entity, maturity_date, effective_date, line, kind, level, amount, liquidity_factor, haircut, weight,
    valued(amount, weight) AS liquidity_value
  FROM account_rows() LEFT JOIN line ON line.id = line_id LEFT JOIN entity USING (entity_id)
) TO '{{out}}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (entity_type), WRITE_PARTITION_COLUMNS, APPEND);

COPY (
  SELECT 'loan'::source_name AS source, deal_id, part, entity_id, entity_type, customer_id, currency AS currency_code, product_type,
    deal_type, security_id, counterparty_entity, issuer_entity, maturity_date, effective_date, line, kind, level, amount, liquidity_factor, haircut, weight,
    valued(amount, weight) AS liquidity_value
  FROM loan_rows() LEFT JOIN line ON line.id = line_id LEFT JOIN entity USING (entity_id)
) TO '{{out}}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (entity_type), WRITE_PARTITION_COLUMNS, APPEND);

COPY (
  SELECT 'facility'::source_name AS source, deal_id, part, entity_id, entity_type, customer_id, currency AS currency_code, product_type,
    deal_type, security_id, counterparty_entity, issuer_entity, maturity_date, effective_date, line, kind, level, amount, liquidity_factor, haircut, weight,
    valued(amount, weight) AS liquidity_value
  FROM facility_rows() LEFT JOIN line ON line.id = line_id LEFT JOIN entity USING (entity_id)
) TO '{{out}}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (entity_type), WRITE_PARTITION_COLUMNS, APPEND);

SET disabled_optimizers = '';

-- Payments and collateral have no entity of their own and come in another order, so the rest is sorted; it is a tenth of the rows.
COPY (
  WITH deals AS (
    SELECT 'loan_cash_flow'::source_name AS source, * FROM payment_rows() UNION ALL
    SELECT 'holding'::source_name, * FROM holding_rows() UNION ALL
    SELECT 'security_financing'::source_name, * FROM financing_rows() UNION ALL
    SELECT 'sft_collateral'::source_name, * FROM collateral_rows() UNION ALL
    SELECT 'other_flow'::source_name, * FROM flow_rows()
  )
  SELECT source, deal_id, part, entity_id, entity_type, customer_id, currency AS currency_code, product_type,
    deal_type, security_id, counterparty_entity, issuer_entity, maturity_date, effective_date, line, CASE WHEN unwind THEN 'unwind'::kind_name ELSE kind END AS kind, level,
    amount, liquidity_factor, haircut, weight, valued(amount, weight) AS liquidity_value
  FROM deals LEFT JOIN line ON line.id = line_id LEFT JOIN entity USING (entity_id)
  ORDER BY entity_id, deal_id
) TO '{{out}}' (FORMAT parquet, COMPRESSION zstd, PARTITION_BY (entity_type), WRITE_PARTITION_COLUMNS, APPEND);
