-- One table macro per kind of position: its tranches with the line they lead to. `line_id` 'none' is what no rule matches.

-- How many tranches each split has; a part of zero makes no row unless it is the whole.
CREATE TYPE split_name AS ENUM ('whole', 'insured', 'insured_excess', 'operational', 'minimum', 'placement', 'reserve', 'open', 'open_payment', 'credit', 'facility', 'free', 'encumbered', 'holding');

CREATE OR REPLACE TEMP TABLE part AS
SELECT CAST(split AS split_name) AS split, CAST(part AS part_name) AS part, CAST(slot AS TINYINT) AS slot
FROM (VALUES
  ('whole', 'whole', 0), ('insured', 'insured', 0), ('insured_excess', 'insured', 1), ('insured_excess', 'uninsured', 2),
  ('operational', 'operational_insured', 1), ('operational', 'operational', 2), ('operational', 'excess', 3),
  ('minimum', 'minimum', 1), ('minimum', 'excess', 2), ('placement', 'operational', 1), ('placement', 'excess', 2),
  ('reserve', 'restricted', 1), ('reserve', 'drawable', 2),
  ('open', 'open', 0), ('open_payment', 'payment', 1), ('open_payment', 'open', 2),
  ('credit', 'credit', 0), ('facility', 'liquidity', 1), ('facility', 'credit', 2), ('facility', 'pledged', 3),
  ('free', 'free', 0), ('encumbered', 'encumbered', 0), ('holding', 'free', 1), ('holding', 'encumbered', 2)
) AS parts(split, part, slot);

