-- The ratio of each entity and of the group, from `cell`: value by entity, group companies, currency, line, kind and level. What entities owe each
-- other is not in the group; collateral that comes free by that is left out, as the bank has no repos between its companies. Whole numbers of
-- 1/10000 throughout, so that each quotient is rounded once, half away from zero.

CREATE OR REPLACE TEMP MACRO quotient(a, b) AS
  CASE WHEN (a < 0) = (b < 0) THEN 1 ELSE -1 END * ((abs(a) * 2 + abs(b)) // (abs(b) * 2));
CREATE OR REPLACE TEMP MACRO money(units) AS CAST(CAST(units AS DECIMAL(24,0)) * 0.0001 AS DECIMAL(24,4));

WITH amount AS (
  SELECT entity_id AS perimeter, currency_code, line, kind, level, CAST(value * 10000 AS HUGEINT) AS units FROM cell
  WHERE counterparty_entity IS DISTINCT FROM entity_id AND issuer_entity IS DISTINCT FROM entity_id
  UNION ALL
  SELECT 'GROUP', currency_code, line, kind, level, CAST(value * 10000 AS HUGEINT) FROM cell
  WHERE counterparty_entity IS NULL AND issuer_entity IS NULL
), currency AS (
  -- Foreign-currency sovereign debt counts up to the net outflows of its currency (d238 ¶50(e)).
  SELECT perimeter,
    coalesce(sum(units) FILTER (line = 'L1.sovFx' AND kind = 'stock'), 0) AS sovereign,
    coalesce(sum(units) FILTER (kind = 'outflow'), 0) AS outflows,
    coalesce(sum(units) FILTER (kind = 'inflow'), 0) AS inflows,
    CASE WHEN inflows * 4 <= outflows * 3 THEN outflows - inflows ELSE quotient(outflows, 4) END AS net
  FROM amount GROUP BY perimeter, currency_code
), total AS (
  SELECT perimeter,
    coalesce(sum(units) FILTER (kind = 'stock' AND level = '1'), 0) AS level_1,
    coalesce(sum(units) FILTER (kind = 'stock' AND level = '2A'), 0) AS l2a,
    coalesce(sum(units) FILTER (kind = 'stock' AND level = '2B'), 0) AS l2b,
    coalesce(sum(units) FILTER (kind = 'unwind' AND level = '1'), 0) AS u1,
    coalesce(sum(units) FILTER (kind = 'unwind' AND level = '2A'), 0) AS u2a,
    coalesce(sum(units) FILTER (kind = 'unwind' AND level = '2B'), 0) AS u2b,
    coalesce(sum(units) FILTER (kind = 'outflow'), 0) AS outflows,
    coalesce(sum(units) FILTER (kind = 'inflow'), 0) AS inflows
  FROM amount GROUP BY perimeter
), excess AS (
  SELECT perimeter, sum(greatest(sovereign - net, 0)) AS excess
  FROM currency GROUP BY perimeter
), capped AS (
  SELECT perimeter, level_1 - excess AS l1, l2a, l2b, l1 + u1 AS a1, l2a + u2a AS a2a, l2b + u2b AS a2b, outflows, inflows,
    greatest(quotient(17 * a2b - 3 * (a1 + a2a), 17), quotient(4 * a2b - a1, 4), 0) AS adj15,
    greatest(quotient(3 * (a2a + a2b - adj15) - 2 * a1, 3), 0) AS adj40,
    l1 + l2a + l2b - adj15 - adj40 AS stock,
    quotient(outflows * 3, 4) AS inflow_cap,
    least(inflows, inflow_cap) AS capped_inflows,
    outflows - capped_inflows AS net_outflows
  FROM total JOIN excess USING (perimeter)
)
SELECT perimeter, money(l1) AS l1, money(l2a) AS l2a, money(l2b) AS l2b, money(a1) AS a1, money(a2a) AS a2a, money(a2b) AS a2b,
  money(outflows) AS outflows, money(inflows) AS inflows, money(adj15) AS adj15, money(adj40) AS adj40, money(stock) AS stock,
  -- The generated bank has no alternative liquidity (d238 ¶55-62).
  money(0) AS alternatives, money(0) AS extra_2a_amount, money(0) AS extra_2a_total,
  money(greatest(least(adj40, a2a, l2a), 0)) AS cut_2a, money(quotient(20 * greatest(least(adj40, a2a, l2a), 0), 17)) AS extra_2a_most,
  CAST(0 AS DECIMAL(7,6)) AS extra_2a_weight, money(0) AS extra_2a_counted, money(0) AS outside_caps,
  money(inflow_cap) AS inflow_cap, money(capped_inflows) AS capped_inflows, money(net_outflows) AS net_outflows,
  CASE WHEN net_outflows <> 0 THEN
    CAST(CAST(quotient(stock * 1000000, net_outflows) AS DECIMAL(24,0)) * 0.000001 AS DECIMAL(24,6)) END AS lcr,
  adj15 > 0 AS cap_15_binds, adj40 > 0 AS cap_40_binds, inflows > inflow_cap AS inflow_cap_binds
FROM capped
ORDER BY perimeter;
