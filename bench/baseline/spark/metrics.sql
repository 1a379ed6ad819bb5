-- The ratio of each entity and of the group, from the fact that has been written. What entities owe each other is not in the group; collateral that
-- comes free by that is left out, as the bank has no repos between its companies. Whole numbers of 1/10000 throughout, so that each quotient is
-- rounded once, half away from zero: in 64 bits over the rows, and with 38 digits over what is left of them. Sums by currency are summed up
-- again for the whole, so the fact is read once and nothing is joined.

UNCACHE TABLE IF EXISTS financing
;
UNCACHE TABLE IF EXISTS collateral
;
UNCACHE TABLE IF EXISTS security
;
UNCACHE TABLE IF EXISTS over_limit
;
UNCACHE TABLE IF EXISTS scheme
;
UNCACHE TABLE IF EXISTS large
;
UNCACHE TABLE IF EXISTS line
;
UNCACHE TABLE IF EXISTS fx
;
-- `/` gives whole numbers exactly, and `div` has 64 bits: what is divided is made a multiple first.
CREATE OR REPLACE TEMPORARY FUNCTION quotient(a DECIMAL(38,0), b DECIMAL(38,0)) RETURNS DECIMAL(38,0)
RETURN CASE WHEN (a < 0) = (b < 0) THEN 1 ELSE -1 END
  * CAST((abs(a) * 2 + abs(b) - (abs(a) * 2 + abs(b)) % (abs(b) * 2)) / (abs(b) * 2) AS DECIMAL(38,0))
;
CREATE OR REPLACE TEMPORARY FUNCTION money(units DECIMAL(38,0)) RETURNS DECIMAL(24,4) RETURN CAST(units * 0.0001 AS DECIMAL(24,4))
;
WITH cell AS (
  SELECT entity_id, counterparty_entity, issuer_entity, currency_code, line, kind, level, sum(CAST(liquidity_value * 10000 AS BIGINT)) AS value
  FROM parquet.`{{out}}`
  GROUP BY ALL
), amount AS (
  SELECT perimeter, currency_code, line, kind, level, CAST(value AS DECIMAL(24,0)) AS units
  FROM cell LATERAL VIEW explode(array(
    CASE WHEN counterparty_entity IS DISTINCT FROM entity_id AND issuer_entity IS DISTINCT FROM entity_id THEN entity_id END,
    CASE WHEN counterparty_entity IS NULL AND issuer_entity IS NULL THEN 'GROUP' END)) AS perimeter
  WHERE perimeter IS NOT NULL
), currency AS (
  SELECT perimeter,
    coalesce(sum(units) FILTER (WHERE line = 'L1.sovFx' AND kind = 'stock'), 0) AS sovereign,
    coalesce(sum(units) FILTER (WHERE kind = 'stock' AND level = '1'), 0) AS level_1,
    coalesce(sum(units) FILTER (WHERE kind = 'stock' AND level = '2A'), 0) AS l2a,
    coalesce(sum(units) FILTER (WHERE kind = 'stock' AND level = '2B'), 0) AS l2b,
    coalesce(sum(units) FILTER (WHERE kind = 'unwind' AND level = '1'), 0) AS u1,
    coalesce(sum(units) FILTER (WHERE kind = 'unwind' AND level = '2A'), 0) AS u2a,
    coalesce(sum(units) FILTER (WHERE kind = 'unwind' AND level = '2B'), 0) AS u2b,
    coalesce(sum(units) FILTER (WHERE kind = 'outflow'), 0) AS outflows,
    coalesce(sum(units) FILTER (WHERE kind = 'inflow'), 0) AS inflows
  FROM amount GROUP BY perimeter, currency_code
), netted AS (
  SELECT *, CASE WHEN inflows * 4 <= outflows * 3 THEN outflows - inflows ELSE quotient(outflows, 4) END AS net FROM currency
), total AS (
  -- Foreign-currency sovereign debt counts up to the net outflows of its currency (d238 ¶50(e)).
  SELECT perimeter, sum(level_1) - sum(greatest(sovereign - net, 0)) AS l1, sum(l2a) AS l2a, sum(l2b) AS l2b,
    sum(u1) AS u1, sum(u2a) AS u2a, sum(u2b) AS u2b, sum(outflows) AS outflows, sum(inflows) AS inflows
  FROM netted GROUP BY perimeter
), capped AS (
  SELECT perimeter, l1, l2a, l2b, l1 + u1 AS a1, l2a + u2a AS a2a, l2b + u2b AS a2b, outflows, inflows,
    greatest(quotient(17 * a2b - 3 * (a1 + a2a), 17), quotient(4 * a2b - a1, 4), 0) AS adj15,
    greatest(quotient(3 * (a2a + a2b - adj15) - 2 * a1, 3), 0) AS adj40,
    l1 + l2a + l2b - adj15 - adj40 AS stock,
    quotient(outflows * 3, 4) AS inflow_cap,
    least(inflows, inflow_cap) AS capped_inflows,
    outflows - capped_inflows AS net_outflows,
    greatest(least(adj40, a2a, l2a), 0) AS cut_2a
  FROM total
)
SELECT perimeter, money(l1) AS l1, money(l2a) AS l2a, money(l2b) AS l2b, money(a1) AS a1, money(a2a) AS a2a, money(a2b) AS a2b,
  money(outflows) AS outflows, money(inflows) AS inflows, money(adj15) AS adj15, money(adj40) AS adj40, money(stock) AS stock,
  -- The generated bank has no alternative liquidity (d238 ¶55-62).
  money(0) AS alternatives, money(0) AS extra_2a_amount, money(0) AS extra_2a_total,
  money(cut_2a) AS cut_2a, money(quotient(20 * cut_2a, 17)) AS extra_2a_most,
  CAST(0 AS DECIMAL(7,6)) AS extra_2a_weight, money(0) AS extra_2a_counted, money(0) AS outside_caps,
  money(inflow_cap) AS inflow_cap, money(capped_inflows) AS capped_inflows, money(net_outflows) AS net_outflows,
  CASE WHEN net_outflows <> 0 THEN CAST(quotient(stock * 1000000, net_outflows) * 0.000001 AS DECIMAL(24,6)) END AS lcr,
  adj15 > 0 AS cap_15_binds, adj40 > 0 AS cap_40_binds, inflows > inflow_cap AS inflow_cap_binds
FROM capped
ORDER BY perimeter
