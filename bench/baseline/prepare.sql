-- What the positions look up: rates, factors, customers with their class, deposit insurance, securities, collateral per deal.
-- Placeholders in double braces: the folder of each imported table, the date, the currency. Missing look-ups are not checked.

CREATE OR REPLACE TEMP MACRO calculation_date() AS DATE '{{date}}';
CREATE OR REPLACE TEMP MACRO window_end() AS DATE '{{date}}' + 30;

-- a × b ÷ c for amounts, c > 0, rounded half away from zero to cents.
CREATE OR REPLACE TEMP MACRO shared(a, b, c) AS
  CAST(CAST((CAST(a * 100 AS HUGEINT) * CAST(b * 100 AS HUGEINT) * 2 + CAST(c * 100 AS HUGEINT)) // (CAST(c * 100 AS HUGEINT) * 2)
    AS DECIMAL(18,0)) * 0.01 AS DECIMAL(18,2));

-- Closed lists as ENUM: one byte in CASE, joins and hash tables, and Parquet dictionaries that need no hashing. Files hold text.
CREATE TYPE source_name AS ENUM ('account', 'loan', 'loan_cash_flow', 'facility', 'holding', 'security_financing', 'sft_collateral', 'other_flow');
CREATE TYPE segment_name AS ENUM ('none', 'retail', 'small', 'nonfin', 'central_bank', 'bank', 'fi', 'fund', 'other');
CREATE TYPE product_name AS ENUM ('DEPOSIT', 'LOAN', 'CASH', 'PLACEMENT', 'FACILITY', 'BOND', 'EQUITY', 'REPO', 'REVERSE_REPO', 'OTHER');
CREATE TYPE deal_name AS ENUM ('DEPOSIT', 'OVERDRAFT', 'CASH', 'RESERVE', 'COOPERATIVE', 'NOSTRO', 'LOAN', 'FACILITY', 'HOLDING', 'REPO', 'REVERSE_REPO', 'MARGIN_LOAN', 'OUTFLOW', 'INFLOW');
CREATE TYPE part_name AS ENUM ('whole', 'insured', 'uninsured', 'operational_insured', 'operational', 'excess', 'minimum', 'restricted', 'drawable', 'open', 'payment', 'liquidity', 'credit', 'pledged', 'free', 'encumbered', 'level_1', 'level_2a', 'rmbs', 'level_2b', 'short', 'other', 'mixed', 'unwind_cash', 'stock', 'unwind', 'memo');
CREATE TYPE kind_name AS ENUM ('stock', 'outflow', 'inflow', 'outside', 'unwind', 'unclassified');
CREATE TYPE level_name AS ENUM ('1', '2A', '2B');
CREATE TYPE currency_name AS ENUM (
  SELECT base_currency_code FROM read_parquet('{{exchange_rate}}/*.parquet') UNION SELECT '{{currency}}' ORDER BY 1);
CREATE TYPE entity_type_name AS ENUM ('bank', 'branch', 'subsidiary', 'other');

CREATE OR REPLACE TEMP TABLE entity AS
SELECT entity_id, country_code, type::entity_type_name AS entity_type FROM read_parquet('{{entity}}/*.parquet');

CREATE OR REPLACE TEMP TABLE fx AS
SELECT base_currency_code AS currency_code, CAST(base_currency_code AS currency_name) AS currency, CAST(rate AS DECIMAL(10,9)) AS rate
FROM read_parquet('{{exchange_rate}}/*.parquet')
WHERE date = calculation_date() AND quote_currency_code = '{{currency}}' AND base_currency_code <> '{{currency}}'
UNION ALL SELECT '{{currency}}', '{{currency}}'::currency_name, CAST(1 AS DECIMAL(10,9));

CREATE OR REPLACE TEMP TABLE fixed AS
FROM (VALUES
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
) AS lines(line, kind, level, liquidity_factor, haircut);

CREATE TYPE line_name AS ENUM (SELECT line FROM fixed);

