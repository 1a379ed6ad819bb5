-- One view per kind of position: its tranches with the line they lead to. `line_id` 'none' is what no rule matches. The names of the tranches
-- are literal lists, and explode copies a row as often: no join. A part of zero makes no row unless it is the whole.

CREATE OR REPLACE TEMP VIEW account_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(c, fx, s, o) */ account_id, a.entity_id, a.customer_id, counterparty_entity, currency_code, a.type, purpose, end_date,
    trim(TRAILING '+' FROM coalesce(class, 'none')) AS segment,
    segment IN ('retail', 'small') AS retail_like,
    CASE WHEN asset_liability = 'liability' THEN balance >= 0 ELSE balance < 0 END AS owed,
    NOT owed AND (asset_liability = 'liability'
      OR (segment IN ('retail', 'small', 'nonfin', 'other') AND a.type NOT IN ('cash', 'reserve', 'cooperative_deposit'))) AS lent,
    CASE WHEN owed THEN 'DEPOSIT' WHEN lent THEN 'LOAN' WHEN a.type IN ('cash', 'reserve') THEN 'CASH' ELSE 'PLACEMENT' END AS product_type,
    CASE WHEN owed THEN 'DEPOSIT' WHEN lent THEN 'OVERDRAFT' WHEN a.type = 'cash' THEN 'CASH' WHEN a.type = 'reserve' THEN 'RESERVE'
         WHEN a.type = 'cooperative_deposit' THEN 'COOPERATIVE' ELSE 'NOSTRO' END AS deal_type,
    purpose IN ('clearing', 'custody', 'cash_management') AS operational,
    converted(abs(balance), rate) AS amount,
    converted(CASE WHEN a.type = 'reserve' THEN restricted_amount WHEN purpose = 'cooperative' THEN cooperative_minimum
                   WHEN operational THEN operational_amount END, rate) AS stated,
    guarantee_scheme IS NOT NULL AS insured_account, coalesce(meets_78, false) AS meets_78, insured_total, o.insured_limit,
    transactional OR coalesce(endswith(class, '+'), false) AS sticky,
    CASE WHEN notice_days IS NULL THEN date_add(calculation_date(), 1)
         ELSE date_add(coalesce(notice_given, calculation_date()), CAST(notice_days AS INT)) END AS callable_date,
    CASE WHEN end_date IS NULL THEN callable_date
         WHEN NOT owed OR withdrawal_penalty = 'not_allowed' OR (retail_like AND withdrawal_penalty = 'material') THEN end_date
         ELSE least(end_date, callable_date) END AS earliest_date,
    CASE WHEN owed THEN greatest(earliest_date, date_add(calculation_date(), 1)) ELSE earliest_date END AS effective_date,
    effective_date <= window_end() AND (owed OR end_date IS NULL OR end_date > calculation_date()) AS in_window
  FROM account AS a
  LEFT JOIN customers AS c USING (customer_id)
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN scheme AS s USING (guarantee_scheme)
  LEFT JOIN over_limit AS o USING (entity_id, customer_id, guarantee_scheme)
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
           WHEN NOT in_window THEN array('whole')
           WHEN retail_like THEN CASE WHEN NOT (sticky AND insured_account) THEN array('whole') WHEN fully_insured THEN array('insured') ELSE array('insured', 'uninsured') END
           WHEN set_aside = 0 THEN array('whole')
           WHEN operational THEN array('operational_insured', 'operational', 'excess')
           WHEN purpose = 'cooperative' THEN array('minimum', 'excess')
           ELSE array('whole') END
         WHEN deal_type = 'RESERVE' AND set_aside <> 0 THEN array('restricted', 'drawable')
         WHEN deal_type = 'NOSTRO' AND set_aside <> 0 THEN array('operational', 'excess')
         ELSE array('whole') END AS parts
  FROM position
), cut AS (
  SELECT *,
    CASE part WHEN 'whole' THEN amount WHEN 'insured' THEN insured WHEN 'uninsured' THEN CAST(amount - insured AS DECIMAL(18,2))
              WHEN 'operational_insured' THEN aside_insured WHEN 'operational' THEN CAST(set_aside - aside_insured AS DECIMAL(18,2))
              WHEN 'minimum' THEN set_aside WHEN 'restricted' THEN set_aside ELSE CAST(amount - set_aside AS DECIMAL(18,2)) END AS part_amount
  FROM measured LATERAL VIEW explode(parts) AS part
)
SELECT 'account' AS source, account_id AS deal_id, part, entity_id, customer_id, currency_code, product_type, deal_type,
  CAST(NULL AS STRING) AS security_id, counterparty_entity, CAST(NULL AS STRING) AS issuer_entity, end_date AS maturity_date, effective_date, false AS unwind, part_amount AS amount,
  CASE WHEN product_type = 'DEPOSIT' THEN CASE
         WHEN NOT in_window THEN CASE WHEN retail_like THEN 'R.term' ELSE 'OUT.window' END
         WHEN segment = 'retail' THEN CASE WHEN part <> 'insured' THEN 'R.less' WHEN meets_78 THEN 'R.stable3' ELSE 'R.stable5' END
         WHEN segment = 'small' THEN CASE WHEN part <> 'insured' THEN 'SB.less' WHEN meets_78 THEN 'SB.stable3' ELSE 'SB.stable' END
         WHEN part = 'operational_insured' THEN CASE WHEN meets_78 THEN 'OP.ins3' ELSE 'OP.ins' END
         WHEN part = 'operational' THEN 'OP.25'
         WHEN part = 'minimum' THEN 'OP.coop'
         WHEN purpose IN ('correspondent', 'prime_brokerage') OR (type = 'vostro' AND purpose = 'none') THEN 'W.prime'
         WHEN segment IN ('nonfin', 'central_bank') THEN CASE WHEN fully_insured THEN 'W.nfc20' ELSE 'W.nfc40' END
         WHEN segment IN ('bank', 'fi', 'fund', 'other') THEN 'W.other'
         ELSE 'none' END
       WHEN product_type = 'LOAN' THEN 'OUT.open'
       WHEN deal_type = 'CASH' THEN 'L1.coins'
       WHEN deal_type = 'RESERVE' THEN CASE WHEN segment NOT IN ('central_bank', 'none') THEN 'none' WHEN part = 'restricted' THEN 'OUT.reserve' ELSE 'L1.reserves' END
       WHEN deal_type = 'COOPERATIVE' THEN 'I.coop'
       WHEN part = 'operational' THEN 'I.op'
       WHEN NOT in_window THEN 'OUT.window'
       WHEN segment IN ('bank', 'fi', 'fund', 'central_bank') THEN 'I.fi'
       ELSE 'none' END AS line_id
