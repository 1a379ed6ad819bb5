-- The deal-level fact: Parquet, zstd, a folder per type of entity, each file in the order of (entity_id, deal_id).
-- Accounts and loans lie sorted in a folder per type; left joins that build on the right keep that order, so they are not sorted.

SET disabled_optimizers = 'join_order,build_side_probe_side';

CREATE OR REPLACE TEMP MACRO account_fact(files, of_type) AS TABLE
SELECT 'account' AS source, r.deal_id, r.part, r.entity_id, of_type AS entity_type, r.customer_id, r.currency_code, r.product_type, r.deal_type,
  r.security_id, r.maturity_date, r.effective_date, l.line, l.kind, l.level, r.amount,
  l.liquidity_factor, l.haircut, l.weight, valued(r.amount, l.weight) AS liquidity_value
FROM account_rows(files) AS r LEFT JOIN line AS l ON l.id = r.line_id;

CREATE OR REPLACE TEMP MACRO loan_fact(files, of_type) AS TABLE
SELECT 'loan' AS source, r.deal_id, r.part, r.entity_id, of_type AS entity_type, r.customer_id, r.currency_code, r.product_type, r.deal_type,
  r.security_id, r.maturity_date, r.effective_date, l.line, l.kind, l.level, r.amount,
  l.liquidity_factor, l.haircut, l.weight, valued(r.amount, l.weight) AS liquidity_value
FROM loan_rows(files) AS r LEFT JOIN line AS l ON l.id = r.line_id;

CREATE OR REPLACE TEMP MACRO facility_fact(files, of_type) AS TABLE
SELECT 'facility' AS source, r.deal_id, r.part, r.entity_id, of_type AS entity_type, r.customer_id, r.currency_code, r.product_type, r.deal_type,
  r.security_id, r.maturity_date, r.effective_date, l.line, l.kind, l.level, r.amount,
  l.liquidity_factor, l.haircut, l.weight, valued(r.amount, l.weight) AS liquidity_value
FROM facility_rows(files) AS r LEFT JOIN line AS l ON l.id = r.line_id;

COPY (FROM account_fact('{{account}}/entity_type=bank/*.parquet', 'bank'))
TO '{{out}}/entity_type=bank/account.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM account_fact('{{account}}/entity_type=branch/*.parquet', 'branch'))
TO '{{out}}/entity_type=branch/account.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM account_fact('{{account}}/entity_type=subsidiary/*.parquet', 'subsidiary'))
TO '{{out}}/entity_type=subsidiary/account.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM account_fact('{{account}}/entity_type=other/*.parquet', 'other'))
TO '{{out}}/entity_type=other/account.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM loan_fact('{{loan}}/entity_type=bank/*.parquet', 'bank'))
TO '{{out}}/entity_type=bank/loan.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM loan_fact('{{loan}}/entity_type=branch/*.parquet', 'branch'))
TO '{{out}}/entity_type=branch/loan.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM loan_fact('{{loan}}/entity_type=subsidiary/*.parquet', 'subsidiary'))
TO '{{out}}/entity_type=subsidiary/loan.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM loan_fact('{{loan}}/entity_type=other/*.parquet', 'other'))
TO '{{out}}/entity_type=other/loan.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM facility_fact('{{loan}}/entity_type=bank/*.parquet', 'bank'))
TO '{{out}}/entity_type=bank/facility.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM facility_fact('{{loan}}/entity_type=branch/*.parquet', 'branch'))
TO '{{out}}/entity_type=branch/facility.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM facility_fact('{{loan}}/entity_type=subsidiary/*.parquet', 'subsidiary'))
TO '{{out}}/entity_type=subsidiary/facility.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM facility_fact('{{loan}}/entity_type=other/*.parquet', 'other'))
TO '{{out}}/entity_type=other/facility.parquet' (FORMAT parquet, COMPRESSION zstd);

SET disabled_optimizers = '';

-- The rest is computed once, and sorted into the folders.
CREATE OR REPLACE TEMP TABLE small AS
WITH deals AS (
  SELECT 'loan_cash_flow' AS source, * FROM payment_rows() UNION ALL
  SELECT 'holding', * FROM holding_rows() UNION ALL
  SELECT 'security_financing', * FROM financing_rows() UNION ALL
  SELECT 'sft_collateral', * FROM collateral_rows() UNION ALL
  SELECT 'other_flow', * FROM flow_rows()
)
SELECT r.source, r.deal_id, r.part, r.entity_id, e.type AS entity_type, r.customer_id, r.currency_code, r.product_type, r.deal_type,
  r.security_id, r.maturity_date, r.effective_date, l.line, CASE WHEN r.unwind THEN 'unwind' ELSE l.kind END AS kind, l.level, r.amount,
  l.liquidity_factor, l.haircut, l.weight, valued(r.amount, l.weight) AS liquidity_value
FROM deals AS r LEFT JOIN line AS l ON l.id = r.line_id LEFT JOIN read_parquet('{{entity}}/*.parquet') AS e USING (entity_id);

COPY (FROM small WHERE entity_type = 'bank' ORDER BY entity_id, deal_id)
TO '{{out}}/entity_type=bank/small.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM small WHERE entity_type = 'branch' ORDER BY entity_id, deal_id)
TO '{{out}}/entity_type=branch/small.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM small WHERE entity_type = 'subsidiary' ORDER BY entity_id, deal_id)
TO '{{out}}/entity_type=subsidiary/small.parquet' (FORMAT parquet, COMPRESSION zstd);
COPY (FROM small WHERE entity_type = 'other' ORDER BY entity_id, deal_id)
TO '{{out}}/entity_type=other/small.parquet' (FORMAT parquet, COMPRESSION zstd);