CREATE OR REPLACE TEMP TABLE line AS
WITH national AS (
  SELECT line, value FROM read_parquet('{{national_option}}/*.parquet')
  WHERE jurisdiction = 'BASEL' AND valid_from <= calculation_date() AND coalesce(valid_to >= calculation_date(), true)
), rated AS (
  SELECT line, kind, level, CAST(haircut AS DECIMAL(7,6)) AS haircut,
    CAST(CASE WHEN kind IN ('outflow', 'inflow') THEN coalesce(value, liquidity_factor) ELSE liquidity_factor END AS DECIMAL(7,6)) AS liquidity_factor
  FROM fixed LEFT JOIN national USING (line)
)
SELECT CAST(line AS line_name) AS id, CAST(nullif(line, 'none') AS line_name) AS line, CAST(kind AS kind_name) AS kind,
  CAST(level AS level_name) AS level, liquidity_factor, haircut,
  CAST(liquidity_factor * (1 - haircut) AS DECIMAL(9,8)) AS weight
FROM rated;

-- Small businesses count as retail while the deposits of their group stay below one million (d238 ¶90).
CREATE OR REPLACE TEMP TABLE customers AS
WITH grouped AS (
  SELECT customer_id, type, retail_managed, established_relationship AS established, country_code, risk_weight_std,
    reporting_entity_id AS counterparty_entity,
    CASE WHEN type = 'sme' AND retail_managed THEN coalesce(customer_group, customer_id) ELSE customer_group END AS funding_group
  FROM read_parquet('{{customer}}/*.parquet')
), funding AS (
  SELECT funding_group, sum(converted(abs(balance), rate)) AS funding
  FROM read_parquet('{{account}}/**/*.parquet', hive_partitioning = false)
  JOIN grouped USING (customer_id) JOIN fx USING (currency_code)
  WHERE balance <> 0 AND (balance > 0) = (asset_liability = 'liability') AND funding_group IS NOT NULL
  GROUP BY ALL
)
SELECT customer_id, type, country_code, risk_weight_std, established, counterparty_entity,
  CASE WHEN type = 'individual' THEN 'retail'::segment_name
       WHEN type = 'sme' THEN CASE WHEN retail_managed AND coalesce(funding, 0) < 1000000 THEN 'small'::segment_name ELSE 'nonfin'::segment_name END
       WHEN type IN ('corporate', 'sovereign', 'pse', 'mdb') THEN 'nonfin'::segment_name
       WHEN type = 'central_bank' THEN 'central_bank'::segment_name
       WHEN type = 'credit_institution' THEN 'bank'::segment_name
       WHEN type IN ('investment_firm', 'insurer', 'pension_fund', 'other_financial') THEN 'fi'::segment_name
       WHEN type IN ('hedge_fund', 'mmkt_fund', 'sspe') THEN 'fund'::segment_name
       ELSE 'other'::segment_name END AS segment
FROM grouped LEFT JOIN funding USING (funding_group);

CREATE OR REPLACE TEMP TABLE scheme AS
SELECT guarantee_scheme, meets_78, converted(limit_amount, rate) AS insured_limit
FROM read_parquet('{{insurance_scheme}}/*.parquet') JOIN fx USING (currency_code)
WHERE valid_from <= calculation_date() AND coalesce(valid_to >= calculation_date(), true);

-- Depositors above the limit of their scheme at one entity (d238 ¶75).
CREATE OR REPLACE TEMP TABLE over_limit AS
SELECT entity_id, customer_id, guarantee_scheme, any_value(insured_limit) AS insured_limit,
  CAST(sum(converted(abs(balance), rate)) AS DECIMAL(18,2)) AS insured_total
FROM read_parquet('{{account}}/**/*.parquet', hive_partitioning = false)
JOIN fx USING (currency_code) JOIN scheme USING (guarantee_scheme)
WHERE balance <> 0 AND (balance > 0) = (asset_liability = 'liability')
GROUP BY entity_id, customer_id, guarantee_scheme
HAVING insured_total > any_value(insured_limit);