CREATE OR REPLACE TEMP MACRO account_rows() AS TABLE
WITH position AS (
  SELECT account_id, a.entity_id, a.customer_id, counterparty_entity, currency, a.type, purpose, end_date, withdrawal_penalty,
    CASE WHEN asset_liability = 'liability' THEN balance >= 0 ELSE balance < 0 END AS owed,
    NOT owed AND (asset_liability = 'liability'
      OR (c.segment IN ('retail', 'small', 'nonfin', 'other') AND a.type NOT IN ('cash', 'reserve', 'cooperative_deposit'))) AS lent,
    CASE WHEN owed THEN 'DEPOSIT'::product_name WHEN lent THEN 'LOAN'::product_name
         WHEN a.type IN ('cash', 'reserve') THEN 'CASH'::product_name ELSE 'PLACEMENT'::product_name END AS product_type,
    CASE WHEN owed THEN 'DEPOSIT'::deal_name WHEN lent THEN 'OVERDRAFT'::deal_name WHEN a.type = 'cash' THEN 'CASH'::deal_name
         WHEN a.type = 'reserve' THEN 'RESERVE'::deal_name WHEN a.type = 'cooperative_deposit' THEN 'COOPERATIVE'::deal_name ELSE 'NOSTRO'::deal_name END AS deal_type,
    purpose IN ('clearing', 'custody', 'cash_management') AS operational,
    converted(abs(balance), rate) AS amount,
    converted(CASE WHEN a.type = 'reserve' THEN restricted_amount WHEN purpose = 'cooperative' THEN cooperative_minimum
                   WHEN operational THEN operational_amount END, rate) AS stated,
    coalesce(segment, 'none'::segment_name) AS segment,
    segment IN ('retail', 'small') AND segment IS NOT NULL AS retail_like,
    guarantee_scheme IS NOT NULL AS insured_account, coalesce(meets_78, false) AS meets_78, insured_total, o.insured_limit,
    transactional OR coalesce(established, false) AS sticky,
    CASE WHEN notice_days IS NULL THEN calculation_date() + 1
         ELSE coalesce(notice_given, calculation_date()) + CAST(notice_days AS INTEGER) END AS callable_date,
    CASE WHEN end_date IS NULL THEN callable_date
         WHEN NOT owed OR withdrawal_penalty = 'not_allowed' OR (retail_like AND withdrawal_penalty = 'material') THEN end_date
         ELSE least(end_date, callable_date) END AS earliest_date,
    CASE WHEN owed THEN greatest(earliest_date, calculation_date() + 1) ELSE earliest_date END AS effective_date,
    effective_date <= window_end() AND (owed OR end_date IS NULL OR end_date > calculation_date()) AS in_window
  FROM read_parquet('{{account}}/**/*.parquet', hive_partitioning = false) AS a
  LEFT JOIN customers AS c USING (customer_id)
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN scheme USING (guarantee_scheme)
  LEFT JOIN over_limit AS o
    ON o.entity_id = a.entity_id AND o.customer_id = a.customer_id AND o.guarantee_scheme = a.guarantee_scheme
), measured AS (
  SELECT *,
    owed AND insured_account AND insured_total IS NULL AS fully_insured,
    CASE WHEN fully_insured THEN amount WHEN owed AND insured_total IS NOT NULL THEN shared(amount, insured_limit, insured_total)
         ELSE 0 END AS insured,
    CASE WHEN stated IS NOT NULL THEN least(stated, amount) WHEN deal_type = 'NOSTRO' AND operational THEN amount
         ELSE 0 END AS set_aside,
    CASE WHEN set_aside = 0 OR insured = 0 THEN 0 WHEN fully_insured THEN set_aside
         ELSE shared(insured, set_aside, amount) END AS aside_insured,
    CASE WHEN owed THEN CASE
           WHEN NOT in_window THEN 'whole'::split_name
           WHEN retail_like THEN CASE WHEN NOT (sticky AND insured_account) THEN 'whole'::split_name WHEN fully_insured THEN 'insured'::split_name ELSE 'insured_excess'::split_name END
           WHEN set_aside = 0 THEN 'whole'::split_name
           WHEN operational THEN 'operational'::split_name
           WHEN purpose = 'cooperative' THEN 'minimum'::split_name
           ELSE 'whole'::split_name END
         WHEN deal_type = 'RESERVE' AND set_aside <> 0 THEN 'reserve'::split_name
         WHEN deal_type = 'NOSTRO' AND set_aside <> 0 THEN 'placement'::split_name
         ELSE 'whole'::split_name END AS split
  FROM position
), cut AS (
  SELECT measured.*, part,
    CASE WHEN slot = 0 THEN amount
         WHEN split = 'insured_excess' THEN CASE slot WHEN 1 THEN insured ELSE amount - insured END
         WHEN split = 'operational' THEN CASE slot WHEN 1 THEN aside_insured WHEN 2 THEN set_aside - aside_insured ELSE amount - set_aside END
         ELSE CASE slot WHEN 1 THEN set_aside ELSE amount - set_aside END END AS part_amount,
    slot = 0 OR part_amount <> 0 AS kept
  FROM measured JOIN part USING (split)
)
SELECT account_id AS deal_id, part, entity_id, customer_id, currency, product_type, deal_type,
  CAST(NULL AS VARCHAR) AS security_id, counterparty_entity, CAST(NULL AS VARCHAR) AS issuer_entity, end_date AS maturity_date, effective_date, false AS unwind, part_amount AS amount,
  CASE WHEN product_type = 'DEPOSIT' THEN CASE
         WHEN NOT in_window THEN CASE WHEN retail_like THEN 'R.term'::line_name ELSE 'OUT.window'::line_name END
         WHEN segment = 'retail' THEN CASE WHEN part <> 'insured' THEN 'R.less'::line_name WHEN meets_78 THEN 'R.stable3'::line_name ELSE 'R.stable5'::line_name END
         WHEN segment = 'small' THEN CASE WHEN part <> 'insured' THEN 'SB.less'::line_name WHEN meets_78 THEN 'SB.stable3'::line_name ELSE 'SB.stable'::line_name END
         WHEN part = 'operational_insured' THEN CASE WHEN meets_78 THEN 'OP.ins3'::line_name ELSE 'OP.ins'::line_name END
         WHEN part = 'operational' THEN 'OP.25'::line_name
         WHEN part = 'minimum' THEN 'OP.coop'::line_name
         WHEN purpose IN ('correspondent', 'prime_brokerage') OR (type = 'vostro' AND purpose = 'none') THEN 'W.prime'::line_name
         WHEN segment IN ('nonfin', 'central_bank') THEN CASE WHEN fully_insured THEN 'W.nfc20'::line_name ELSE 'W.nfc40'::line_name END
         WHEN segment IN ('bank', 'fi', 'fund', 'other') THEN 'W.other'::line_name
         ELSE 'none'::line_name END
       WHEN product_type = 'LOAN' THEN 'OUT.open'::line_name
       WHEN deal_type = 'CASH' THEN 'L1.coins'::line_name
       WHEN deal_type = 'RESERVE' THEN CASE WHEN segment NOT IN ('central_bank', 'none') THEN 'none'::line_name WHEN part = 'restricted' THEN 'OUT.reserve'::line_name ELSE 'L1.reserves'::line_name END
       WHEN deal_type = 'COOPERATIVE' THEN 'I.coop'::line_name
       WHEN part = 'operational' THEN 'I.op'::line_name
       WHEN NOT in_window THEN 'OUT.window'::line_name
       WHEN segment IN ('bank', 'fi', 'fund', 'central_bank') THEN 'I.fi'::line_name
       ELSE 'none'::line_name END AS line_id