FROM cut WHERE size(parts) = 1 OR part_amount <> 0
;
CREATE OR REPLACE TEMP VIEW loan_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(c, fx) */ loan_id, entity_id, l.customer_id, counterparty_entity, currency_code, end_date,
    trim(TRAILING '+' FROM coalesce(class, 'none')) AS segment,
    CASE WHEN l.type = 'facility_received' THEN 'FACILITY' ELSE 'LOAN' END AS product_type,
    coalesce(first_arrears_date <= calculation_date(), false) OR coalesce(default_date <= calculation_date(), false) AS nonperforming,
    schedule = 'open' OR end_date IS NULL AS without_maturity,
    without_maturity OR (end_date > calculation_date() AND end_date <= window_end()) AS in_window,
    converted(balance, rate) AS amount,
    least(converted(coalesce(min_principal_repayment, 0), rate), amount) AS payment,
    CASE WHEN NOT without_maturity THEN array('whole') WHEN payment = 0 THEN array('open') ELSE array('payment', 'open') END AS parts
  FROM loan AS l
  LEFT JOIN customers AS c USING (customer_id)
  LEFT JOIN fx USING (currency_code)
  WHERE schedule <> 'cash_flows' AND balance > 0
), cut AS (
  SELECT *, CASE WHEN size(parts) = 1 THEN amount WHEN part = 'payment' THEN payment ELSE CAST(amount - payment AS DECIMAL(18,2)) END AS part_amount
  FROM position LATERAL VIEW explode(parts) AS part
  WHERE amount > 0
)
SELECT 'loan' AS source, loan_id AS deal_id, part, entity_id, customer_id, currency_code, product_type, 'LOAN' AS deal_type,
  CAST(NULL AS STRING) AS security_id, counterparty_entity, CAST(NULL AS STRING) AS issuer_entity, end_date AS maturity_date, end_date AS effective_date, false AS unwind, part_amount AS amount,
  CASE WHEN product_type <> 'LOAN' THEN 'none'
       WHEN nonperforming THEN 'OUT.nonperforming'
       WHEN part = 'open' THEN 'OUT.open'
       WHEN NOT in_window THEN 'OUT.window'
       WHEN segment IN ('retail', 'small') THEN 'I.retail'
       WHEN segment = 'nonfin' THEN 'I.nfc'
       WHEN segment = 'other' THEN 'I.oent'
       WHEN segment <> 'none' THEN 'I.fi'
       ELSE 'none' END AS line_id