CREATE OR REPLACE TEMP TABLE security AS
WITH classified AS (
  SELECT security_id, issuer_id, maturity_date,
    CASE asset_class WHEN 'equity' THEN 'EQUITY'::product_name WHEN 'other' THEN 'OTHER'::product_name ELSE 'BOND'::product_name END AS product_type,
    CASE WHEN hqla_class = 'ineligible' THEN 'OUT.not_hqla'::line_name
         WHEN hqla_class = 'i' AND asset_class IN ('sovereign', 'central_bank', 'pse', 'mdb') AND risk_weight_std = 0 THEN 'L1.sec0'::line_name
         WHEN hqla_class = 'i' AND asset_class IN ('sovereign', 'central_bank') AND domestic_currency THEN 'L1.sovDom'::line_name
         WHEN hqla_class = 'i' AND asset_class IN ('sovereign', 'central_bank') THEN 'L1.sovFx'::line_name
         WHEN hqla_class = 'iia' AND asset_class IN ('sovereign', 'central_bank', 'pse', 'mdb') AND risk_weight_std <= 0.2 THEN 'L2A.sec20'::line_name
         WHEN hqla_class = 'iia' AND asset_class = 'corporate' THEN 'L2A.corp'::line_name
         WHEN hqla_class = 'iia' AND asset_class = 'covered_bond' THEN 'L2A.cb'::line_name
         WHEN hqla_class = 'iib' AND asset_class = 'rmbs' THEN 'L2B.rmbs'::line_name
         WHEN hqla_class = 'iib' AND asset_class IN ('corporate', 'sovereign', 'central_bank') THEN 'L2B.corp'::line_name
         WHEN hqla_class = 'iib' AND asset_class = 'equity' THEN 'L2B.eq'::line_name END AS line
  FROM read_parquet('{{instrument}}/*.parquet')
)
SELECT security_id, classified.maturity_date, product_type, classified.line, level, counterparty_entity AS issuer_entity
FROM classified LEFT JOIN line ON line.id = classified.line LEFT JOIN customers ON customers.customer_id = issuer_id;

-- A matured security is no HQLA any more, whatever it was.
CREATE OR REPLACE TEMP TABLE collateral AS
WITH named AS (
  SELECT collateral_id, c.deal_id, security_id, issuer_entity, market_value, reuse, rehypothecation, maturity_date,
    sft_type IN ('rev_repo', 'buy_sell_back', 'margin_loan') AS lends,
    coalesce(maturity_date <= calculation_date(), false) AS matured,
    CASE WHEN security_id IS NULL THEN 'OTHER'::product_name ELSE product_type END AS product_type,
    CASE WHEN security_id IS NULL THEN 'OUT.not_hqla'::line_name WHEN matured THEN 'OUT.matured'::line_name ELSE line END AS line,
    CASE WHEN NOT matured THEN level END AS level
  FROM read_parquet('{{sft_collateral}}/*.parquet') AS c
  JOIN read_parquet('{{security_financing}}/**/*.parquet', hive_partitioning = false) AS f USING (deal_id)
  LEFT JOIN security USING (security_id)
)
SELECT *,
  CASE WHEN lends AND reuse = 'short' THEN 'short'::part_name WHEN level = '1' THEN 'level_1'::part_name WHEN level = '2A' THEN 'level_2a'::part_name
       WHEN line = 'L2B.rmbs' THEN 'rmbs'::part_name WHEN level = '2B' THEN 'level_2b'::part_name ELSE 'other'::part_name END AS backing
FROM named;