FROM cut WHERE kept;

CREATE OR REPLACE TEMP MACRO loan_rows() AS TABLE
WITH position AS (
  SELECT loan_id, entity_id, l.customer_id, counterparty_entity, currency, end_date, coalesce(segment, 'none'::segment_name) AS segment,
    CASE WHEN l.type = 'facility_received' THEN 'FACILITY'::product_name ELSE 'LOAN'::product_name END AS product_type,
    coalesce(first_arrears_date <= calculation_date(), false) OR coalesce(default_date <= calculation_date(), false) AS nonperforming,
    schedule = 'open' OR end_date IS NULL AS without_maturity,
    without_maturity OR (end_date > calculation_date() AND end_date <= window_end()) AS in_window,
    converted(balance, rate) AS amount,
    least(converted(coalesce(min_principal_repayment, 0), rate), amount) AS payment,
    CASE WHEN NOT without_maturity THEN 'whole'::split_name WHEN payment = 0 THEN 'open'::split_name ELSE 'open_payment'::split_name END AS split
  FROM read_parquet('{{loan}}/**/*.parquet', hive_partitioning = false) AS l
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN customers AS c USING (customer_id)
  WHERE schedule <> 'cash_flows' AND balance > 0
), cut AS (
  SELECT position.*, part, CASE slot WHEN 0 THEN amount WHEN 1 THEN payment ELSE amount - payment END AS part_amount,
    slot = 0 OR part_amount <> 0 AS kept
  FROM position JOIN part USING (split)
  WHERE amount > 0
)
SELECT loan_id AS deal_id, part, entity_id, customer_id, currency, product_type, 'LOAN'::deal_name AS deal_type,
  CAST(NULL AS VARCHAR) AS security_id, counterparty_entity, CAST(NULL AS VARCHAR) AS issuer_entity, end_date AS maturity_date, end_date AS effective_date, false AS unwind, part_amount AS amount,
  CASE WHEN product_type <> 'LOAN' THEN 'none'::line_name
       WHEN nonperforming THEN 'OUT.nonperforming'::line_name
       WHEN part = 'open' THEN 'OUT.open'::line_name
       WHEN NOT in_window THEN 'OUT.window'::line_name
       WHEN segment IN ('retail', 'small') THEN 'I.retail'::line_name
       WHEN segment = 'nonfin' THEN 'I.nfc'::line_name
       WHEN segment = 'other' THEN 'I.oent'::line_name
       WHEN segment <> 'none' THEN 'I.fi'::line_name
       ELSE 'none'::line_name END AS line_id
FROM cut WHERE kept;