FROM cut WHERE size(parts) = 1 OR part_amount <> 0
;
CREATE OR REPLACE TEMP VIEW facility_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(c, fx) */ loan_id, entity_id, l.customer_id, counterparty_entity, currency_code, end_date,
    trim(TRAILING '+' FROM coalesce(class, 'none')) AS segment,
    CASE WHEN l.type = 'facility_received' THEN 'received' WHEN revocability = 'unconditional' THEN 'cancellable' ELSE 'committed' END AS detail,
    coalesce(end_date > calculation_date(), true) AS in_window,
    converted(limit_amount - balance, rate) AS amount,
    least(converted(coalesce(pledged_hqla, 0), rate), amount) AS pledged,
    CASE WHEN l.type = 'liquidity_facility' THEN least(converted(backed_debt_30d, rate), CAST(amount - pledged AS DECIMAL(18,2))) ELSE 0 END AS liquidity,
    CASE WHEN detail <> 'committed' OR NOT in_window THEN array('whole') WHEN pledged = 0 AND liquidity = 0 THEN array('credit')
         ELSE array('liquidity', 'credit', 'pledged') END AS parts
  FROM loan AS l
  LEFT JOIN customers AS c USING (customer_id)
  LEFT JOIN fx USING (currency_code)
  WHERE limit_amount > balance
), cut AS (
  SELECT *, CASE WHEN size(parts) = 1 THEN amount WHEN part = 'liquidity' THEN liquidity WHEN part = 'pledged' THEN pledged
                 ELSE CAST(amount - pledged - liquidity AS DECIMAL(18,2)) END AS part_amount
  FROM position LATERAL VIEW explode(parts) AS part
  WHERE amount > 0
)
SELECT 'facility' AS source, loan_id AS deal_id, part, entity_id, customer_id, currency_code, 'FACILITY' AS product_type, 'FACILITY' AS deal_type,
  CAST(NULL AS STRING) AS security_id, counterparty_entity, CAST(NULL AS STRING) AS issuer_entity, end_date AS maturity_date, CAST(NULL AS DATE) AS effective_date, false AS unwind, part_amount AS amount,
  CASE WHEN detail = 'received' THEN 'I.fac'
       WHEN NOT in_window THEN 'OUT.window'
       WHEN detail = 'cancellable' THEN 'G.disc'
       WHEN part = 'pledged' THEN 'OUT.pledged'
       WHEN segment IN ('retail', 'small') THEN 'C.retail'
       WHEN segment IN ('nonfin', 'central_bank') THEN CASE WHEN part = 'liquidity' THEN 'C.nfcL' ELSE 'C.nfcC' END
       WHEN segment = 'bank' THEN 'C.bank'
       WHEN segment = 'fi' THEN CASE WHEN part = 'liquidity' THEN 'C.ofiL' ELSE 'C.ofiC' END
       WHEN segment IN ('fund', 'other') THEN 'C.oth'
       ELSE 'none' END AS line_id
