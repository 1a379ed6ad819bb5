-- The cells of the ratio from the fact that has been written.

CREATE OR REPLACE TEMP TABLE cell AS
SELECT entity_id, counterparty_entity, issuer_entity, currency_code, line, kind, level, sum(liquidity_value) AS value
FROM read_parquet('{{out}}/**/*.parquet', hive_partitioning = false)
GROUP BY ALL;