CREATE OR REPLACE TEMP MACRO facility_rows() AS TABLE
WITH position AS (
  SELECT loan_id, entity_id, l.customer_id, counterparty_entity, currency, end_date, coalesce(segment, 'none'::segment_name) AS segment,
    CASE WHEN l.type = 'facility_received' THEN 'received' WHEN revocability = 'unconditional' THEN 'cancellable' ELSE 'committed' END AS detail,
    coalesce(end_date > calculation_date(), true) AS in_window,
    converted(limit_amount - balance, rate) AS amount,
    least(converted(coalesce(pledged_hqla, 0), rate), amount) AS pledged,
    CASE WHEN l.type = 'liquidity_facility' THEN least(converted(backed_debt_30d, rate), amount - pledged) ELSE 0 END AS liquidity,
    CASE WHEN detail <> 'committed' OR NOT in_window THEN 'whole'::split_name WHEN pledged = 0 AND liquidity = 0 THEN 'credit'::split_name ELSE 'facility'::split_name END AS split
  FROM read_parquet('{{loan}}/**/*.parquet', hive_partitioning = false) AS l
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN customers AS c USING (customer_id)
  WHERE limit_amount > balance
), cut AS (
  SELECT position.*, part,
    CASE slot WHEN 0 THEN amount WHEN 1 THEN liquidity WHEN 2 THEN amount - pledged - liquidity ELSE pledged END AS part_amount,
    slot = 0 OR part_amount <> 0 AS kept
  FROM position JOIN part USING (split)
  WHERE amount > 0
)
SELECT loan_id AS deal_id, part, entity_id, customer_id, currency, 'FACILITY'::product_name AS product_type, 'FACILITY'::deal_name AS deal_type,
  CAST(NULL AS VARCHAR) AS security_id, counterparty_entity, CAST(NULL AS VARCHAR) AS issuer_entity, end_date AS maturity_date, CAST(NULL AS DATE) AS effective_date, false AS unwind, part_amount AS amount,
  CASE WHEN detail = 'received' THEN 'I.fac'::line_name
       WHEN NOT in_window THEN 'OUT.window'::line_name
       WHEN detail = 'cancellable' THEN 'G.disc'::line_name
       WHEN part = 'pledged' THEN 'OUT.pledged'::line_name
       WHEN segment IN ('retail', 'small') THEN 'C.retail'::line_name
       WHEN segment IN ('nonfin', 'central_bank') THEN CASE WHEN part = 'liquidity' THEN 'C.nfcL'::line_name ELSE 'C.nfcC'::line_name END
       WHEN segment = 'bank' THEN 'C.bank'::line_name
       WHEN segment = 'fi' THEN CASE WHEN part = 'liquidity' THEN 'C.ofiL'::line_name ELSE 'C.ofiC'::line_name END
       WHEN segment IN ('fund', 'other') THEN 'C.oth'::line_name
       ELSE 'none'::line_name END AS line_id
FROM cut WHERE kept;

-- Contractual payments within the window; their entity comes with the loan.
CREATE OR REPLACE TEMP MACRO payment_rows() AS TABLE
WITH position AS (
  SELECT cash_flow_id, entity_id, l.customer_id, counterparty_entity, currency, end_date, due_date, coalesce(segment, 'none'::segment_name) AS segment,
    CASE WHEN l.type = 'facility_received' THEN 'FACILITY'::product_name ELSE 'LOAN'::product_name END AS product_type,
    coalesce(first_arrears_date <= calculation_date(), false) OR coalesce(default_date <= calculation_date(), false) AS nonperforming,
    schedule <> 'cash_flows' AS unscheduled,
    converted(principal + interest, rate) AS amount
  FROM read_parquet('{{loan_cash_flow}}/*.parquet') AS f
  JOIN read_parquet('{{loan}}/**/*.parquet', hive_partitioning = false) AS l USING (loan_id)
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN customers AS c USING (customer_id)
  WHERE due_date > calculation_date() AND due_date <= window_end()
)
SELECT cash_flow_id AS deal_id, 'whole'::part_name AS part, entity_id, customer_id, currency, product_type, 'LOAN'::deal_name AS deal_type,
  CAST(NULL AS VARCHAR) AS security_id, counterparty_entity, CAST(NULL AS VARCHAR) AS issuer_entity, end_date AS maturity_date, due_date AS effective_date, false AS unwind, amount,
  CASE WHEN product_type <> 'LOAN' THEN 'none'::line_name
       WHEN unscheduled THEN 'OUT.schedule'::line_name
       WHEN nonperforming THEN 'OUT.nonperforming'::line_name
       WHEN segment IN ('retail', 'small') THEN 'I.retail'::line_name
       WHEN segment = 'nonfin' THEN 'I.nfc'::line_name
       WHEN segment = 'other' THEN 'I.oent'::line_name
       WHEN segment <> 'none' THEN 'I.fi'::line_name
       ELSE 'none'::line_name END AS line_id
