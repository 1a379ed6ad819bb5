-- What the positions look up: rates, factors, customers with their class, deposit insurance, securities, collateral per deal.
-- Placeholders in double braces: the folder of each imported table, the date, the currency. Missing look-ups are not checked.
-- All are views, so a query takes of them what it needs: hints say what is small enough to be sent to every task. Customers are the largest
-- of these, a third of the deals: all branches read the same columns of them, so that they are read and hashed once.

CREATE OR REPLACE TEMPORARY FUNCTION calculation_date() RETURNS DATE RETURN DATE '{{date}}'
;
CREATE OR REPLACE TEMPORARY FUNCTION window_end() RETURNS DATE RETURN date_add(DATE '{{date}}', 30)
;
-- Casts round half away from zero. A decimal of up to 18 digits is a number of 64 bits, and only its products are longer, so what has no rate is
-- left alone, and each product is cut at once. To multiply cents as BIGINT, a product would be needed to get them.

-- An amount in another currency, rounded to cents. rate: units of the reporting currency; 1 for the reporting currency.
CREATE OR REPLACE TEMPORARY FUNCTION converted(amount DECIMAL(18,2), rate DECIMAL(10,9)) RETURNS DECIMAL(18,2)
RETURN CASE WHEN rate = 1 THEN amount ELSE CAST(amount * rate AS DECIMAL(18,2)) END
;
-- a × b ÷ c for amounts, c > 0, rounded half away from zero to cents. What is divided at last is a whole number of cents, since `/` itself
-- would round to 6 or 12 digits first.
CREATE OR REPLACE TEMPORARY FUNCTION shared(a DECIMAL(18,2), b DECIMAL(18,2), c DECIMAL(18,2)) RETURNS DECIMAL(18,2)
RETURN CAST((a * b + c * 0.005 - (a * b + c * 0.005) % (c * 0.01)) / c AS DECIMAL(18,2))
;
CREATE OR REPLACE TEMP VIEW entity USING parquet OPTIONS (path '{{entity}}')
;
CREATE OR REPLACE TEMP VIEW exchange_rate USING parquet OPTIONS (path '{{exchange_rate}}')
;
CREATE OR REPLACE TEMP VIEW national_option USING parquet OPTIONS (path '{{national_option}}')
;
CREATE OR REPLACE TEMP VIEW customer USING parquet OPTIONS (path '{{customer}}')
;
CREATE OR REPLACE TEMP VIEW insurance_scheme USING parquet OPTIONS (path '{{insurance_scheme}}')
;
CREATE OR REPLACE TEMP VIEW account USING parquet OPTIONS (path '{{account}}')
;
CREATE OR REPLACE TEMP VIEW loan USING parquet OPTIONS (path '{{loan}}')
;
CREATE OR REPLACE TEMP VIEW loan_cash_flow USING parquet OPTIONS (path '{{loan_cash_flow}}')
;
CREATE OR REPLACE TEMP VIEW instrument USING parquet OPTIONS (path '{{instrument}}')
;
CREATE OR REPLACE TEMP VIEW holding USING parquet OPTIONS (path '{{holding}}')
;
CREATE OR REPLACE TEMP VIEW security_financing USING parquet OPTIONS (path '{{security_financing}}')
;
CREATE OR REPLACE TEMP VIEW sft_collateral USING parquet OPTIONS (path '{{sft_collateral}}')
;
CREATE OR REPLACE TEMP VIEW other_flow USING parquet OPTIONS (path '{{other_flow}}')
;
CREATE OR REPLACE TEMP VIEW fx AS
SELECT base_currency_code AS currency_code, CAST(rate AS DECIMAL(10,9)) AS rate
FROM exchange_rate
WHERE date = calculation_date() AND quote_currency_code = '{{currency}}' AND base_currency_code <> '{{currency}}'
UNION ALL SELECT '{{currency}}', CAST(1 AS DECIMAL(10,9))
;
CACHE TABLE fx
;
CREATE OR REPLACE TEMP VIEW line AS
WITH fixed AS (
  SELECT * FROM VALUES
  ('L1.coins', 'stock', '1', 1, 0), ('L1.reserves', 'stock', '1', 1, 0), ('L1.sec0', 'stock', '1', 1, 0),
  ('L1.sovDom', 'stock', '1', 1, 0), ('L1.sovFx', 'stock', '1', 1, 0), ('UNW.cash', 'stock', '1', 1, 0),
  ('L2A.sec20', 'stock', '2A', 1, 0.15), ('L2A.corp', 'stock', '2A', 1, 0.15), ('L2A.cb', 'stock', '2A', 1, 0.15),
  ('L2B.rmbs', 'stock', '2B', 1, 0.25), ('L2B.corp', 'stock', '2B', 1, 0.50), ('L2B.eq', 'stock', '2B', 1, 0.50),
  ('R.stable3', 'outflow', NULL, 0.03, 0), ('R.stable5', 'outflow', NULL, 0.05, 0), ('R.less', 'outflow', NULL, 0.10, 0),
  ('R.term', 'outflow', NULL, 0, 0), ('SB.stable3', 'outflow', NULL, 0.03, 0), ('SB.stable', 'outflow', NULL, 0.05, 0),
  ('SB.less', 'outflow', NULL, 0.10, 0), ('OP.25', 'outflow', NULL, 0.25, 0), ('OP.ins', 'outflow', NULL, 0.05, 0),
  ('OP.ins3', 'outflow', NULL, 0.03, 0), ('OP.coop', 'outflow', NULL, 0.25, 0), ('W.nfc40', 'outflow', NULL, 0.40, 0),
  ('W.nfc20', 'outflow', NULL, 0.20, 0), ('W.other', 'outflow', NULL, 1, 0), ('W.prime', 'outflow', NULL, 1, 0),
  ('S.cbL1', 'outflow', NULL, 0, 0), ('S.2A', 'outflow', NULL, 0.15, 0), ('S.sov', 'outflow', NULL, 0.25, 0),
  ('S.rmbs', 'outflow', NULL, 0.25, 0), ('S.2B', 'outflow', NULL, 0.50, 0), ('S.other', 'outflow', NULL, 1, 0),
  ('C.retail', 'outflow', NULL, 0.05, 0), ('C.nfcC', 'outflow', NULL, 0.10, 0), ('C.nfcL', 'outflow', NULL, 0.30, 0),
  ('C.bank', 'outflow', NULL, 0.40, 0), ('C.ofiC', 'outflow', NULL, 0.40, 0), ('C.ofiL', 'outflow', NULL, 1, 0),
  ('C.oth', 'outflow', NULL, 1, 0), ('X.fi', 'outflow', NULL, 1, 0), ('G.disc', 'outflow', NULL, NULL, 0),
  ('O.other', 'outflow', NULL, 1, 0),
  ('I.L1', 'inflow', NULL, 0, 0), ('I.2A', 'inflow', NULL, 0.15, 0), ('I.rmbs', 'inflow', NULL, 0.25, 0),
  ('I.2B', 'inflow', NULL, 0.50, 0), ('I.margin', 'inflow', NULL, 0.50, 0), ('I.other', 'inflow', NULL, 1, 0),
  ('I.fac', 'inflow', NULL, 0, 0), ('I.retail', 'inflow', NULL, 0.50, 0), ('I.nfc', 'inflow', NULL, 0.50, 0),
  ('I.oent', 'inflow', NULL, 0.50, 0),
  ('I.fi', 'inflow', NULL, 1, 0), ('I.sec', 'inflow', NULL, 1, 0), ('I.op', 'inflow', NULL, 0, 0),
  ('I.coop', 'inflow', NULL, 0, 0), ('I.oth', 'inflow', NULL, NULL, 0),
  ('OUT.window', 'outside', NULL, 0, 0), ('OUT.open', 'outside', NULL, 0, 0), ('OUT.schedule', 'outside', NULL, 0, 0),
  ('OUT.nonperforming', 'outside', NULL, 0, 0), ('OUT.matured', 'outside', NULL, 0, 0),
  ('OUT.reserve', 'outside', NULL, 0, 0), ('OUT.encumbered', 'outside', NULL, 0, 0), ('OUT.control', 'outside', NULL, 0, 0),
  ('OUT.not_hqla', 'outside', NULL, 0, 0), ('OUT.pledged', 'outside', NULL, 0, 0), ('OUT.short', 'outside', NULL, 0, 0),
  ('OUT.collateral', 'outside', NULL, 0, 0), ('OUT.operating', 'outside', NULL, 0, 0),
  ('none', 'unclassified', NULL, 0, 0)
  AS lines(line, kind, level, liquidity_factor, haircut)
), national AS (
  SELECT line, value FROM national_option
  WHERE jurisdiction = 'BASEL' AND valid_from <= calculation_date() AND coalesce(valid_to >= calculation_date(), true)
), rated AS (
  SELECT /*+ BROADCAST(national) */ line, kind, level, CAST(haircut AS DECIMAL(7,6)) AS haircut,
    CAST(CASE WHEN kind IN ('outflow', 'inflow') THEN coalesce(value, liquidity_factor) ELSE liquidity_factor END AS DECIMAL(7,6)) AS liquidity_factor
  FROM fixed LEFT JOIN national USING (line)
)
SELECT line AS id, nullif(line, 'none') AS line, kind, level, liquidity_factor, haircut,
  CAST(liquidity_factor * (1 - haircut) AS DECIMAL(9,8)) AS weight
