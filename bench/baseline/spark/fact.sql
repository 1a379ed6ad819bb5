-- The deal-level fact, to be written as Parquet, zstd, partitioned by `entity_type_part`: INSERT OVERWRITE DIRECTORY knows no partitions, so this is
-- the query alone. Spark takes the column of a partition out of the files, hence a copy. Ranges of (entity_id, deal_id) follow each other, and
-- each file is sorted. Ranges are found by a first pass over their rows: what follows from the line alone is looked up behind it.

SELECT /*+ BROADCAST(line) */ source, deal_id, part, entity_id, entity_type, customer_id, currency_code, product_type,
  deal_type, security_id, counterparty_entity, issuer_entity, maturity_date, effective_date, line, CASE WHEN unwind THEN 'unwind' ELSE kind END AS kind, level,
  amount, liquidity_factor, haircut, weight, CAST(amount * weight AS DECIMAL(18,4)) AS liquidity_value, entity_type AS entity_type_part
FROM (
  SELECT /*+ BROADCAST(entity), REPARTITION_BY_RANGE(entity_type, entity_id, deal_id) */ deals.*, entity.type AS entity_type
  FROM (
    SELECT * FROM account_rows UNION ALL
    SELECT * FROM loan_rows UNION ALL
    SELECT * FROM facility_rows UNION ALL
    SELECT * FROM payment_rows UNION ALL
    SELECT * FROM holding_rows UNION ALL
    SELECT * FROM financing_rows UNION ALL
    SELECT * FROM collateral_rows UNION ALL
    SELECT * FROM flow_rows
  ) AS deals LEFT JOIN entity USING (entity_id)
) LEFT JOIN line ON line.id = line_id
SORT BY entity_type_part, entity_id, deal_id