FROM position;

CREATE OR REPLACE TEMP MACRO holding_rows() AS TABLE
WITH position AS (
  SELECT holding_id, entity_id, security_id, issuer_entity, currency, product_type, line, level, maturity_date, treasury_control,
    coalesce(maturity_date > calculation_date() AND maturity_date <= window_end(), false) AS in_window,
    converted(mtm_dirty, rate) AS amount,
    least(converted(encumbrance_amount, rate), amount) AS encumbered,
    CASE WHEN encumbered = 0 THEN 'free'::split_name WHEN encumbered = amount THEN 'encumbered'::split_name ELSE 'holding'::split_name END AS split
  FROM read_parquet('{{holding}}/**/*.parquet', hive_partitioning = false) AS h
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN security USING (security_id)
)
SELECT holding_id AS deal_id, part, entity_id, CAST(NULL AS VARCHAR) AS customer_id, currency, product_type, 'HOLDING'::deal_name AS deal_type,
  security_id, CAST(NULL AS VARCHAR) AS counterparty_entity, issuer_entity, maturity_date, CAST(NULL AS DATE) AS effective_date, false AS unwind,
  CASE slot WHEN 0 THEN amount WHEN 1 THEN amount - encumbered ELSE encumbered END AS amount,
  CASE WHEN maturity_date <= calculation_date() THEN 'OUT.matured'::line_name
       WHEN part = 'encumbered' THEN 'OUT.encumbered'::line_name
       WHEN level IS NOT NULL AND treasury_control THEN line
       WHEN line IS NOT NULL AND in_window THEN 'I.sec'::line_name
       WHEN level IS NOT NULL THEN 'OUT.control'::line_name
       WHEN line = 'OUT.not_hqla' THEN 'OUT.not_hqla'::line_name
       ELSE 'none'::line_name END AS line_id
FROM position JOIN part USING (split);

-- The cash: whole, or by level of collateral, and the leg of what is unwound.
CREATE OR REPLACE TEMP MACRO financing_rows() AS TABLE
WITH cut AS (
  SELECT f.*, CASE WHEN in_window THEN backing ELSE 'whole'::part_name END AS part, amount AS part_amount, false AS unwind
  FROM financing AS f WHERE NOT in_window OR backing <> 'mixed'
  UNION ALL
  SELECT f.*, cash.part, cash.amount, false
  FROM financing AS f, unnest([
    {part: 'level_1'::part_name, amount: cash_1}, {part: 'level_2a'::part_name, amount: cash_2 - cash_1}, {part: 'rmbs'::part_name, amount: cash_3 - cash_2},
    {part: 'level_2b'::part_name, amount: cash_4 - cash_3}, {part: 'short'::part_name, amount: cash_5 - cash_4}, {part: 'other'::part_name, amount: f.amount - cash_5}
  ]) AS u(cash)
  WHERE in_window AND backing = 'mixed' AND cash.amount <> 0
  UNION ALL
  SELECT f.*, 'unwind_cash'::part_name, CASE WHEN lends THEN amount ELSE -amount END, true
  FROM financing AS f WHERE unwound AND amount <> 0
)
SELECT deal_id, part, entity_id, customer_id, currency, product_type, deal_type, CAST(NULL AS VARCHAR) AS security_id, counterparty_entity, CAST(NULL AS VARCHAR) AS issuer_entity,
  end_date AS maturity_date, effective_date, unwind, CAST(part_amount AS DECIMAL(18,2)) AS amount,
  CASE WHEN unwind THEN 'UNW.cash'::line_name
       WHEN detail = 'open' THEN 'OUT.open'::line_name
       WHEN NOT in_window THEN 'OUT.window'::line_name
       WHEN NOT lends THEN CASE
         WHEN detail = 'central_bank' OR part = 'level_1' THEN 'S.cbL1'::line_name
         WHEN part = 'level_2a' THEN 'S.2A'::line_name
         WHEN detail = 'home_public' THEN 'S.sov'::line_name
         WHEN part = 'rmbs' THEN 'S.rmbs'::line_name
         WHEN part = 'level_2b' THEN 'S.2B'::line_name
         ELSE 'S.other'::line_name END
       WHEN part = 'short' THEN 'OUT.short'::line_name
       WHEN part = 'level_1' THEN 'I.L1'::line_name
       WHEN part = 'level_2a' THEN 'I.2A'::line_name
       WHEN part = 'rmbs' THEN 'I.rmbs'::line_name
       WHEN part = 'level_2b' THEN 'I.2B'::line_name
       WHEN deal_type = 'MARGIN_LOAN' THEN 'I.margin'::line_name
       ELSE 'I.other'::line_name END AS line_id