FROM rated
;
CACHE TABLE line
;
-- Small businesses count as retail while the deposits of their group stay below one million (d238 ¶90). An established relationship
-- is a + behind the class, where it matters: as a column of its own, only accounts would read it.
CREATE OR REPLACE TEMP VIEW grouped AS
SELECT customer_id, type, retail_managed, established_relationship, reporting_entity_id,
  CASE WHEN type = 'sme' AND retail_managed THEN coalesce(customer_group, customer_id) ELSE customer_group END AS funding_group
FROM customer
;
CREATE OR REPLACE TEMP VIEW large AS
SELECT /*+ BROADCAST(g, fx) */ funding_group
FROM account JOIN grouped AS g USING (customer_id) JOIN fx USING (currency_code)
WHERE balance <> 0 AND (balance > 0) = (asset_liability = 'liability') AND funding_group IS NOT NULL
GROUP BY funding_group
HAVING sum(converted(abs(balance), rate)) >= 1000000
;
CACHE TABLE large
;
CREATE OR REPLACE TEMP VIEW customers AS
SELECT /*+ BROADCAST(l) */ customer_id, reporting_entity_id AS counterparty_entity,
  CASE WHEN type = 'individual' THEN CASE WHEN established_relationship THEN 'retail+' ELSE 'retail' END
       WHEN type = 'sme' THEN CASE WHEN NOT retail_managed OR retail_managed IS NULL OR l.funding_group IS NOT NULL THEN 'nonfin' WHEN established_relationship THEN 'small+' ELSE 'small' END
       WHEN type IN ('corporate', 'sovereign', 'pse', 'mdb') THEN 'nonfin'
       WHEN type = 'central_bank' THEN 'central_bank'
       WHEN type = 'credit_institution' THEN 'bank'
       WHEN type IN ('investment_firm', 'insurer', 'pension_fund', 'other_financial') THEN 'fi'
       WHEN type IN ('hedge_fund', 'mmkt_fund', 'sspe') THEN 'fund'
       ELSE 'other' END AS class