FROM cut WHERE size(parts) = 1 OR part_amount <> 0
;
-- Contractual payments within the window, few beside the loans; their entity comes with the loan.
CREATE OR REPLACE TEMP VIEW payment_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(f, c, fx) */ cash_flow_id, entity_id, l.customer_id, counterparty_entity, currency_code, end_date, due_date,
    trim(TRAILING '+' FROM coalesce(class, 'none')) AS segment,
    CASE WHEN l.type = 'facility_received' THEN 'FACILITY' ELSE 'LOAN' END AS product_type,
    coalesce(first_arrears_date <= calculation_date(), false) OR coalesce(default_date <= calculation_date(), false) AS nonperforming,
    schedule <> 'cash_flows' AS unscheduled,
    converted(principal + interest, rate) AS amount
  FROM loan_cash_flow AS f
  JOIN loan AS l USING (loan_id)
  LEFT JOIN customers AS c USING (customer_id)
  LEFT JOIN fx USING (currency_code)
  WHERE due_date > calculation_date() AND due_date <= window_end()
)
SELECT 'loan_cash_flow' AS source, cash_flow_id AS deal_id, 'whole' AS part, entity_id, customer_id, currency_code, product_type, 'LOAN' AS deal_type,
  CAST(NULL AS STRING) AS security_id, counterparty_entity, CAST(NULL AS STRING) AS issuer_entity, end_date AS maturity_date, due_date AS effective_date, false AS unwind, amount,
  CASE WHEN product_type <> 'LOAN' THEN 'none'
       WHEN unscheduled THEN 'OUT.schedule'
       WHEN nonperforming THEN 'OUT.nonperforming'
       WHEN segment IN ('retail', 'small') THEN 'I.retail'
       WHEN segment = 'nonfin' THEN 'I.nfc'
       WHEN segment = 'other' THEN 'I.oent'
       WHEN segment <> 'none' THEN 'I.fi'
       ELSE 'none' END AS line_id
FROM position
;
CREATE OR REPLACE TEMP VIEW holding_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(s, fx) */ holding_id, entity_id, security_id, issuer_entity, currency_code, product_type, line, level, maturity_date, treasury_control,
    coalesce(maturity_date > calculation_date() AND maturity_date <= window_end(), false) AS in_window,
    converted(mtm_dirty, rate) AS amount,
    least(converted(encumbrance_amount, rate), amount) AS encumbered,
    CASE WHEN encumbered = 0 THEN array('free') WHEN encumbered = amount THEN array('encumbered') ELSE array('free', 'encumbered') END AS parts
  FROM holding AS h
  LEFT JOIN fx USING (currency_code)
  LEFT JOIN security AS s USING (security_id)
)
SELECT 'holding' AS source, holding_id AS deal_id, part, entity_id, CAST(NULL AS STRING) AS customer_id, currency_code, product_type, 'HOLDING' AS deal_type,
  security_id, CAST(NULL AS STRING) AS counterparty_entity, issuer_entity, maturity_date, CAST(NULL AS DATE) AS effective_date, false AS unwind,
  CASE WHEN size(parts) = 1 THEN amount WHEN part = 'encumbered' THEN encumbered ELSE CAST(amount - encumbered AS DECIMAL(18,2)) END AS amount,
  CASE WHEN maturity_date <= calculation_date() THEN 'OUT.matured'
       WHEN part = 'encumbered' THEN 'OUT.encumbered'
       WHEN level IS NOT NULL AND treasury_control THEN line
       WHEN line IS NOT NULL AND in_window THEN 'I.sec'
       WHEN level IS NOT NULL THEN 'OUT.control'
       WHEN line = 'OUT.not_hqla' THEN 'OUT.not_hqla'
       ELSE 'none' END AS line_id
FROM position LATERAL VIEW explode(parts) AS part
;
-- The cash: whole, or by level of collateral, and the leg of what is unwound.
CREATE OR REPLACE TEMP VIEW financing_rows AS
WITH cut AS (
  SELECT *, part = 'unwind_cash' AS unwind,
    CASE WHEN unwind THEN CASE WHEN lends THEN amount ELSE -amount END
         WHEN NOT in_window OR backing <> 'mixed' THEN amount
         ELSE CAST(CASE part WHEN 'level_1' THEN cash_1 WHEN 'level_2a' THEN cash_2 - cash_1 WHEN 'rmbs' THEN cash_3 - cash_2
                             WHEN 'level_2b' THEN cash_4 - cash_3 WHEN 'short' THEN cash_5 - cash_4 ELSE amount - cash_5 END AS DECIMAL(18,2)) END AS part_amount
  FROM financing LATERAL VIEW explode(concat(
    CASE WHEN NOT in_window THEN array('whole') WHEN backing <> 'mixed' THEN array(backing)
         ELSE array('level_1', 'level_2a', 'rmbs', 'level_2b', 'short', 'other') END,
    CASE WHEN unwound AND amount <> 0 THEN array('unwind_cash') ELSE array() END)) AS part
)
SELECT 'security_financing' AS source, deal_id, part, entity_id, customer_id, currency_code, product_type, deal_type, CAST(NULL AS STRING) AS security_id, counterparty_entity, CAST(NULL AS STRING) AS issuer_entity,
  end_date AS maturity_date, effective_date, unwind, part_amount AS amount,
  CASE WHEN unwind THEN 'UNW.cash'
       WHEN detail = 'open' THEN 'OUT.open'
       WHEN NOT in_window THEN 'OUT.window'
       WHEN NOT lends THEN CASE
         WHEN detail = 'central_bank' OR part = 'level_1' THEN 'S.cbL1'
         WHEN part = 'level_2a' THEN 'S.2A'
         WHEN detail = 'home_public' THEN 'S.sov'
         WHEN part = 'rmbs' THEN 'S.rmbs'
         WHEN part = 'level_2b' THEN 'S.2B'
         ELSE 'S.other' END
       WHEN part = 'short' THEN 'OUT.short'
       WHEN part = 'level_1' THEN 'I.L1'
       WHEN part = 'level_2a' THEN 'I.2A'
       WHEN part = 'rmbs' THEN 'I.rmbs'
       WHEN part = 'level_2b' THEN 'I.2B'
       WHEN deal_type = 'MARGIN_LOAN' THEN 'I.margin'
       ELSE 'I.other' END AS line_id