-- Securities financing with its collateral by level; the cash up to level k is round(cash × value up to k ÷ value).
CREATE OR REPLACE TEMP TABLE financing AS
WITH totals AS (
  SELECT deal_id, CAST(sum(market_value) AS DECIMAL(18,2)) AS total,
    CAST(coalesce(sum(market_value) FILTER (backing = 'level_1'), 0) AS DECIMAL(18,2)) AS v1,
    CAST(coalesce(sum(market_value) FILTER (backing IN ('level_1', 'level_2a')), 0) AS DECIMAL(18,2)) AS v2,
    CAST(coalesce(sum(market_value) FILTER (backing IN ('level_1', 'level_2a', 'rmbs')), 0) AS DECIMAL(18,2)) AS v3,
    CAST(coalesce(sum(market_value) FILTER (backing NOT IN ('short', 'other')), 0) AS DECIMAL(18,2)) AS v4,
    CAST(coalesce(sum(market_value) FILTER (backing <> 'other'), 0) AS DECIMAL(18,2)) AS v5,
    bool_and(level IS NOT NULL) AS all_hqla,
    bool_and(level IS NOT NULL AND rehypothecation AND reuse <> 'short') AS all_free
  FROM collateral GROUP BY deal_id
), dated AS (
  SELECT f.*, x.rate, x.currency, converted(cash_amount, x.rate) AS amount,
    coalesce(c.segment, 'none'::segment_name) AS segment, c.type AS customer_type, c.risk_weight_std, counterparty_entity,
    coalesce(c.country_code = e.country_code, false) AS at_home,
    sft_type IN ('rev_repo', 'buy_sell_back', 'margin_loan') AS lends,
    CASE WHEN lends THEN end_date
         ELSE greatest(coalesce(end_date, calculation_date() + CAST(coalesce(notice_days, 1) AS INTEGER)), calculation_date() + 1)
    END AS effective_date,
    coalesce(effective_date > calculation_date() AND effective_date <= window_end(), false) AS in_window
  FROM read_parquet('{{security_financing}}/**/*.parquet', hive_partitioning = false) AS f
  JOIN fx AS x USING (currency_code)
  JOIN entity AS e USING (entity_id)
  LEFT JOIN customers AS c USING (customer_id)
)
SELECT deal_id, entity_id, customer_id, counterparty_entity, currency, segment, lends, end_date, effective_date, in_window, amount, rate,
  CASE WHEN lends THEN 'REVERSE_REPO'::product_name ELSE 'REPO'::product_name END AS product_type,
  CASE WHEN sft_type = 'margin_loan' THEN 'MARGIN_LOAN'::deal_name WHEN lends THEN 'REVERSE_REPO'::deal_name ELSE 'REPO'::deal_name END AS deal_type,
  CASE WHEN lends THEN CASE WHEN end_date IS NULL THEN 'open' ELSE 'none' END
       WHEN customer_type = 'central_bank' THEN 'central_bank'
       WHEN customer_type = 'mdb' OR (customer_type = 'sovereign' AND at_home)
         OR (customer_type = 'pse' AND at_home AND risk_weight_std <= 0.2) THEN 'home_public'
       ELSE 'none' END AS detail,
  in_window AND coalesce(total, 0) > 0 AND coalesce(CASE WHEN lends THEN all_free ELSE all_hqla END, true) AS unwound,
  CASE WHEN coalesce(total, 0) = 0 THEN 'other'::part_name WHEN v1 = total THEN 'level_1'::part_name WHEN v1 = 0 AND v2 = total THEN 'level_2a'::part_name
       WHEN v2 = 0 AND v3 = total THEN 'rmbs'::part_name WHEN v3 = 0 AND v4 = total THEN 'level_2b'::part_name WHEN v4 = 0 AND v5 = total THEN 'short'::part_name
       WHEN v5 = 0 THEN 'other'::part_name ELSE 'mixed'::part_name END AS backing,
  CASE WHEN total > 0 THEN shared(amount, v1, total) END AS cash_1,
  CASE WHEN total > 0 THEN shared(amount, v2, total) END AS cash_2,
  CASE WHEN total > 0 THEN shared(amount, v3, total) END AS cash_3,
  CASE WHEN total > 0 THEN shared(amount, v4, total) END AS cash_4,
  CASE WHEN total > 0 THEN shared(amount, v5, total) END AS cash_5
FROM dated LEFT JOIN totals USING (deal_id);