FROM grouped AS g LEFT JOIN large AS l ON l.funding_group = g.funding_group
;
CREATE OR REPLACE TEMP VIEW scheme AS
SELECT /*+ BROADCAST(fx) */ guarantee_scheme, meets_78, converted(limit_amount, rate) AS insured_limit
FROM insurance_scheme JOIN fx USING (currency_code)
WHERE valid_from <= calculation_date() AND coalesce(valid_to >= calculation_date(), true)
;
CACHE TABLE scheme
;
-- Depositors above the limit of their scheme at one entity (d238 ¶75), few in a hundred. Summed up in cents: a sum of decimals has more than 18
-- digits, which are bytes in each group, read and written with each row.
CREATE OR REPLACE TEMP VIEW over_limit AS
WITH depositor AS (
  SELECT /*+ BROADCAST(fx) */ entity_id, customer_id, guarantee_scheme, sum(CAST(converted(abs(balance), rate) * 100 AS BIGINT)) AS cents
  FROM account JOIN fx USING (currency_code)
  WHERE guarantee_scheme IS NOT NULL AND balance <> 0 AND (balance > 0) = (asset_liability = 'liability')
  GROUP BY entity_id, customer_id, guarantee_scheme
)
SELECT /*+ BROADCAST(scheme) */ entity_id, customer_id, guarantee_scheme, insured_limit, CAST(cents * 0.01 AS DECIMAL(18,2)) AS insured_total
FROM depositor JOIN scheme USING (guarantee_scheme)
WHERE cents > CAST(insured_limit * 100 AS BIGINT)
;
CACHE TABLE over_limit
;
-- Of all customers only companies of the group are an issuer that matters.
CREATE OR REPLACE TEMP VIEW security AS
WITH company AS (
  SELECT customer_id AS issuer_id, reporting_entity_id AS issuer_entity FROM customer WHERE reporting_entity_id IS NOT NULL
), classified AS (
  SELECT security_id, issuer_id, maturity_date,
    CASE asset_class WHEN 'equity' THEN 'EQUITY' WHEN 'other' THEN 'OTHER' ELSE 'BOND' END AS product_type,
    CASE WHEN hqla_class = 'ineligible' THEN 'OUT.not_hqla'
         WHEN hqla_class = 'i' AND asset_class IN ('sovereign', 'central_bank', 'pse', 'mdb') AND risk_weight_std = 0 THEN 'L1.sec0'
         WHEN hqla_class = 'i' AND asset_class IN ('sovereign', 'central_bank') AND domestic_currency THEN 'L1.sovDom'
         WHEN hqla_class = 'i' AND asset_class IN ('sovereign', 'central_bank') THEN 'L1.sovFx'
         WHEN hqla_class = 'iia' AND asset_class IN ('sovereign', 'central_bank', 'pse', 'mdb') AND risk_weight_std <= 0.2 THEN 'L2A.sec20'
         WHEN hqla_class = 'iia' AND asset_class = 'corporate' THEN 'L2A.corp'
         WHEN hqla_class = 'iia' AND asset_class = 'covered_bond' THEN 'L2A.cb'
         WHEN hqla_class = 'iib' AND asset_class = 'rmbs' THEN 'L2B.rmbs'
         WHEN hqla_class = 'iib' AND asset_class IN ('corporate', 'sovereign', 'central_bank') THEN 'L2B.corp'
         WHEN hqla_class = 'iib' AND asset_class = 'equity' THEN 'L2B.eq' END AS line
  FROM instrument
)
SELECT /*+ BROADCAST(company) */ security_id, maturity_date, product_type, line, issuer_entity,
  CASE substring_index(line, '.', 1) WHEN 'L1' THEN '1' WHEN 'L2A' THEN '2A' WHEN 'L2B' THEN '2B' END AS level