FROM cut WHERE NOT in_window OR backing <> 'mixed' OR part_amount <> 0
;
-- The collateral: in the stock where it may be re-used, back and forth where its deal is unwound.
CREATE OR REPLACE TEMP VIEW collateral_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(f) */ c.*, f.entity_id, f.customer_id, f.counterparty_entity, f.currency_code, f.deal_type, f.effective_date, f.unwound,
    converted(market_value, rate) AS amount,
    c.lends AND level IS NOT NULL AND rehypothecation AND reuse = 'none' AS in_stock
  FROM collateral AS c JOIN financing AS f USING (deal_id)
), cut AS (
  SELECT *, part = 'unwind' AS unwind, CASE WHEN unwind AND lends THEN -amount ELSE amount END AS part_amount
  FROM position LATERAL VIEW explode(CASE
    WHEN unwound THEN CASE WHEN amount = 0 THEN array() WHEN in_stock THEN array('stock', 'unwind') ELSE array('unwind') END
    WHEN in_stock THEN array('stock') WHEN NOT in_stock THEN array('memo') ELSE array() END) AS part
)
SELECT 'sft_collateral' AS source, collateral_id AS deal_id, part, entity_id, customer_id, currency_code, product_type, deal_type, security_id,
  counterparty_entity, CASE WHEN part = 'stock' THEN issuer_entity END AS issuer_entity, maturity_date, effective_date, unwind, part_amount AS amount,
  CASE WHEN line = 'OUT.matured' THEN 'OUT.matured'
       WHEN line IS NULL THEN 'none'
       WHEN part = 'memo' THEN 'OUT.collateral'
       ELSE line END AS line_id
FROM cut
;
CREATE OR REPLACE TEMP VIEW flow_rows AS
WITH position AS (
  SELECT /*+ BROADCAST(c, fx) */ f.*, counterparty_entity, trim(TRAILING '+' FROM coalesce(class, 'none')) AS segment, converted(f.amount, rate) AS value,
    CASE WHEN direction = 'out' THEN greatest(due_date, date_add(calculation_date(), 1)) ELSE due_date END AS effective_date,
    effective_date > calculation_date() AND effective_date <= window_end() AS in_window
  FROM other_flow AS f
  LEFT JOIN customers AS c USING (customer_id)
  LEFT JOIN fx USING (currency_code)
)
SELECT 'other_flow' AS source, flow_id AS deal_id, 'whole' AS part, entity_id, customer_id, currency_code, 'OTHER' AS product_type,
  CASE WHEN direction = 'out' THEN 'OUTFLOW' ELSE 'INFLOW' END AS deal_type, CAST(NULL AS STRING) AS security_id, counterparty_entity, CAST(NULL AS STRING) AS issuer_entity,
  due_date AS maturity_date, effective_date, false AS unwind, value AS amount,
  CASE WHEN kind = 'operating' THEN 'OUT.operating'
       WHEN NOT in_window THEN 'OUT.window'
       WHEN kind = 'extend_funds' THEN CASE WHEN direction = 'out' AND segment IN ('bank', 'fi', 'fund', 'central_bank') THEN 'X.fi' ELSE 'none' END
       WHEN direction = 'out' THEN 'O.other'
       ELSE 'I.oth' END AS line_id
FROM position