FROM cut;

-- The collateral: in the stock where it may be re-used, back and forth where its deal is unwound.
CREATE OR REPLACE TEMP MACRO collateral_rows() AS TABLE
WITH position AS (
  SELECT c.*, f.entity_id, f.customer_id, f.counterparty_entity, f.currency, f.deal_type, f.effective_date, f.unwound,
    converted(market_value, rate) AS amount,
    c.lends AND level IS NOT NULL AND rehypothecation AND reuse = 'none' AS in_stock
  FROM collateral AS c JOIN financing AS f USING (deal_id)
), cut AS (
  SELECT *, 'stock'::part_name AS part, false AS unwind, amount AS part_amount FROM position WHERE in_stock AND (NOT unwound OR amount <> 0)
  UNION ALL
  SELECT *, 'unwind'::part_name, true, CASE WHEN lends THEN -amount ELSE amount END FROM position WHERE unwound AND amount <> 0
  UNION ALL
  SELECT *, 'memo'::part_name, false, amount FROM position WHERE NOT in_stock AND NOT unwound
)
SELECT collateral_id AS deal_id, part, entity_id, customer_id, currency, product_type, deal_type, security_id,
  counterparty_entity, CASE WHEN part = 'stock' THEN issuer_entity END AS issuer_entity, maturity_date, effective_date, unwind, part_amount AS amount,
  CASE WHEN line = 'OUT.matured' THEN 'OUT.matured'::line_name
       WHEN line IS NULL THEN 'none'::line_name
       WHEN part = 'memo' THEN 'OUT.collateral'::line_name
       ELSE line END AS line_id
FROM cut;

CREATE OR REPLACE TEMP MACRO flow_rows() AS TABLE
WITH position AS (
  SELECT f.*, counterparty_entity, currency, coalesce(segment, 'none'::segment_name) AS segment, converted(f.amount, rate) AS value,
    CASE WHEN direction = 'out' THEN greatest(due_date, calculation_date() + 1) ELSE due_date END AS effective_date,
    effective_date > calculation_date() AND effective_date <= window_end() AS in_window
  FROM read_parquet('{{other_flow}}/**/*.parquet', hive_partitioning = false) AS f
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN customers AS c USING (customer_id)
)
SELECT flow_id AS deal_id, 'whole'::part_name AS part, entity_id, customer_id, currency, 'OTHER'::product_name AS product_type,
  CASE WHEN direction = 'out' THEN 'OUTFLOW'::deal_name ELSE 'INFLOW'::deal_name END AS deal_type, CAST(NULL AS VARCHAR) AS security_id, counterparty_entity, CAST(NULL AS VARCHAR) AS issuer_entity,
  due_date AS maturity_date, effective_date, false AS unwind, value AS amount,
  CASE WHEN kind = 'operating' THEN 'OUT.operating'::line_name
       WHEN NOT in_window THEN 'OUT.window'::line_name
       WHEN kind = 'extend_funds' THEN CASE WHEN direction = 'out' AND segment IN ('bank', 'fi', 'fund', 'central_bank') THEN 'X.fi'::line_name ELSE 'none'::line_name END
       WHEN direction = 'out' THEN 'O.other'::line_name
       ELSE 'I.oth'::line_name END AS line_id
FROM position;