FROM classified LEFT JOIN company USING (issuer_id)
;
CACHE TABLE security
;
-- A matured security is no HQLA any more, whatever it was.
CREATE OR REPLACE TEMP VIEW collateral AS
WITH named AS (
  SELECT /*+ BROADCAST(f, s) */ collateral_id, c.deal_id, security_id, issuer_entity, market_value, reuse, rehypothecation, maturity_date,
    sft_type IN ('rev_repo', 'buy_sell_back', 'margin_loan') AS lends,
    coalesce(maturity_date <= calculation_date(), false) AS matured,
    CASE WHEN security_id IS NULL THEN 'OTHER' ELSE s.product_type END AS product_type,
    CASE WHEN security_id IS NULL THEN 'OUT.not_hqla' WHEN matured THEN 'OUT.matured' ELSE s.line END AS line,
    CASE WHEN NOT matured THEN s.level END AS level
  FROM sft_collateral AS c JOIN security_financing AS f USING (deal_id) LEFT JOIN security AS s USING (security_id)
)
SELECT *,
  CASE WHEN lends AND reuse = 'short' THEN 'short' WHEN level = '1' THEN 'level_1' WHEN level = '2A' THEN 'level_2a'
       WHEN line = 'L2B.rmbs' THEN 'rmbs' WHEN level = '2B' THEN 'level_2b' ELSE 'other' END AS backing
FROM named
;
CACHE TABLE collateral
;
-- Securities financing with its collateral by level; the cash up to level k is round(cash × value up to k ÷ value).
CREATE OR REPLACE TEMP VIEW financing AS
WITH totals AS (
  SELECT deal_id, CAST(sum(market_value) AS DECIMAL(18,2)) AS total,
    CAST(coalesce(sum(market_value) FILTER (WHERE backing = 'level_1'), 0) AS DECIMAL(18,2)) AS v1,
    CAST(coalesce(sum(market_value) FILTER (WHERE backing IN ('level_1', 'level_2a')), 0) AS DECIMAL(18,2)) AS v2,
    CAST(coalesce(sum(market_value) FILTER (WHERE backing IN ('level_1', 'level_2a', 'rmbs')), 0) AS DECIMAL(18,2)) AS v3,
    CAST(coalesce(sum(market_value) FILTER (WHERE backing NOT IN ('short', 'other')), 0) AS DECIMAL(18,2)) AS v4,
    CAST(coalesce(sum(market_value) FILTER (WHERE backing <> 'other'), 0) AS DECIMAL(18,2)) AS v5,
    bool_and(level IS NOT NULL) AS all_hqla,
    bool_and(level IS NOT NULL AND rehypothecation AND reuse <> 'short') AS all_free
  FROM collateral GROUP BY deal_id
), party AS (
  SELECT /*+ BROADCAST(f) */ customer_id, type, country_code, risk_weight_std, reporting_entity_id AS counterparty_entity
  FROM customer LEFT SEMI JOIN security_financing AS f USING (customer_id)
), dated AS (
  SELECT /*+ BROADCAST(fx, e, p) */ deal_id, f.entity_id, f.customer_id, counterparty_entity, f.currency_code, sft_type, end_date, rate,
    converted(cash_amount, rate) AS amount, p.type AS customer_type, risk_weight_std,
    coalesce(p.country_code = e.country_code, false) AS at_home,
    sft_type IN ('rev_repo', 'buy_sell_back', 'margin_loan') AS lends,
    CASE WHEN lends THEN end_date
         ELSE greatest(coalesce(end_date, date_add(calculation_date(), CAST(coalesce(notice_days, 1) AS INT))), date_add(calculation_date(), 1))
    END AS effective_date,
    coalesce(effective_date > calculation_date() AND effective_date <= window_end(), false) AS in_window
  FROM security_financing AS f JOIN fx USING (currency_code) JOIN entity AS e USING (entity_id) LEFT JOIN party AS p USING (customer_id)
)
SELECT /*+ BROADCAST(totals) */ deal_id, entity_id, customer_id, counterparty_entity, currency_code, lends, end_date, effective_date, in_window, amount, rate,
  CASE WHEN lends THEN 'REVERSE_REPO' ELSE 'REPO' END AS product_type,
  CASE WHEN sft_type = 'margin_loan' THEN 'MARGIN_LOAN' WHEN lends THEN 'REVERSE_REPO' ELSE 'REPO' END AS deal_type,
  CASE WHEN lends THEN CASE WHEN end_date IS NULL THEN 'open' ELSE 'none' END
       WHEN customer_type = 'central_bank' THEN 'central_bank'
       WHEN customer_type = 'mdb' OR (customer_type = 'sovereign' AND at_home)
         OR (customer_type = 'pse' AND at_home AND risk_weight_std <= 0.2) THEN 'home_public'
       ELSE 'none' END AS detail,
  in_window AND coalesce(total, 0) > 0 AND coalesce(CASE WHEN lends THEN all_free ELSE all_hqla END, true) AS unwound,
  CASE WHEN coalesce(total, 0) = 0 THEN 'other' WHEN v1 = total THEN 'level_1' WHEN v1 = 0 AND v2 = total THEN 'level_2a'
       WHEN v2 = 0 AND v3 = total THEN 'rmbs' WHEN v3 = 0 AND v4 = total THEN 'level_2b' WHEN v4 = 0 AND v5 = total THEN 'short'
       WHEN v5 = 0 THEN 'other' ELSE 'mixed' END AS backing,
  CASE WHEN total > 0 THEN shared(amount, v1, total) END AS cash_1,
  CASE WHEN total > 0 THEN shared(amount, v2, total) END AS cash_2,
  CASE WHEN total > 0 THEN shared(amount, v3, total) END AS cash_3,
  CASE WHEN total > 0 THEN shared(amount, v4, total) END AS cash_4,
  CASE WHEN total > 0 THEN shared(amount, v5, total) END AS cash_5
FROM dated LEFT JOIN totals USING (deal_id)
;
CACHE TABLE financing
;

