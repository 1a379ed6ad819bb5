-- entity (source)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."reporting_entity_name" AS "reporting_entity_name",
  "i"."type" AS "type",
  "i"."country_code" AS "country_code",
  "i"."transfer_restricted" AS "transfer_restricted",
  "i"."trapped_order" AS "trapped_order"
FROM "table entity" AS "i";

-- customer (source)
SELECT
  "i"."customer_id" AS "customer_id",
  "i"."type" AS "type",
  "i"."country_code" AS "country_code",
  "i"."customer_group" AS "customer_group",
  "i"."established_relationship" AS "established_relationship",
  "i"."retail_managed" AS "retail_managed",
  "i"."risk_weight_std" AS "risk_weight_std",
  "i"."reporting_entity_id" AS "reporting_entity_id"
FROM "table customer" AS "i";

-- insurance_scheme (source)
SELECT
  "i"."guarantee_scheme" AS "guarantee_scheme",
  "i"."valid_from" AS "valid_from",
  "i"."valid_to" AS "valid_to",
  "i"."limit_amount" AS "limit_amount",
  "i"."currency_code" AS "currency_code",
  "i"."meets_78" AS "meets_78"
FROM (
  SELECT
    "i"."guarantee_scheme" AS "guarantee_scheme",
    "i"."valid_from" AS "valid_from",
    "i"."valid_to" AS "valid_to",
    "i"."limit_amount" AS "limit_amount",
    "i"."currency_code" AS "currency_code",
    "i"."meets_78" AS "meets_78",
    count(*) OVER (PARTITION BY "i"."guarantee_scheme") AS "rows of the key"
  FROM "table insurance_scheme" AS "i"
  WHERE (("i"."valid_from" <= DATE '2024-01-31') AND (("i"."valid_to" IS NULL) OR ("i"."valid_to" >= DATE '2024-01-31')))
) AS "i"
WHERE CASE WHEN ("i"."rows of the key" > CAST(1 AS BIGINT)) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST(('Stage insurance_scheme: several rows hold on the calculation date for ' || 'guarantee_scheme = ') AS VARCHAR) || "i"."guarantee_scheme") AS VARCHAR) || '. Periods of one key must not overlap: end the earlier one with its valid_to.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END;

-- account (source)
SELECT
  "i"."account_id" AS "account_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."asset_liability" AS "asset_liability",
  "i"."type" AS "type",
  "i"."balance" AS "balance",
  "i"."transactional" AS "transactional",
  "i"."purpose" AS "purpose",
  "i"."operational_amount" AS "operational_amount",
  "i"."cooperative_minimum" AS "cooperative_minimum",
  "i"."restricted_amount" AS "restricted_amount",
  "i"."guarantee_scheme" AS "guarantee_scheme",
  "i"."end_date" AS "end_date",
  "i"."notice_days" AS "notice_days",
  "i"."notice_given" AS "notice_given",
  "i"."withdrawal_penalty" AS "withdrawal_penalty",
  "i"."channel" AS "channel"
FROM "table account" AS "i";

-- loan (source)
SELECT
  "i"."loan_id" AS "loan_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."type" AS "type",
  "i"."balance" AS "balance",
  "i"."limit_amount" AS "limit_amount",
  "i"."schedule" AS "schedule",
  "i"."end_date" AS "end_date",
  "i"."min_principal_repayment" AS "min_principal_repayment",
  "i"."first_arrears_date" AS "first_arrears_date",
  "i"."default_date" AS "default_date",
  "i"."revocability" AS "revocability",
  "i"."backed_debt_30d" AS "backed_debt_30d",
  "i"."pledged_hqla" AS "pledged_hqla",
  "i"."risk_weight_std" AS "risk_weight_std",
  "i"."encumbrance_amount" AS "encumbrance_amount",
  "i"."encumbrance_end_date" AS "encumbrance_end_date"
FROM "table loan" AS "i";

-- loan_cash_flow (source)
SELECT
  "i"."cash_flow_id" AS "cash_flow_id",
  "i"."loan_id" AS "loan_id",
  "i"."due_date" AS "due_date",
  "i"."principal" AS "principal",
  "i"."interest" AS "interest"
FROM "table loan_cash_flow" AS "i";

-- instrument (source)
SELECT
  "i"."security_id" AS "security_id",
  "i"."isin_code" AS "isin_code",
  "i"."asset_class" AS "asset_class",
  "i"."hqla_class" AS "hqla_class",
  "i"."risk_weight_std" AS "risk_weight_std",
  "i"."domestic_currency" AS "domestic_currency",
  "i"."maturity_date" AS "maturity_date",
  "i"."issuer_id" AS "issuer_id",
  "i"."listing" AS "listing"
FROM "table instrument" AS "i";

-- holding (source)
SELECT
  "i"."holding_id" AS "holding_id",
  "i"."entity_id" AS "entity_id",
  "i"."security_id" AS "security_id",
  "i"."currency_code" AS "currency_code",
  "i"."mtm_dirty" AS "mtm_dirty",
  "i"."encumbrance_amount" AS "encumbrance_amount",
  "i"."encumbrance_end_date" AS "encumbrance_end_date",
  "i"."treasury_control" AS "treasury_control",
  "i"."pool_id" AS "pool_id"
FROM "table holding" AS "i";

-- security_financing (source)
SELECT
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."sft_type" AS "sft_type",
  "i"."cash_amount" AS "cash_amount",
  "i"."end_date" AS "end_date",
  "i"."notice_days" AS "notice_days"
FROM "table security_financing" AS "i";

-- sft_collateral (source)
SELECT
  "i"."collateral_id" AS "collateral_id",
  "i"."deal_id" AS "deal_id",
  "i"."direction" AS "direction",
  "i"."security_id" AS "security_id",
  "i"."market_value" AS "market_value",
  "i"."reuse" AS "reuse",
  "i"."rehypothecation" AS "rehypothecation"
FROM "table sft_collateral" AS "i";

-- other_flow (source)
SELECT
  "i"."flow_id" AS "flow_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."direction" AS "direction",
  "i"."kind" AS "kind",
  "i"."due_date" AS "due_date",
  "i"."amount" AS "amount"
FROM "table other_flow" AS "i";

-- exchange_rate (source)
SELECT
  "i"."date" AS "date",
  "i"."base_currency_code" AS "base_currency_code",
  "i"."quote_currency_code" AS "quote_currency_code",
  "i"."rate" AS "rate"
FROM "table exchange_rate" AS "i";

-- national_option (source)
SELECT
  "i"."line" AS "line",
  "i"."jurisdiction" AS "jurisdiction",
  "i"."valid_from" AS "valid_from",
  "i"."valid_to" AS "valid_to",
  "i"."value" AS "value",
  "i"."paragraph" AS "paragraph"
FROM (
  SELECT
    "i"."line" AS "line",
    "i"."jurisdiction" AS "jurisdiction",
    "i"."valid_from" AS "valid_from",
    "i"."valid_to" AS "valid_to",
    "i"."value" AS "value",
    "i"."paragraph" AS "paragraph",
    count(*) OVER (PARTITION BY "i"."line", "i"."jurisdiction") AS "rows of the key"
  FROM "table national_option" AS "i"
  WHERE (("i"."valid_from" <= DATE '2024-01-31') AND (("i"."valid_to" IS NULL) OR ("i"."valid_to" >= DATE '2024-01-31')))
) AS "i"
WHERE CASE WHEN ("i"."rows of the key" > CAST(1 AS BIGINT)) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST(('Stage national_option: several rows hold on the calculation date for ' || 'line = ') AS VARCHAR) || "i"."line") AS VARCHAR) || ', jurisdiction = ') AS VARCHAR) || "i"."jurisdiction") AS VARCHAR) || '. Periods of one key must not overlap: end the earlier one with its valid_to.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END;

-- capital (source)
SELECT
  "i"."capital_id" AS "capital_id",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."capital_tier" AS "capital_tier",
  "i"."amount" AS "amount",
  "i"."end_date" AS "end_date"
FROM "table capital" AS "i";

-- own_issue (source)
SELECT
  "i"."issue_id" AS "issue_id",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."retail_only" AS "retail_only",
  "i"."amount" AS "amount",
  "i"."redemption_amount" AS "redemption_amount",
  "i"."returnable_assets" AS "returnable_assets",
  "i"."end_date" AS "end_date"
FROM "table own_issue" AS "i";

-- contingent (source)
SELECT
  "i"."contingent_id" AS "contingent_id",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."amount" AS "amount",
  "i"."end_date" AS "end_date"
FROM "table contingent" AS "i";

-- derivative (source)
SELECT
  "i"."derivative_id" AS "derivative_id",
  "i"."entity_id" AS "entity_id",
  "i"."netting_set" AS "netting_set",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."mtm" AS "mtm"
FROM "table derivative" AS "i";

-- derivative_flow (source)
SELECT
  "i"."payment_id" AS "payment_id",
  "i"."derivative_id" AS "derivative_id",
  "i"."currency_code" AS "currency_code",
  "i"."direction" AS "direction",
  "i"."due_date" AS "due_date",
  "i"."amount" AS "amount",
  "i"."exchange" AS "exchange"
FROM "table derivative_flow" AS "i";

-- margin (source)
SELECT
  "i"."margin_id" AS "margin_id",
  "i"."entity_id" AS "entity_id",
  "i"."netting_set" AS "netting_set",
  "i"."currency_code" AS "currency_code",
  "i"."direction" AS "direction",
  "i"."kind" AS "kind",
  "i"."asset" AS "asset",
  "i"."security_id" AS "security_id",
  "i"."market_value" AS "market_value",
  "i"."reusable" AS "reusable",
  "i"."substitutable" AS "substitutable",
  "i"."nets_leverage" AS "nets_leverage",
  "i"."for_customer" AS "for_customer"
FROM "table margin" AS "i";

-- netting_agreement (source)
SELECT
  "i"."agreement_id" AS "agreement_id",
  "i"."entity_id" AS "entity_id",
  "i"."netting_set" AS "netting_set",
  "i"."currency_code" AS "currency_code",
  "i"."downgrade_amount" AS "downgrade_amount",
  "i"."excess_amount" AS "excess_amount",
  "i"."uncalled_amount" AS "uncalled_amount"
FROM "table netting_agreement" AS "i";

-- collateral_flow (source)
SELECT
  "i"."collateral_flow_id" AS "collateral_flow_id",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."flow_date" AS "flow_date",
  "i"."net_amount" AS "net_amount"
FROM "table collateral_flow" AS "i";

-- perimeter_member (source)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."perimeter" AS "perimeter",
  "i"."valid_from" AS "valid_from",
  "i"."valid_to" AS "valid_to"
FROM (
  SELECT
    "i"."entity_id" AS "entity_id",
    "i"."perimeter" AS "perimeter",
    "i"."valid_from" AS "valid_from",
    "i"."valid_to" AS "valid_to",
    count(*) OVER (PARTITION BY "i"."entity_id", "i"."perimeter") AS "rows of the key"
  FROM "table perimeter_member" AS "i"
  WHERE (("i"."valid_from" <= DATE '2024-01-31') AND (("i"."valid_to" IS NULL) OR ("i"."valid_to" >= DATE '2024-01-31')))
) AS "i"
WHERE CASE WHEN ("i"."rows of the key" > CAST(1 AS BIGINT)) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST(('Stage perimeter_member: several rows hold on the calculation date for ' || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', perimeter = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || '. Periods of one key must not overlap: end the earlier one with its valid_to.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END;

-- collateral_pool (source)
SELECT
  "i"."pool_id" AS "pool_id",
  "i"."currency_code" AS "currency_code",
  "i"."used_amount" AS "used_amount",
  "i"."other_collateral" AS "other_collateral"
FROM "table collateral_pool" AS "i";

-- liquidity_option (source)
SELECT
  "i"."option_id" AS "option_id",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."amount" AS "amount"
FROM "table liquidity_option" AS "i";

-- lcr_line (source)
SELECT
  "i"."line" AS "line",
  "i"."item" AS "item",
  "i"."kind" AS "kind",
  "i"."level" AS "level",
  "i"."rate_kind" AS "rate_kind",
  "i"."liq1_row" AS "liq1_row",
  "i"."paragraph" AS "paragraph"
FROM "table lcr_line" AS "i";

-- lcr_factor (source)
SELECT
  "i"."line" AS "line",
  "i"."jurisdiction" AS "jurisdiction",
  "i"."valid_from" AS "valid_from",
  "i"."valid_to" AS "valid_to",
  "i"."liquidity_factor" AS "liquidity_factor",
  "i"."haircut" AS "haircut",
  "i"."paragraph" AS "paragraph",
  "i"."mark" AS "mark"
FROM (
  SELECT
    "i"."line" AS "line",
    "i"."jurisdiction" AS "jurisdiction",
    "i"."valid_from" AS "valid_from",
    "i"."valid_to" AS "valid_to",
    "i"."liquidity_factor" AS "liquidity_factor",
    "i"."haircut" AS "haircut",
    "i"."paragraph" AS "paragraph",
    "i"."mark" AS "mark",
    count(*) OVER (PARTITION BY "i"."line", "i"."jurisdiction") AS "rows of the key"
  FROM "table lcr_factor" AS "i"
  WHERE (("i"."valid_from" <= DATE '2024-01-31') AND (("i"."valid_to" IS NULL) OR ("i"."valid_to" >= DATE '2024-01-31')))
) AS "i"
WHERE CASE WHEN ("i"."rows of the key" > CAST(1 AS BIGINT)) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST(('Stage lcr_factor: several rows hold on the calculation date for ' || 'line = ') AS VARCHAR) || "i"."line") AS VARCHAR) || ', jurisdiction = ') AS VARCHAR) || "i"."jurisdiction") AS VARCHAR) || '. Periods of one key must not overlap: end the earlier one with its valid_to.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END;

-- lcr_split (source)
SELECT
  "i"."split" AS "split",
  "i"."part" AS "part",
  "i"."slot" AS "slot",
  "i"."unwind" AS "unwind"
FROM "table lcr_split" AS "i";

-- ladder_bucket (source)
SELECT
  "i"."bucket" AS "bucket",
  "i"."valid_from" AS "valid_from",
  "i"."valid_to" AS "valid_to",
  "i"."item" AS "item",
  "i"."bucket_no" AS "bucket_no",
  "i"."step" AS "step",
  "i"."after_days" AS "after_days",
  "i"."after_months" AS "after_months",
  "i"."to_days" AS "to_days",
  "i"."to_months" AS "to_months"
FROM (
  SELECT
    "i"."bucket" AS "bucket",
    "i"."valid_from" AS "valid_from",
    "i"."valid_to" AS "valid_to",
    "i"."item" AS "item",
    "i"."bucket_no" AS "bucket_no",
    "i"."step" AS "step",
    "i"."after_days" AS "after_days",
    "i"."after_months" AS "after_months",
    "i"."to_days" AS "to_days",
    "i"."to_months" AS "to_months",
    count(*) OVER (PARTITION BY "i"."bucket") AS "rows of the key"
  FROM "table ladder_bucket" AS "i"
  WHERE (("i"."valid_from" <= DATE '2024-01-31') AND (("i"."valid_to" IS NULL) OR ("i"."valid_to" >= DATE '2024-01-31')))
) AS "i"
WHERE CASE WHEN ("i"."rows of the key" > CAST(1 AS BIGINT)) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST(('Stage ladder_bucket: several rows hold on the calculation date for ' || 'bucket = ') AS VARCHAR) || "i"."bucket") AS VARCHAR) || '. Periods of one key must not overlap: end the earlier one with its valid_to.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END;

-- fx (derive)
SELECT
  "p"."own.date" AS "date",
  "p"."own.base_currency_code" AS "base_currency_code",
  "p"."own.quote_currency_code" AS "quote_currency_code",
  "p"."own.rate" AS "rate",
  "p"."own.rate_near" AS "rate_near"
FROM (
  SELECT
    "i"."date" AS "own.date",
    "i"."base_currency_code" AS "own.base_currency_code",
    "i"."quote_currency_code" AS "own.quote_currency_code",
    "i"."rate" AS "own.rate",
    CASE WHEN ((CASE WHEN ("i"."rate" <= CAST('9.000000000' AS DECIMAL(18,9))) THEN CAST("i"."rate" AS DECIMAL(10,9)) ELSE CAST(NULL AS DECIMAL(10,9)) END < CAST('0.000000000' AS DECIMAL(10,9))) OR (CASE WHEN ("i"."rate" <= CAST('9.000000000' AS DECIMAL(18,9))) THEN CAST("i"."rate" AS DECIMAL(10,9)) ELSE CAST(NULL AS DECIMAL(10,9)) END > CAST('9.000000000' AS DECIMAL(10,9)))) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage fx, column rate_near: the value ' || CAST(CASE WHEN ("i"."rate" <= CAST('9.000000000' AS DECIMAL(18,9))) THEN CAST("i"."rate" AS DECIMAL(10,9)) ELSE CAST(NULL AS DECIMAL(10,9)) END AS VARCHAR)) AS VARCHAR) || ' is outside 0 to 9 (row ') AS VARCHAR) || 'date = ') AS VARCHAR) || CAST("i"."date" AS VARCHAR)) AS VARCHAR) || ', base_currency_code = ') AS VARCHAR) || "i"."base_currency_code") AS VARCHAR) || ', quote_currency_code = ') AS VARCHAR) || "i"."quote_currency_code") AS VARCHAR) || ').') AS VARCHAR)) AS DECIMAL(10,9)) ELSE CASE WHEN ("i"."rate" <= CAST('9.000000000' AS DECIMAL(18,9))) THEN CAST("i"."rate" AS DECIMAL(10,9)) ELSE CAST(NULL AS DECIMAL(10,9)) END END AS "own.rate_near"
  FROM "exchange_rate" AS "i"
) AS "p"
WHERE (("p"."own.date" = DATE '2024-01-31') AND ("p"."own.quote_currency_code" = 'EUR'));

-- factors (derive)
SELECT
  "p"."own.line" AS "line",
  "p"."own.item" AS "item",
  "p"."own.kind" AS "kind",
  "p"."own.level" AS "level",
  "p"."own.rate_kind" AS "rate_kind",
  "p"."own.liq1_row" AS "liq1_row",
  "p"."own.paragraph" AS "paragraph",
  "p"."own.basel_factor" AS "basel_factor",
  "p"."own.national_value" AS "national_value",
  "p"."own.basel_haircut" AS "basel_haircut",
  "p"."own.least_taken_off" AS "least_taken_off",
  "p"."own.is_allowed" AS "is_allowed",
  "p"."own.opened" AS "opened",
  "p"."own.liquidity_factor" AS "liquidity_factor",
  "p"."own.haircut" AS "haircut",
  "p"."own.basel_from" AS "basel_from",
  "p"."own.national_from" AS "national_from",
  "p"."own.rate_from" AS "rate_from",
  "p"."own.deal_kind" AS "deal_kind",
  "p"."own.deal_factor" AS "deal_factor"
FROM (
  SELECT
    "p"."own.line" AS "own.line",
    "p"."own.item" AS "own.item",
    "p"."own.kind" AS "own.kind",
    "p"."own.level" AS "own.level",
    "p"."own.rate_kind" AS "own.rate_kind",
    "p"."own.liq1_row" AS "own.liq1_row",
    "p"."own.paragraph" AS "own.paragraph",
    "p"."own.basel_factor" AS "own.basel_factor",
    "p"."own.national_value" AS "own.national_value",
    "p"."own.basel_haircut" AS "own.basel_haircut",
    "p"."own.least_taken_off" AS "own.least_taken_off",
    "p"."own.is_allowed" AS "own.is_allowed",
    "p"."own.opened" AS "own.opened",
    "p"."own.liquidity_factor" AS "own.liquidity_factor",
    "p"."own.haircut" AS "own.haircut",
    "p"."own.basel_from" AS "own.basel_from",
    "p"."own.national_from" AS "own.national_from",
    "p"."own.rate_from" AS "own.rate_from",
    "p"."own.deal_kind" AS "own.deal_kind",
    CASE WHEN ("p"."own.line" = 'X.rnf') THEN CAST('0.000000' AS DECIMAL(7,6)) WHEN ("p"."own.rate_kind" = 'formula') THEN coalesce("p"."own.liquidity_factor", CAST('1.000000' AS DECIMAL(7,6))) ELSE "p"."own.liquidity_factor" END AS "own.deal_factor"
  FROM (
    SELECT
      "p"."own.line" AS "own.line",
      "p"."own.item" AS "own.item",
      "p"."own.kind" AS "own.kind",
      "p"."own.level" AS "own.level",
      "p"."own.rate_kind" AS "own.rate_kind",
      "p"."own.liq1_row" AS "own.liq1_row",
      "p"."own.paragraph" AS "own.paragraph",
      "p"."own.basel_factor" AS "own.basel_factor",
      "p"."own.national_value" AS "own.national_value",
      "p"."own.basel_haircut" AS "own.basel_haircut",
      "p"."own.least_taken_off" AS "own.least_taken_off",
      "p"."own.is_allowed" AS "own.is_allowed",
      "p"."own.opened" AS "own.opened",
      CASE WHEN ("p"."own.kind" IN ('outflow', 'inflow')) THEN coalesce("p"."own.national_value", "p"."own.basel_factor") WHEN ("p"."own.rate_kind" = 'deduction') THEN "p"."own.opened" ELSE "p"."own.basel_factor" END AS "own.liquidity_factor",
      CASE WHEN ("p"."own.rate_kind" = 'option') THEN "p"."own.opened" ELSE "p"."own.basel_haircut" END AS "own.haircut",
      "p"."own.basel_from" AS "own.basel_from",
      "p"."own.national_from" AS "own.national_from",
      "p"."own.rate_from" AS "own.rate_from",
      "p"."own.deal_kind" AS "own.deal_kind"
    FROM (
      SELECT
        "p"."own.line" AS "own.line",
        "p"."own.item" AS "own.item",
        "p"."own.kind" AS "own.kind",
        "p"."own.level" AS "own.level",
        "p"."own.rate_kind" AS "own.rate_kind",
        "p"."own.liq1_row" AS "own.liq1_row",
        "p"."own.paragraph" AS "own.paragraph",
        "p"."own.basel_factor" AS "own.basel_factor",
        "p"."own.national_value" AS "own.national_value",
        "p"."own.basel_haircut" AS "own.basel_haircut",
        "p"."own.least_taken_off" AS "own.least_taken_off",
        "p"."own.is_allowed" AS "own.is_allowed",
        CASE WHEN ((CASE WHEN ("p"."own.is_allowed" AND (NOT ("p"."own.least_taken_off" IS NULL))) THEN "p"."own.national_value" ELSE CAST(NULL AS DECIMAL(7,6)) END < CAST('0.000000' AS DECIMAL(7,6))) OR (CASE WHEN ("p"."own.is_allowed" AND (NOT ("p"."own.least_taken_off" IS NULL))) THEN "p"."own.national_value" ELSE CAST(NULL AS DECIMAL(7,6)) END > CAST('1.000000' AS DECIMAL(7,6)))) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST(('Stage factors, column opened: the value ' || CAST(CASE WHEN ("p"."own.is_allowed" AND (NOT ("p"."own.least_taken_off" IS NULL))) THEN "p"."own.national_value" ELSE CAST(NULL AS DECIMAL(7,6)) END AS VARCHAR)) AS VARCHAR) || ' is outside 0 to 1 (row ') AS VARCHAR) || 'line = ') AS VARCHAR) || "p"."own.line") AS VARCHAR) || ').') AS VARCHAR)) AS DECIMAL(7,6)) ELSE CASE WHEN ("p"."own.is_allowed" AND (NOT ("p"."own.least_taken_off" IS NULL))) THEN "p"."own.national_value" ELSE CAST(NULL AS DECIMAL(7,6)) END END AS "own.opened",
        "p"."own.basel_from" AS "own.basel_from",
        "p"."own.national_from" AS "own.national_from",
        "p"."own.rate_from" AS "own.rate_from",
        "p"."own.deal_kind" AS "own.deal_kind"
      FROM (
        SELECT
          "p"."own.line" AS "own.line",
          "p"."own.item" AS "own.item",
          "p"."own.kind" AS "own.kind",
          "p"."own.level" AS "own.level",
          "p"."own.rate_kind" AS "own.rate_kind",
          "p"."own.liq1_row" AS "own.liq1_row",
          "p"."own.paragraph" AS "own.paragraph",
          "p"."own.basel_factor" AS "own.basel_factor",
          "p"."own.national_value" AS "own.national_value",
          "p"."own.basel_haircut" AS "own.basel_haircut",
          "p"."own.least_taken_off" AS "own.least_taken_off",
          coalesce(CASE WHEN coalesce(("p"."own.national_value" >= "p"."own.least_taken_off"), TRUE) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage factors, column is_allowed, row ' || 'line = ') AS VARCHAR) || "p"."own.line") AS VARCHAR) || ': ') AS VARCHAR) || 'the national option for ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ' takes off ') AS VARCHAR) || coalesce(CAST("p"."own.national_value" AS VARCHAR), 'NULL')) AS VARCHAR) || ', and d238 ¶') AS VARCHAR) || coalesce("p"."own.paragraph", 'NULL')) AS VARCHAR) || ' leaves supervisors ') AS VARCHAR) || coalesce(CAST("p"."own.least_taken_off" AS VARCHAR), 'NULL')) AS VARCHAR) || ' or more. Correct its row in national_option.') AS VARCHAR)) AS BOOLEAN)) AS "own.is_allowed",
          "p"."own.basel_from" AS "own.basel_from",
          "p"."own.national_from" AS "own.national_from",
          "p"."own.rate_from" AS "own.rate_from",
          "p"."own.deal_kind" AS "own.deal_kind"
        FROM (
          SELECT
            "i"."line" AS "own.line",
            "i"."item" AS "own.item",
            "i"."kind" AS "own.kind",
            "i"."level" AS "own.level",
            "i"."rate_kind" AS "own.rate_kind",
            "i"."liq1_row" AS "own.liq1_row",
            "i"."paragraph" AS "own.paragraph",
            "look-up basel"."liquidity_factor" AS "own.basel_factor",
            "look-up option"."value" AS "own.national_value",
            coalesce("look-up basel"."haircut", CAST('0.000000' AS DECIMAL(7,6))) AS "own.basel_haircut",
            CASE WHEN ((CASE WHEN ("i"."rate_kind" = 'option') THEN coalesce("look-up basel"."haircut", CAST('0.000000' AS DECIMAL(7,6))) WHEN ("i"."rate_kind" = 'deduction') THEN "look-up basel"."liquidity_factor" ELSE CAST(NULL AS DECIMAL(7,6)) END < CAST('0.000000' AS DECIMAL(7,6))) OR (CASE WHEN ("i"."rate_kind" = 'option') THEN coalesce("look-up basel"."haircut", CAST('0.000000' AS DECIMAL(7,6))) WHEN ("i"."rate_kind" = 'deduction') THEN "look-up basel"."liquidity_factor" ELSE CAST(NULL AS DECIMAL(7,6)) END > CAST('1.000000' AS DECIMAL(7,6)))) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST(('Stage factors, column least_taken_off: the value ' || CAST(CASE WHEN ("i"."rate_kind" = 'option') THEN coalesce("look-up basel"."haircut", CAST('0.000000' AS DECIMAL(7,6))) WHEN ("i"."rate_kind" = 'deduction') THEN "look-up basel"."liquidity_factor" ELSE CAST(NULL AS DECIMAL(7,6)) END AS VARCHAR)) AS VARCHAR) || ' is outside 0 to 1 (row ') AS VARCHAR) || 'line = ') AS VARCHAR) || "i"."line") AS VARCHAR) || ').') AS VARCHAR)) AS DECIMAL(7,6)) ELSE CASE WHEN ("i"."rate_kind" = 'option') THEN coalesce("look-up basel"."haircut", CAST('0.000000' AS DECIMAL(7,6))) WHEN ("i"."rate_kind" = 'deduction') THEN "look-up basel"."liquidity_factor" ELSE CAST(NULL AS DECIMAL(7,6)) END END AS "own.least_taken_off",
            "look-up basel"."valid_from" AS "own.basel_from",
            "look-up option"."valid_from" AS "own.national_from",
            CASE WHEN ((("i"."kind" IN ('outflow', 'inflow')) OR ("i"."rate_kind" IN ('option', 'deduction'))) AND (NOT ("look-up option"."value" IS NULL))) THEN "look-up option"."valid_from" ELSE "look-up basel"."valid_from" END AS "own.rate_from",
            CASE WHEN ("i"."line" = 'X.rnf') THEN 'lending' ELSE "i"."kind" END AS "own.deal_kind"
          FROM "lcr_line" AS "i"
          LEFT JOIN "lcr_factor" AS "look-up basel" ON (("look-up basel"."line" = "i"."line") AND ("look-up basel"."jurisdiction" = 'BASEL'))
          LEFT JOIN "national_option" AS "look-up option" ON (("look-up option"."line" = "i"."line") AND ("look-up option"."jurisdiction" = 'BASEL'))
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- option_checks (derive)
SELECT
  "p"."own.line" AS "line",
  "p"."own.jurisdiction" AS "jurisdiction",
  "p"."own.valid_from" AS "valid_from",
  "p"."own.value" AS "value",
  "p"."own.line_is_known" AS "line_is_known",
  "p"."own.line_has_options" AS "line_has_options",
  "p"."own.jurisdiction_is_known" AS "jurisdiction_is_known"
FROM (
  SELECT
    "p"."own.line" AS "own.line",
    "p"."own.jurisdiction" AS "own.jurisdiction",
    "p"."own.valid_from" AS "own.valid_from",
    "p"."own.value" AS "own.value",
    "p"."own.line_is_known" AS "own.line_is_known",
    coalesce(CASE WHEN ("p"."own.line_is_known" AND ("p"."own.line" IN ('L2B.rclf', 'ALA1', 'ALA2', 'ALA3', 'R.stable3', 'R.stable5', 'R.less', 'R.term', 'SB.stable3', 'SB.stable', 'SB.less', 'OP.25', 'OP.ins', 'OP.ins3', 'OP.coop', 'W.nfc40', 'W.nfc20', 'W.other', 'W.debt', 'W.prime', 'S.cbL1', 'S.2A', 'S.sov', 'S.rmbs', 'S.2B', 'S.other', 'S.swap', 'D.net', 'D.downgrade', 'D.posted20', 'D.excess', 'D.due', 'D.subst', 'D.mktval', 'F.abs', 'F.abcp', 'C.retail', 'C.nfcC', 'C.nfcL', 'C.bank', 'C.ofiC', 'C.ofiL', 'C.oth', 'X.fi', 'G.disc', 'G.guar', 'G.buy', 'G.struct', 'G.fund', 'G.other', 'G.trade', 'G.short', 'O.other', 'I.L1', 'I.2A', 'I.rmbs', 'I.2B', 'I.margin', 'I.other', 'I.fac', 'I.retail', 'I.nfc', 'I.oent', 'I.fi', 'I.sec', 'I.swap', 'I.seg', 'I.op', 'I.coop', 'I.deriv', 'I.oth', 'A100a', 'A100b', 'A100c', 'A95', 'A90', 'A50a', 'A50b', 'A50c', 'A50d', 'A0a', 'A0b', 'A0c', 'A0d', 'A0.pair', 'R0a', 'R0b', 'R0c', 'R0d', 'R0.pair', 'R5', 'R10', 'R15a', 'R15b', 'R50a', 'R50b', 'R50c', 'R50d', 'R50e', 'R50.enc', 'R65a', 'R65b', 'R85a', 'R85b', 'R85c', 'R85d', 'R100a', 'R100b', 'R100c', 'R100d', 'OB5', 'OBd', 'R0.customer'))) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage option_checks, column line_has_options, row ' || 'line = ') AS VARCHAR) || "p"."own.line") AS VARCHAR) || ', jurisdiction = ') AS VARCHAR) || "p"."own.jurisdiction") AS VARCHAR) || ': ') AS VARCHAR) || 'no option changes ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ': haircuts, what is outside the ratio, gross derivatives and the share of X.rnf are those of the standard, so that this row of national_option would change nothing. Take it out; a haircut or share of your own is a rule.') AS VARCHAR)) AS BOOLEAN)) AS "own.line_has_options",
    "p"."own.jurisdiction_is_known" AS "own.jurisdiction_is_known"
  FROM (
    SELECT
      "i"."line" AS "own.line",
      "i"."jurisdiction" AS "own.jurisdiction",
      "i"."valid_from" AS "own.valid_from",
      "i"."value" AS "own.value",
      coalesce(CASE WHEN ("i"."line" IN ('L1.coins', 'L1.reserves', 'L1.sec0', 'L1.sovDom', 'L1.sovFx', 'L2A.sec20', 'L2A.corp', 'L2A.cb', 'L2B.rmbs', 'L2B.corp', 'L2B.eq', 'L2B.rclf', 'ALA1', 'ALA2', 'ALA3', 'UNW.cash', 'R.stable3', 'R.stable5', 'R.less', 'R.term', 'SB.stable3', 'SB.stable', 'SB.less', 'OP.25', 'OP.ins', 'OP.ins3', 'OP.coop', 'W.nfc40', 'W.nfc20', 'W.other', 'W.debt', 'W.prime', 'S.cbL1', 'S.2A', 'S.sov', 'S.rmbs', 'S.2B', 'S.other', 'S.swap', 'D.net', 'D.downgrade', 'D.posted20', 'D.excess', 'D.due', 'D.subst', 'D.mktval', 'F.abs', 'F.abcp', 'C.retail', 'C.nfcC', 'C.nfcL', 'C.bank', 'C.ofiC', 'C.ofiL', 'C.oth', 'X.fi', 'X.rnf', 'G.disc', 'G.guar', 'G.buy', 'G.struct', 'G.fund', 'G.other', 'G.trade', 'G.short', 'O.other', 'I.L1', 'I.2A', 'I.rmbs', 'I.2B', 'I.margin', 'I.other', 'I.fac', 'I.retail', 'I.nfc', 'I.oent', 'I.fi', 'I.sec', 'I.swap', 'I.seg', 'I.op', 'I.coop', 'I.deriv', 'I.oth', 'OUT.window', 'OUT.open', 'OUT.schedule', 'OUT.nonperforming', 'OUT.reserve', 'OUT.matured', 'OUT.encumbered', 'OUT.control', 'OUT.not_hqla', 'OUT.pledged', 'OUT.short', 'OUT.collateral', 'OUT.operating', 'A100a', 'A100b', 'A100c', 'A95', 'A90', 'A50a', 'A50b', 'A50c', 'A50d', 'A0a', 'A0b', 'A0c', 'A0d', 'A0.pair', 'R0a', 'R0b', 'R0c', 'R0d', 'R0.pair', 'R5', 'R10', 'R15a', 'R15b', 'R50a', 'R50b', 'R50c', 'R50d', 'R50e', 'R50.enc', 'R65a', 'R65b', 'R85a', 'R85b', 'R85c', 'R85d', 'R100a', 'R100b', 'R100c', 'R100d', 'OB5', 'OBd', 'R0.customer', 'D.asset', 'D.liability')) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage option_checks, column line_is_known, row ' || 'line = ') AS VARCHAR) || "i"."line") AS VARCHAR) || ', jurisdiction = ') AS VARCHAR) || "i"."jurisdiction") AS VARCHAR) || ': ') AS VARCHAR) || '''') AS VARCHAR) || coalesce("i"."line", 'NULL')) AS VARCHAR) || ''' is no line of the LCR or the NSFR, so that this row of national_option would change nothing. docs/regulation/lcr-lines.md and nsfr-lines.md list the lines: correct it, or take it out.') AS VARCHAR)) AS BOOLEAN)) AS "own.line_is_known",
      coalesce(CASE WHEN ("i"."jurisdiction" IN ('BASEL')) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage option_checks, column jurisdiction_is_known, row ' || 'line = ') AS VARCHAR) || "i"."line") AS VARCHAR) || ', jurisdiction = ') AS VARCHAR) || "i"."jurisdiction") AS VARCHAR) || ': ') AS VARCHAR) || 'its jurisdiction ''') AS VARCHAR) || coalesce("i"."jurisdiction", 'NULL')) AS VARCHAR) || ''' has no factors, so that this row of national_option would change nothing. Options are those of the jurisdiction of the project, ') AS VARCHAR) || CAST('BASEL' AS VARCHAR)) AS VARCHAR) || ': correct it, or take it out.') AS VARCHAR)) AS BOOLEAN)) AS "own.jurisdiction_is_known"
    FROM "national_option" AS "i"
  ) AS "p"
) AS "p";

-- instruments (derive)
SELECT
  "p"."own.security_id" AS "security_id",
  "p"."own.isin_code" AS "isin_code",
  "p"."own.asset_class" AS "asset_class",
  "p"."own.hqla_class" AS "hqla_class",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.listing" AS "listing",
  "p"."own.product_type" AS "product_type",
  "p"."own.line" AS "line",
  "p"."own.level" AS "level",
  "p"."own.haircut" AS "haircut"
FROM (
  SELECT
    "p"."own.security_id" AS "own.security_id",
    "p"."own.isin_code" AS "own.isin_code",
    "p"."own.asset_class" AS "own.asset_class",
    "p"."own.hqla_class" AS "own.hqla_class",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.listing" AS "own.listing",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.line" AS "own.line",
    "look-up factor"."level" AS "own.level",
    CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."haircut" END AS "own.haircut"
  FROM (
    SELECT
      "i"."security_id" AS "own.security_id",
      "i"."isin_code" AS "own.isin_code",
      "i"."asset_class" AS "own.asset_class",
      "i"."hqla_class" AS "own.hqla_class",
      "i"."maturity_date" AS "own.maturity_date",
      "i"."listing" AS "own.listing",
      CASE WHEN ("i"."asset_class" = 'equity') THEN 'EQUITY' WHEN ("i"."asset_class" = 'other') THEN 'OTHER' ELSE 'BOND' END AS "own.product_type",
      CASE WHEN ("i"."hqla_class" = 'ineligible') THEN 'OUT.not_hqla' WHEN ((("i"."hqla_class" = 'i') AND ("i"."asset_class" IN ('sovereign', 'central_bank', 'pse', 'mdb'))) AND ("i"."risk_weight_std" = CAST('0.000000' AS DECIMAL(7,6)))) THEN 'L1.sec0' WHEN ((("i"."hqla_class" = 'i') AND ("i"."asset_class" IN ('sovereign', 'central_bank'))) AND "i"."domestic_currency") THEN 'L1.sovDom' WHEN (("i"."hqla_class" = 'i') AND ("i"."asset_class" IN ('sovereign', 'central_bank'))) THEN 'L1.sovFx' WHEN ((("i"."hqla_class" = 'iia') AND ("i"."asset_class" IN ('sovereign', 'central_bank', 'pse', 'mdb'))) AND ("i"."risk_weight_std" <= CAST('0.200000' AS DECIMAL(7,6)))) THEN 'L2A.sec20' WHEN (("i"."hqla_class" = 'iia') AND ("i"."asset_class" = 'corporate')) THEN 'L2A.corp' WHEN (("i"."hqla_class" = 'iia') AND ("i"."asset_class" = 'covered_bond')) THEN 'L2A.cb' WHEN (("i"."hqla_class" = 'iib') AND ("i"."asset_class" = 'rmbs')) THEN 'L2B.rmbs' WHEN (("i"."hqla_class" = 'iib') AND ("i"."asset_class" IN ('corporate', 'sovereign', 'central_bank'))) THEN 'L2B.corp' WHEN (("i"."hqla_class" = 'iib') AND ("i"."asset_class" = 'equity')) THEN 'L2B.eq' ELSE CAST(NULL AS VARCHAR) END AS "own.line"
    FROM "instrument" AS "i"
  ) AS "p"
  LEFT JOIN "factors" AS "look-up factor" ON ("look-up factor"."line" = "p"."own.line")
) AS "p";

-- group_customers (derive)
SELECT
  "p"."own.customer_id" AS "customer_id",
  "p"."own.stated_entity" AS "stated_entity",
  "p"."own.entity_type" AS "entity_type",
  "p"."own.is_known" AS "is_known",
  "p"."own.group_entity" AS "group_entity"
FROM (
  SELECT
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.stated_entity" AS "own.stated_entity",
    "p"."own.entity_type" AS "own.entity_type",
    "p"."own.is_known" AS "own.is_known",
    CASE WHEN "p"."own.is_known" THEN "p"."own.stated_entity" ELSE CAST(NULL AS VARCHAR) END AS "own.group_entity"
  FROM (
    SELECT
      "i"."customer_id" AS "own.customer_id",
      "i"."reporting_entity_id" AS "own.stated_entity",
      "look-up entity"."type" AS "own.entity_type",
      coalesce(CASE WHEN (("i"."reporting_entity_id" IS NULL) OR (NOT ("look-up entity"."type" IS NULL))) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage group_customers, column is_known, row ' || 'customer_id = ') AS VARCHAR) || "i"."customer_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its reporting_entity_id ''') AS VARCHAR) || coalesce("i"."reporting_entity_id", 'NULL')) AS VARCHAR) || ''' is not in the table entity, or was rejected there (`plimsoll show rejects`). Add the entity, or leave reporting_entity_id empty for a customer that is no reporting entity of the bank.') AS VARCHAR)) AS BOOLEAN)) AS "own.is_known"
    FROM "customer" AS "i"
    LEFT JOIN "entity" AS "look-up entity" ON ("look-up entity"."entity_id" = "i"."reporting_entity_id")
  ) AS "p"
) AS "p"
WHERE (NOT ("p"."own.group_entity" IS NULL));

-- group_securities (derive)
SELECT
  "p"."own.security_id" AS "security_id",
  "p"."own.issuer_id" AS "issuer_id",
  "p"."own.issuer_type" AS "issuer_type",
  "p"."own.is_known" AS "is_known",
  "p"."own.issuer_found" AS "issuer_found",
  "p"."own.group_entity" AS "group_entity"
FROM (
  SELECT
    "p"."own.security_id" AS "own.security_id",
    "p"."own.issuer_id" AS "own.issuer_id",
    "p"."own.issuer_type" AS "own.issuer_type",
    "p"."own.is_known" AS "own.is_known",
    "p"."own.issuer_found" AS "own.issuer_found",
    CASE WHEN "p"."own.is_known" THEN "p"."own.issuer_found" ELSE CAST(NULL AS VARCHAR) END AS "own.group_entity"
  FROM (
    SELECT
      "i"."security_id" AS "own.security_id",
      "i"."issuer_id" AS "own.issuer_id",
      "look-up customer"."type" AS "own.issuer_type",
      coalesce(CASE WHEN (("i"."issuer_id" IS NULL) OR (NOT ("look-up customer"."type" IS NULL))) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage group_securities, column is_known, row ' || 'security_id = ') AS VARCHAR) || "i"."security_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its issuer_id ''') AS VARCHAR) || coalesce("i"."issuer_id", 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer, or leave issuer_id empty where the issuer is no reporting entity of the bank.') AS VARCHAR)) AS BOOLEAN)) AS "own.is_known",
      "look-up issuer"."group_entity" AS "own.issuer_found"
    FROM "instrument" AS "i"
    LEFT JOIN "customer" AS "look-up customer" ON ("look-up customer"."customer_id" = "i"."issuer_id")
    LEFT JOIN "group_customers" AS "look-up issuer" ON ("look-up issuer"."customer_id" = "i"."issuer_id")
  ) AS "p"
) AS "p"
WHERE (NOT ("p"."own.group_entity" IS NULL));

-- customer_groups (derive)
SELECT
  "p"."own.customer_id" AS "customer_id",
  "p"."own.funding_group" AS "funding_group"
FROM (
  SELECT
    "i"."customer_id" AS "own.customer_id",
    CASE WHEN (("i"."type" = 'sme') AND "i"."retail_managed") THEN coalesce("i"."customer_group", "i"."customer_id") ELSE "i"."customer_group" END AS "own.funding_group"
  FROM "customer" AS "i"
) AS "p"
WHERE (NOT ("p"."own.funding_group" IS NULL));

-- group_deposits (derive)
SELECT
  "p"."own.account_id" AS "account_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.balance" AS "balance",
  "p"."own.owed" AS "owed",
  "p"."own.position" AS "position",
  "p"."own.funding_group" AS "funding_group",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount"
FROM (
  SELECT
    "p"."own.account_id" AS "own.account_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.balance" AS "own.balance",
    "p"."own.owed" AS "own.owed",
    "p"."own.position" AS "own.position",
    "p"."own.funding_group" AS "own.funding_group",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.position" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage group_deposits, column amount, row ' || 'account_id = ') AS VARCHAR) || "p"."own.account_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount"
  FROM (
    SELECT
      "p"."own.account_id" AS "own.account_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.balance" AS "own.balance",
      "p"."own.owed" AS "own.owed",
      "p"."own.position" AS "own.position",
      "p"."own.funding_group" AS "own.funding_group",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("p"."own.position" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.position" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.position" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.position" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
      CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.position" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far"
    FROM (
      SELECT
        "i"."account_id" AS "own.account_id",
        "i"."currency_code" AS "own.currency_code",
        "i"."balance" AS "own.balance",
        CASE WHEN ("i"."asset_liability" = 'liability') THEN ("i"."balance" >= CAST('0.00' AS DECIMAL(18,2))) ELSE ("i"."balance" < CAST('0.00' AS DECIMAL(18,2))) END AS "own.owed",
        CAST(CAST(abs(CAST("i"."balance" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.position",
        "look-up member"."funding_group" AS "own.funding_group",
        "look-up fx"."rate" AS "own.rate_far",
        "look-up fx"."rate_near" AS "own.rate_near"
      FROM "account" AS "i"
      LEFT JOIN "customer_groups" AS "look-up member" ON ("look-up member"."customer_id" = "i"."customer_id")
      LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE (((NOT ("p"."own.funding_group" IS NULL)) AND "p"."own.owed") AND ("p"."own.position" > CAST('0.00' AS DECIMAL(18,2))));

-- group_funding (aggregate)
SELECT
  "i"."funding_group" AS "funding_group",
  sum("i"."amount") AS "funding"
FROM "group_deposits" AS "i"
GROUP BY "i"."funding_group";

-- customers (derive)
SELECT
  "i"."customer_id" AS "customer_id",
  "i"."established_relationship" AS "established_relationship",
  "look-up group"."funding" AS "funding",
  CASE WHEN ("i"."type" = 'individual') THEN 'retail' WHEN ("i"."type" = 'sme') THEN CASE WHEN ("i"."retail_managed" AND (coalesce("look-up group"."funding", CAST('0.00' AS DECIMAL(38,2))) < CAST('1000000.00' AS DECIMAL(38,2)))) THEN 'small' ELSE 'nonfin' END WHEN ("i"."type" IN ('corporate', 'sovereign', 'pse', 'mdb')) THEN 'nonfin' WHEN ("i"."type" = 'central_bank') THEN 'central_bank' WHEN ("i"."type" = 'credit_institution') THEN 'bank' WHEN ("i"."type" IN ('investment_firm', 'insurer', 'pension_fund', 'other_financial')) THEN 'fi' WHEN ("i"."type" IN ('hedge_fund', 'mmkt_fund', 'sspe')) THEN 'fund' ELSE 'other' END AS "segment",
  ("i"."type" IN ('sovereign', 'pse', 'mdb')) AS "is_public",
  CASE WHEN ("i"."type" = 'mdb') THEN '*' WHEN ("i"."type" = 'sovereign') THEN "i"."country_code" WHEN (("i"."type" = 'pse') AND ("i"."risk_weight_std" <= CAST('0.200000' AS DECIMAL(7,6)))) THEN "i"."country_code" ELSE CAST(NULL AS VARCHAR) END AS "public_country"
FROM "customer" AS "i"
LEFT JOIN "group_funding" AS "look-up group" ON ("look-up group"."funding_group" = CASE WHEN (("i"."type" = 'sme') AND "i"."retail_managed") THEN coalesce("i"."customer_group", "i"."customer_id") ELSE CAST(NULL AS VARCHAR) END);

-- schemes (derive)
SELECT
  "p"."own.guarantee_scheme" AS "guarantee_scheme",
  "p"."own.limit_amount" AS "limit_amount",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.meets_78" AS "meets_78",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.insured_limit_near" AS "insured_limit_near",
  "p"."own.insured_limit_far" AS "insured_limit_far",
  "p"."own.insured_limit" AS "insured_limit"
FROM (
  SELECT
    "p"."own.guarantee_scheme" AS "own.guarantee_scheme",
    "p"."own.limit_amount" AS "own.limit_amount",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.meets_78" AS "own.meets_78",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.insured_limit_near" AS "own.insured_limit_near",
    "p"."own.insured_limit_far" AS "own.insured_limit_far",
    CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.limit_amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.insured_limit_near", "p"."own.insured_limit_far") END AS "own.insured_limit"
  FROM (
    SELECT
      "i"."guarantee_scheme" AS "own.guarantee_scheme",
      "i"."limit_amount" AS "own.limit_amount",
      "i"."currency_code" AS "own.currency_code",
      "i"."meets_78" AS "own.meets_78",
      "look-up fx"."rate" AS "own.rate_far",
      "look-up fx"."rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("i"."limit_amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."limit_amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."limit_amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."limit_amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.insured_limit_near",
      CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."limit_amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.insured_limit_far"
    FROM "insurance_scheme" AS "i"
    LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
  ) AS "p"
) AS "p";

-- insured_balances (derive)
SELECT
  "p"."own.account_id" AS "account_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.guarantee_scheme" AS "guarantee_scheme",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.balance" AS "balance",
  "p"."own.owed" AS "owed",
  "p"."own.position" AS "position",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount"
FROM (
  SELECT
    "p"."own.account_id" AS "own.account_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.guarantee_scheme" AS "own.guarantee_scheme",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.balance" AS "own.balance",
    "p"."own.owed" AS "own.owed",
    "p"."own.position" AS "own.position",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.position" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage insured_balances, column amount, row ' || 'account_id = ') AS VARCHAR) || "p"."own.account_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount"
  FROM (
    SELECT
      "p"."own.account_id" AS "own.account_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.guarantee_scheme" AS "own.guarantee_scheme",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.balance" AS "own.balance",
      "p"."own.owed" AS "own.owed",
      "p"."own.position" AS "own.position",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("p"."own.position" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.position" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.position" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.position" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
      CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.position" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far"
    FROM (
      SELECT
        "i"."account_id" AS "own.account_id",
        "i"."entity_id" AS "own.entity_id",
        "i"."customer_id" AS "own.customer_id",
        "i"."guarantee_scheme" AS "own.guarantee_scheme",
        "i"."currency_code" AS "own.currency_code",
        "i"."balance" AS "own.balance",
        CASE WHEN ("i"."asset_liability" = 'liability') THEN ("i"."balance" >= CAST('0.00' AS DECIMAL(18,2))) ELSE ("i"."balance" < CAST('0.00' AS DECIMAL(18,2))) END AS "own.owed",
        CAST(CAST(abs(CAST("i"."balance" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.position",
        "look-up fx"."rate" AS "own.rate_far",
        "look-up fx"."rate_near" AS "own.rate_near"
      FROM "account" AS "i"
      LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE (((NOT ("p"."own.guarantee_scheme" IS NULL)) AND "p"."own.owed") AND ("p"."own.position" > CAST('0.00' AS DECIMAL(18,2))));

-- insured_totals (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."guarantee_scheme" AS "guarantee_scheme",
  sum("i"."amount") AS "balance"
FROM "insured_balances" AS "i"
GROUP BY "i"."entity_id", "i"."customer_id", "i"."guarantee_scheme";

-- over_limit (derive)
SELECT
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.guarantee_scheme" AS "guarantee_scheme",
  "p"."own.insured_total" AS "insured_total",
  "p"."own.scheme_limit" AS "scheme_limit",
  "p"."own.insured_limit" AS "insured_limit"
FROM (
  SELECT
    "i"."entity_id" AS "own.entity_id",
    "i"."customer_id" AS "own.customer_id",
    "i"."guarantee_scheme" AS "own.guarantee_scheme",
    coalesce(CAST("i"."balance" AS DECIMAL(18,2)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage over_limit, column insured_total, row ' || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', customer_id = ') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ', guarantee_scheme = ') AS VARCHAR) || coalesce("i"."guarantee_scheme", 'NULL')) AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(18,2))) AS "own.insured_total",
    CASE WHEN ("look-up scheme"."guarantee_scheme" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage over_limit: look-up scheme finds no row of schemes for a row that a filter would drop.') AS DECIMAL(16,2)) ELSE "look-up scheme"."insured_limit" END AS "own.scheme_limit",
    coalesce(CAST(CASE WHEN ("look-up scheme"."guarantee_scheme" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage over_limit: look-up scheme finds no row of schemes for a row that a filter would drop.') AS DECIMAL(16,2)) ELSE "look-up scheme"."insured_limit" END AS DECIMAL(18,2)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage over_limit, column insured_limit, row ' || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', customer_id = ') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ', guarantee_scheme = ') AS VARCHAR) || coalesce("i"."guarantee_scheme", 'NULL')) AS VARCHAR) || ': ') AS VARCHAR) || 'the limit of its insurance scheme ''') AS VARCHAR) || coalesce("i"."guarantee_scheme", 'NULL')) AS VARCHAR) || ''' has no exchange rate into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate.') AS VARCHAR)) AS DECIMAL(18,2))) AS "own.insured_limit"
  FROM "insured_totals" AS "i"
  LEFT JOIN "schemes" AS "look-up scheme" ON ("look-up scheme"."guarantee_scheme" = "i"."guarantee_scheme")
  WHERE CASE WHEN ("look-up scheme"."guarantee_scheme" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage over_limit: look-up scheme finds no row of schemes for ' || 'guarantee_scheme = ') AS VARCHAR) || coalesce("i"."guarantee_scheme", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', customer_id = ') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ', guarantee_scheme = ') AS VARCHAR) || coalesce("i"."guarantee_scheme", 'NULL')) AS VARCHAR) || '). ') AS VARCHAR) || 'Its scheme ''') AS VARCHAR) || coalesce("i"."guarantee_scheme", 'NULL')) AS VARCHAR) || ''' has no row in the table insurance_scheme that holds on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || ', or the row was rejected there (`plimsoll show rejects`). Without the limit nobody knows which part is insured (d238 ¶75). Add the scheme, or leave guarantee_scheme empty where nothing is insured.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
) AS "p"
WHERE ("p"."own.insured_total" > "p"."own.insured_limit");

-- collateral_facts (derive)
SELECT
  "p"."own.collateral_id" AS "collateral_id",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.direction" AS "direction",
  "p"."own.security_id" AS "security_id",
  "p"."own.market_value" AS "market_value",
  "p"."own.reuse" AS "reuse",
  "p"."own.rehypothecation" AS "rehypothecation",
  "p"."own.sft_type" AS "sft_type",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.own_security" AS "own_security",
  "p"."own.lends" AS "lends",
  "p"."own.product_found" AS "product_found",
  "p"."own.product_type" AS "product_type",
  "p"."own.line_found" AS "line_found",
  "p"."own.level_found" AS "level_found",
  "p"."own.haircut_found" AS "haircut_found",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.matured" AS "matured",
  "p"."own.security_line" AS "security_line",
  "p"."own.security_level" AS "security_level",
  "p"."own.security_haircut" AS "security_haircut",
  "p"."own.backing" AS "backing",
  "p"."own.not_hqla" AS "not_hqla",
  "p"."own.not_free" AS "not_free",
  "p"."own.liquid" AS "liquid",
  "p"."own.liquid_received" AS "liquid_received",
  "p"."own.liquid_given" AS "liquid_given",
  "p"."own.value_level_1" AS "value_level_1",
  "p"."own.value_level_2a" AS "value_level_2a",
  "p"."own.value_rmbs" AS "value_rmbs",
  "p"."own.value_level_2b" AS "value_level_2b",
  "p"."own.value_short" AS "value_short",
  "p"."own.value_other" AS "value_other"
FROM (
  SELECT
    "p"."own.collateral_id" AS "own.collateral_id",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.direction" AS "own.direction",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.market_value" AS "own.market_value",
    "p"."own.reuse" AS "own.reuse",
    "p"."own.rehypothecation" AS "own.rehypothecation",
    "p"."own.sft_type" AS "own.sft_type",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.own_security" AS "own.own_security",
    "p"."own.lends" AS "own.lends",
    "p"."own.product_found" AS "own.product_found",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.line_found" AS "own.line_found",
    "p"."own.level_found" AS "own.level_found",
    "p"."own.haircut_found" AS "own.haircut_found",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.matured" AS "own.matured",
    "p"."own.security_line" AS "own.security_line",
    "p"."own.security_level" AS "own.security_level",
    "p"."own.security_haircut" AS "own.security_haircut",
    "p"."own.backing" AS "own.backing",
    "p"."own.not_hqla" AS "own.not_hqla",
    "p"."own.not_free" AS "own.not_free",
    "p"."own.liquid" AS "own.liquid",
    CASE WHEN "p"."own.lends" THEN "p"."own.liquid" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.liquid_received",
    CASE WHEN "p"."own.lends" THEN CAST('0.00' AS DECIMAL(18,2)) ELSE "p"."own.liquid" END AS "own.liquid_given",
    CASE WHEN ("p"."own.backing" = 'level_1') THEN "p"."own.market_value" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.value_level_1",
    CASE WHEN ("p"."own.backing" = 'level_2a') THEN "p"."own.market_value" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.value_level_2a",
    CASE WHEN ("p"."own.backing" = 'rmbs') THEN "p"."own.market_value" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.value_rmbs",
    CASE WHEN ("p"."own.backing" = 'level_2b') THEN "p"."own.market_value" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.value_level_2b",
    CASE WHEN ("p"."own.backing" = 'short') THEN "p"."own.market_value" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.value_short",
    CASE WHEN ("p"."own.backing" = 'other') THEN "p"."own.market_value" ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.value_other"
  FROM (
    SELECT
      "p"."own.collateral_id" AS "own.collateral_id",
      "p"."own.deal_id" AS "own.deal_id",
      "p"."own.direction" AS "own.direction",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.market_value" AS "own.market_value",
      "p"."own.reuse" AS "own.reuse",
      "p"."own.rehypothecation" AS "own.rehypothecation",
      "p"."own.sft_type" AS "own.sft_type",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.own_security" AS "own.own_security",
      "p"."own.lends" AS "own.lends",
      "p"."own.product_found" AS "own.product_found",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.line_found" AS "own.line_found",
      "p"."own.level_found" AS "own.level_found",
      "p"."own.haircut_found" AS "own.haircut_found",
      "p"."own.maturity_date" AS "own.maturity_date",
      "p"."own.matured" AS "own.matured",
      "p"."own.security_line" AS "own.security_line",
      "p"."own.security_level" AS "own.security_level",
      "p"."own.security_haircut" AS "own.security_haircut",
      CASE WHEN ("p"."own.lends" AND ("p"."own.reuse" = 'short')) THEN 'short' WHEN ("p"."own.security_level" = '1') THEN 'level_1' WHEN ("p"."own.security_level" = '2A') THEN 'level_2a' WHEN ("p"."own.security_line" = 'L2B.rmbs') THEN 'rmbs' WHEN ("p"."own.security_level" = '2B') THEN 'level_2b' ELSE 'other' END AS "own.backing",
      CASE WHEN ("p"."own.security_level" IS NULL) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "own.not_hqla",
      CASE WHEN (("p"."own.security_level" IS NULL) OR ("p"."own.lends" AND ((NOT "p"."own.rehypothecation") OR ("p"."own.reuse" = 'short')))) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "own.not_free",
      CASE WHEN (("p"."own.security_level" IS NULL) OR ((NOT ("p"."own.issuer_entity" IS NULL)) AND (NOT "p"."own.lends"))) THEN CAST(CAST(((CAST(0 AS BIGINT) + CAST(500000 AS BIGINT)) // CAST(1000000 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) ELSE CAST(CASE WHEN ("p"."own.market_value" > CAST('9999999999.99' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.market_value" * 100 AS BIGINT) // CAST(1000000 AS BIGINT)) * (CAST(1000000 AS BIGINT) - CAST("p"."own.security_haircut" * 1000000 AS BIGINT))) + ((((CAST("p"."own.market_value" * 100 AS BIGINT) % CAST(1000000 AS BIGINT)) * (CAST(1000000 AS BIGINT) - CAST("p"."own.security_haircut" * 1000000 AS BIGINT))) + CAST(500000 AS BIGINT)) // CAST(1000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) ELSE CAST(("p"."own.market_value" * (CAST('1.000000' AS DECIMAL(7,6)) - "p"."own.security_haircut")) AS DECIMAL(18,2)) END AS DECIMAL(18,2)) END AS "own.liquid"
    FROM (
      SELECT
        "p"."own.collateral_id" AS "own.collateral_id",
        "p"."own.deal_id" AS "own.deal_id",
        "p"."own.direction" AS "own.direction",
        "p"."own.security_id" AS "own.security_id",
        "p"."own.market_value" AS "own.market_value",
        "p"."own.reuse" AS "own.reuse",
        "p"."own.rehypothecation" AS "own.rehypothecation",
        "p"."own.sft_type" AS "own.sft_type",
        "p"."own.issuer_entity" AS "own.issuer_entity",
        "p"."own.own_security" AS "own.own_security",
        "p"."own.lends" AS "own.lends",
        "p"."own.product_found" AS "own.product_found",
        "p"."own.product_type" AS "own.product_type",
        "p"."own.line_found" AS "own.line_found",
        "p"."own.level_found" AS "own.level_found",
        "p"."own.haircut_found" AS "own.haircut_found",
        "p"."own.maturity_date" AS "own.maturity_date",
        "p"."own.matured" AS "own.matured",
        CASE WHEN ("p"."own.security_id" IS NULL) THEN 'OUT.not_hqla' WHEN "p"."own.matured" THEN 'OUT.matured' ELSE "p"."own.line_found" END AS "own.security_line",
        CASE WHEN "p"."own.matured" THEN CAST(NULL AS VARCHAR) ELSE "p"."own.level_found" END AS "own.security_level",
        CASE WHEN "p"."own.matured" THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "p"."own.haircut_found" END AS "own.security_haircut"
      FROM (
        SELECT
          "i"."collateral_id" AS "own.collateral_id",
          "i"."deal_id" AS "own.deal_id",
          "i"."direction" AS "own.direction",
          "i"."security_id" AS "own.security_id",
          "i"."market_value" AS "own.market_value",
          "i"."reuse" AS "own.reuse",
          "i"."rehypothecation" AS "own.rehypothecation",
          coalesce("look-up deal"."sft_type", CAST(error('PLIMSOLL:' || 'Stage collateral_facts: look-up deal finds no row of security_financing for a row that a filter would drop.') AS VARCHAR)) AS "own.sft_type",
          "look-up group_security"."group_entity" AS "own.issuer_entity",
          CASE WHEN (NOT ("look-up group_security"."group_entity" IS NULL)) THEN "i"."security_id" ELSE CAST(NULL AS VARCHAR) END AS "own.own_security",
          coalesce(CASE WHEN (coalesce("look-up deal"."sft_type", CAST(error('PLIMSOLL:' || 'Stage collateral_facts: look-up deal finds no row of security_financing for a row that a filter would drop.') AS VARCHAR)) <> 'collateral_swap') THEN (coalesce("look-up deal"."sft_type", CAST(error('PLIMSOLL:' || 'Stage collateral_facts: look-up deal finds no row of security_financing for a row that a filter would drop.') AS VARCHAR)) IN ('rev_repo', 'buy_sell_back', 'margin_loan')) WHEN ("i"."direction" = 'received') THEN TRUE WHEN ("i"."direction" = 'given') THEN FALSE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST(('Stage collateral_facts, column lends, row ' || 'collateral_id = ') AS VARCHAR) || "i"."collateral_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its deal is a collateral swap, and its direction is empty. Say `given` or `received`: the two sides of a swap count against each other (d238 ¶115, 146).') AS VARCHAR)) AS BOOLEAN)) AS "own.lends",
          "look-up security"."product_type" AS "own.product_found",
          coalesce(CASE WHEN ("i"."security_id" IS NULL) THEN 'OTHER' ELSE "look-up security"."product_type" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage collateral_facts, column product_type, row ' || 'collateral_id = ') AS VARCHAR) || "i"."collateral_id") AS VARCHAR) || ': ') AS VARCHAR) || 'Its security_id ''') AS VARCHAR) || coalesce("i"."security_id", 'NULL')) AS VARCHAR) || ''' is not in the table instrument, or the record was rejected or set aside there (`plimsoll show rejects`). Without level and kind of the security the collateral has no line (d238 ¶49–54). Add the security to instrument, or leave security_id empty for collateral that is no security.') AS VARCHAR)) AS VARCHAR)) AS "own.product_type",
          "look-up security"."line" AS "own.line_found",
          "look-up security"."level" AS "own.level_found",
          CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up security"."haircut" END AS "own.haircut_found",
          "look-up security"."maturity_date" AS "own.maturity_date",
          coalesce(("look-up security"."maturity_date" <= DATE '2024-01-31'), FALSE) AS "own.matured"
        FROM "sft_collateral" AS "i"
        LEFT JOIN "security_financing" AS "look-up deal" ON ("look-up deal"."deal_id" = "i"."deal_id")
        LEFT JOIN "group_securities" AS "look-up group_security" ON ("look-up group_security"."security_id" = "i"."security_id")
        LEFT JOIN "instruments" AS "look-up security" ON ("look-up security"."security_id" = "i"."security_id")
        WHERE CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage collateral_facts: look-up deal finds no row of security_financing for ' || 'deal_id = ') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'collateral_id = ') AS VARCHAR) || "i"."collateral_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Its deal ''') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ''' is not in the table security_financing, or was rejected there (`plimsoll show rejects`). Add the deal, or remove its collateral.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- collateral_totals (aggregate)
SELECT
  "i"."deal_id" AS "deal_id",
  sum("i"."market_value") AS "market_value",
  sum("i"."value_level_1") AS "level_1",
  sum("i"."value_level_2a") AS "level_2a",
  sum("i"."value_rmbs") AS "rmbs",
  sum("i"."value_level_2b") AS "level_2b",
  sum("i"."value_short") AS "short",
  sum("i"."value_other") AS "other",
  CAST(sum("i"."not_hqla") AS DECIMAL(38,0)) AS "not_hqla",
  CAST(sum("i"."not_free") AS DECIMAL(38,0)) AS "not_free",
  sum("i"."liquid_received") AS "liquid_received",
  sum("i"."liquid_given") AS "liquid_given",
  min("i"."own_security") AS "own_security",
  min("i"."issuer_entity") AS "own_first",
  max("i"."issuer_entity") AS "own_last"
FROM "collateral_facts" AS "i"
GROUP BY "i"."deal_id";

-- account_facts (derive)
SELECT
  "p"."own.account_id" AS "account_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.end_date" AS "end_date",
  "p"."own.notice_days" AS "notice_days",
  "p"."own.purpose" AS "purpose",
  "p"."own.segment_found" AS "segment_found",
  "p"."own.segment" AS "segment",
  "p"."own.owed" AS "owed",
  "p"."own.lent" AS "lent",
  "p"."own.product_type" AS "product_type",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.position" AS "position",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.established" AS "established",
  "p"."own.is_public" AS "is_public",
  "p"."own.retail_like" AS "retail_like",
  "p"."own.callable_date" AS "callable_date",
  "p"."own.earliest_date" AS "earliest_date",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window",
  "p"."own.scheme_78" AS "scheme_78",
  "p"."own.insured_total" AS "insured_total",
  "p"."own.insured_limit" AS "insured_limit",
  "p"."own.fully_insured" AS "fully_insured",
  "p"."own.insured_share" AS "insured_share",
  "p"."own.insured" AS "insured",
  "p"."own.stable_relationship" AS "stable_relationship",
  "p"."own.stable" AS "stable",
  "p"."own.stated" AS "stated",
  "p"."own.stated_amount_near" AS "stated_amount_near",
  "p"."own.stated_amount_far" AS "stated_amount_far",
  "p"."own.stated_amount" AS "stated_amount",
  "p"."own.set_aside" AS "set_aside",
  "p"."own.aside_share" AS "aside_share",
  "p"."own.aside_insured" AS "aside_insured",
  "p"."own.detail" AS "detail",
  "p"."own.split" AS "split",
  "p"."own.part_1" AS "part_1",
  "p"."own.part_2" AS "part_2",
  "p"."own.part_3" AS "part_3"
FROM (
  SELECT
    "p"."own.account_id" AS "own.account_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.notice_days" AS "own.notice_days",
    "p"."own.purpose" AS "own.purpose",
    "p"."own.segment_found" AS "own.segment_found",
    "p"."own.segment" AS "own.segment",
    "p"."own.owed" AS "own.owed",
    "p"."own.lent" AS "own.lent",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.deal_type" AS "own.deal_type",
    "p"."own.position" AS "own.position",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.established" AS "own.established",
    "p"."own.is_public" AS "own.is_public",
    "p"."own.retail_like" AS "own.retail_like",
    "p"."own.callable_date" AS "own.callable_date",
    "p"."own.earliest_date" AS "own.earliest_date",
    "p"."own.effective_date" AS "own.effective_date",
    "p"."own.in_window" AS "own.in_window",
    "p"."own.scheme_78" AS "own.scheme_78",
    "p"."own.insured_total" AS "own.insured_total",
    "p"."own.insured_limit" AS "own.insured_limit",
    "p"."own.fully_insured" AS "own.fully_insured",
    "p"."own.insured_share" AS "own.insured_share",
    "p"."own.insured" AS "own.insured",
    "p"."own.stable_relationship" AS "own.stable_relationship",
    "p"."own.stable" AS "own.stable",
    "p"."own.stated" AS "own.stated",
    "p"."own.stated_amount_near" AS "own.stated_amount_near",
    "p"."own.stated_amount_far" AS "own.stated_amount_far",
    "p"."own.stated_amount" AS "own.stated_amount",
    "p"."own.set_aside" AS "own.set_aside",
    "p"."own.aside_share" AS "own.aside_share",
    "p"."own.aside_insured" AS "own.aside_insured",
    "p"."own.detail" AS "own.detail",
    "p"."own.split" AS "own.split",
    CASE WHEN ("p"."own.split" = 'insured_excess') THEN "p"."own.insured" WHEN ("p"."own.split" = 'operational') THEN "p"."own.aside_insured" WHEN ("p"."own.split" <> 'whole') THEN "p"."own.set_aside" ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.part_1",
    CASE WHEN ("p"."own.split" = 'insured_excess') THEN CAST(("p"."own.amount" - "p"."own.insured") AS DECIMAL(16,2)) WHEN ("p"."own.split" = 'operational') THEN CAST(("p"."own.set_aside" - "p"."own.aside_insured") AS DECIMAL(16,2)) WHEN ("p"."own.split" <> 'whole') THEN CAST(("p"."own.amount" - "p"."own.set_aside") AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.part_2",
    CASE WHEN ("p"."own.split" = 'operational') THEN CAST(("p"."own.amount" - "p"."own.set_aside") AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.part_3"
  FROM (
    SELECT
      "p"."own.account_id" AS "own.account_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.notice_days" AS "own.notice_days",
      "p"."own.purpose" AS "own.purpose",
      "p"."own.segment_found" AS "own.segment_found",
      "p"."own.segment" AS "own.segment",
      "p"."own.owed" AS "own.owed",
      "p"."own.lent" AS "own.lent",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.deal_type" AS "own.deal_type",
      "p"."own.position" AS "own.position",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      "p"."own.amount" AS "own.amount",
      "p"."own.established" AS "own.established",
      "p"."own.is_public" AS "own.is_public",
      "p"."own.retail_like" AS "own.retail_like",
      "p"."own.callable_date" AS "own.callable_date",
      "p"."own.earliest_date" AS "own.earliest_date",
      "p"."own.effective_date" AS "own.effective_date",
      "p"."own.in_window" AS "own.in_window",
      "p"."own.scheme_78" AS "own.scheme_78",
      "p"."own.insured_total" AS "own.insured_total",
      "p"."own.insured_limit" AS "own.insured_limit",
      "p"."own.fully_insured" AS "own.fully_insured",
      "p"."own.insured_share" AS "own.insured_share",
      "p"."own.insured" AS "own.insured",
      "p"."own.stable_relationship" AS "own.stable_relationship",
      "p"."own.stable" AS "own.stable",
      "p"."own.stated" AS "own.stated",
      "p"."own.stated_amount_near" AS "own.stated_amount_near",
      "p"."own.stated_amount_far" AS "own.stated_amount_far",
      "p"."own.stated_amount" AS "own.stated_amount",
      "p"."own.set_aside" AS "own.set_aside",
      "p"."own.aside_share" AS "own.aside_share",
      CASE WHEN "p"."own.fully_insured" THEN "p"."own.set_aside" WHEN ("p"."own.aside_share" IS NULL) THEN CAST('0.00' AS DECIMAL(16,2)) ELSE "p"."own.aside_share" END AS "own.aside_insured",
      "p"."own.detail" AS "own.detail",
      CASE WHEN "p"."own.owed" THEN CASE WHEN (NOT "p"."own.in_window") THEN 'whole' WHEN "p"."own.retail_like" THEN CASE WHEN (NOT "p"."own.stable") THEN 'whole' WHEN "p"."own.fully_insured" THEN 'insured' ELSE 'insured_excess' END WHEN ("p"."own.set_aside" = CAST('0.00' AS DECIMAL(16,2))) THEN 'whole' WHEN ("p"."own.purpose" IN ('clearing', 'custody', 'cash_management')) THEN 'operational' WHEN ("p"."own.purpose" = 'cooperative') THEN 'minimum' ELSE 'whole' END WHEN (("p"."own.deal_type" = 'RESERVE') AND ("p"."own.set_aside" <> CAST('0.00' AS DECIMAL(16,2)))) THEN 'reserve' WHEN (("p"."own.deal_type" = 'NOSTRO') AND ("p"."own.set_aside" <> CAST('0.00' AS DECIMAL(16,2)))) THEN 'placement' ELSE 'whole' END AS "own.split"
    FROM (
      SELECT
        "p"."own.account_id" AS "own.account_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.customer_id" AS "own.customer_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.end_date" AS "own.end_date",
        "p"."own.notice_days" AS "own.notice_days",
        "p"."own.purpose" AS "own.purpose",
        "p"."own.segment_found" AS "own.segment_found",
        "p"."own.segment" AS "own.segment",
        "p"."own.owed" AS "own.owed",
        "p"."own.lent" AS "own.lent",
        "p"."own.product_type" AS "own.product_type",
        "p"."own.deal_type" AS "own.deal_type",
        "p"."own.position" AS "own.position",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.amount_near" AS "own.amount_near",
        "p"."own.amount_far" AS "own.amount_far",
        "p"."own.amount" AS "own.amount",
        "p"."own.established" AS "own.established",
        "p"."own.is_public" AS "own.is_public",
        "p"."own.retail_like" AS "own.retail_like",
        "p"."own.callable_date" AS "own.callable_date",
        "p"."own.earliest_date" AS "own.earliest_date",
        "p"."own.effective_date" AS "own.effective_date",
        "p"."own.in_window" AS "own.in_window",
        "p"."own.scheme_78" AS "own.scheme_78",
        "p"."own.insured_total" AS "own.insured_total",
        "p"."own.insured_limit" AS "own.insured_limit",
        "p"."own.fully_insured" AS "own.fully_insured",
        "p"."own.insured_share" AS "own.insured_share",
        "p"."own.insured" AS "own.insured",
        "p"."own.stable_relationship" AS "own.stable_relationship",
        ("p"."own.stable_relationship" AND "p"."own.in_window") AS "own.stable",
        "p"."own.stated" AS "own.stated",
        "p"."own.stated_amount_near" AS "own.stated_amount_near",
        "p"."own.stated_amount_far" AS "own.stated_amount_far",
        "p"."own.stated_amount" AS "own.stated_amount",
        "p"."own.set_aside" AS "own.set_aside",
        CASE WHEN (("p"."own.set_aside" <> CAST('0.00' AS DECIMAL(16,2))) AND (NOT ("p"."own.insured_share" IS NULL))) THEN CAST(CAST(CASE WHEN (CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.insured" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST("p"."own.set_aside" * 100 AS BIGINT) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.insured" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST("p"."own.set_aside" * 100 AS BIGINT) AS HUGEINT)))) + abs(CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.insured" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST("p"."own.set_aside" * 100 AS BIGINT) AS HUGEINT)))) + abs(CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.aside_share",
        "p"."own.detail" AS "own.detail"
      FROM (
        SELECT
          "p"."own.account_id" AS "own.account_id",
          "p"."own.entity_id" AS "own.entity_id",
          "p"."own.customer_id" AS "own.customer_id",
          "p"."own.currency_code" AS "own.currency_code",
          "p"."own.end_date" AS "own.end_date",
          "p"."own.notice_days" AS "own.notice_days",
          "p"."own.purpose" AS "own.purpose",
          "p"."own.segment_found" AS "own.segment_found",
          "p"."own.segment" AS "own.segment",
          "p"."own.owed" AS "own.owed",
          "p"."own.lent" AS "own.lent",
          "p"."own.product_type" AS "own.product_type",
          "p"."own.deal_type" AS "own.deal_type",
          "p"."own.position" AS "own.position",
          "p"."own.rate_far" AS "own.rate_far",
          "p"."own.rate_near" AS "own.rate_near",
          "p"."own.amount_near" AS "own.amount_near",
          "p"."own.amount_far" AS "own.amount_far",
          "p"."own.amount" AS "own.amount",
          "p"."own.established" AS "own.established",
          "p"."own.is_public" AS "own.is_public",
          "p"."own.retail_like" AS "own.retail_like",
          "p"."own.callable_date" AS "own.callable_date",
          "p"."own.earliest_date" AS "own.earliest_date",
          "p"."own.effective_date" AS "own.effective_date",
          (("p"."own.effective_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER))) AND (("p"."own.owed" OR ("p"."own.end_date" IS NULL)) OR ("p"."own.end_date" > DATE '2024-01-31'))) AS "own.in_window",
          "p"."own.scheme_78" AS "own.scheme_78",
          "p"."own.insured_total" AS "own.insured_total",
          "p"."own.insured_limit" AS "own.insured_limit",
          "p"."own.fully_insured" AS "own.fully_insured",
          "p"."own.insured_share" AS "own.insured_share",
          CASE WHEN "p"."own.fully_insured" THEN "p"."own.amount" WHEN ("p"."own.insured_share" IS NULL) THEN CAST('0.00' AS DECIMAL(16,2)) ELSE "p"."own.insured_share" END AS "own.insured",
          "p"."own.stable_relationship" AS "own.stable_relationship",
          "p"."own.stated" AS "own.stated",
          "p"."own.stated_amount_near" AS "own.stated_amount_near",
          "p"."own.stated_amount_far" AS "own.stated_amount_far",
          "p"."own.stated_amount" AS "own.stated_amount",
          "p"."own.set_aside" AS "own.set_aside",
          "p"."own.detail" AS "own.detail"
        FROM (
          SELECT
            "p"."own.account_id" AS "own.account_id",
            "p"."own.entity_id" AS "own.entity_id",
            "p"."own.customer_id" AS "own.customer_id",
            "p"."own.currency_code" AS "own.currency_code",
            "p"."own.end_date" AS "own.end_date",
            "p"."own.notice_days" AS "own.notice_days",
            "p"."own.purpose" AS "own.purpose",
            "p"."own.segment_found" AS "own.segment_found",
            "p"."own.segment" AS "own.segment",
            "p"."own.owed" AS "own.owed",
            "p"."own.lent" AS "own.lent",
            "p"."own.product_type" AS "own.product_type",
            "p"."own.deal_type" AS "own.deal_type",
            "p"."own.position" AS "own.position",
            "p"."own.rate_far" AS "own.rate_far",
            "p"."own.rate_near" AS "own.rate_near",
            "p"."own.amount_near" AS "own.amount_near",
            "p"."own.amount_far" AS "own.amount_far",
            "p"."own.amount" AS "own.amount",
            "p"."own.established" AS "own.established",
            "p"."own.is_public" AS "own.is_public",
            "p"."own.retail_like" AS "own.retail_like",
            "p"."own.callable_date" AS "own.callable_date",
            "p"."own.earliest_date" AS "own.earliest_date",
            CASE WHEN "p"."own.owed" THEN greatest("p"."own.earliest_date", (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) ELSE "p"."own.earliest_date" END AS "own.effective_date",
            "p"."own.scheme_78" AS "own.scheme_78",
            "p"."own.insured_total" AS "own.insured_total",
            "p"."own.insured_limit" AS "own.insured_limit",
            "p"."own.fully_insured" AS "own.fully_insured",
            CASE WHEN (NOT ("p"."own.insured_total" IS NULL)) THEN CAST(CAST(CASE WHEN (CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST("p"."own.insured_limit" * 100 AS BIGINT) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST("p"."own.insured_limit" * 100 AS BIGINT) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST("p"."own.insured_limit" * 100 AS BIGINT) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.insured_total") AS BIGINT) * 100 + CAST(("p"."own.insured_total" - trunc("p"."own.insured_total")) * 100 AS BIGINT)) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.insured_share",
            "p"."own.stable_relationship" AS "own.stable_relationship",
            "p"."own.stated" AS "own.stated",
            "p"."own.stated_amount_near" AS "own.stated_amount_near",
            "p"."own.stated_amount_far" AS "own.stated_amount_far",
            "p"."own.stated_amount" AS "own.stated_amount",
            CASE WHEN (NOT ("p"."own.stated" IS NULL)) THEN least("p"."own.stated_amount", "p"."own.amount") WHEN (("p"."own.deal_type" = 'NOSTRO') AND ("p"."own.purpose" IN ('clearing', 'custody', 'cash_management'))) THEN "p"."own.amount" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.set_aside",
            "p"."own.detail" AS "own.detail"
          FROM (
            SELECT
              "p"."own.account_id" AS "own.account_id",
              "p"."own.entity_id" AS "own.entity_id",
              "p"."own.customer_id" AS "own.customer_id",
              "p"."own.currency_code" AS "own.currency_code",
              "p"."own.end_date" AS "own.end_date",
              "p"."own.notice_days" AS "own.notice_days",
              "p"."own.purpose" AS "own.purpose",
              "p"."own.segment_found" AS "own.segment_found",
              "p"."own.segment" AS "own.segment",
              "p"."own.owed" AS "own.owed",
              "p"."own.lent" AS "own.lent",
              CASE WHEN "p"."own.owed" THEN 'DEPOSIT' WHEN "p"."own.lent" THEN 'LOAN' WHEN ("p"."row.type" IN ('cash', 'reserve')) THEN 'CASH' ELSE 'PLACEMENT' END AS "own.product_type",
              CASE WHEN "p"."own.owed" THEN 'DEPOSIT' WHEN "p"."own.lent" THEN 'OVERDRAFT' WHEN ("p"."row.type" = 'cash') THEN 'CASH' WHEN ("p"."row.type" = 'reserve') THEN 'RESERVE' WHEN ("p"."row.type" = 'cooperative_deposit') THEN 'COOPERATIVE' ELSE 'NOSTRO' END AS "own.deal_type",
              "p"."own.position" AS "own.position",
              "p"."own.rate_far" AS "own.rate_far",
              "p"."own.rate_near" AS "own.rate_near",
              "p"."own.amount_near" AS "own.amount_near",
              "p"."own.amount_far" AS "own.amount_far",
              coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.position" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage account_facts, column amount, row ' || 'account_id = ') AS VARCHAR) || "p"."own.account_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
              "p"."own.established" AS "own.established",
              "p"."own.is_public" AS "own.is_public",
              "p"."own.retail_like" AS "own.retail_like",
              "p"."own.callable_date" AS "own.callable_date",
              CASE WHEN ("p"."own.end_date" IS NULL) THEN "p"."own.callable_date" WHEN (NOT "p"."own.owed") THEN "p"."own.end_date" WHEN ("p"."row.withdrawal_penalty" = 'not_allowed') THEN "p"."own.end_date" WHEN ("p"."own.retail_like" AND ("p"."row.withdrawal_penalty" = 'material')) THEN "p"."own.end_date" ELSE least("p"."own.end_date", "p"."own.callable_date") END AS "own.earliest_date",
              "p"."own.scheme_78" AS "own.scheme_78",
              "p"."own.insured_total" AS "own.insured_total",
              "p"."own.insured_limit" AS "own.insured_limit",
              "p"."own.fully_insured" AS "own.fully_insured",
              ((("p"."own.retail_like" AND ("p"."row.transactional" OR "p"."own.established")) AND "p"."own.owed") AND (NOT ("p"."row.guarantee_scheme" IS NULL))) AS "own.stable_relationship",
              "p"."own.stated" AS "own.stated",
              "p"."own.stated_amount_near" AS "own.stated_amount_near",
              "p"."own.stated_amount_far" AS "own.stated_amount_far",
              CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.stated" AS DECIMAL(16,2)) ELSE coalesce("p"."own.stated_amount_near", "p"."own.stated_amount_far") END AS "own.stated_amount",
              "p"."own.detail" AS "own.detail"
            FROM (
              SELECT
                "p"."own.account_id" AS "own.account_id",
                "p"."own.entity_id" AS "own.entity_id",
                "p"."own.customer_id" AS "own.customer_id",
                "p"."own.currency_code" AS "own.currency_code",
                "p"."own.end_date" AS "own.end_date",
                "p"."own.notice_days" AS "own.notice_days",
                "p"."own.purpose" AS "own.purpose",
                "p"."own.segment_found" AS "own.segment_found",
                "p"."own.segment" AS "own.segment",
                "p"."own.owed" AS "own.owed",
                ((NOT "p"."own.owed") AND (("p"."row.asset_liability" = 'liability') OR (("p"."own.segment" IN ('retail', 'small', 'nonfin', 'other')) AND (NOT ("p"."row.type" IN ('cash', 'reserve', 'cooperative_deposit')))))) AS "own.lent",
                "p"."own.position" AS "own.position",
                "p"."own.rate_far" AS "own.rate_far",
                "p"."own.rate_near" AS "own.rate_near",
                CAST(CASE WHEN ("p"."own.position" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.position" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.position" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.position" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
                CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.position" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
                "p"."own.established" AS "own.established",
                "p"."own.is_public" AS "own.is_public",
                ("p"."own.segment" IN ('retail', 'small')) AS "own.retail_like",
                "p"."own.callable_date" AS "own.callable_date",
                "p"."own.scheme_78" AS "own.scheme_78",
                "p"."own.insured_total" AS "own.insured_total",
                "p"."own.insured_limit" AS "own.insured_limit",
                (("p"."own.owed" AND (NOT ("p"."row.guarantee_scheme" IS NULL))) AND ("p"."own.insured_total" IS NULL)) AS "own.fully_insured",
                "p"."own.stated" AS "own.stated",
                CAST(CASE WHEN (("p"."own.stated" > CAST('1111111.11' AS DECIMAL(18,2))) OR ("p"."own.stated" < CAST('-1111111.11' AS DECIMAL(18,2)))) THEN CAST(CAST(((((CAST(trunc("p"."own.stated") AS BIGINT) * 100 + CAST(("p"."own.stated" - trunc("p"."own.stated")) * 100 AS BIGINT)) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + (((((CAST(trunc("p"."own.stated") AS BIGINT) * 100 + CAST(("p"."own.stated" - trunc("p"."own.stated")) * 100 AS BIGINT)) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CASE WHEN ((((CAST(trunc("p"."own.stated") AS BIGINT) * 100 + CAST(("p"."own.stated" - trunc("p"."own.stated")) * 100 AS BIGINT)) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) < CAST(0 AS BIGINT)) THEN CAST(-500000000 AS BIGINT) ELSE CAST(500000000 AS BIGINT) END) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.stated_amount_near",
                CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST((CAST(trunc("p"."own.stated") AS BIGINT) * 100 + CAST(("p"."own.stated" - trunc("p"."own.stated")) * 100 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CASE WHEN ((CAST((CAST(trunc("p"."own.stated") AS BIGINT) * 100 + CAST(("p"."own.stated" - trunc("p"."own.stated")) * 100 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-500000000' AS HUGEINT) ELSE CAST('500000000' AS HUGEINT) END) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.stated_amount_far",
                "p"."own.detail" AS "own.detail",
                "p"."row.type" AS "row.type",
                "p"."row.withdrawal_penalty" AS "row.withdrawal_penalty",
                "p"."row.transactional" AS "row.transactional",
                "p"."row.guarantee_scheme" AS "row.guarantee_scheme"
              FROM (
                SELECT
                  "i"."account_id" AS "own.account_id",
                  "i"."entity_id" AS "own.entity_id",
                  "i"."customer_id" AS "own.customer_id",
                  "i"."currency_code" AS "own.currency_code",
                  "i"."end_date" AS "own.end_date",
                  "i"."notice_days" AS "own.notice_days",
                  "i"."purpose" AS "own.purpose",
                  "look-up customer"."segment" AS "own.segment_found",
                  coalesce(CASE WHEN ("i"."customer_id" IS NULL) THEN 'none' ELSE "look-up customer"."segment" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage account_facts, column segment, row ' || 'account_id = ') AS VARCHAR) || "i"."account_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its customer_id ''') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer.') AS VARCHAR)) AS VARCHAR)) AS "own.segment",
                  CASE WHEN ("i"."asset_liability" = 'liability') THEN ("i"."balance" >= CAST('0.00' AS DECIMAL(18,2))) ELSE ("i"."balance" < CAST('0.00' AS DECIMAL(18,2))) END AS "own.owed",
                  CAST(CAST(abs(CAST("i"."balance" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.position",
                  "look-up fx"."rate" AS "own.rate_far",
                  "look-up fx"."rate_near" AS "own.rate_near",
                  coalesce("look-up customer"."established_relationship", FALSE) AS "own.established",
                  coalesce("look-up customer"."is_public", FALSE) AS "own.is_public",
                  CASE WHEN ("i"."notice_days" IS NULL) THEN (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) ELSE CASE WHEN (((coalesce("i"."notice_given", DATE '2024-01-31') + CAST(CASE WHEN "i"."notice_days" > 8000000 THEN 8000000 WHEN "i"."notice_days" < -8000000 THEN -8000000 ELSE "i"."notice_days" END AS INTEGER)) < DATE '0001-01-01') OR ((coalesce("i"."notice_given", DATE '2024-01-31') + CAST(CASE WHEN "i"."notice_days" > 8000000 THEN 8000000 WHEN "i"."notice_days" < -8000000 THEN -8000000 ELSE "i"."notice_days" END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (coalesce("i"."notice_given", DATE '2024-01-31') + CAST(CASE WHEN "i"."notice_days" > 8000000 THEN 8000000 WHEN "i"."notice_days" < -8000000 THEN -8000000 ELSE "i"."notice_days" END AS INTEGER)) END END AS "own.callable_date",
                  coalesce("look-up scheme"."meets_78", FALSE) AS "own.scheme_78",
                  "look-up over"."insured_total" AS "own.insured_total",
                  "look-up over"."insured_limit" AS "own.insured_limit",
                  CASE WHEN ("i"."type" = 'reserve') THEN "i"."restricted_amount" WHEN ("i"."purpose" = 'cooperative') THEN "i"."cooperative_minimum" WHEN ("i"."purpose" IN ('clearing', 'custody', 'cash_management')) THEN "i"."operational_amount" ELSE CAST(NULL AS DECIMAL(18,2)) END AS "own.stated",
                  CASE WHEN (("i"."purpose" IN ('correspondent', 'prime_brokerage')) OR (("i"."type" = 'vostro') AND ("i"."purpose" = 'none'))) THEN 'prime' ELSE 'none' END AS "own.detail",
                  "i"."asset_liability" AS "row.asset_liability",
                  "i"."type" AS "row.type",
                  "i"."withdrawal_penalty" AS "row.withdrawal_penalty",
                  "i"."guarantee_scheme" AS "row.guarantee_scheme",
                  "i"."transactional" AS "row.transactional"
                FROM "account" AS "i"
                LEFT JOIN "customers" AS "look-up customer" ON ("look-up customer"."customer_id" = "i"."customer_id")
                LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
                LEFT JOIN "schemes" AS "look-up scheme" ON ("look-up scheme"."guarantee_scheme" = "i"."guarantee_scheme")
                LEFT JOIN "over_limit" AS "look-up over" ON ((("look-up over"."entity_id" = "i"."entity_id") AND ("look-up over"."customer_id" = "i"."customer_id")) AND ("look-up over"."guarantee_scheme" = "i"."guarantee_scheme"))
              ) AS "p"
            ) AS "p"
          ) AS "p"
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- account_deals (derive)
SELECT
  "i"."account_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "account_facts" AS "i";

-- loan_facts (derive)
SELECT
  "i"."loan_id" AS "loan_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."type" AS "type",
  "i"."schedule" AS "schedule",
  "i"."end_date" AS "end_date",
  "i"."balance" AS "balance",
  "i"."limit_amount" AS "limit_amount",
  "i"."min_principal_repayment" AS "min_principal_repayment",
  "i"."revocability" AS "revocability",
  "i"."backed_debt_30d" AS "backed_debt_30d",
  "i"."pledged_hqla" AS "pledged_hqla",
  "i"."first_arrears_date" AS "first_arrears_date",
  "i"."default_date" AS "default_date",
  "i"."risk_weight_std" AS "risk_weight_std",
  "i"."encumbrance_amount" AS "encumbrance_amount",
  "i"."encumbrance_end_date" AS "encumbrance_end_date",
  "look-up fx"."rate" AS "rate_far",
  "look-up fx"."rate_near" AS "rate_near",
  "look-up customer"."segment" AS "segment_found",
  coalesce(CASE WHEN ("i"."customer_id" IS NULL) THEN 'none' ELSE "look-up customer"."segment" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage loan_facts, column segment, row ' || 'loan_id = ') AS VARCHAR) || "i"."loan_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its customer_id ''') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer.') AS VARCHAR)) AS VARCHAR)) AS "segment",
  CASE WHEN ("i"."type" = 'facility_received') THEN 'FACILITY' ELSE 'LOAN' END AS "product_type",
  CASE WHEN (coalesce(("i"."first_arrears_date" <= DATE '2024-01-31'), FALSE) OR coalesce(("i"."default_date" <= DATE '2024-01-31'), FALSE)) THEN 'nonperforming' ELSE 'performing' END AS "detail",
  (("i"."schedule" = 'open') OR ("i"."end_date" IS NULL)) AS "without_maturity"
FROM "loan" AS "i"
LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
LEFT JOIN "customers" AS "look-up customer" ON ("look-up customer"."customer_id" = "i"."customer_id");

-- loan_amounts (derive)
SELECT
  "p"."own.loan_id" AS "loan_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.product_type" AS "product_type",
  "p"."own.segment" AS "segment",
  "p"."own.detail" AS "detail",
  "p"."own.schedule" AS "schedule",
  "p"."own.end_date" AS "end_date",
  "p"."own.without_maturity" AS "without_maturity",
  "p"."own.balance" AS "balance",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.stated_payment_near" AS "stated_payment_near",
  "p"."own.stated_payment_far" AS "stated_payment_far",
  "p"."own.stated_payment" AS "stated_payment",
  "p"."own.payment" AS "payment",
  "p"."own.remainder" AS "remainder",
  "p"."own.in_window" AS "in_window",
  "p"."own.split" AS "split"
FROM (
  SELECT
    "p"."own.loan_id" AS "own.loan_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.segment" AS "own.segment",
    "p"."own.detail" AS "own.detail",
    "p"."own.schedule" AS "own.schedule",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.without_maturity" AS "own.without_maturity",
    "p"."own.balance" AS "own.balance",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.stated_payment_near" AS "own.stated_payment_near",
    "p"."own.stated_payment_far" AS "own.stated_payment_far",
    "p"."own.stated_payment" AS "own.stated_payment",
    "p"."own.payment" AS "own.payment",
    CAST(("p"."own.amount" - "p"."own.payment") AS DECIMAL(16,2)) AS "own.remainder",
    "p"."own.in_window" AS "own.in_window",
    CASE WHEN (NOT "p"."own.without_maturity") THEN 'whole' WHEN ("p"."own.payment" = CAST('0.00' AS DECIMAL(16,2))) THEN 'open' ELSE 'open_payment' END AS "own.split"
  FROM (
    SELECT
      "p"."own.loan_id" AS "own.loan_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.segment" AS "own.segment",
      "p"."own.detail" AS "own.detail",
      "p"."own.schedule" AS "own.schedule",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.without_maturity" AS "own.without_maturity",
      "p"."own.balance" AS "own.balance",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      "p"."own.amount" AS "own.amount",
      "p"."own.stated_payment_near" AS "own.stated_payment_near",
      "p"."own.stated_payment_far" AS "own.stated_payment_far",
      "p"."own.stated_payment" AS "own.stated_payment",
      least(coalesce("p"."own.stated_payment", CAST('0.00' AS DECIMAL(16,2))), "p"."own.amount") AS "own.payment",
      "p"."own.in_window" AS "own.in_window"
    FROM (
      SELECT
        "p"."own.loan_id" AS "own.loan_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.customer_id" AS "own.customer_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.product_type" AS "own.product_type",
        "p"."own.segment" AS "own.segment",
        "p"."own.detail" AS "own.detail",
        "p"."own.schedule" AS "own.schedule",
        "p"."own.end_date" AS "own.end_date",
        "p"."own.without_maturity" AS "own.without_maturity",
        "p"."own.balance" AS "own.balance",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.amount_near" AS "own.amount_near",
        "p"."own.amount_far" AS "own.amount_far",
        coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.balance" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage loan_amounts, column amount, row ' || 'loan_id = ') AS VARCHAR) || "p"."own.loan_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
        "p"."own.stated_payment_near" AS "own.stated_payment_near",
        "p"."own.stated_payment_far" AS "own.stated_payment_far",
        CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.min_principal_repayment" AS DECIMAL(16,2)) ELSE coalesce("p"."own.stated_payment_near", "p"."own.stated_payment_far") END AS "own.stated_payment",
        "p"."own.in_window" AS "own.in_window"
      FROM (
        SELECT
          "i"."loan_id" AS "own.loan_id",
          "i"."entity_id" AS "own.entity_id",
          "i"."customer_id" AS "own.customer_id",
          "i"."currency_code" AS "own.currency_code",
          "i"."product_type" AS "own.product_type",
          "i"."segment" AS "own.segment",
          "i"."detail" AS "own.detail",
          "i"."schedule" AS "own.schedule",
          "i"."end_date" AS "own.end_date",
          "i"."without_maturity" AS "own.without_maturity",
          "i"."balance" AS "own.balance",
          "i"."rate_near" AS "own.rate_near",
          "i"."rate_far" AS "own.rate_far",
          CAST(CASE WHEN ("i"."balance" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."balance" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."balance" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."balance" * "i"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
          CASE WHEN ("i"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."balance" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("i"."rate_far") AS BIGINT) * 1000000000 + CAST(("i"."rate_far" - trunc("i"."rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
          CAST(CASE WHEN ("i"."min_principal_repayment" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."min_principal_repayment" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."min_principal_repayment" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."min_principal_repayment" * "i"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.stated_payment_near",
          CASE WHEN ("i"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."min_principal_repayment" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("i"."rate_far") AS BIGINT) * 1000000000 + CAST(("i"."rate_far" - trunc("i"."rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.stated_payment_far",
          coalesce(("i"."without_maturity" OR (("i"."end_date" > DATE '2024-01-31') AND ("i"."end_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER))))), FALSE) AS "own.in_window",
          "i"."min_principal_repayment" AS "row.min_principal_repayment"
        FROM "loan_facts" AS "i"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE (("p"."own.schedule" <> 'cash_flows') AND ("p"."own.balance" > CAST('0.00' AS DECIMAL(18,2))));

-- loan_deals (derive)
SELECT
  "i"."loan_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  CAST('LOAN' AS VARCHAR) AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  "i"."end_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."payment" AS "part_1",
  "i"."remainder" AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "loan_amounts" AS "i";

-- loan_payments (derive)
SELECT
  "p"."own.cash_flow_id" AS "cash_flow_id",
  "p"."own.loan_id" AS "loan_id",
  "p"."own.due_date" AS "due_date",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.type" AS "type",
  "p"."own.schedule" AS "schedule",
  "p"."own.end_date" AS "end_date",
  "p"."own.first_arrears_date" AS "first_arrears_date",
  "p"."own.default_date" AS "default_date",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.segment_found" AS "segment_found",
  "p"."own.segment" AS "segment",
  "p"."own.product_type" AS "product_type",
  "p"."own.detail" AS "detail",
  "p"."own.payment" AS "payment",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount"
FROM (
  SELECT
    "p"."own.cash_flow_id" AS "own.cash_flow_id",
    "p"."own.loan_id" AS "own.loan_id",
    "p"."own.due_date" AS "own.due_date",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.type" AS "own.type",
    "p"."own.schedule" AS "own.schedule",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.first_arrears_date" AS "own.first_arrears_date",
    "p"."own.default_date" AS "own.default_date",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.segment_found" AS "own.segment_found",
    "p"."own.segment" AS "own.segment",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.detail" AS "own.detail",
    "p"."own.payment" AS "own.payment",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.payment" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage loan_payments, column amount, row ' || 'cash_flow_id = ') AS VARCHAR) || "p"."own.cash_flow_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount"
  FROM (
    SELECT
      "p"."own.cash_flow_id" AS "own.cash_flow_id",
      "p"."own.loan_id" AS "own.loan_id",
      "p"."own.due_date" AS "own.due_date",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.type" AS "own.type",
      "p"."own.schedule" AS "own.schedule",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.first_arrears_date" AS "own.first_arrears_date",
      "p"."own.default_date" AS "own.default_date",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.segment_found" AS "own.segment_found",
      "p"."own.segment" AS "own.segment",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.detail" AS "own.detail",
      "p"."own.payment" AS "own.payment",
      CAST(CASE WHEN ("p"."own.payment" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST(((((CAST(trunc("p"."own.payment") AS BIGINT) * 100 + CAST(("p"."own.payment" - trunc("p"."own.payment")) * 100 AS BIGINT)) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + (((((CAST(trunc("p"."own.payment") AS BIGINT) * 100 + CAST(("p"."own.payment" - trunc("p"."own.payment")) * 100 AS BIGINT)) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.payment" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
      CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST((CAST(trunc("p"."own.payment") AS BIGINT) * 100 + CAST(("p"."own.payment" - trunc("p"."own.payment")) * 100 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far"
    FROM (
      SELECT
        "i"."cash_flow_id" AS "own.cash_flow_id",
        "i"."loan_id" AS "own.loan_id",
        "i"."due_date" AS "own.due_date",
        coalesce("look-up loan"."entity_id", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_id",
        coalesce("look-up loan"."customer_id", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.customer_id",
        coalesce("look-up loan"."currency_code", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.currency_code",
        coalesce("look-up loan"."type", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.type",
        coalesce("look-up loan"."schedule", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.schedule",
        CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."end_date" END AS "own.end_date",
        CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."first_arrears_date" END AS "own.first_arrears_date",
        CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."default_date" END AS "own.default_date",
        "look-up fx"."rate" AS "own.rate_far",
        "look-up fx"."rate_near" AS "own.rate_near",
        "look-up customer"."segment" AS "own.segment_found",
        coalesce(CASE WHEN (coalesce("look-up loan"."customer_id", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) IS NULL) THEN 'none' ELSE "look-up customer"."segment" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage loan_payments, column segment, row ' || 'cash_flow_id = ') AS VARCHAR) || "i"."cash_flow_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its customer_id ''') AS VARCHAR) || coalesce(coalesce("look-up loan"."customer_id", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)), 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer.') AS VARCHAR)) AS VARCHAR)) AS "own.segment",
        CASE WHEN (coalesce("look-up loan"."type", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) = 'facility_received') THEN 'FACILITY' ELSE 'LOAN' END AS "own.product_type",
        CASE WHEN (coalesce("look-up loan"."schedule", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) <> 'cash_flows') THEN 'unscheduled' WHEN (coalesce((CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."first_arrears_date" END <= DATE '2024-01-31'), FALSE) OR coalesce((CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."default_date" END <= DATE '2024-01-31'), FALSE)) THEN 'nonperforming' ELSE 'performing' END AS "own.detail",
        CAST(("i"."principal" + "i"."interest") AS DECIMAL(18,2)) AS "own.payment"
      FROM "loan_cash_flow" AS "i"
      LEFT JOIN "loan" AS "look-up loan" ON ("look-up loan"."loan_id" = "i"."loan_id")
      LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = coalesce("look-up loan"."currency_code", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)))) AND ("look-up fx"."quote_currency_code" = 'EUR'))
      LEFT JOIN "customers" AS "look-up customer" ON ("look-up customer"."customer_id" = coalesce("look-up loan"."customer_id", CAST(error('PLIMSOLL:' || 'Stage loan_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)))
      WHERE CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage loan_payments: look-up loan finds no row of loan for ' || 'loan_id = ') AS VARCHAR) || coalesce("i"."loan_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'cash_flow_id = ') AS VARCHAR) || "i"."cash_flow_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Its loan ''') AS VARCHAR) || coalesce("i"."loan_id", 'NULL')) AS VARCHAR) || ''' is not in the table loan, or was rejected there (`plimsoll show rejects`). Add the loan, or remove its payments.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE (("p"."own.due_date" > DATE '2024-01-31') AND ("p"."own.due_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER))));

-- loan_payment_deals (derive)
SELECT
  "i"."cash_flow_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  CAST('LOAN' AS VARCHAR) AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  "i"."due_date" AS "effective_date",
  CAST(TRUE AS BOOLEAN) AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."amount" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "loan_payments" AS "i";

-- facility_amounts (derive)
SELECT
  "p"."own.loan_id" AS "loan_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.segment" AS "segment",
  "p"."own.end_date" AS "end_date",
  "p"."own.balance" AS "balance",
  "p"."own.limit_amount" AS "limit_amount",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.undrawn" AS "undrawn",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.stated_pledge_near" AS "stated_pledge_near",
  "p"."own.stated_pledge_far" AS "stated_pledge_far",
  "p"."own.stated_pledge" AS "stated_pledge",
  "p"."own.backed_debt_near" AS "backed_debt_near",
  "p"."own.backed_debt_far" AS "backed_debt_far",
  "p"."own.backed_debt" AS "backed_debt",
  "p"."own.detail" AS "detail",
  "p"."own.in_window" AS "in_window",
  "p"."own.pledged" AS "pledged",
  "p"."own.unpledged" AS "unpledged",
  "p"."own.liquidity" AS "liquidity",
  "p"."own.credit" AS "credit",
  "p"."own.split" AS "split"
FROM (
  SELECT
    "p"."own.loan_id" AS "own.loan_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.segment" AS "own.segment",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.balance" AS "own.balance",
    "p"."own.limit_amount" AS "own.limit_amount",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.undrawn" AS "own.undrawn",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
    "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
    "p"."own.stated_pledge" AS "own.stated_pledge",
    "p"."own.backed_debt_near" AS "own.backed_debt_near",
    "p"."own.backed_debt_far" AS "own.backed_debt_far",
    "p"."own.backed_debt" AS "own.backed_debt",
    "p"."own.detail" AS "own.detail",
    "p"."own.in_window" AS "own.in_window",
    "p"."own.pledged" AS "own.pledged",
    "p"."own.unpledged" AS "own.unpledged",
    "p"."own.liquidity" AS "own.liquidity",
    CAST(("p"."own.unpledged" - "p"."own.liquidity") AS DECIMAL(16,2)) AS "own.credit",
    CASE WHEN (("p"."own.detail" <> 'committed') OR (NOT "p"."own.in_window")) THEN 'whole' WHEN (("p"."own.pledged" = CAST('0.00' AS DECIMAL(16,2))) AND ("p"."own.liquidity" = CAST('0.00' AS DECIMAL(16,2)))) THEN 'credit' ELSE 'facility' END AS "own.split"
  FROM (
    SELECT
      "p"."own.loan_id" AS "own.loan_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.segment" AS "own.segment",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.balance" AS "own.balance",
      "p"."own.limit_amount" AS "own.limit_amount",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.undrawn" AS "own.undrawn",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      "p"."own.amount" AS "own.amount",
      "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
      "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
      "p"."own.stated_pledge" AS "own.stated_pledge",
      "p"."own.backed_debt_near" AS "own.backed_debt_near",
      "p"."own.backed_debt_far" AS "own.backed_debt_far",
      "p"."own.backed_debt" AS "own.backed_debt",
      "p"."own.detail" AS "own.detail",
      "p"."own.in_window" AS "own.in_window",
      "p"."own.pledged" AS "own.pledged",
      "p"."own.unpledged" AS "own.unpledged",
      CASE WHEN ("p"."row.type" = 'liquidity_facility') THEN least("p"."own.backed_debt", "p"."own.unpledged") ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.liquidity"
    FROM (
      SELECT
        "p"."own.loan_id" AS "own.loan_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.customer_id" AS "own.customer_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.segment" AS "own.segment",
        "p"."own.end_date" AS "own.end_date",
        "p"."own.balance" AS "own.balance",
        "p"."own.limit_amount" AS "own.limit_amount",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.undrawn" AS "own.undrawn",
        "p"."own.amount_near" AS "own.amount_near",
        "p"."own.amount_far" AS "own.amount_far",
        "p"."own.amount" AS "own.amount",
        "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
        "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
        "p"."own.stated_pledge" AS "own.stated_pledge",
        "p"."own.backed_debt_near" AS "own.backed_debt_near",
        "p"."own.backed_debt_far" AS "own.backed_debt_far",
        "p"."own.backed_debt" AS "own.backed_debt",
        "p"."own.detail" AS "own.detail",
        "p"."own.in_window" AS "own.in_window",
        "p"."own.pledged" AS "own.pledged",
        CAST(("p"."own.amount" - "p"."own.pledged") AS DECIMAL(16,2)) AS "own.unpledged",
        "p"."row.type" AS "row.type"
      FROM (
        SELECT
          "p"."own.loan_id" AS "own.loan_id",
          "p"."own.entity_id" AS "own.entity_id",
          "p"."own.customer_id" AS "own.customer_id",
          "p"."own.currency_code" AS "own.currency_code",
          "p"."own.segment" AS "own.segment",
          "p"."own.end_date" AS "own.end_date",
          "p"."own.balance" AS "own.balance",
          "p"."own.limit_amount" AS "own.limit_amount",
          "p"."own.rate_near" AS "own.rate_near",
          "p"."own.rate_far" AS "own.rate_far",
          "p"."own.undrawn" AS "own.undrawn",
          "p"."own.amount_near" AS "own.amount_near",
          "p"."own.amount_far" AS "own.amount_far",
          "p"."own.amount" AS "own.amount",
          "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
          "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
          "p"."own.stated_pledge" AS "own.stated_pledge",
          "p"."own.backed_debt_near" AS "own.backed_debt_near",
          "p"."own.backed_debt_far" AS "own.backed_debt_far",
          "p"."own.backed_debt" AS "own.backed_debt",
          "p"."own.detail" AS "own.detail",
          "p"."own.in_window" AS "own.in_window",
          least(coalesce("p"."own.stated_pledge", CAST('0.00' AS DECIMAL(16,2))), "p"."own.amount") AS "own.pledged",
          "p"."row.type" AS "row.type"
        FROM (
          SELECT
            "p"."own.loan_id" AS "own.loan_id",
            "p"."own.entity_id" AS "own.entity_id",
            "p"."own.customer_id" AS "own.customer_id",
            "p"."own.currency_code" AS "own.currency_code",
            "p"."own.segment" AS "own.segment",
            "p"."own.end_date" AS "own.end_date",
            "p"."own.balance" AS "own.balance",
            "p"."own.limit_amount" AS "own.limit_amount",
            "p"."own.rate_near" AS "own.rate_near",
            "p"."own.rate_far" AS "own.rate_far",
            "p"."own.undrawn" AS "own.undrawn",
            "p"."own.amount_near" AS "own.amount_near",
            "p"."own.amount_far" AS "own.amount_far",
            coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.undrawn" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage facility_amounts, column amount, row ' || 'loan_id = ') AS VARCHAR) || "p"."own.loan_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
            "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
            "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
            "p"."own.stated_pledge" AS "own.stated_pledge",
            "p"."own.backed_debt_near" AS "own.backed_debt_near",
            "p"."own.backed_debt_far" AS "own.backed_debt_far",
            "p"."own.backed_debt" AS "own.backed_debt",
            "p"."own.detail" AS "own.detail",
            "p"."own.in_window" AS "own.in_window",
            "p"."row.type" AS "row.type"
          FROM (
            SELECT
              "p"."own.loan_id" AS "own.loan_id",
              "p"."own.entity_id" AS "own.entity_id",
              "p"."own.customer_id" AS "own.customer_id",
              "p"."own.currency_code" AS "own.currency_code",
              "p"."own.segment" AS "own.segment",
              "p"."own.end_date" AS "own.end_date",
              "p"."own.balance" AS "own.balance",
              "p"."own.limit_amount" AS "own.limit_amount",
              "p"."own.rate_near" AS "own.rate_near",
              "p"."own.rate_far" AS "own.rate_far",
              "p"."own.undrawn" AS "own.undrawn",
              CAST(CASE WHEN (("p"."own.undrawn" > CAST('1111111.11' AS DECIMAL(18,2))) OR ("p"."own.undrawn" < CAST('-1111111.11' AS DECIMAL(18,2)))) THEN CAST(CAST((((CAST("p"."own.undrawn" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.undrawn" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CASE WHEN (((CAST("p"."own.undrawn" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) < CAST(0 AS BIGINT)) THEN CAST(-500000000 AS BIGINT) ELSE CAST(500000000 AS BIGINT) END) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.undrawn" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
              CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.undrawn" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CASE WHEN ((CAST(CAST("p"."own.undrawn" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-500000000' AS HUGEINT) ELSE CAST('500000000' AS HUGEINT) END) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
              "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
              "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
              CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.pledged_hqla" AS DECIMAL(16,2)) ELSE coalesce("p"."own.stated_pledge_near", "p"."own.stated_pledge_far") END AS "own.stated_pledge",
              "p"."own.backed_debt_near" AS "own.backed_debt_near",
              "p"."own.backed_debt_far" AS "own.backed_debt_far",
              CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.backed_debt_30d" AS DECIMAL(16,2)) ELSE coalesce("p"."own.backed_debt_near", "p"."own.backed_debt_far") END AS "own.backed_debt",
              "p"."own.detail" AS "own.detail",
              "p"."own.in_window" AS "own.in_window",
              "p"."row.type" AS "row.type"
            FROM (
              SELECT
                "i"."loan_id" AS "own.loan_id",
                "i"."entity_id" AS "own.entity_id",
                "i"."customer_id" AS "own.customer_id",
                "i"."currency_code" AS "own.currency_code",
                "i"."segment" AS "own.segment",
                "i"."end_date" AS "own.end_date",
                "i"."balance" AS "own.balance",
                "i"."limit_amount" AS "own.limit_amount",
                "i"."rate_near" AS "own.rate_near",
                "i"."rate_far" AS "own.rate_far",
                CAST(greatest(CAST(CAST((CAST(coalesce("i"."limit_amount", CAST('0.00' AS DECIMAL(18,2))) * 100 AS BIGINT) - CAST("i"."balance" * 100 AS BIGINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(19,2)), CAST('0.00' AS DECIMAL(19,2))) AS DECIMAL(18,2)) AS "own.undrawn",
                CAST(CASE WHEN ("i"."pledged_hqla" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."pledged_hqla" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."pledged_hqla" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."pledged_hqla" * "i"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.stated_pledge_near",
                CASE WHEN ("i"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."pledged_hqla" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("i"."rate_far") AS BIGINT) * 1000000000 + CAST(("i"."rate_far" - trunc("i"."rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.stated_pledge_far",
                CAST(CASE WHEN ("i"."backed_debt_30d" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."backed_debt_30d" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."backed_debt_30d" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("i"."rate_near") AS BIGINT) * 1000000000 + CAST(("i"."rate_near" - trunc("i"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."backed_debt_30d" * "i"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.backed_debt_near",
                CASE WHEN ("i"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."backed_debt_30d" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("i"."rate_far") AS BIGINT) * 1000000000 + CAST(("i"."rate_far" - trunc("i"."rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.backed_debt_far",
                CASE WHEN ("i"."type" = 'facility_received') THEN 'received' WHEN ("i"."revocability" = 'unconditional') THEN 'cancellable' ELSE 'committed' END AS "own.detail",
                coalesce(("i"."end_date" > DATE '2024-01-31'), TRUE) AS "own.in_window",
                "i"."pledged_hqla" AS "row.pledged_hqla",
                "i"."backed_debt_30d" AS "row.backed_debt_30d",
                "i"."type" AS "row.type"
              FROM "loan_facts" AS "i"
            ) AS "p"
          ) AS "p"
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE ("p"."own.limit_amount" > "p"."own.balance");

-- facility_deals (derive)
SELECT
  "i"."loan_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('FACILITY' AS VARCHAR) AS "product_type",
  CAST('FACILITY' AS VARCHAR) AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."liquidity" AS "part_1",
  "i"."credit" AS "part_2",
  "i"."pledged" AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "facility_amounts" AS "i";

-- holding_values (derive)
SELECT
  "p"."own.holding_id" AS "holding_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.encumbrance_end_date" AS "encumbrance_end_date",
  "p"."own.pool_id" AS "pool_id",
  "p"."own.treasury_control" AS "treasury_control",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.stated_pledge_near" AS "stated_pledge_near",
  "p"."own.stated_pledge_far" AS "stated_pledge_far",
  "p"."own.stated_pledge" AS "stated_pledge",
  "p"."own.pledged" AS "pledged",
  "p"."own.unpledged" AS "unpledged",
  "p"."own.product_type" AS "product_type",
  "p"."own.security_line" AS "security_line",
  "p"."own.security_level" AS "security_level",
  "p"."own.security_haircut" AS "security_haircut",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.listing" AS "listing",
  "p"."own.matured" AS "matured",
  "p"."own.rank" AS "rank"
FROM (
  SELECT
    "p"."own.holding_id" AS "own.holding_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
    "p"."own.pool_id" AS "own.pool_id",
    "p"."own.treasury_control" AS "own.treasury_control",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
    "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
    "p"."own.stated_pledge" AS "own.stated_pledge",
    "p"."own.pledged" AS "own.pledged",
    CAST(("p"."own.amount" - "p"."own.pledged") AS DECIMAL(16,2)) AS "own.unpledged",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.security_line" AS "own.security_line",
    "p"."own.security_level" AS "own.security_level",
    "p"."own.security_haircut" AS "own.security_haircut",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.listing" AS "own.listing",
    "p"."own.matured" AS "own.matured",
    "p"."own.rank" AS "own.rank"
  FROM (
    SELECT
      "p"."own.holding_id" AS "own.holding_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
      "p"."own.pool_id" AS "own.pool_id",
      "p"."own.treasury_control" AS "own.treasury_control",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      "p"."own.amount" AS "own.amount",
      "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
      "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
      "p"."own.stated_pledge" AS "own.stated_pledge",
      least("p"."own.stated_pledge", "p"."own.amount") AS "own.pledged",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.security_line" AS "own.security_line",
      "p"."own.security_level" AS "own.security_level",
      "p"."own.security_haircut" AS "own.security_haircut",
      "p"."own.maturity_date" AS "own.maturity_date",
      "p"."own.listing" AS "own.listing",
      "p"."own.matured" AS "own.matured",
      "p"."own.rank" AS "own.rank"
    FROM (
      SELECT
        "p"."own.holding_id" AS "own.holding_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.security_id" AS "own.security_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
        "p"."own.pool_id" AS "own.pool_id",
        "p"."own.treasury_control" AS "own.treasury_control",
        "p"."own.issuer_entity" AS "own.issuer_entity",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.amount_near" AS "own.amount_near",
        "p"."own.amount_far" AS "own.amount_far",
        coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.mtm_dirty" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage holding_values, column amount, row ' || 'holding_id = ') AS VARCHAR) || "p"."own.holding_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
        "p"."own.stated_pledge_near" AS "own.stated_pledge_near",
        "p"."own.stated_pledge_far" AS "own.stated_pledge_far",
        coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.encumbrance_amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.stated_pledge_near", "p"."own.stated_pledge_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage holding_values, column stated_pledge, row ' || 'holding_id = ') AS VARCHAR) || "p"."own.holding_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.stated_pledge",
        "p"."own.product_type" AS "own.product_type",
        "p"."own.security_line" AS "own.security_line",
        "p"."own.security_level" AS "own.security_level",
        "p"."own.security_haircut" AS "own.security_haircut",
        "p"."own.maturity_date" AS "own.maturity_date",
        "p"."own.listing" AS "own.listing",
        "p"."own.matured" AS "own.matured",
        CASE WHEN ((("p"."own.matured" OR ("p"."own.security_level" IS NULL)) OR (NOT "p"."own.treasury_control")) OR coalesce(("p"."own.issuer_entity" = "p"."own.entity_id"), FALSE)) THEN 'none' WHEN ("p"."own.security_level" = '2B') THEN '2b' WHEN ("p"."own.security_level" = '2A') THEN '2a' ELSE '1' END AS "own.rank"
      FROM (
        SELECT
          "i"."holding_id" AS "own.holding_id",
          "i"."entity_id" AS "own.entity_id",
          "i"."security_id" AS "own.security_id",
          "i"."currency_code" AS "own.currency_code",
          "i"."encumbrance_end_date" AS "own.encumbrance_end_date",
          "i"."pool_id" AS "own.pool_id",
          "i"."treasury_control" AS "own.treasury_control",
          "look-up group_security"."group_entity" AS "own.issuer_entity",
          "look-up fx"."rate" AS "own.rate_far",
          "look-up fx"."rate_near" AS "own.rate_near",
          CAST(CASE WHEN ("i"."mtm_dirty" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."mtm_dirty" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."mtm_dirty" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."mtm_dirty" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
          CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."mtm_dirty" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
          CAST(CASE WHEN ("i"."encumbrance_amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."encumbrance_amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."encumbrance_amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."encumbrance_amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.stated_pledge_near",
          CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."encumbrance_amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.stated_pledge_far",
          coalesce("look-up security"."product_type", CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS VARCHAR)) AS "own.product_type",
          CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS VARCHAR) ELSE "look-up security"."line" END AS "own.security_line",
          CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS VARCHAR) ELSE "look-up security"."level" END AS "own.security_level",
          CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS DECIMAL(7,6)) ELSE "look-up security"."haircut" END AS "own.security_haircut",
          CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS DATE) ELSE "look-up security"."maturity_date" END AS "own.maturity_date",
          CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS VARCHAR) ELSE "look-up security"."listing" END AS "own.listing",
          coalesce((CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage holding_values: look-up security finds no row of instruments for a row that a filter would drop.') AS DATE) ELSE "look-up security"."maturity_date" END <= DATE '2024-01-31'), FALSE) AS "own.matured",
          "i"."mtm_dirty" AS "row.mtm_dirty",
          "i"."encumbrance_amount" AS "row.encumbrance_amount"
        FROM "holding" AS "i"
        LEFT JOIN "group_securities" AS "look-up group_security" ON ("look-up group_security"."security_id" = "i"."security_id")
        LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
        LEFT JOIN "instruments" AS "look-up security" ON ("look-up security"."security_id" = "i"."security_id")
        WHERE CASE WHEN ("look-up security"."security_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage holding_values: look-up security finds no row of instruments for ' || 'security_id = ') AS VARCHAR) || coalesce("i"."security_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'holding_id = ') AS VARCHAR) || "i"."holding_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Its security_id ''') AS VARCHAR) || coalesce("i"."security_id", 'NULL')) AS VARCHAR) || ''' is not in the table instrument, or the record was rejected or set aside there (`plimsoll show rejects`). Without level and kind of the security the holding has no line (d238 ¶49–54). Add the security to instrument.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- pool_holdings (derive)
SELECT
  "p"."own.holding_id" AS "holding_id",
  "p"."own.pool_id" AS "pool_id",
  "p"."own.value_none" AS "value_none",
  "p"."own.value_2b" AS "value_2b",
  "p"."own.value_2a" AS "value_2a",
  "p"."own.value_1" AS "value_1"
FROM (
  SELECT
    "i"."holding_id" AS "own.holding_id",
    "i"."pool_id" AS "own.pool_id",
    CASE WHEN ("i"."rank" = 'none') THEN "i"."unpledged" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.value_none",
    CASE WHEN ("i"."rank" = '2b') THEN "i"."unpledged" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.value_2b",
    CASE WHEN ("i"."rank" = '2a') THEN "i"."unpledged" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.value_2a",
    CASE WHEN ("i"."rank" = '1') THEN "i"."unpledged" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.value_1"
  FROM "holding_values" AS "i"
) AS "p"
WHERE (NOT ("p"."own.pool_id" IS NULL));

-- pool_values (aggregate)
SELECT
  "i"."pool_id" AS "pool_id",
  sum("i"."value_none") AS "value_none",
  sum("i"."value_2b") AS "value_2b",
  sum("i"."value_2a") AS "value_2a",
  sum("i"."value_1") AS "value_1"
FROM "pool_holdings" AS "i"
GROUP BY "i"."pool_id";

-- pool_use (derive)
SELECT
  "p"."own.pool_id" AS "pool_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.used_amount" AS "used_amount",
  "p"."own.stated_other" AS "stated_other",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.used_near" AS "used_near",
  "p"."own.used_far" AS "used_far",
  "p"."own.used" AS "used",
  "p"."own.other_near" AS "other_near",
  "p"."own.other_far" AS "other_far",
  "p"."own.other" AS "other",
  "p"."own.held_none" AS "held_none",
  "p"."own.held_2b" AS "held_2b",
  "p"."own.held_2a" AS "held_2a",
  "p"."own.held_1" AS "held_1",
  "p"."own.total_none" AS "total_none",
  "p"."own.total_2b" AS "total_2b",
  "p"."own.total_2a" AS "total_2a",
  "p"."own.total_1" AS "total_1",
  "p"."own.used_other" AS "used_other",
  "p"."own.used_none" AS "used_none",
  "p"."own.used_2b" AS "used_2b",
  "p"."own.used_2a" AS "used_2a",
  "p"."own.used_1" AS "used_1",
  "p"."own.uncovered" AS "uncovered"
FROM (
  SELECT
    "p"."own.pool_id" AS "own.pool_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.used_amount" AS "own.used_amount",
    "p"."own.stated_other" AS "own.stated_other",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.used_near" AS "own.used_near",
    "p"."own.used_far" AS "own.used_far",
    "p"."own.used" AS "own.used",
    "p"."own.other_near" AS "own.other_near",
    "p"."own.other_far" AS "own.other_far",
    "p"."own.other" AS "own.other",
    "p"."own.held_none" AS "own.held_none",
    "p"."own.held_2b" AS "own.held_2b",
    "p"."own.held_2a" AS "own.held_2a",
    "p"."own.held_1" AS "own.held_1",
    "p"."own.total_none" AS "own.total_none",
    "p"."own.total_2b" AS "own.total_2b",
    "p"."own.total_2a" AS "own.total_2a",
    "p"."own.total_1" AS "own.total_1",
    "p"."own.used_other" AS "own.used_other",
    "p"."own.used_none" AS "own.used_none",
    "p"."own.used_2b" AS "own.used_2b",
    "p"."own.used_2a" AS "own.used_2a",
    "p"."own.used_1" AS "own.used_1",
    CAST(CAST((((((CAST(CAST("p"."own.used" * 100 AS BIGINT) AS HUGEINT) - CAST("p"."own.used_other" * 100 AS HUGEINT)) - CAST("p"."own.used_none" * 100 AS HUGEINT)) - CAST("p"."own.used_2b" * 100 AS HUGEINT)) - CAST("p"."own.used_2a" * 100 AS HUGEINT)) - CAST("p"."own.used_1" * 100 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(20,2)) AS "own.uncovered"
  FROM (
    SELECT
      "p"."own.pool_id" AS "own.pool_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.used_amount" AS "own.used_amount",
      "p"."own.stated_other" AS "own.stated_other",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.used_near" AS "own.used_near",
      "p"."own.used_far" AS "own.used_far",
      "p"."own.used" AS "own.used",
      "p"."own.other_near" AS "own.other_near",
      "p"."own.other_far" AS "own.other_far",
      "p"."own.other" AS "own.other",
      "p"."own.held_none" AS "own.held_none",
      "p"."own.held_2b" AS "own.held_2b",
      "p"."own.held_2a" AS "own.held_2a",
      "p"."own.held_1" AS "own.held_1",
      "p"."own.total_none" AS "own.total_none",
      "p"."own.total_2b" AS "own.total_2b",
      "p"."own.total_2a" AS "own.total_2a",
      "p"."own.total_1" AS "own.total_1",
      "p"."own.used_other" AS "own.used_other",
      "p"."own.used_none" AS "own.used_none",
      "p"."own.used_2b" AS "own.used_2b",
      "p"."own.used_2a" AS "own.used_2a",
      CAST(least(CAST(CAST(((((CAST(CAST("p"."own.used" * 100 AS BIGINT) AS HUGEINT) - CAST("p"."own.used_other" * 100 AS HUGEINT)) - CAST("p"."own.used_none" * 100 AS HUGEINT)) - CAST("p"."own.used_2b" * 100 AS HUGEINT)) - CAST("p"."own.used_2a" * 100 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(24,2)), CAST("p"."own.total_1" AS DECIMAL(24,2))) AS DECIMAL(20,2)) AS "own.used_1"
    FROM (
      SELECT
        "p"."own.pool_id" AS "own.pool_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.used_amount" AS "own.used_amount",
        "p"."own.stated_other" AS "own.stated_other",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.used_near" AS "own.used_near",
        "p"."own.used_far" AS "own.used_far",
        "p"."own.used" AS "own.used",
        "p"."own.other_near" AS "own.other_near",
        "p"."own.other_far" AS "own.other_far",
        "p"."own.other" AS "own.other",
        "p"."own.held_none" AS "own.held_none",
        "p"."own.held_2b" AS "own.held_2b",
        "p"."own.held_2a" AS "own.held_2a",
        "p"."own.held_1" AS "own.held_1",
        "p"."own.total_none" AS "own.total_none",
        "p"."own.total_2b" AS "own.total_2b",
        "p"."own.total_2a" AS "own.total_2a",
        "p"."own.total_1" AS "own.total_1",
        "p"."own.used_other" AS "own.used_other",
        "p"."own.used_none" AS "own.used_none",
        "p"."own.used_2b" AS "own.used_2b",
        CAST(least(CAST(CAST((((CAST(CAST("p"."own.used" * 100 AS BIGINT) AS HUGEINT) - CAST("p"."own.used_other" * 100 AS HUGEINT)) - CAST("p"."own.used_none" * 100 AS HUGEINT)) - CAST("p"."own.used_2b" * 100 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(23,2)), CAST("p"."own.total_2a" AS DECIMAL(23,2))) AS DECIMAL(20,2)) AS "own.used_2a"
      FROM (
        SELECT
          "p"."own.pool_id" AS "own.pool_id",
          "p"."own.currency_code" AS "own.currency_code",
          "p"."own.used_amount" AS "own.used_amount",
          "p"."own.stated_other" AS "own.stated_other",
          "p"."own.rate_far" AS "own.rate_far",
          "p"."own.rate_near" AS "own.rate_near",
          "p"."own.used_near" AS "own.used_near",
          "p"."own.used_far" AS "own.used_far",
          "p"."own.used" AS "own.used",
          "p"."own.other_near" AS "own.other_near",
          "p"."own.other_far" AS "own.other_far",
          "p"."own.other" AS "own.other",
          "p"."own.held_none" AS "own.held_none",
          "p"."own.held_2b" AS "own.held_2b",
          "p"."own.held_2a" AS "own.held_2a",
          "p"."own.held_1" AS "own.held_1",
          "p"."own.total_none" AS "own.total_none",
          "p"."own.total_2b" AS "own.total_2b",
          "p"."own.total_2a" AS "own.total_2a",
          "p"."own.total_1" AS "own.total_1",
          "p"."own.used_other" AS "own.used_other",
          "p"."own.used_none" AS "own.used_none",
          CAST(least(CAST(CAST(((CAST(CAST("p"."own.used" * 100 AS BIGINT) AS HUGEINT) - CAST("p"."own.used_other" * 100 AS HUGEINT)) - CAST("p"."own.used_none" * 100 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(22,2)), CAST("p"."own.total_2b" AS DECIMAL(22,2))) AS DECIMAL(20,2)) AS "own.used_2b"
        FROM (
          SELECT
            "p"."own.pool_id" AS "own.pool_id",
            "p"."own.currency_code" AS "own.currency_code",
            "p"."own.used_amount" AS "own.used_amount",
            "p"."own.stated_other" AS "own.stated_other",
            "p"."own.rate_far" AS "own.rate_far",
            "p"."own.rate_near" AS "own.rate_near",
            "p"."own.used_near" AS "own.used_near",
            "p"."own.used_far" AS "own.used_far",
            "p"."own.used" AS "own.used",
            "p"."own.other_near" AS "own.other_near",
            "p"."own.other_far" AS "own.other_far",
            "p"."own.other" AS "own.other",
            "p"."own.held_none" AS "own.held_none",
            "p"."own.held_2b" AS "own.held_2b",
            "p"."own.held_2a" AS "own.held_2a",
            "p"."own.held_1" AS "own.held_1",
            "p"."own.total_none" AS "own.total_none",
            "p"."own.total_2b" AS "own.total_2b",
            "p"."own.total_2a" AS "own.total_2a",
            "p"."own.total_1" AS "own.total_1",
            "p"."own.used_other" AS "own.used_other",
            CAST(least(CAST(CAST((CAST(CAST("p"."own.used" * 100 AS BIGINT) AS HUGEINT) - CAST("p"."own.used_other" * 100 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(21,2)), CAST("p"."own.total_none" AS DECIMAL(21,2))) AS DECIMAL(20,2)) AS "own.used_none"
          FROM (
            SELECT
              "p"."own.pool_id" AS "own.pool_id",
              "p"."own.currency_code" AS "own.currency_code",
              "p"."own.used_amount" AS "own.used_amount",
              "p"."own.stated_other" AS "own.stated_other",
              "p"."own.rate_far" AS "own.rate_far",
              "p"."own.rate_near" AS "own.rate_near",
              "p"."own.used_near" AS "own.used_near",
              "p"."own.used_far" AS "own.used_far",
              "p"."own.used" AS "own.used",
              "p"."own.other_near" AS "own.other_near",
              "p"."own.other_far" AS "own.other_far",
              "p"."own.other" AS "own.other",
              "p"."own.held_none" AS "own.held_none",
              "p"."own.held_2b" AS "own.held_2b",
              "p"."own.held_2a" AS "own.held_2a",
              "p"."own.held_1" AS "own.held_1",
              "p"."own.total_none" AS "own.total_none",
              "p"."own.total_2b" AS "own.total_2b",
              "p"."own.total_2a" AS "own.total_2a",
              "p"."own.total_1" AS "own.total_1",
              CAST(least("p"."own.used", "p"."own.other") AS DECIMAL(20,2)) AS "own.used_other"
            FROM (
              SELECT
                "p"."own.pool_id" AS "own.pool_id",
                "p"."own.currency_code" AS "own.currency_code",
                "p"."own.used_amount" AS "own.used_amount",
                "p"."own.stated_other" AS "own.stated_other",
                "p"."own.rate_far" AS "own.rate_far",
                "p"."own.rate_near" AS "own.rate_near",
                "p"."own.used_near" AS "own.used_near",
                "p"."own.used_far" AS "own.used_far",
                "p"."own.used" AS "own.used",
                "p"."own.other_near" AS "own.other_near",
                "p"."own.other_far" AS "own.other_far",
                coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN "p"."own.stated_other" ELSE coalesce("p"."own.other_near", "p"."own.other_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage pool_use, column other, row ' || 'pool_id = ') AS VARCHAR) || "p"."own.pool_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.other",
                "p"."own.held_none" AS "own.held_none",
                "p"."own.held_2b" AS "own.held_2b",
                "p"."own.held_2a" AS "own.held_2a",
                "p"."own.held_1" AS "own.held_1",
                "p"."own.total_none" AS "own.total_none",
                "p"."own.total_2b" AS "own.total_2b",
                "p"."own.total_2a" AS "own.total_2a",
                "p"."own.total_1" AS "own.total_1"
              FROM (
                SELECT
                  "p"."own.pool_id" AS "own.pool_id",
                  "p"."own.currency_code" AS "own.currency_code",
                  "p"."own.used_amount" AS "own.used_amount",
                  "p"."own.stated_other" AS "own.stated_other",
                  "p"."own.rate_far" AS "own.rate_far",
                  "p"."own.rate_near" AS "own.rate_near",
                  "p"."own.used_near" AS "own.used_near",
                  "p"."own.used_far" AS "own.used_far",
                  coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.used_amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.used_near", "p"."own.used_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage pool_use, column used, row ' || 'pool_id = ') AS VARCHAR) || "p"."own.pool_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.used",
                  CAST(CASE WHEN ("p"."own.stated_other" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.stated_other" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.stated_other" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated_other" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.other_near",
                  CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.stated_other" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.other_far",
                  "p"."own.held_none" AS "own.held_none",
                  "p"."own.held_2b" AS "own.held_2b",
                  "p"."own.held_2a" AS "own.held_2a",
                  "p"."own.held_1" AS "own.held_1",
                  "p"."own.total_none" AS "own.total_none",
                  "p"."own.total_2b" AS "own.total_2b",
                  "p"."own.total_2a" AS "own.total_2a",
                  "p"."own.total_1" AS "own.total_1"
                FROM (
                  SELECT
                    "i"."pool_id" AS "own.pool_id",
                    "i"."currency_code" AS "own.currency_code",
                    "i"."used_amount" AS "own.used_amount",
                    CAST(coalesce("i"."other_collateral", CAST('0.00' AS DECIMAL(18,2))) AS DECIMAL(16,2)) AS "own.stated_other",
                    "look-up fx"."rate" AS "own.rate_far",
                    "look-up fx"."rate_near" AS "own.rate_near",
                    CAST(CASE WHEN ("i"."used_amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."used_amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."used_amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."used_amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.used_near",
                    CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."used_amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.used_far",
                    CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_none" END AS "own.held_none",
                    CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_2b" END AS "own.held_2b",
                    CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_2a" END AS "own.held_2a",
                    CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_1" END AS "own.held_1",
                    CAST(coalesce(CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_none" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(20,2)) AS "own.total_none",
                    CAST(coalesce(CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_2b" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(20,2)) AS "own.total_2b",
                    CAST(coalesce(CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_2a" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(20,2)) AS "own.total_2a",
                    CAST(coalesce(CASE WHEN ("look-up held"."pool_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up held"."value_1" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(20,2)) AS "own.total_1"
                  FROM "collateral_pool" AS "i"
                  LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
                  LEFT JOIN "pool_values" AS "look-up held" ON ("look-up held"."pool_id" = "i"."pool_id")
                ) AS "p"
              ) AS "p"
            ) AS "p"
          ) AS "p"
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- uncovered_pools (derive)
SELECT
  "p"."own.pool_id" AS "pool_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.used" AS "used",
  "p"."own.uncovered" AS "uncovered"
FROM (
  SELECT
    "i"."pool_id" AS "own.pool_id",
    "i"."currency_code" AS "own.currency_code",
    "i"."used" AS "own.used",
    "i"."uncovered" AS "own.uncovered"
  FROM "pool_use" AS "i"
) AS "p"
WHERE ("p"."own.uncovered" > CAST('0.00' AS DECIMAL(20,2)));

-- holding_facts (derive)
SELECT
  "p"."own.holding_id" AS "holding_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.encumbrance_end_date" AS "encumbrance_end_date",
  "p"."own.amount" AS "amount",
  "p"."own.stated_pledge" AS "stated_pledge",
  "p"."own.pledged" AS "pledged",
  "p"."own.pool_id" AS "pool_id",
  "p"."own.unpledged" AS "unpledged",
  "p"."own.product_type" AS "product_type",
  "p"."own.security_line" AS "security_line",
  "p"."own.security_level" AS "security_level",
  "p"."own.security_haircut" AS "security_haircut",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.listing" AS "listing",
  "p"."own.pool_uncovered" AS "pool_uncovered",
  "p"."own.pool_total_none" AS "pool_total_none",
  "p"."own.pool_used_none" AS "pool_used_none",
  "p"."own.pool_total_2b" AS "pool_total_2b",
  "p"."own.pool_used_2b" AS "pool_used_2b",
  "p"."own.pool_total_2a" AS "pool_total_2a",
  "p"."own.pool_used_2a" AS "pool_used_2a",
  "p"."own.pool_total_1" AS "pool_total_1",
  "p"."own.pool_used_1" AS "pool_used_1",
  "p"."own.pool_known" AS "pool_known",
  "p"."own.pooled" AS "pooled",
  "p"."own.encumbered" AS "encumbered",
  "p"."own.free" AS "free",
  "p"."own.detail" AS "detail",
  "p"."own.in_window" AS "in_window",
  "p"."own.split" AS "split"
FROM (
  SELECT
    "p"."own.holding_id" AS "own.holding_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
    "p"."own.amount" AS "own.amount",
    "p"."own.stated_pledge" AS "own.stated_pledge",
    "p"."own.pledged" AS "own.pledged",
    "p"."own.pool_id" AS "own.pool_id",
    "p"."own.unpledged" AS "own.unpledged",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.security_line" AS "own.security_line",
    "p"."own.security_level" AS "own.security_level",
    "p"."own.security_haircut" AS "own.security_haircut",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.listing" AS "own.listing",
    "p"."own.pool_uncovered" AS "own.pool_uncovered",
    "p"."own.pool_total_none" AS "own.pool_total_none",
    "p"."own.pool_used_none" AS "own.pool_used_none",
    "p"."own.pool_total_2b" AS "own.pool_total_2b",
    "p"."own.pool_used_2b" AS "own.pool_used_2b",
    "p"."own.pool_total_2a" AS "own.pool_total_2a",
    "p"."own.pool_used_2a" AS "own.pool_used_2a",
    "p"."own.pool_total_1" AS "own.pool_total_1",
    "p"."own.pool_used_1" AS "own.pool_used_1",
    "p"."own.pool_known" AS "own.pool_known",
    "p"."own.pooled" AS "own.pooled",
    "p"."own.encumbered" AS "own.encumbered",
    "p"."own.free" AS "own.free",
    "p"."own.detail" AS "own.detail",
    "p"."own.in_window" AS "own.in_window",
    CASE WHEN ("p"."own.encumbered" = CAST('0.00' AS DECIMAL(16,2))) THEN 'free' WHEN ("p"."own.free" = CAST('0.00' AS DECIMAL(16,2))) THEN 'encumbered' ELSE 'holding' END AS "own.split"
  FROM (
    SELECT
      "p"."own.holding_id" AS "own.holding_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
      "p"."own.amount" AS "own.amount",
      "p"."own.stated_pledge" AS "own.stated_pledge",
      "p"."own.pledged" AS "own.pledged",
      "p"."own.pool_id" AS "own.pool_id",
      "p"."own.unpledged" AS "own.unpledged",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.security_line" AS "own.security_line",
      "p"."own.security_level" AS "own.security_level",
      "p"."own.security_haircut" AS "own.security_haircut",
      "p"."own.maturity_date" AS "own.maturity_date",
      "p"."own.listing" AS "own.listing",
      "p"."own.pool_uncovered" AS "own.pool_uncovered",
      "p"."own.pool_total_none" AS "own.pool_total_none",
      "p"."own.pool_used_none" AS "own.pool_used_none",
      "p"."own.pool_total_2b" AS "own.pool_total_2b",
      "p"."own.pool_used_2b" AS "own.pool_used_2b",
      "p"."own.pool_total_2a" AS "own.pool_total_2a",
      "p"."own.pool_used_2a" AS "own.pool_used_2a",
      "p"."own.pool_total_1" AS "own.pool_total_1",
      "p"."own.pool_used_1" AS "own.pool_used_1",
      "p"."own.pool_known" AS "own.pool_known",
      "p"."own.pooled" AS "own.pooled",
      "p"."own.encumbered" AS "own.encumbered",
      CAST(("p"."own.amount" - "p"."own.encumbered") AS DECIMAL(16,2)) AS "own.free",
      "p"."own.detail" AS "own.detail",
      "p"."own.in_window" AS "own.in_window"
    FROM (
      SELECT
        "p"."own.holding_id" AS "own.holding_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.security_id" AS "own.security_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
        "p"."own.amount" AS "own.amount",
        "p"."own.stated_pledge" AS "own.stated_pledge",
        "p"."own.pledged" AS "own.pledged",
        "p"."own.pool_id" AS "own.pool_id",
        "p"."own.unpledged" AS "own.unpledged",
        "p"."own.product_type" AS "own.product_type",
        "p"."own.security_line" AS "own.security_line",
        "p"."own.security_level" AS "own.security_level",
        "p"."own.security_haircut" AS "own.security_haircut",
        "p"."own.maturity_date" AS "own.maturity_date",
        "p"."own.listing" AS "own.listing",
        "p"."own.pool_uncovered" AS "own.pool_uncovered",
        "p"."own.pool_total_none" AS "own.pool_total_none",
        "p"."own.pool_used_none" AS "own.pool_used_none",
        "p"."own.pool_total_2b" AS "own.pool_total_2b",
        "p"."own.pool_used_2b" AS "own.pool_used_2b",
        "p"."own.pool_total_2a" AS "own.pool_total_2a",
        "p"."own.pool_used_2a" AS "own.pool_used_2a",
        "p"."own.pool_total_1" AS "own.pool_total_1",
        "p"."own.pool_used_1" AS "own.pool_used_1",
        "p"."own.pool_known" AS "own.pool_known",
        "p"."own.pooled" AS "own.pooled",
        CAST(("p"."own.pledged" + "p"."own.pooled") AS DECIMAL(16,2)) AS "own.encumbered",
        "p"."own.detail" AS "own.detail",
        "p"."own.in_window" AS "own.in_window"
      FROM (
        SELECT
          "p"."own.holding_id" AS "own.holding_id",
          "p"."own.entity_id" AS "own.entity_id",
          "p"."own.security_id" AS "own.security_id",
          "p"."own.currency_code" AS "own.currency_code",
          "p"."own.encumbrance_end_date" AS "own.encumbrance_end_date",
          "p"."own.amount" AS "own.amount",
          "p"."own.stated_pledge" AS "own.stated_pledge",
          "p"."own.pledged" AS "own.pledged",
          "p"."own.pool_id" AS "own.pool_id",
          "p"."own.unpledged" AS "own.unpledged",
          "p"."own.product_type" AS "own.product_type",
          "p"."own.security_line" AS "own.security_line",
          "p"."own.security_level" AS "own.security_level",
          "p"."own.security_haircut" AS "own.security_haircut",
          "p"."own.maturity_date" AS "own.maturity_date",
          "p"."own.listing" AS "own.listing",
          "p"."own.pool_uncovered" AS "own.pool_uncovered",
          "p"."own.pool_total_none" AS "own.pool_total_none",
          "p"."own.pool_used_none" AS "own.pool_used_none",
          "p"."own.pool_total_2b" AS "own.pool_total_2b",
          "p"."own.pool_used_2b" AS "own.pool_used_2b",
          "p"."own.pool_total_2a" AS "own.pool_total_2a",
          "p"."own.pool_used_2a" AS "own.pool_used_2a",
          "p"."own.pool_total_1" AS "own.pool_total_1",
          "p"."own.pool_used_1" AS "own.pool_used_1",
          "p"."own.pool_known" AS "own.pool_known",
          CASE WHEN ("p"."own.pool_known" AND (NOT ("p"."own.pool_id" IS NULL))) THEN CAST(coalesce(CAST(CAST(CASE WHEN (CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.unpledged" * 100 AS BIGINT) AS HUGEINT) * CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_used_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_used_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_used_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_used_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END) < CAST('0' AS HUGEINT)) = (CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.unpledged" * 100 AS BIGINT) AS HUGEINT) * CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_used_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_used_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_used_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_used_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END))) + abs(CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END)) // (CAST('2' AS HUGEINT) * abs(CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.unpledged" * 100 AS BIGINT) AS HUGEINT) * CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_used_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_used_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_used_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_used_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END))) + abs(CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END)) // (CAST('2' AS HUGEINT) * abs(CASE WHEN ("p"."row.rank" = 'none') THEN CAST("p"."own.pool_total_none" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2b') THEN CAST("p"."own.pool_total_2b" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '2a') THEN CAST("p"."own.pool_total_2a" * 100 AS HUGEINT) WHEN ("p"."row.rank" = '1') THEN CAST("p"."own.pool_total_1" * 100 AS HUGEINT) ELSE CAST(CAST(NULL AS DECIMAL(20,2)) * 100 AS HUGEINT) END)))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(36,2)), CAST('0.00' AS DECIMAL(36,2))) AS DECIMAL(16,2)) ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.pooled",
          "p"."own.detail" AS "own.detail",
          "p"."own.in_window" AS "own.in_window"
        FROM (
          SELECT
            "i"."holding_id" AS "own.holding_id",
            "i"."entity_id" AS "own.entity_id",
            "i"."security_id" AS "own.security_id",
            "i"."currency_code" AS "own.currency_code",
            "i"."encumbrance_end_date" AS "own.encumbrance_end_date",
            "i"."amount" AS "own.amount",
            "i"."stated_pledge" AS "own.stated_pledge",
            "i"."pledged" AS "own.pledged",
            "i"."pool_id" AS "own.pool_id",
            "i"."unpledged" AS "own.unpledged",
            "i"."product_type" AS "own.product_type",
            "i"."security_line" AS "own.security_line",
            "i"."security_level" AS "own.security_level",
            "i"."security_haircut" AS "own.security_haircut",
            "i"."maturity_date" AS "own.maturity_date",
            "i"."listing" AS "own.listing",
            "look-up pool"."uncovered" AS "own.pool_uncovered",
            "look-up pool"."total_none" AS "own.pool_total_none",
            "look-up pool"."used_none" AS "own.pool_used_none",
            "look-up pool"."total_2b" AS "own.pool_total_2b",
            "look-up pool"."used_2b" AS "own.pool_used_2b",
            "look-up pool"."total_2a" AS "own.pool_total_2a",
            "look-up pool"."used_2a" AS "own.pool_used_2a",
            "look-up pool"."total_1" AS "own.pool_total_1",
            "look-up pool"."used_1" AS "own.pool_used_1",
            coalesce(CASE WHEN (("i"."pool_id" IS NULL) OR (NOT ("look-up pool"."uncovered" IS NULL))) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage holding_facts, column pool_known, row ' || 'holding_id = ') AS VARCHAR) || "i"."holding_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its pool_id ''') AS VARCHAR) || coalesce("i"."pool_id", 'NULL')) AS VARCHAR) || ''' is not in the table collateral_pool, or the pool was rejected there (`plimsoll show rejects`). Without it nobody knows how much of the pool is taken up (d238 ¶31). Add the pool, or leave pool_id empty for a holding that lies in none.') AS VARCHAR)) AS BOOLEAN)) AS "own.pool_known",
            CASE WHEN "i"."matured" THEN 'matured' WHEN "i"."treasury_control" THEN 'treasury' ELSE 'other' END AS "own.detail",
            coalesce((("i"."maturity_date" > DATE '2024-01-31') AND ("i"."maturity_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)))), FALSE) AS "own.in_window",
            "i"."rank" AS "row.rank"
          FROM "holding_values" AS "i"
          LEFT JOIN "pool_use" AS "look-up pool" ON ("look-up pool"."pool_id" = "i"."pool_id")
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- holding_deals (derive)
SELECT
  "i"."holding_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  CAST('HOLDING' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  "i"."detail" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  "i"."security_id" AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."free" AS "part_1",
  "i"."encumbered" AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "holding_facts" AS "i";

-- overpledged (derive)
SELECT
  "p"."own.holding_id" AS "holding_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.amount" AS "amount",
  "p"."own.stated_pledge" AS "stated_pledge",
  "p"."own.excess" AS "excess"
FROM (
  SELECT
    "i"."holding_id" AS "own.holding_id",
    "i"."entity_id" AS "own.entity_id",
    "i"."security_id" AS "own.security_id",
    "i"."currency_code" AS "own.currency_code",
    "i"."amount" AS "own.amount",
    "i"."stated_pledge" AS "own.stated_pledge",
    CAST(("i"."stated_pledge" - "i"."amount") AS DECIMAL(18,2)) AS "own.excess"
  FROM "holding_facts" AS "i"
) AS "p"
WHERE ("p"."own.stated_pledge" > "p"."own.amount");

-- overpledged_totals (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  count(*) AS "rows",
  sum("i"."excess") AS "excess"
FROM "overpledged" AS "i"
GROUP BY "i"."entity_id";

-- financing_facts (derive)
SELECT
  "p"."own.deal_id" AS "deal_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.sft_type" AS "sft_type",
  "p"."own.end_date" AS "end_date",
  "p"."own.notice_days" AS "notice_days",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.segment_found" AS "segment_found",
  "p"."own.segment" AS "segment",
  "p"."own.public_country" AS "public_country",
  "p"."own.is_public" AS "is_public",
  "p"."own.home_country" AS "home_country",
  "p"."own.sum_market_value" AS "sum_market_value",
  "p"."own.sum_level_1" AS "sum_level_1",
  "p"."own.sum_level_2a" AS "sum_level_2a",
  "p"."own.sum_rmbs" AS "sum_rmbs",
  "p"."own.sum_level_2b" AS "sum_level_2b",
  "p"."own.sum_short" AS "sum_short",
  "p"."own.sum_other" AS "sum_other",
  "p"."own.sum_not_hqla" AS "sum_not_hqla",
  "p"."own.sum_not_free" AS "sum_not_free",
  "p"."own.sum_liquid_received" AS "sum_liquid_received",
  "p"."own.sum_liquid_given" AS "sum_liquid_given",
  "p"."own.own_security" AS "own_security",
  "p"."own.own_first" AS "own_first",
  "p"."own.own_last" AS "own_last",
  "p"."own.value_level_1" AS "value_level_1",
  "p"."own.value_level_2a" AS "value_level_2a",
  "p"."own.value_rmbs" AS "value_rmbs",
  "p"."own.value_level_2b" AS "value_level_2b",
  "p"."own.value_short" AS "value_short",
  "p"."own.value_other" AS "value_other",
  "p"."own.is_swap" AS "is_swap",
  "p"."own.swap_given" AS "swap_given",
  "p"."own.swap_received" AS "swap_received",
  "p"."own.swap_excess" AS "swap_excess",
  "p"."own.swap_value" AS "swap_value",
  "p"."own.swap_amount_near" AS "swap_amount_near",
  "p"."own.swap_amount_far" AS "swap_amount_far",
  "p"."own.swap_amount" AS "swap_amount",
  "p"."own.lends" AS "lends",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window",
  "p"."own.product_type" AS "product_type",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.detail" AS "detail",
  "p"."own.collateral_value" AS "collateral_value",
  "p"."own.several_own" AS "several_own",
  "p"."own.unwound" AS "unwound",
  "p"."own.value_up_to_1" AS "value_up_to_1",
  "p"."own.cash_up_to_1" AS "cash_up_to_1",
  "p"."own.value_up_to_2" AS "value_up_to_2",
  "p"."own.cash_up_to_2" AS "cash_up_to_2",
  "p"."own.value_up_to_3" AS "value_up_to_3",
  "p"."own.cash_up_to_3" AS "cash_up_to_3",
  "p"."own.value_up_to_4" AS "value_up_to_4",
  "p"."own.cash_up_to_4" AS "cash_up_to_4",
  "p"."own.value_up_to_5" AS "value_up_to_5",
  "p"."own.cash_up_to_5" AS "cash_up_to_5",
  "p"."own.part_1" AS "part_1",
  "p"."own.part_2" AS "part_2",
  "p"."own.part_3" AS "part_3",
  "p"."own.part_4" AS "part_4",
  "p"."own.part_5" AS "part_5",
  "p"."own.part_6" AS "part_6",
  "p"."own.flow" AS "flow",
  "p"."own.unwind_cash" AS "unwind_cash",
  "p"."own.backing" AS "backing",
  "p"."own.split" AS "split"
FROM (
  SELECT
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.sft_type" AS "own.sft_type",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.notice_days" AS "own.notice_days",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.segment_found" AS "own.segment_found",
    "p"."own.segment" AS "own.segment",
    "p"."own.public_country" AS "own.public_country",
    "p"."own.is_public" AS "own.is_public",
    "p"."own.home_country" AS "own.home_country",
    "p"."own.sum_market_value" AS "own.sum_market_value",
    "p"."own.sum_level_1" AS "own.sum_level_1",
    "p"."own.sum_level_2a" AS "own.sum_level_2a",
    "p"."own.sum_rmbs" AS "own.sum_rmbs",
    "p"."own.sum_level_2b" AS "own.sum_level_2b",
    "p"."own.sum_short" AS "own.sum_short",
    "p"."own.sum_other" AS "own.sum_other",
    "p"."own.sum_not_hqla" AS "own.sum_not_hqla",
    "p"."own.sum_not_free" AS "own.sum_not_free",
    "p"."own.sum_liquid_received" AS "own.sum_liquid_received",
    "p"."own.sum_liquid_given" AS "own.sum_liquid_given",
    "p"."own.own_security" AS "own.own_security",
    "p"."own.own_first" AS "own.own_first",
    "p"."own.own_last" AS "own.own_last",
    "p"."own.value_level_1" AS "own.value_level_1",
    "p"."own.value_level_2a" AS "own.value_level_2a",
    "p"."own.value_rmbs" AS "own.value_rmbs",
    "p"."own.value_level_2b" AS "own.value_level_2b",
    "p"."own.value_short" AS "own.value_short",
    "p"."own.value_other" AS "own.value_other",
    "p"."own.is_swap" AS "own.is_swap",
    "p"."own.swap_given" AS "own.swap_given",
    "p"."own.swap_received" AS "own.swap_received",
    "p"."own.swap_excess" AS "own.swap_excess",
    "p"."own.swap_value" AS "own.swap_value",
    "p"."own.swap_amount_near" AS "own.swap_amount_near",
    "p"."own.swap_amount_far" AS "own.swap_amount_far",
    "p"."own.swap_amount" AS "own.swap_amount",
    "p"."own.lends" AS "own.lends",
    "p"."own.effective_date" AS "own.effective_date",
    "p"."own.in_window" AS "own.in_window",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.deal_type" AS "own.deal_type",
    "p"."own.detail" AS "own.detail",
    "p"."own.collateral_value" AS "own.collateral_value",
    "p"."own.several_own" AS "own.several_own",
    "p"."own.unwound" AS "own.unwound",
    "p"."own.value_up_to_1" AS "own.value_up_to_1",
    "p"."own.cash_up_to_1" AS "own.cash_up_to_1",
    "p"."own.value_up_to_2" AS "own.value_up_to_2",
    "p"."own.cash_up_to_2" AS "own.cash_up_to_2",
    "p"."own.value_up_to_3" AS "own.value_up_to_3",
    "p"."own.cash_up_to_3" AS "own.cash_up_to_3",
    "p"."own.value_up_to_4" AS "own.value_up_to_4",
    "p"."own.cash_up_to_4" AS "own.cash_up_to_4",
    "p"."own.value_up_to_5" AS "own.value_up_to_5",
    "p"."own.cash_up_to_5" AS "own.cash_up_to_5",
    "p"."own.part_1" AS "own.part_1",
    "p"."own.part_2" AS "own.part_2",
    "p"."own.part_3" AS "own.part_3",
    "p"."own.part_4" AS "own.part_4",
    "p"."own.part_5" AS "own.part_5",
    "p"."own.part_6" AS "own.part_6",
    "p"."own.flow" AS "own.flow",
    "p"."own.unwind_cash" AS "own.unwind_cash",
    "p"."own.backing" AS "own.backing",
    CASE WHEN ((NOT "p"."own.in_window") OR "p"."own.is_swap") THEN 'whole' WHEN "p"."own.unwound" THEN CAST((CAST(('cash_' || "p"."own.backing") AS VARCHAR) || '_unwound') AS VARCHAR) ELSE CAST(('cash_' || "p"."own.backing") AS VARCHAR) END AS "own.split"
  FROM (
    SELECT
      "p"."own.deal_id" AS "own.deal_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.sft_type" AS "own.sft_type",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.notice_days" AS "own.notice_days",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      "p"."own.amount" AS "own.amount",
      "p"."own.segment_found" AS "own.segment_found",
      "p"."own.segment" AS "own.segment",
      "p"."own.public_country" AS "own.public_country",
      "p"."own.is_public" AS "own.is_public",
      "p"."own.home_country" AS "own.home_country",
      "p"."own.sum_market_value" AS "own.sum_market_value",
      "p"."own.sum_level_1" AS "own.sum_level_1",
      "p"."own.sum_level_2a" AS "own.sum_level_2a",
      "p"."own.sum_rmbs" AS "own.sum_rmbs",
      "p"."own.sum_level_2b" AS "own.sum_level_2b",
      "p"."own.sum_short" AS "own.sum_short",
      "p"."own.sum_other" AS "own.sum_other",
      "p"."own.sum_not_hqla" AS "own.sum_not_hqla",
      "p"."own.sum_not_free" AS "own.sum_not_free",
      "p"."own.sum_liquid_received" AS "own.sum_liquid_received",
      "p"."own.sum_liquid_given" AS "own.sum_liquid_given",
      "p"."own.own_security" AS "own.own_security",
      "p"."own.own_first" AS "own.own_first",
      "p"."own.own_last" AS "own.own_last",
      "p"."own.value_level_1" AS "own.value_level_1",
      "p"."own.value_level_2a" AS "own.value_level_2a",
      "p"."own.value_rmbs" AS "own.value_rmbs",
      "p"."own.value_level_2b" AS "own.value_level_2b",
      "p"."own.value_short" AS "own.value_short",
      "p"."own.value_other" AS "own.value_other",
      "p"."own.is_swap" AS "own.is_swap",
      "p"."own.swap_given" AS "own.swap_given",
      "p"."own.swap_received" AS "own.swap_received",
      "p"."own.swap_excess" AS "own.swap_excess",
      "p"."own.swap_value" AS "own.swap_value",
      "p"."own.swap_amount_near" AS "own.swap_amount_near",
      "p"."own.swap_amount_far" AS "own.swap_amount_far",
      "p"."own.swap_amount" AS "own.swap_amount",
      "p"."own.lends" AS "own.lends",
      "p"."own.effective_date" AS "own.effective_date",
      "p"."own.in_window" AS "own.in_window",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.deal_type" AS "own.deal_type",
      "p"."own.detail" AS "own.detail",
      "p"."own.collateral_value" AS "own.collateral_value",
      "p"."own.several_own" AS "own.several_own",
      ((("p"."own.in_window" AND (NOT "p"."own.several_own")) AND ("p"."own.collateral_value" > CAST('0.00' AS DECIMAL(18,2)))) AND CASE WHEN ("p"."own.lends" OR "p"."own.is_swap") THEN ("p"."own.sum_not_free" = CAST('0' AS DECIMAL(38,0))) ELSE ("p"."own.sum_not_hqla" = CAST('0' AS DECIMAL(38,0))) END) AS "own.unwound",
      "p"."own.value_up_to_1" AS "own.value_up_to_1",
      "p"."own.cash_up_to_1" AS "own.cash_up_to_1",
      "p"."own.value_up_to_2" AS "own.value_up_to_2",
      "p"."own.cash_up_to_2" AS "own.cash_up_to_2",
      "p"."own.value_up_to_3" AS "own.value_up_to_3",
      "p"."own.cash_up_to_3" AS "own.cash_up_to_3",
      "p"."own.value_up_to_4" AS "own.value_up_to_4",
      "p"."own.cash_up_to_4" AS "own.cash_up_to_4",
      "p"."own.value_up_to_5" AS "own.value_up_to_5",
      "p"."own.cash_up_to_5" AS "own.cash_up_to_5",
      "p"."own.part_1" AS "own.part_1",
      "p"."own.part_2" AS "own.part_2",
      "p"."own.part_3" AS "own.part_3",
      "p"."own.part_4" AS "own.part_4",
      "p"."own.part_5" AS "own.part_5",
      "p"."own.part_6" AS "own.part_6",
      coalesce(CASE WHEN (NOT "p"."own.is_swap") THEN "p"."own.amount" WHEN ("p"."row.cash_amount" = CAST('0.00' AS DECIMAL(18,2))) THEN "p"."own.swap_amount" ELSE CAST(NULL AS DECIMAL(16,2)) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST(('Stage financing_facts, column flow, row ' || 'deal_id = ') AS VARCHAR) || "p"."own.deal_id") AS VARCHAR) || ': ') AS VARCHAR) || 'a collateral swap has no cash_amount. Say 0, or call the deal a repo or a reverse repo (d238 ¶115).') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.flow",
      "p"."own.unwind_cash" AS "own.unwind_cash",
      "p"."own.backing" AS "own.backing"
    FROM (
      SELECT
        "p"."own.deal_id" AS "own.deal_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.customer_id" AS "own.customer_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.sft_type" AS "own.sft_type",
        "p"."own.end_date" AS "own.end_date",
        "p"."own.notice_days" AS "own.notice_days",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.amount_near" AS "own.amount_near",
        "p"."own.amount_far" AS "own.amount_far",
        "p"."own.amount" AS "own.amount",
        "p"."own.segment_found" AS "own.segment_found",
        "p"."own.segment" AS "own.segment",
        "p"."own.public_country" AS "own.public_country",
        "p"."own.is_public" AS "own.is_public",
        "p"."own.home_country" AS "own.home_country",
        "p"."own.sum_market_value" AS "own.sum_market_value",
        "p"."own.sum_level_1" AS "own.sum_level_1",
        "p"."own.sum_level_2a" AS "own.sum_level_2a",
        "p"."own.sum_rmbs" AS "own.sum_rmbs",
        "p"."own.sum_level_2b" AS "own.sum_level_2b",
        "p"."own.sum_short" AS "own.sum_short",
        "p"."own.sum_other" AS "own.sum_other",
        "p"."own.sum_not_hqla" AS "own.sum_not_hqla",
        "p"."own.sum_not_free" AS "own.sum_not_free",
        "p"."own.sum_liquid_received" AS "own.sum_liquid_received",
        "p"."own.sum_liquid_given" AS "own.sum_liquid_given",
        "p"."own.own_security" AS "own.own_security",
        "p"."own.own_first" AS "own.own_first",
        "p"."own.own_last" AS "own.own_last",
        "p"."own.value_level_1" AS "own.value_level_1",
        "p"."own.value_level_2a" AS "own.value_level_2a",
        "p"."own.value_rmbs" AS "own.value_rmbs",
        "p"."own.value_level_2b" AS "own.value_level_2b",
        "p"."own.value_short" AS "own.value_short",
        "p"."own.value_other" AS "own.value_other",
        "p"."own.is_swap" AS "own.is_swap",
        "p"."own.swap_given" AS "own.swap_given",
        "p"."own.swap_received" AS "own.swap_received",
        "p"."own.swap_excess" AS "own.swap_excess",
        "p"."own.swap_value" AS "own.swap_value",
        "p"."own.swap_amount_near" AS "own.swap_amount_near",
        "p"."own.swap_amount_far" AS "own.swap_amount_far",
        coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.swap_value" AS DECIMAL(16,2)) ELSE coalesce("p"."own.swap_amount_near", "p"."own.swap_amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage financing_facts, column swap_amount, row ' || 'deal_id = ') AS VARCHAR) || "p"."own.deal_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.swap_amount",
        "p"."own.lends" AS "own.lends",
        "p"."own.effective_date" AS "own.effective_date",
        coalesce((("p"."own.effective_date" > DATE '2024-01-31') AND ("p"."own.effective_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)))), FALSE) AS "own.in_window",
        "p"."own.product_type" AS "own.product_type",
        CASE WHEN ("p"."own.sft_type" = 'margin_loan') THEN 'MARGIN_LOAN' WHEN (NOT "p"."own.is_swap") THEN "p"."own.product_type" WHEN "p"."own.lends" THEN 'INFLOW' ELSE 'OUTFLOW' END AS "own.deal_type",
        "p"."own.detail" AS "own.detail",
        "p"."own.collateral_value" AS "own.collateral_value",
        "p"."own.several_own" AS "own.several_own",
        "p"."own.value_up_to_1" AS "own.value_up_to_1",
        "p"."own.cash_up_to_1" AS "own.cash_up_to_1",
        "p"."own.value_up_to_2" AS "own.value_up_to_2",
        "p"."own.cash_up_to_2" AS "own.cash_up_to_2",
        "p"."own.value_up_to_3" AS "own.value_up_to_3",
        "p"."own.cash_up_to_3" AS "own.cash_up_to_3",
        "p"."own.value_up_to_4" AS "own.value_up_to_4",
        "p"."own.cash_up_to_4" AS "own.cash_up_to_4",
        "p"."own.value_up_to_5" AS "own.value_up_to_5",
        "p"."own.cash_up_to_5" AS "own.cash_up_to_5",
        "p"."own.part_1" AS "own.part_1",
        "p"."own.part_2" AS "own.part_2",
        "p"."own.part_3" AS "own.part_3",
        "p"."own.part_4" AS "own.part_4",
        "p"."own.part_5" AS "own.part_5",
        "p"."own.part_6" AS "own.part_6",
        "p"."own.unwind_cash" AS "own.unwind_cash",
        "p"."own.backing" AS "own.backing",
        "p"."row.cash_amount" AS "row.cash_amount"
      FROM (
        SELECT
          "p"."own.deal_id" AS "own.deal_id",
          "p"."own.entity_id" AS "own.entity_id",
          "p"."own.customer_id" AS "own.customer_id",
          "p"."own.currency_code" AS "own.currency_code",
          "p"."own.sft_type" AS "own.sft_type",
          "p"."own.end_date" AS "own.end_date",
          "p"."own.notice_days" AS "own.notice_days",
          "p"."own.rate_far" AS "own.rate_far",
          "p"."own.rate_near" AS "own.rate_near",
          "p"."own.amount_near" AS "own.amount_near",
          "p"."own.amount_far" AS "own.amount_far",
          "p"."own.amount" AS "own.amount",
          "p"."own.segment_found" AS "own.segment_found",
          "p"."own.segment" AS "own.segment",
          "p"."own.public_country" AS "own.public_country",
          "p"."own.is_public" AS "own.is_public",
          "p"."own.home_country" AS "own.home_country",
          "p"."own.sum_market_value" AS "own.sum_market_value",
          "p"."own.sum_level_1" AS "own.sum_level_1",
          "p"."own.sum_level_2a" AS "own.sum_level_2a",
          "p"."own.sum_rmbs" AS "own.sum_rmbs",
          "p"."own.sum_level_2b" AS "own.sum_level_2b",
          "p"."own.sum_short" AS "own.sum_short",
          "p"."own.sum_other" AS "own.sum_other",
          "p"."own.sum_not_hqla" AS "own.sum_not_hqla",
          "p"."own.sum_not_free" AS "own.sum_not_free",
          "p"."own.sum_liquid_received" AS "own.sum_liquid_received",
          "p"."own.sum_liquid_given" AS "own.sum_liquid_given",
          "p"."own.own_security" AS "own.own_security",
          "p"."own.own_first" AS "own.own_first",
          "p"."own.own_last" AS "own.own_last",
          "p"."own.value_level_1" AS "own.value_level_1",
          "p"."own.value_level_2a" AS "own.value_level_2a",
          "p"."own.value_rmbs" AS "own.value_rmbs",
          "p"."own.value_level_2b" AS "own.value_level_2b",
          "p"."own.value_short" AS "own.value_short",
          "p"."own.value_other" AS "own.value_other",
          "p"."own.is_swap" AS "own.is_swap",
          "p"."own.swap_given" AS "own.swap_given",
          "p"."own.swap_received" AS "own.swap_received",
          "p"."own.swap_excess" AS "own.swap_excess",
          "p"."own.swap_value" AS "own.swap_value",
          CAST(CASE WHEN ("p"."own.swap_value" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST(((((CAST(trunc("p"."own.swap_value") AS BIGINT) * 100 + CAST(("p"."own.swap_value" - trunc("p"."own.swap_value")) * 100 AS BIGINT)) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + (((((CAST(trunc("p"."own.swap_value") AS BIGINT) * 100 + CAST(("p"."own.swap_value" - trunc("p"."own.swap_value")) * 100 AS BIGINT)) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.swap_value" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.swap_amount_near",
          CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST((CAST(trunc("p"."own.swap_value") AS BIGINT) * 100 + CAST(("p"."own.swap_value" - trunc("p"."own.swap_value")) * 100 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.swap_amount_far",
          "p"."own.lends" AS "own.lends",
          CASE WHEN "p"."own.lends" THEN "p"."own.end_date" ELSE greatest(coalesce("p"."own.end_date", CASE WHEN (((DATE '2024-01-31' + CAST(CASE WHEN coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) > 8000000 THEN 8000000 WHEN coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) < -8000000 THEN -8000000 ELSE coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) END AS INTEGER)) < DATE '0001-01-01') OR ((DATE '2024-01-31' + CAST(CASE WHEN coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) > 8000000 THEN 8000000 WHEN coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) < -8000000 THEN -8000000 ELSE coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (DATE '2024-01-31' + CAST(CASE WHEN coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) > 8000000 THEN 8000000 WHEN coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) < -8000000 THEN -8000000 ELSE coalesce("p"."own.notice_days", CAST(1 AS BIGINT)) END AS INTEGER)) END), (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) END AS "own.effective_date",
          CASE WHEN "p"."own.is_swap" THEN 'COLLATERAL_SWAP' WHEN "p"."own.lends" THEN 'REVERSE_REPO' ELSE 'REPO' END AS "own.product_type",
          CASE WHEN "p"."own.lends" THEN CASE WHEN ("p"."own.end_date" IS NULL) THEN 'open' WHEN ("p"."own.is_swap" AND ("p"."own.value_short" > CAST('0.00' AS DECIMAL(18,2)))) THEN 'short' ELSE 'none' END WHEN ("p"."own.segment" = 'central_bank') THEN 'central_bank' WHEN ("p"."own.public_country" IN ('*', "p"."own.home_country")) THEN 'home_public' ELSE 'none' END AS "own.detail",
          "p"."own.collateral_value" AS "own.collateral_value",
          "p"."own.several_own" AS "own.several_own",
          "p"."own.value_up_to_1" AS "own.value_up_to_1",
          "p"."own.cash_up_to_1" AS "own.cash_up_to_1",
          "p"."own.value_up_to_2" AS "own.value_up_to_2",
          "p"."own.cash_up_to_2" AS "own.cash_up_to_2",
          "p"."own.value_up_to_3" AS "own.value_up_to_3",
          "p"."own.cash_up_to_3" AS "own.cash_up_to_3",
          "p"."own.value_up_to_4" AS "own.value_up_to_4",
          "p"."own.cash_up_to_4" AS "own.cash_up_to_4",
          "p"."own.value_up_to_5" AS "own.value_up_to_5",
          "p"."own.cash_up_to_5" AS "own.cash_up_to_5",
          "p"."own.cash_up_to_1" AS "own.part_1",
          CAST(("p"."own.cash_up_to_2" - "p"."own.cash_up_to_1") AS DECIMAL(16,2)) AS "own.part_2",
          CAST(("p"."own.cash_up_to_3" - "p"."own.cash_up_to_2") AS DECIMAL(16,2)) AS "own.part_3",
          CAST(("p"."own.cash_up_to_4" - "p"."own.cash_up_to_3") AS DECIMAL(16,2)) AS "own.part_4",
          CAST(("p"."own.cash_up_to_5" - "p"."own.cash_up_to_4") AS DECIMAL(16,2)) AS "own.part_5",
          CAST(("p"."own.amount" - "p"."own.cash_up_to_5") AS DECIMAL(16,2)) AS "own.part_6",
          CASE WHEN "p"."own.lends" THEN "p"."own.amount" ELSE CAST(CAST((-CAST("p"."own.amount" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) END AS "own.unwind_cash",
          "p"."own.backing" AS "own.backing",
          "p"."row.cash_amount" AS "row.cash_amount"
        FROM (
          SELECT
            "p"."own.deal_id" AS "own.deal_id",
            "p"."own.entity_id" AS "own.entity_id",
            "p"."own.customer_id" AS "own.customer_id",
            "p"."own.currency_code" AS "own.currency_code",
            "p"."own.sft_type" AS "own.sft_type",
            "p"."own.end_date" AS "own.end_date",
            "p"."own.notice_days" AS "own.notice_days",
            "p"."own.rate_far" AS "own.rate_far",
            "p"."own.rate_near" AS "own.rate_near",
            "p"."own.amount_near" AS "own.amount_near",
            "p"."own.amount_far" AS "own.amount_far",
            "p"."own.amount" AS "own.amount",
            "p"."own.segment_found" AS "own.segment_found",
            "p"."own.segment" AS "own.segment",
            "p"."own.public_country" AS "own.public_country",
            "p"."own.is_public" AS "own.is_public",
            "p"."own.home_country" AS "own.home_country",
            "p"."own.sum_market_value" AS "own.sum_market_value",
            "p"."own.sum_level_1" AS "own.sum_level_1",
            "p"."own.sum_level_2a" AS "own.sum_level_2a",
            "p"."own.sum_rmbs" AS "own.sum_rmbs",
            "p"."own.sum_level_2b" AS "own.sum_level_2b",
            "p"."own.sum_short" AS "own.sum_short",
            "p"."own.sum_other" AS "own.sum_other",
            "p"."own.sum_not_hqla" AS "own.sum_not_hqla",
            "p"."own.sum_not_free" AS "own.sum_not_free",
            "p"."own.sum_liquid_received" AS "own.sum_liquid_received",
            "p"."own.sum_liquid_given" AS "own.sum_liquid_given",
            "p"."own.own_security" AS "own.own_security",
            "p"."own.own_first" AS "own.own_first",
            "p"."own.own_last" AS "own.own_last",
            "p"."own.value_level_1" AS "own.value_level_1",
            "p"."own.value_level_2a" AS "own.value_level_2a",
            "p"."own.value_rmbs" AS "own.value_rmbs",
            "p"."own.value_level_2b" AS "own.value_level_2b",
            "p"."own.value_short" AS "own.value_short",
            "p"."own.value_other" AS "own.value_other",
            "p"."own.is_swap" AS "own.is_swap",
            "p"."own.swap_given" AS "own.swap_given",
            "p"."own.swap_received" AS "own.swap_received",
            "p"."own.swap_excess" AS "own.swap_excess",
            CAST(CAST(abs((CAST(trunc("p"."own.swap_excess") AS BIGINT) * 100 + CAST(("p"."own.swap_excess" - trunc("p"."own.swap_excess")) * 100 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.swap_value",
            CASE WHEN "p"."own.is_swap" THEN ("p"."own.swap_excess" > CAST('0.00' AS DECIMAL(18,2))) ELSE ("p"."own.sft_type" IN ('rev_repo', 'buy_sell_back', 'margin_loan')) END AS "own.lends",
            "p"."own.collateral_value" AS "own.collateral_value",
            "p"."own.several_own" AS "own.several_own",
            "p"."own.value_up_to_1" AS "own.value_up_to_1",
            CAST(coalesce(CAST(CAST(CASE WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_1") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_1" - trunc("p"."own.value_up_to_1")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_1") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_1" - trunc("p"."own.value_up_to_1")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_1") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_1" - trunc("p"."own.value_up_to_1")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(34,2)), CAST('0.00' AS DECIMAL(34,2))) AS DECIMAL(16,2)) AS "own.cash_up_to_1",
            "p"."own.value_up_to_2" AS "own.value_up_to_2",
            CAST(coalesce(CAST(CAST(CASE WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_2") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_2" - trunc("p"."own.value_up_to_2")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_2") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_2" - trunc("p"."own.value_up_to_2")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_2") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_2" - trunc("p"."own.value_up_to_2")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(34,2)), CAST('0.00' AS DECIMAL(34,2))) AS DECIMAL(16,2)) AS "own.cash_up_to_2",
            "p"."own.value_up_to_3" AS "own.value_up_to_3",
            CAST(coalesce(CAST(CAST(CASE WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_3") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_3" - trunc("p"."own.value_up_to_3")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_3") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_3" - trunc("p"."own.value_up_to_3")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_3") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_3" - trunc("p"."own.value_up_to_3")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(34,2)), CAST('0.00' AS DECIMAL(34,2))) AS DECIMAL(16,2)) AS "own.cash_up_to_3",
            "p"."own.value_up_to_4" AS "own.value_up_to_4",
            CAST(coalesce(CAST(CAST(CASE WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_4") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_4" - trunc("p"."own.value_up_to_4")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_4") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_4" - trunc("p"."own.value_up_to_4")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_4") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_4" - trunc("p"."own.value_up_to_4")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(34,2)), CAST('0.00' AS DECIMAL(34,2))) AS DECIMAL(16,2)) AS "own.cash_up_to_4",
            "p"."own.value_up_to_5" AS "own.value_up_to_5",
            CAST(coalesce(CAST(CAST(CASE WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_5") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_5" - trunc("p"."own.value_up_to_5")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_5") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_5" - trunc("p"."own.value_up_to_5")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."own.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.value_up_to_5") AS BIGINT) * 100 + CAST(("p"."own.value_up_to_5" - trunc("p"."own.value_up_to_5")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.collateral_value") AS BIGINT) * 100 + CAST(("p"."own.collateral_value" - trunc("p"."own.collateral_value")) * 100 AS BIGINT)) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(34,2)), CAST('0.00' AS DECIMAL(34,2))) AS DECIMAL(16,2)) AS "own.cash_up_to_5",
            "p"."own.backing" AS "own.backing",
            "p"."row.cash_amount" AS "row.cash_amount"
          FROM (
            SELECT
              "p"."own.deal_id" AS "own.deal_id",
              "p"."own.entity_id" AS "own.entity_id",
              "p"."own.customer_id" AS "own.customer_id",
              "p"."own.currency_code" AS "own.currency_code",
              "p"."own.sft_type" AS "own.sft_type",
              "p"."own.end_date" AS "own.end_date",
              "p"."own.notice_days" AS "own.notice_days",
              "p"."own.rate_far" AS "own.rate_far",
              "p"."own.rate_near" AS "own.rate_near",
              "p"."own.amount_near" AS "own.amount_near",
              "p"."own.amount_far" AS "own.amount_far",
              coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.cash_amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage financing_facts, column amount, row ' || 'deal_id = ') AS VARCHAR) || "p"."own.deal_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
              "p"."own.segment_found" AS "own.segment_found",
              "p"."own.segment" AS "own.segment",
              "p"."own.public_country" AS "own.public_country",
              "p"."own.is_public" AS "own.is_public",
              "p"."own.home_country" AS "own.home_country",
              "p"."own.sum_market_value" AS "own.sum_market_value",
              "p"."own.sum_level_1" AS "own.sum_level_1",
              "p"."own.sum_level_2a" AS "own.sum_level_2a",
              "p"."own.sum_rmbs" AS "own.sum_rmbs",
              "p"."own.sum_level_2b" AS "own.sum_level_2b",
              "p"."own.sum_short" AS "own.sum_short",
              "p"."own.sum_other" AS "own.sum_other",
              "p"."own.sum_not_hqla" AS "own.sum_not_hqla",
              "p"."own.sum_not_free" AS "own.sum_not_free",
              "p"."own.sum_liquid_received" AS "own.sum_liquid_received",
              "p"."own.sum_liquid_given" AS "own.sum_liquid_given",
              "p"."own.own_security" AS "own.own_security",
              "p"."own.own_first" AS "own.own_first",
              "p"."own.own_last" AS "own.own_last",
              "p"."own.value_level_1" AS "own.value_level_1",
              "p"."own.value_level_2a" AS "own.value_level_2a",
              "p"."own.value_rmbs" AS "own.value_rmbs",
              "p"."own.value_level_2b" AS "own.value_level_2b",
              "p"."own.value_short" AS "own.value_short",
              "p"."own.value_other" AS "own.value_other",
              "p"."own.is_swap" AS "own.is_swap",
              "p"."own.swap_given" AS "own.swap_given",
              "p"."own.swap_received" AS "own.swap_received",
              CAST(("p"."own.swap_given" - "p"."own.swap_received") AS DECIMAL(18,2)) AS "own.swap_excess",
              "p"."own.collateral_value" AS "own.collateral_value",
              "p"."own.several_own" AS "own.several_own",
              "p"."own.value_level_1" AS "own.value_up_to_1",
              CAST(("p"."own.value_level_1" + "p"."own.value_level_2a") AS DECIMAL(18,2)) AS "own.value_up_to_2",
              CAST(CAST((((CAST(trunc("p"."own.value_level_1") AS BIGINT) * 100 + CAST(("p"."own.value_level_1" - trunc("p"."own.value_level_1")) * 100 AS BIGINT)) + (CAST(trunc("p"."own.value_level_2a") AS BIGINT) * 100 + CAST(("p"."own.value_level_2a" - trunc("p"."own.value_level_2a")) * 100 AS BIGINT))) + (CAST(trunc("p"."own.value_rmbs") AS BIGINT) * 100 + CAST(("p"."own.value_rmbs" - trunc("p"."own.value_rmbs")) * 100 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.value_up_to_3",
              CAST(CAST(((((CAST(trunc("p"."own.value_level_1") AS BIGINT) * 100 + CAST(("p"."own.value_level_1" - trunc("p"."own.value_level_1")) * 100 AS BIGINT)) + (CAST(trunc("p"."own.value_level_2a") AS BIGINT) * 100 + CAST(("p"."own.value_level_2a" - trunc("p"."own.value_level_2a")) * 100 AS BIGINT))) + (CAST(trunc("p"."own.value_rmbs") AS BIGINT) * 100 + CAST(("p"."own.value_rmbs" - trunc("p"."own.value_rmbs")) * 100 AS BIGINT))) + (CAST(trunc("p"."own.value_level_2b") AS BIGINT) * 100 + CAST(("p"."own.value_level_2b" - trunc("p"."own.value_level_2b")) * 100 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.value_up_to_4",
              CAST(CAST((((((CAST(trunc("p"."own.value_level_1") AS BIGINT) * 100 + CAST(("p"."own.value_level_1" - trunc("p"."own.value_level_1")) * 100 AS BIGINT)) + (CAST(trunc("p"."own.value_level_2a") AS BIGINT) * 100 + CAST(("p"."own.value_level_2a" - trunc("p"."own.value_level_2a")) * 100 AS BIGINT))) + (CAST(trunc("p"."own.value_rmbs") AS BIGINT) * 100 + CAST(("p"."own.value_rmbs" - trunc("p"."own.value_rmbs")) * 100 AS BIGINT))) + (CAST(trunc("p"."own.value_level_2b") AS BIGINT) * 100 + CAST(("p"."own.value_level_2b" - trunc("p"."own.value_level_2b")) * 100 AS BIGINT))) + (CAST(trunc("p"."own.value_short") AS BIGINT) * 100 + CAST(("p"."own.value_short" - trunc("p"."own.value_short")) * 100 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)) AS "own.value_up_to_5",
              CASE WHEN ("p"."own.collateral_value" = CAST('0.00' AS DECIMAL(18,2))) THEN 'other' WHEN ("p"."own.value_level_1" = "p"."own.collateral_value") THEN 'level_1' WHEN ("p"."own.value_level_2a" = "p"."own.collateral_value") THEN 'level_2a' WHEN ("p"."own.value_rmbs" = "p"."own.collateral_value") THEN 'rmbs' WHEN ("p"."own.value_level_2b" = "p"."own.collateral_value") THEN 'level_2b' WHEN ("p"."own.value_short" = "p"."own.collateral_value") THEN 'short' WHEN ("p"."own.value_other" = "p"."own.collateral_value") THEN 'other' ELSE 'mixed' END AS "own.backing",
              "p"."row.cash_amount" AS "row.cash_amount"
            FROM (
              SELECT
                "i"."deal_id" AS "own.deal_id",
                "i"."entity_id" AS "own.entity_id",
                "i"."customer_id" AS "own.customer_id",
                "i"."currency_code" AS "own.currency_code",
                "i"."sft_type" AS "own.sft_type",
                "i"."end_date" AS "own.end_date",
                "i"."notice_days" AS "own.notice_days",
                "look-up fx"."rate" AS "own.rate_far",
                "look-up fx"."rate_near" AS "own.rate_near",
                CAST(CASE WHEN ("i"."cash_amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."cash_amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."cash_amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."cash_amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
                CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."cash_amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
                "look-up customer"."segment" AS "own.segment_found",
                coalesce(CASE WHEN ("i"."customer_id" IS NULL) THEN 'none' ELSE "look-up customer"."segment" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage financing_facts, column segment, row ' || 'deal_id = ') AS VARCHAR) || "i"."deal_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its customer_id ''') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer.') AS VARCHAR)) AS VARCHAR)) AS "own.segment",
                "look-up customer"."public_country" AS "own.public_country",
                coalesce("look-up customer"."is_public", FALSE) AS "own.is_public",
                coalesce("look-up entity"."country_code", CAST(error('PLIMSOLL:' || 'Stage financing_facts: look-up entity finds no row of entity for a row that a filter would drop.') AS VARCHAR)) AS "own.home_country",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."market_value" END AS "own.sum_market_value",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."level_1" END AS "own.sum_level_1",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."level_2a" END AS "own.sum_level_2a",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."rmbs" END AS "own.sum_rmbs",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."level_2b" END AS "own.sum_level_2b",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."short" END AS "own.sum_short",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."other" END AS "own.sum_other",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0' AS DECIMAL(38,0)) ELSE "look-up collateral"."not_hqla" END AS "own.sum_not_hqla",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0' AS DECIMAL(38,0)) ELSE "look-up collateral"."not_free" END AS "own.sum_not_free",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."liquid_received" END AS "own.sum_liquid_received",
                CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."liquid_given" END AS "own.sum_liquid_given",
                "look-up collateral"."own_security" AS "own.own_security",
                "look-up collateral"."own_first" AS "own.own_first",
                "look-up collateral"."own_last" AS "own.own_last",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."level_1" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.value_level_1",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."level_2a" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.value_level_2a",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."rmbs" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.value_rmbs",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."level_2b" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.value_level_2b",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."short" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.value_short",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."other" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.value_other",
                ("i"."sft_type" = 'collateral_swap') AS "own.is_swap",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."liquid_given" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.swap_given",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."liquid_received" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.swap_received",
                CAST(coalesce(CASE WHEN ("look-up collateral"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up collateral"."market_value" END, CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(18,2)) AS "own.collateral_value",
                coalesce(("look-up collateral"."own_first" <> "look-up collateral"."own_last"), FALSE) AS "own.several_own",
                "i"."cash_amount" AS "row.cash_amount"
              FROM "security_financing" AS "i"
              LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
              LEFT JOIN "customers" AS "look-up customer" ON ("look-up customer"."customer_id" = "i"."customer_id")
              LEFT JOIN "entity" AS "look-up entity" ON ("look-up entity"."entity_id" = "i"."entity_id")
              LEFT JOIN "collateral_totals" AS "look-up collateral" ON ("look-up collateral"."deal_id" = "i"."deal_id")
              WHERE CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage financing_facts: look-up entity finds no row of entity for ' || 'entity_id = ') AS VARCHAR) || coalesce("i"."entity_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'deal_id = ') AS VARCHAR) || "i"."deal_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
            ) AS "p"
          ) AS "p"
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- financing_deals (derive)
SELECT
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  "i"."own_security" AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."flow" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."unwind_cash" AS "part_7"
FROM "financing_facts" AS "i";

-- group_collateral (derive)
SELECT
  "p"."own.collateral_id" AS "collateral_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.security_level" AS "security_level",
  "p"."own.lends" AS "lends",
  "p"."own.reuse" AS "reuse",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.inside" AS "inside",
  "p"."own.pledged" AS "pledged",
  "p"."own.given_inside" AS "given_inside",
  "p"."own.given_outside" AS "given_outside",
  "p"."own.passed_on" AS "passed_on"
FROM (
  SELECT
    "p"."own.collateral_id" AS "own.collateral_id",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.security_level" AS "own.security_level",
    "p"."own.lends" AS "own.lends",
    "p"."own.reuse" AS "own.reuse",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.inside" AS "own.inside",
    "p"."own.pledged" AS "own.pledged",
    CASE WHEN ((NOT "p"."own.lends") AND "p"."own.inside") THEN "p"."own.amount" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.given_inside",
    CASE WHEN ("p"."own.lends" OR "p"."own.inside") THEN CAST('0.00' AS DECIMAL(16,2)) ELSE "p"."own.amount" END AS "own.given_outside",
    CASE WHEN ("p"."own.lends" AND ("p"."own.reuse" = 'repo')) THEN "p"."own.amount" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.passed_on"
  FROM (
    SELECT
      "p"."own.collateral_id" AS "own.collateral_id",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.security_level" AS "own.security_level",
      "p"."own.lends" AS "own.lends",
      "p"."own.reuse" AS "own.reuse",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.market_value" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage group_collateral, column amount, row ' || 'collateral_id = ') AS VARCHAR) || "p"."own.collateral_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.inside" AS "own.inside",
      "p"."own.pledged" AS "own.pledged"
    FROM (
      SELECT
        "i"."collateral_id" AS "own.collateral_id",
        "i"."security_id" AS "own.security_id",
        "i"."security_level" AS "own.security_level",
        "i"."lends" AS "own.lends",
        "i"."reuse" AS "own.reuse",
        coalesce("look-up deal"."entity_id", CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_id",
        coalesce("look-up deal"."customer_id", CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.customer_id",
        coalesce("look-up deal"."currency_code", CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.currency_code",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END AS "own.rate_near",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END AS "own.rate_far",
        CAST(CASE WHEN ("i"."market_value" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."market_value" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END - trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END)) * 1000000000 AS BIGINT))) + ((((CAST("i"."market_value" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END - trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END)) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."market_value" * CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END) AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
        CASE WHEN (CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END IS NULL) THEN CAST(CAST((((CAST(CAST("i"."market_value" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END - trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END)) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
        "look-up group_customer"."group_entity" AS "own.counterparty_entity",
        coalesce(("look-up group_customer"."group_entity" <> coalesce("look-up deal"."entity_id", CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR))), FALSE) AS "own.inside",
        CAST(CAST('0.00' AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "own.pledged",
        "i"."market_value" AS "row.market_value"
      FROM "collateral_facts" AS "i"
      LEFT JOIN "financing_facts" AS "look-up deal" ON ("look-up deal"."deal_id" = "i"."deal_id")
      LEFT JOIN "group_customers" AS "look-up group_customer" ON ("look-up group_customer"."customer_id" = coalesce("look-up deal"."customer_id", CAST(error('PLIMSOLL:' || 'Stage group_collateral: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)))
      WHERE CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage group_collateral: look-up deal finds no row of financing_facts for ' || 'deal_id = ') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'collateral_id = ') AS VARCHAR) || "i"."collateral_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE (NOT ("p"."own.security_level" IS NULL));

-- group_collateral_amounts (derive)
SELECT
  "i"."collateral_id" AS "id",
  "i"."entity_id" AS "entity_id",
  "i"."security_id" AS "security_id",
  "i"."pledged" AS "pledged",
  "i"."given_inside" AS "given_inside",
  "i"."given_outside" AS "given_outside",
  "i"."passed_on" AS "passed_on"
FROM "group_collateral" AS "i";

-- pledged_holdings (derive)
SELECT
  "p"."own.id" AS "id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.pledged" AS "pledged",
  "p"."own.given_inside" AS "given_inside",
  "p"."own.given_outside" AS "given_outside",
  "p"."own.passed_on" AS "passed_on"
FROM (
  SELECT
    "i"."holding_id" AS "own.id",
    "i"."entity_id" AS "own.entity_id",
    "i"."security_id" AS "own.security_id",
    CASE WHEN ("i"."detail" = 'treasury') THEN "i"."pledged" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.pledged",
    CAST(CAST('0.00' AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "own.given_inside",
    CAST(CAST('0.00' AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "own.given_outside",
    CAST(CAST('0.00' AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "own.passed_on"
  FROM "holding_facts" AS "i"
) AS "p"
WHERE ("p"."own.pledged" > CAST('0.00' AS DECIMAL(16,2)));

-- pledges (union)
SELECT
  'holding' AS "origin",
  "i"."id" AS "id",
  "i"."entity_id" AS "entity_id",
  "i"."security_id" AS "security_id",
  "i"."pledged" AS "pledged",
  "i"."given_inside" AS "given_inside",
  "i"."given_outside" AS "given_outside",
  "i"."passed_on" AS "passed_on"
FROM "pledged_holdings" AS "i"
UNION ALL
SELECT
  'collateral' AS "origin",
  "i"."id" AS "id",
  "i"."entity_id" AS "entity_id",
  "i"."security_id" AS "security_id",
  "i"."pledged" AS "pledged",
  "i"."given_inside" AS "given_inside",
  "i"."given_outside" AS "given_outside",
  "i"."passed_on" AS "passed_on"
FROM "group_collateral_amounts" AS "i";

-- pledge_sums (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."security_id" AS "security_id",
  sum("i"."pledged") AS "pledged",
  sum("i"."given_inside") AS "given_inside",
  sum("i"."given_outside") AS "given_outside",
  sum("i"."passed_on") AS "passed_on"
FROM "pledges" AS "i"
GROUP BY "i"."entity_id", "i"."security_id";

-- pledge_limits (derive)
SELECT
  "p"."own.entity_id" AS "entity_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.sum_pledged" AS "sum_pledged",
  "p"."own.sum_given_inside" AS "sum_given_inside",
  "p"."own.sum_given_outside" AS "sum_given_outside",
  "p"."own.sum_passed_on" AS "sum_passed_on",
  "p"."own.may_come_free" AS "may_come_free"
FROM (
  SELECT
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.sum_pledged" AS "own.sum_pledged",
    "p"."own.sum_given_inside" AS "own.sum_given_inside",
    "p"."own.sum_given_outside" AS "own.sum_given_outside",
    "p"."own.sum_passed_on" AS "own.sum_passed_on",
    CAST(least(greatest(CAST(CAST(((CAST("p"."own.sum_pledged" * 100 AS BIGINT) + CAST("p"."own.sum_passed_on" * 100 AS BIGINT)) - CAST("p"."own.sum_given_outside" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(18,2)), CAST('0.00' AS DECIMAL(18,2))), CAST("p"."own.sum_given_inside" AS DECIMAL(18,2))) AS DECIMAL(16,2)) AS "own.may_come_free"
  FROM (
    SELECT
      "i"."entity_id" AS "own.entity_id",
      "i"."security_id" AS "own.security_id",
      CAST(coalesce("i"."pledged", CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(16,2)) AS "own.sum_pledged",
      CAST(coalesce("i"."given_inside", CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(16,2)) AS "own.sum_given_inside",
      CAST(coalesce("i"."given_outside", CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(16,2)) AS "own.sum_given_outside",
      CAST(coalesce("i"."passed_on", CAST('0.00' AS DECIMAL(38,2))) AS DECIMAL(16,2)) AS "own.sum_passed_on"
    FROM "pledge_sums" AS "i"
  ) AS "p"
) AS "p"
WHERE ("p"."own.sum_given_inside" > CAST('0.00' AS DECIMAL(16,2)));

-- collateral_releases (derive)
SELECT
  "p"."own.collateral_id" AS "collateral_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.inside" AS "inside",
  "p"."own.lends" AS "lends",
  "p"."own.reuse" AS "reuse",
  "p"."own.amount" AS "amount",
  "p"."own.may_come_free" AS "may_come_free",
  "p"."own.sum_given_inside" AS "sum_given_inside",
  "p"."own.released_amount" AS "released_amount"
FROM (
  SELECT
    "i"."collateral_id" AS "own.collateral_id",
    "i"."entity_id" AS "own.entity_id",
    "i"."security_id" AS "own.security_id",
    "i"."inside" AS "own.inside",
    "i"."lends" AS "own.lends",
    "i"."reuse" AS "own.reuse",
    "i"."amount" AS "own.amount",
    coalesce("look-up limit"."may_come_free", CAST('0.00' AS DECIMAL(16,2))) AS "own.may_come_free",
    "look-up limit"."sum_given_inside" AS "own.sum_given_inside",
    CASE WHEN (NOT "i"."lends") THEN CAST(coalesce(CAST(CAST(CASE WHEN (CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST(coalesce("look-up limit"."may_come_free", CAST('0.00' AS DECIMAL(16,2))) * 100 AS BIGINT) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST(coalesce("look-up limit"."may_come_free", CAST('0.00' AS DECIMAL(16,2))) * 100 AS BIGINT) AS HUGEINT)))) + abs(CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST(CAST(coalesce("look-up limit"."may_come_free", CAST('0.00' AS DECIMAL(16,2))) * 100 AS BIGINT) AS HUGEINT)))) + abs(CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST(CAST("look-up limit"."sum_given_inside" * 100 AS BIGINT) AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(32,2)), CAST('0.00' AS DECIMAL(32,2))) AS DECIMAL(16,2)) WHEN ("i"."reuse" = 'none') THEN CAST('0.00' AS DECIMAL(16,2)) ELSE CAST(CAST((-CAST("i"."amount" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) END AS "own.released_amount"
  FROM "group_collateral" AS "i"
  LEFT JOIN "pledge_limits" AS "look-up limit" ON (("look-up limit"."entity_id" = "i"."entity_id") AND ("look-up limit"."security_id" = "i"."security_id"))
) AS "p"
WHERE ("p"."own.inside" AND ("p"."own.released_amount" <> CAST('0.00' AS DECIMAL(16,2))));

-- collateral_amounts (derive)
SELECT
  "p"."own.collateral_id" AS "collateral_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.product_type" AS "product_type",
  "p"."own.security_line" AS "security_line",
  "p"."own.security_level" AS "security_level",
  "p"."own.security_haircut" AS "security_haircut",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.lends" AS "lends",
  "p"."own.market_value" AS "market_value",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.segment" AS "segment",
  "p"."own.own_security" AS "own_security",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window",
  "p"."own.unwound" AS "unwound",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.in_stock" AS "in_stock",
  "p"."own.released_amount" AS "released_amount",
  "p"."own.split" AS "split",
  "p"."own.unwind_amount" AS "unwind_amount"
FROM (
  SELECT
    "p"."own.collateral_id" AS "own.collateral_id",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.security_line" AS "own.security_line",
    "p"."own.security_level" AS "own.security_level",
    "p"."own.security_haircut" AS "own.security_haircut",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.lends" AS "own.lends",
    "p"."own.market_value" AS "own.market_value",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.deal_type" AS "own.deal_type",
    "p"."own.segment" AS "own.segment",
    "p"."own.own_security" AS "own.own_security",
    "p"."own.effective_date" AS "own.effective_date",
    "p"."own.in_window" AS "own.in_window",
    "p"."own.unwound" AS "own.unwound",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.in_stock" AS "own.in_stock",
    "p"."own.released_amount" AS "own.released_amount",
    "p"."own.split" AS "own.split",
    CASE WHEN "p"."own.lends" THEN CAST(CAST((-CAST("p"."own.amount" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE "p"."own.amount" END AS "own.unwind_amount"
  FROM (
    SELECT
      "p"."own.collateral_id" AS "own.collateral_id",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.security_line" AS "own.security_line",
      "p"."own.security_level" AS "own.security_level",
      "p"."own.security_haircut" AS "own.security_haircut",
      "p"."own.maturity_date" AS "own.maturity_date",
      "p"."own.lends" AS "own.lends",
      "p"."own.market_value" AS "own.market_value",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.deal_type" AS "own.deal_type",
      "p"."own.segment" AS "own.segment",
      "p"."own.own_security" AS "own.own_security",
      "p"."own.effective_date" AS "own.effective_date",
      "p"."own.in_window" AS "own.in_window",
      "p"."own.unwound" AS "own.unwound",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.market_value" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage collateral_amounts, column amount, row ' || 'collateral_id = ') AS VARCHAR) || "p"."own.collateral_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
      "p"."own.in_stock" AS "own.in_stock",
      "p"."own.released_amount" AS "own.released_amount",
      CASE WHEN ("p"."own.in_stock" AND "p"."own.unwound") THEN 'stock_unwind' WHEN "p"."own.in_stock" THEN 'stock' WHEN ("p"."own.released_amount" > CAST('0.00' AS DECIMAL(16,2))) THEN CASE WHEN "p"."own.unwound" THEN 'unwind_released' ELSE 'memo_released' END WHEN ("p"."own.released_amount" < CAST('0.00' AS DECIMAL(16,2))) THEN CASE WHEN "p"."own.unwound" THEN 'unwind_passed' ELSE 'memo_passed' END WHEN "p"."own.unwound" THEN 'unwind' ELSE 'memo' END AS "own.split"
    FROM (
      SELECT
        "i"."collateral_id" AS "own.collateral_id",
        "i"."security_id" AS "own.security_id",
        "i"."product_type" AS "own.product_type",
        "i"."security_line" AS "own.security_line",
        "i"."security_level" AS "own.security_level",
        "i"."security_haircut" AS "own.security_haircut",
        "i"."maturity_date" AS "own.maturity_date",
        "i"."lends" AS "own.lends",
        "i"."market_value" AS "own.market_value",
        coalesce("look-up deal"."entity_id", CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_id",
        coalesce("look-up deal"."customer_id", CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.customer_id",
        coalesce("look-up deal"."currency_code", CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.currency_code",
        coalesce("look-up deal"."deal_type", CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.deal_type",
        coalesce("look-up deal"."segment", CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.segment",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR) ELSE "look-up deal"."own_security" END AS "own.own_security",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DATE) ELSE "look-up deal"."effective_date" END AS "own.effective_date",
        coalesce("look-up deal"."in_window", CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS BOOLEAN)) AS "own.in_window",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS BOOLEAN) ELSE "look-up deal"."unwound" END AS "own.unwound",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END AS "own.rate_near",
        CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END AS "own.rate_far",
        CAST(CASE WHEN ("i"."market_value" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."market_value" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END - trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END)) * 1000000000 AS BIGINT))) + ((((CAST("i"."market_value" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END - trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END)) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."market_value" * CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END) AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
        CASE WHEN (CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up deal"."rate_near" END IS NULL) THEN CAST(CAST((((CAST(CAST("i"."market_value" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END - trunc(CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage collateral_amounts: look-up deal finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up deal"."rate_far" END)) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
        ((("i"."lends" AND (NOT ("i"."security_level" IS NULL))) AND "i"."rehypothecation") AND ("i"."reuse" = 'none')) AS "own.in_stock",
        coalesce("look-up release"."released_amount", CAST('0.00' AS DECIMAL(16,2))) AS "own.released_amount"
      FROM "collateral_facts" AS "i"
      LEFT JOIN "financing_facts" AS "look-up deal" ON ("look-up deal"."deal_id" = "i"."deal_id")
      LEFT JOIN "collateral_releases" AS "look-up release" ON ("look-up release"."collateral_id" = "i"."collateral_id")
      WHERE CASE WHEN ("look-up deal"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage collateral_amounts: look-up deal finds no row of financing_facts for ' || 'deal_id = ') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'collateral_id = ') AS VARCHAR) || "i"."collateral_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
    ) AS "p"
  ) AS "p"
) AS "p";

-- collateral_deals (derive)
SELECT
  "i"."collateral_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."amount" AS "part_1",
  "i"."unwind_amount" AS "part_2",
  "i"."released_amount" AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "collateral_amounts" AS "i";

-- flow_facts (derive)
SELECT
  "p"."own.flow_id" AS "flow_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.due_date" AS "due_date",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.converted_amount_near" AS "converted_amount_near",
  "p"."own.converted_amount_far" AS "converted_amount_far",
  "p"."own.converted_amount" AS "converted_amount",
  "p"."own.segment_found" AS "segment_found",
  "p"."own.segment" AS "segment",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window"
FROM (
  SELECT
    "p"."own.flow_id" AS "own.flow_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.due_date" AS "own.due_date",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.converted_amount_near" AS "own.converted_amount_near",
    "p"."own.converted_amount_far" AS "own.converted_amount_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.converted_amount_near", "p"."own.converted_amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage flow_facts, column converted_amount, row ' || 'flow_id = ') AS VARCHAR) || "p"."own.flow_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.converted_amount",
    "p"."own.segment_found" AS "own.segment_found",
    "p"."own.segment" AS "own.segment",
    "p"."own.deal_type" AS "own.deal_type",
    "p"."own.effective_date" AS "own.effective_date",
    (("p"."own.effective_date" > DATE '2024-01-31') AND ("p"."own.effective_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)))) AS "own.in_window"
  FROM (
    SELECT
      "i"."flow_id" AS "own.flow_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."customer_id" AS "own.customer_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."kind" AS "own.kind",
      "i"."due_date" AS "own.due_date",
      "look-up fx"."rate" AS "own.rate_far",
      "look-up fx"."rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("i"."amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.converted_amount_near",
      CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.converted_amount_far",
      "look-up customer"."segment" AS "own.segment_found",
      coalesce(CASE WHEN ("i"."customer_id" IS NULL) THEN 'none' ELSE "look-up customer"."segment" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage flow_facts, column segment, row ' || 'flow_id = ') AS VARCHAR) || "i"."flow_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its customer_id ''') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer.') AS VARCHAR)) AS VARCHAR)) AS "own.segment",
      CASE WHEN ("i"."direction" = 'out') THEN 'OUTFLOW' ELSE 'INFLOW' END AS "own.deal_type",
      CASE WHEN ("i"."direction" = 'out') THEN greatest("i"."due_date", (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) ELSE "i"."due_date" END AS "own.effective_date",
      "i"."amount" AS "row.amount"
    FROM "other_flow" AS "i"
    LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
    LEFT JOIN "customers" AS "look-up customer" ON ("look-up customer"."customer_id" = "i"."customer_id")
  ) AS "p"
) AS "p";

-- flow_deals (derive)
SELECT
  "i"."flow_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('OTHER' AS VARCHAR) AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."kind" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."due_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."converted_amount" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "flow_facts" AS "i";

-- capital_amounts (derive)
SELECT
  "p"."own.capital_id" AS "capital_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.capital_tier" AS "capital_tier",
  "p"."own.end_date" AS "end_date",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.due_near" AS "due_near",
  "p"."own.due_far" AS "due_far",
  "p"."own.due" AS "due",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window"
FROM (
  SELECT
    "p"."own.capital_id" AS "own.capital_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.capital_tier" AS "own.capital_tier",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.due_near" AS "own.due_near",
    "p"."own.due_far" AS "own.due_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.due_near", "p"."own.due_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage capital_amounts, column due, row ' || 'capital_id = ') AS VARCHAR) || "p"."own.capital_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.due",
    "p"."own.effective_date" AS "own.effective_date",
    coalesce(("p"."own.effective_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER))), FALSE) AS "own.in_window"
  FROM (
    SELECT
      "i"."capital_id" AS "own.capital_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."capital_tier" AS "own.capital_tier",
      "i"."end_date" AS "own.end_date",
      "look-up fx"."rate" AS "own.rate_far",
      "look-up fx"."rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("i"."amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.due_near",
      CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.due_far",
      CASE WHEN (NOT ("i"."end_date" IS NULL)) THEN greatest("i"."end_date", (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) ELSE CAST(NULL AS DATE) END AS "own.effective_date",
      "i"."amount" AS "row.amount"
    FROM "capital" AS "i"
    LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
  ) AS "p"
) AS "p"
WHERE (NOT ("p"."own.end_date" IS NULL));

-- capital_deals (derive)
SELECT
  "i"."capital_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('CAPITAL' AS VARCHAR) AS "product_type",
  CAST('WHOLESALE' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  "i"."capital_tier" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."due" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "capital_amounts" AS "i";

-- issue_amounts (derive)
SELECT
  "p"."own.issue_id" AS "issue_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.retail_only" AS "retail_only",
  "p"."own.end_date" AS "end_date",
  "p"."own.stated_redemption" AS "stated_redemption",
  "p"."own.stated_returnable" AS "stated_returnable",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.redemption_near" AS "redemption_near",
  "p"."own.redemption_far" AS "redemption_far",
  "p"."own.redemption" AS "redemption",
  "p"."own.returnable_near" AS "returnable_near",
  "p"."own.returnable_far" AS "returnable_far",
  "p"."own.returnable" AS "returnable",
  "p"."own.due" AS "due",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window"
FROM (
  SELECT
    "p"."own.issue_id" AS "own.issue_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.retail_only" AS "own.retail_only",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.stated_redemption" AS "own.stated_redemption",
    "p"."own.stated_returnable" AS "own.stated_returnable",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.redemption_near" AS "own.redemption_near",
    "p"."own.redemption_far" AS "own.redemption_far",
    "p"."own.redemption" AS "own.redemption",
    "p"."own.returnable_near" AS "own.returnable_near",
    "p"."own.returnable_far" AS "own.returnable_far",
    "p"."own.returnable" AS "own.returnable",
    CAST(("p"."own.redemption" + "p"."own.returnable") AS DECIMAL(16,2)) AS "own.due",
    "p"."own.effective_date" AS "own.effective_date",
    "p"."own.in_window" AS "own.in_window"
  FROM (
    SELECT
      "p"."own.issue_id" AS "own.issue_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.kind" AS "own.kind",
      "p"."own.retail_only" AS "own.retail_only",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.stated_redemption" AS "own.stated_redemption",
      "p"."own.stated_returnable" AS "own.stated_returnable",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.redemption_near" AS "own.redemption_near",
      "p"."own.redemption_far" AS "own.redemption_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN "p"."own.stated_redemption" ELSE coalesce("p"."own.redemption_near", "p"."own.redemption_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage issue_amounts, column redemption, row ' || 'issue_id = ') AS VARCHAR) || "p"."own.issue_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.redemption",
      "p"."own.returnable_near" AS "own.returnable_near",
      "p"."own.returnable_far" AS "own.returnable_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN "p"."own.stated_returnable" ELSE coalesce("p"."own.returnable_near", "p"."own.returnable_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage issue_amounts, column returnable, row ' || 'issue_id = ') AS VARCHAR) || "p"."own.issue_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.returnable",
      "p"."own.effective_date" AS "own.effective_date",
      "p"."own.in_window" AS "own.in_window"
    FROM (
      SELECT
        "p"."own.issue_id" AS "own.issue_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.kind" AS "own.kind",
        "p"."own.retail_only" AS "own.retail_only",
        "p"."own.end_date" AS "own.end_date",
        "p"."own.stated_redemption" AS "own.stated_redemption",
        "p"."own.stated_returnable" AS "own.stated_returnable",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        CAST(CASE WHEN ("p"."own.stated_redemption" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.stated_redemption" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.stated_redemption" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated_redemption" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.redemption_near",
        CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.stated_redemption" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.redemption_far",
        CAST(CASE WHEN ("p"."own.stated_returnable" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.stated_returnable" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.stated_returnable" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated_returnable" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.returnable_near",
        CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.stated_returnable" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.returnable_far",
        "p"."own.effective_date" AS "own.effective_date",
        coalesce(("p"."own.effective_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER))), FALSE) AS "own.in_window"
      FROM (
        SELECT
          "i"."issue_id" AS "own.issue_id",
          "i"."entity_id" AS "own.entity_id",
          "i"."currency_code" AS "own.currency_code",
          "i"."kind" AS "own.kind",
          "i"."retail_only" AS "own.retail_only",
          "i"."end_date" AS "own.end_date",
          CAST(coalesce("i"."redemption_amount", "i"."amount") AS DECIMAL(16,2)) AS "own.stated_redemption",
          CAST(coalesce("i"."returnable_assets", CAST('0.00' AS DECIMAL(18,2))) AS DECIMAL(16,2)) AS "own.stated_returnable",
          "look-up fx"."rate" AS "own.rate_far",
          "look-up fx"."rate_near" AS "own.rate_near",
          CASE WHEN (NOT ("i"."end_date" IS NULL)) THEN greatest("i"."end_date", (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) ELSE CAST(NULL AS DATE) END AS "own.effective_date"
        FROM "own_issue" AS "i"
        LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- issue_deals (derive)
SELECT
  "i"."issue_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('OWN_ISSUE' AS VARCHAR) AS "product_type",
  CASE WHEN "i"."retail_only" THEN 'RETAIL' ELSE 'WHOLESALE' END AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  "i"."kind" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  CASE WHEN ("i"."returnable" > CAST('0.00' AS DECIMAL(16,2))) THEN 'issue' ELSE 'whole' END AS "split",
  "i"."due" AS "amount",
  "i"."redemption" AS "part_1",
  "i"."returnable" AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "issue_amounts" AS "i";

-- contingent_amounts (derive)
SELECT
  "p"."own.contingent_id" AS "contingent_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.end_date" AS "end_date",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.obligation_near" AS "obligation_near",
  "p"."own.obligation_far" AS "obligation_far",
  "p"."own.obligation" AS "obligation",
  "p"."own.in_window" AS "in_window"
FROM (
  SELECT
    "p"."own.contingent_id" AS "own.contingent_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.obligation_near" AS "own.obligation_near",
    "p"."own.obligation_far" AS "own.obligation_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.obligation_near", "p"."own.obligation_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage contingent_amounts, column obligation, row ' || 'contingent_id = ') AS VARCHAR) || "p"."own.contingent_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.obligation",
    "p"."own.in_window" AS "own.in_window"
  FROM (
    SELECT
      "i"."contingent_id" AS "own.contingent_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."kind" AS "own.kind",
      "i"."end_date" AS "own.end_date",
      "look-up fx"."rate" AS "own.rate_far",
      "look-up fx"."rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("i"."amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.obligation_near",
      CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.obligation_far",
      coalesce(("i"."end_date" > DATE '2024-01-31'), TRUE) AS "own.in_window",
      "i"."amount" AS "row.amount"
    FROM "contingent" AS "i"
    LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
  ) AS "p"
) AS "p";

-- contingent_deals (derive)
SELECT
  "i"."contingent_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('CONTINGENT' AS VARCHAR) AS "product_type",
  CAST('CONTINGENT' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  "i"."kind" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  "i"."end_date" AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  "i"."in_window" AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."obligation" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "contingent_amounts" AS "i";

-- derivative_sets (derive)
SELECT
  "p"."own.derivative_id" AS "derivative_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.netting_set" AS "netting_set",
  "p"."own.stated_customer" AS "stated_customer",
  "p"."own.customer_type" AS "customer_type",
  "p"."own.is_known" AS "is_known",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.set_id" AS "set_id"
FROM (
  SELECT
    "p"."own.derivative_id" AS "own.derivative_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.netting_set" AS "own.netting_set",
    "p"."own.stated_customer" AS "own.stated_customer",
    "p"."own.customer_type" AS "own.customer_type",
    "p"."own.is_known" AS "own.is_known",
    CASE WHEN "p"."own.is_known" THEN "p"."own.stated_customer" ELSE CAST(NULL AS VARCHAR) END AS "own.customer_id",
    "p"."own.set_id" AS "own.set_id"
  FROM (
    SELECT
      "i"."derivative_id" AS "own.derivative_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."netting_set" AS "own.netting_set",
      "i"."customer_id" AS "own.stated_customer",
      "look-up customer"."type" AS "own.customer_type",
      coalesce(CASE WHEN (("i"."customer_id" IS NULL) OR (NOT ("look-up customer"."type" IS NULL))) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage derivative_sets, column is_known, row ' || 'derivative_id = ') AS VARCHAR) || "i"."derivative_id") AS VARCHAR) || ': ') AS VARCHAR) || 'its customer_id ''') AS VARCHAR) || coalesce("i"."customer_id", 'NULL')) AS VARCHAR) || ''' is not in the table customer, or the customer was rejected there (`plimsoll show rejects`). Add the customer, or leave customer_id empty.') AS VARCHAR)) AS BOOLEAN)) AS "own.is_known",
      CAST((CAST((CAST((CAST((CAST(length("i"."entity_id") AS VARCHAR) || ':') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || '/') AS VARCHAR) || coalesce("i"."netting_set", "i"."derivative_id")) AS VARCHAR) AS "own.set_id"
    FROM "derivative" AS "i"
    LEFT JOIN "customer" AS "look-up customer" ON ("look-up customer"."customer_id" = "i"."customer_id")
  ) AS "p"
) AS "p";

-- set_customers (aggregate)
SELECT
  "i"."set_id" AS "set_id",
  min("i"."customer_id") AS "first_customer",
  max("i"."customer_id") AS "last_customer"
FROM "derivative_sets" AS "i"
GROUP BY "i"."set_id";

-- set_counterparties (derive)
SELECT
  "p"."own.set_id" AS "set_id",
  "p"."own.first_customer" AS "first_customer",
  "p"."own.last_customer" AS "last_customer",
  "p"."own.is_one" AS "is_one",
  "p"."own.customer_id" AS "customer_id"
FROM (
  SELECT
    "p"."own.set_id" AS "own.set_id",
    "p"."own.first_customer" AS "own.first_customer",
    "p"."own.last_customer" AS "own.last_customer",
    "p"."own.is_one" AS "own.is_one",
    CASE WHEN "p"."own.is_one" THEN "p"."own.first_customer" ELSE CAST(NULL AS VARCHAR) END AS "own.customer_id"
  FROM (
    SELECT
      "i"."set_id" AS "own.set_id",
      "i"."first_customer" AS "own.first_customer",
      "i"."last_customer" AS "own.last_customer",
      coalesce(CASE WHEN (("i"."first_customer" IS NULL) OR ("i"."first_customer" = "i"."last_customer")) THEN TRUE ELSE CAST(NULL AS BOOLEAN) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage set_counterparties, column is_one, row ' || 'set_id = ') AS VARCHAR) || "i"."set_id") AS VARCHAR) || ': ') AS VARCHAR) || 'derivatives of one netting set are with ''') AS VARCHAR) || coalesce("i"."first_customer", 'NULL')) AS VARCHAR) || ''' and with ''') AS VARCHAR) || coalesce("i"."last_customer", 'NULL')) AS VARCHAR) || '''. A set is netted with one counterparty (d238 ¶116, d295 ¶19). Correct customer_id or netting_set in the table derivative.') AS VARCHAR)) AS BOOLEAN)) AS "own.is_one"
    FROM "set_customers" AS "i"
  ) AS "p"
) AS "p";

-- derivative_flow_facts (derive)
SELECT
  "p"."own.payment_id" AS "payment_id",
  "p"."own.derivative_id" AS "derivative_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.direction" AS "direction",
  "p"."own.due_date" AS "due_date",
  "p"."own.exchange" AS "exchange",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.netting_set" AS "netting_set",
  "p"."own.set_id" AS "set_id",
  "p"."own.counterparty_set" AS "counterparty_set",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.leg_id" AS "leg_id",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.payment_near" AS "payment_near",
  "p"."own.payment_far" AS "payment_far",
  "p"."own.payment" AS "payment",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.net" AS "net"
FROM (
  SELECT
    "p"."own.payment_id" AS "own.payment_id",
    "p"."own.derivative_id" AS "own.derivative_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.direction" AS "own.direction",
    "p"."own.due_date" AS "own.due_date",
    "p"."own.exchange" AS "own.exchange",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.netting_set" AS "own.netting_set",
    "p"."own.set_id" AS "own.set_id",
    "p"."own.counterparty_set" AS "own.counterparty_set",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.leg_id" AS "own.leg_id",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.payment_near" AS "own.payment_near",
    "p"."own.payment_far" AS "own.payment_far",
    "p"."own.payment" AS "own.payment",
    "p"."own.effective_date" AS "own.effective_date",
    CASE WHEN ("p"."own.direction" = 'in') THEN "p"."own.payment" ELSE CAST(CAST((-CAST("p"."own.payment" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) END AS "own.net"
  FROM (
    SELECT
      "p"."own.payment_id" AS "own.payment_id",
      "p"."own.derivative_id" AS "own.derivative_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.direction" AS "own.direction",
      "p"."own.due_date" AS "own.due_date",
      "p"."own.exchange" AS "own.exchange",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.netting_set" AS "own.netting_set",
      "p"."own.set_id" AS "own.set_id",
      "p"."own.counterparty_set" AS "own.counterparty_set",
      "look-up counterparty"."customer_id" AS "own.customer_id",
      CAST((CAST(("p"."own.set_id" || ' ') AS VARCHAR) || "p"."own.currency_code") AS VARCHAR) AS "own.leg_id",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.payment_near" AS "own.payment_near",
      "p"."own.payment_far" AS "own.payment_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.payment_near", "p"."own.payment_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage derivative_flow_facts, column payment, row ' || 'payment_id = ') AS VARCHAR) || "p"."own.payment_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.payment",
      "p"."own.effective_date" AS "own.effective_date"
    FROM (
      SELECT
        "i"."payment_id" AS "own.payment_id",
        "i"."derivative_id" AS "own.derivative_id",
        "i"."currency_code" AS "own.currency_code",
        "i"."direction" AS "own.direction",
        "i"."due_date" AS "own.due_date",
        "i"."exchange" AS "own.exchange",
        coalesce("look-up derivative"."entity_id", CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_id",
        CASE WHEN ("look-up derivative"."derivative_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR) ELSE "look-up derivative"."netting_set" END AS "own.netting_set",
        CAST((CAST((CAST((CAST((CAST(length(coalesce("look-up derivative"."entity_id", CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR))) AS VARCHAR) || ':') AS VARCHAR) || coalesce("look-up derivative"."entity_id", CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR))) AS VARCHAR) || '/') AS VARCHAR) || CASE WHEN (NOT (CASE WHEN ("look-up derivative"."derivative_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR) ELSE "look-up derivative"."netting_set" END IS NULL)) THEN CAST(('set/' || CASE WHEN ("look-up derivative"."derivative_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR) ELSE "look-up derivative"."netting_set" END) AS VARCHAR) WHEN "i"."exchange" THEN CAST((CAST((CAST(('exchange/' || "i"."derivative_id") AS VARCHAR) || '/') AS VARCHAR) || CAST((((CAST(year("i"."due_date") AS HUGEINT) * CAST('10000' AS HUGEINT)) + (CAST(month("i"."due_date") AS HUGEINT) * CAST('100' AS HUGEINT))) + CAST(day("i"."due_date") AS HUGEINT)) AS VARCHAR)) AS VARCHAR) ELSE CAST(('payment/' || "i"."payment_id") AS VARCHAR) END) AS VARCHAR) AS "own.set_id",
        CAST((CAST((CAST((CAST((CAST(length(coalesce("look-up derivative"."entity_id", CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR))) AS VARCHAR) || ':') AS VARCHAR) || coalesce("look-up derivative"."entity_id", CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR))) AS VARCHAR) || '/') AS VARCHAR) || coalesce(CASE WHEN ("look-up derivative"."derivative_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage derivative_flow_facts: look-up derivative finds no row of derivative for a row that a filter would drop.') AS VARCHAR) ELSE "look-up derivative"."netting_set" END, "i"."derivative_id")) AS VARCHAR) AS "own.counterparty_set",
        "look-up fx"."rate" AS "own.rate_far",
        "look-up fx"."rate_near" AS "own.rate_near",
        CAST(CASE WHEN ("i"."amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.payment_near",
        CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.payment_far",
        CASE WHEN ("i"."direction" = 'out') THEN greatest("i"."due_date", (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) ELSE "i"."due_date" END AS "own.effective_date",
        "i"."amount" AS "row.amount"
      FROM "derivative_flow" AS "i"
      LEFT JOIN "derivative" AS "look-up derivative" ON ("look-up derivative"."derivative_id" = "i"."derivative_id")
      LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
      WHERE CASE WHEN ("look-up derivative"."derivative_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage derivative_flow_facts: look-up derivative finds no row of derivative for ' || 'derivative_id = ') AS VARCHAR) || coalesce("i"."derivative_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'payment_id = ') AS VARCHAR) || "i"."payment_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Its derivative ''') AS VARCHAR) || coalesce("i"."derivative_id", 'NULL')) AS VARCHAR) || ''' is not in the table derivative, or was rejected there (`plimsoll show rejects`). Add the derivative, or remove its payment.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
    ) AS "p"
    LEFT JOIN "set_counterparties" AS "look-up counterparty" ON ("look-up counterparty"."set_id" = "p"."own.counterparty_set")
  ) AS "p"
) AS "p"
WHERE (("p"."own.effective_date" > DATE '2024-01-31') AND ("p"."own.effective_date" <= (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER))));

-- derivative_currency_nets (aggregate)
SELECT
  "i"."leg_id" AS "leg_id",
  min("i"."set_id") AS "set_id",
  min("i"."currency_code") AS "currency_code",
  min("i"."entity_id") AS "entity_id",
  min("i"."customer_id") AS "customer_id",
  sum("i"."net") AS "net"
FROM "derivative_flow_facts" AS "i"
GROUP BY "i"."leg_id";

-- derivative_payments (derive)
SELECT
  "p"."own.leg_id" AS "leg_id",
  "p"."own.set_id" AS "set_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.net_payment" AS "net_payment",
  "p"."own.paid" AS "paid",
  "p"."own.received" AS "received"
FROM (
  SELECT
    "p"."own.leg_id" AS "own.leg_id",
    "p"."own.set_id" AS "own.set_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.net_payment" AS "own.net_payment",
    greatest(CAST(CAST((-CAST("p"."own.net_payment" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)), CAST('0.00' AS DECIMAL(16,2))) AS "own.paid",
    greatest("p"."own.net_payment", CAST('0.00' AS DECIMAL(16,2))) AS "own.received"
  FROM (
    SELECT
      "i"."leg_id" AS "own.leg_id",
      "i"."set_id" AS "own.set_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."entity_id" AS "own.entity_id",
      "i"."customer_id" AS "own.customer_id",
      coalesce(CAST("i"."net" AS DECIMAL(16,2)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST(('Stage derivative_payments, column net_payment, row ' || 'leg_id = ') AS VARCHAR) || coalesce("i"."leg_id", 'NULL')) AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.net_payment"
    FROM "derivative_currency_nets" AS "i"
  ) AS "p"
) AS "p"
WHERE ("p"."own.net_payment" <> CAST('0.00' AS DECIMAL(16,2)));

-- derivative_set_payments (aggregate)
SELECT
  "i"."set_id" AS "set_id",
  min("i"."entity_id") AS "entity_id",
  min("i"."customer_id") AS "customer_id",
  sum("i"."paid") AS "paid",
  sum("i"."received") AS "received"
FROM "derivative_payments" AS "i"
GROUP BY "i"."set_id";

-- derivative_offsets (derive)
SELECT
  "p"."own.set_id" AS "set_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.netted" AS "netted",
  "p"."own.taken_off" AS "taken_off"
FROM (
  SELECT
    "p"."own.set_id" AS "own.set_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.netted" AS "own.netted",
    CAST(CAST((-CAST("p"."own.netted" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) AS "own.taken_off"
  FROM (
    SELECT
      "i"."set_id" AS "own.set_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."customer_id" AS "own.customer_id",
      CAST(least(coalesce("i"."paid", CAST('0.00' AS DECIMAL(38,2))), coalesce("i"."received", CAST('0.00' AS DECIMAL(38,2)))) AS DECIMAL(16,2)) AS "own.netted"
    FROM "derivative_set_payments" AS "i"
  ) AS "p"
) AS "p"
WHERE ("p"."own.netted" > CAST('0.00' AS DECIMAL(16,2)));

-- derivative_deals (derive)
SELECT
  "i"."leg_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('DERIVATIVE' AS VARCHAR) AS "product_type",
  CASE WHEN ("i"."paid" > CAST('0.00' AS DECIMAL(16,2))) THEN 'OUTFLOW' ELSE 'INFLOW' END AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(TRUE AS BOOLEAN) AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  greatest("i"."paid", "i"."received") AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "derivative_payments" AS "i";

-- derivative_offset_deals (derive)
SELECT
  "i"."set_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  CAST('NONE' AS VARCHAR) AS "currency_code",
  CAST('DERIVATIVE' AS VARCHAR) AS "product_type",
  CAST('NETTING' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(TRUE AS BOOLEAN) AS "in_window",
  CAST('netting' AS VARCHAR) AS "split",
  CAST((CAST('2' AS DECIMAL(1,0)) * "i"."taken_off") AS DECIMAL(16,2)) AS "amount",
  "i"."taken_off" AS "part_1",
  "i"."taken_off" AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "derivative_offsets" AS "i";

-- margin_collateral (derive)
SELECT
  "p"."own.margin_id" AS "margin_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.direction" AS "direction",
  "p"."own.security_id" AS "security_id",
  "p"."own.set_id" AS "set_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.product_found" AS "product_found",
  "p"."own.product_type" AS "product_type",
  "p"."own.level_found" AS "level_found",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.level" AS "level",
  "p"."own.counts" AS "counts",
  "p"."own.posted" AS "posted",
  "p"."own.received" AS "received",
  "p"."own.replaceable" AS "replaceable"
FROM (
  SELECT
    "p"."own.margin_id" AS "own.margin_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.direction" AS "own.direction",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.set_id" AS "own.set_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.product_found" AS "own.product_found",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.level_found" AS "own.level_found",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.level" AS "own.level",
    "p"."own.counts" AS "own.counts",
    CASE WHEN ("p"."own.counts" AND ("p"."own.direction" = 'posted')) THEN "p"."own.amount" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.posted",
    CASE WHEN (("p"."own.counts" AND ("p"."own.direction" = 'received')) AND "p"."row.reusable") THEN "p"."own.amount" ELSE CAST('0.00' AS DECIMAL(16,2)) END AS "own.received",
    "p"."own.replaceable" AS "own.replaceable"
  FROM (
    SELECT
      "p"."own.margin_id" AS "own.margin_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.direction" AS "own.direction",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.set_id" AS "own.set_id",
      "look-up counterparty"."customer_id" AS "own.customer_id",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.market_value" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage margin_collateral, column amount, row ' || 'margin_id = ') AS VARCHAR) || "p"."own.margin_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
      "p"."own.product_found" AS "own.product_found",
      "p"."own.product_type" AS "own.product_type",
      "p"."own.level_found" AS "own.level_found",
      "p"."own.maturity_date" AS "own.maturity_date",
      "p"."own.level" AS "own.level",
      (coalesce("p"."own.level", 'none') <> '1') AS "own.counts",
      (((("p"."own.direction" = 'received') AND "p"."row.reusable") AND "p"."row.substitutable") AND (NOT ("p"."own.level" IS NULL))) AS "own.replaceable",
      "p"."row.reusable" AS "row.reusable"
    FROM (
      SELECT
        "i"."margin_id" AS "own.margin_id",
        "i"."entity_id" AS "own.entity_id",
        "i"."currency_code" AS "own.currency_code",
        "i"."direction" AS "own.direction",
        "i"."security_id" AS "own.security_id",
        CAST((CAST((CAST((CAST((CAST(length("i"."entity_id") AS VARCHAR) || ':') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || '/') AS VARCHAR) || "i"."netting_set") AS VARCHAR) AS "own.set_id",
        "look-up fx"."rate" AS "own.rate_far",
        "look-up fx"."rate_near" AS "own.rate_near",
        CAST(CASE WHEN ("i"."market_value" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."market_value" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."market_value" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."market_value" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
        CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."market_value" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
        "look-up security"."product_type" AS "own.product_found",
        coalesce(CASE WHEN ("i"."security_id" IS NULL) THEN 'OTHER' ELSE "look-up security"."product_type" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage margin_collateral, column product_type, row ' || 'margin_id = ') AS VARCHAR) || "i"."margin_id") AS VARCHAR) || ': ') AS VARCHAR) || 'Its security_id ''') AS VARCHAR) || coalesce("i"."security_id", 'NULL')) AS VARCHAR) || ''' is not in the table instrument, or the record was rejected or set aside there (`plimsoll show rejects`). Without the level of the security the margin counts wrongly (d238 ¶119, 122). Add the security to instrument, or leave security_id empty for an asset of no level.') AS VARCHAR)) AS VARCHAR)) AS "own.product_type",
        "look-up security"."level" AS "own.level_found",
        "look-up security"."maturity_date" AS "own.maturity_date",
        CASE WHEN ("i"."asset" = 'cash') THEN '1' WHEN ("look-up security"."maturity_date" <= DATE '2024-01-31') THEN CAST(NULL AS VARCHAR) ELSE "look-up security"."level" END AS "own.level",
        "i"."market_value" AS "row.market_value",
        "i"."reusable" AS "row.reusable",
        "i"."substitutable" AS "row.substitutable"
      FROM "margin" AS "i"
      LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
      LEFT JOIN "instruments" AS "look-up security" ON ("look-up security"."security_id" = "i"."security_id")
    ) AS "p"
    LEFT JOIN "set_counterparties" AS "look-up counterparty" ON ("look-up counterparty"."set_id" = "p"."own.set_id")
  ) AS "p"
) AS "p";

-- margin_by_set (aggregate)
SELECT
  "i"."set_id" AS "set_id",
  min("i"."entity_id") AS "entity_id",
  min("i"."customer_id") AS "customer_id",
  sum("i"."posted") AS "posted",
  sum("i"."received") AS "received"
FROM "margin_collateral" AS "i"
GROUP BY "i"."set_id";

-- margin_posted_net (derive)
SELECT
  "p"."own.set_id" AS "set_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.given" AS "given",
  "p"."own.taken" AS "taken",
  "p"."own.net_posted" AS "net_posted"
FROM (
  SELECT
    "p"."own.set_id" AS "own.set_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.given" AS "own.given",
    "p"."own.taken" AS "own.taken",
    CAST(greatest(CAST(CAST((CAST("p"."own.given" * 100 AS BIGINT) - CAST("p"."own.taken" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(17,2)), CAST('0.00' AS DECIMAL(17,2))) AS DECIMAL(16,2)) AS "own.net_posted"
  FROM (
    SELECT
      "i"."set_id" AS "own.set_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."customer_id" AS "own.customer_id",
      CAST("i"."posted" AS DECIMAL(16,2)) AS "own.given",
      CAST("i"."received" AS DECIMAL(16,2)) AS "own.taken"
    FROM "margin_by_set" AS "i"
  ) AS "p"
) AS "p"
WHERE ("p"."own.net_posted" > CAST('0.00' AS DECIMAL(16,2)));

-- margin_posted_deals (derive)
SELECT
  "i"."set_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  CAST('EUR' AS VARCHAR) AS "currency_code",
  CAST('MARGIN' AS VARCHAR) AS "product_type",
  CAST('POSTED' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(FALSE AS BOOLEAN) AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."net_posted" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "margin_posted_net" AS "i";

-- margin_replaceable (derive)
SELECT
  "p"."own.margin_id" AS "margin_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.security_id" AS "security_id",
  "p"."own.amount" AS "amount",
  "p"."own.replaceable" AS "replaceable"
FROM (
  SELECT
    "i"."margin_id" AS "own.margin_id",
    "i"."entity_id" AS "own.entity_id",
    "i"."customer_id" AS "own.customer_id",
    "i"."currency_code" AS "own.currency_code",
    "i"."security_id" AS "own.security_id",
    "i"."amount" AS "own.amount",
    "i"."replaceable" AS "own.replaceable"
  FROM "margin_collateral" AS "i"
) AS "p"
WHERE "p"."own.replaceable";

-- margin_replaceable_deals (derive)
SELECT
  "i"."margin_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('MARGIN' AS VARCHAR) AS "product_type",
  CAST('REPLACEABLE' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  "i"."security_id" AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(FALSE AS BOOLEAN) AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."amount" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "margin_replaceable" AS "i";

-- agreement_amounts (derive)
SELECT
  "p"."own.agreement_id" AS "agreement_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.netting_set" AS "netting_set",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.set_id" AS "set_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.stated_downgrade" AS "stated_downgrade",
  "p"."own.stated_excess" AS "stated_excess",
  "p"."own.stated_uncalled" AS "stated_uncalled",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.downgrade_near" AS "downgrade_near",
  "p"."own.downgrade_far" AS "downgrade_far",
  "p"."own.downgrade" AS "downgrade",
  "p"."own.excess_near" AS "excess_near",
  "p"."own.excess_far" AS "excess_far",
  "p"."own.excess" AS "excess",
  "p"."own.uncalled_near" AS "uncalled_near",
  "p"."own.uncalled_far" AS "uncalled_far",
  "p"."own.uncalled" AS "uncalled",
  "p"."own.amount" AS "amount"
FROM (
  SELECT
    "p"."own.agreement_id" AS "own.agreement_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.netting_set" AS "own.netting_set",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.set_id" AS "own.set_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.stated_downgrade" AS "own.stated_downgrade",
    "p"."own.stated_excess" AS "own.stated_excess",
    "p"."own.stated_uncalled" AS "own.stated_uncalled",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.downgrade_near" AS "own.downgrade_near",
    "p"."own.downgrade_far" AS "own.downgrade_far",
    "p"."own.downgrade" AS "own.downgrade",
    "p"."own.excess_near" AS "own.excess_near",
    "p"."own.excess_far" AS "own.excess_far",
    "p"."own.excess" AS "own.excess",
    "p"."own.uncalled_near" AS "own.uncalled_near",
    "p"."own.uncalled_far" AS "own.uncalled_far",
    "p"."own.uncalled" AS "own.uncalled",
    CAST((("p"."own.downgrade" + "p"."own.excess") + "p"."own.uncalled") AS DECIMAL(16,2)) AS "own.amount"
  FROM (
    SELECT
      "p"."own.agreement_id" AS "own.agreement_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.netting_set" AS "own.netting_set",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.set_id" AS "own.set_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.stated_downgrade" AS "own.stated_downgrade",
      "p"."own.stated_excess" AS "own.stated_excess",
      "p"."own.stated_uncalled" AS "own.stated_uncalled",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.downgrade_near" AS "own.downgrade_near",
      "p"."own.downgrade_far" AS "own.downgrade_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN "p"."own.stated_downgrade" ELSE coalesce("p"."own.downgrade_near", "p"."own.downgrade_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage agreement_amounts, column downgrade, row ' || 'agreement_id = ') AS VARCHAR) || "p"."own.agreement_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.downgrade",
      "p"."own.excess_near" AS "own.excess_near",
      "p"."own.excess_far" AS "own.excess_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN "p"."own.stated_excess" ELSE coalesce("p"."own.excess_near", "p"."own.excess_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage agreement_amounts, column excess, row ' || 'agreement_id = ') AS VARCHAR) || "p"."own.agreement_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.excess",
      "p"."own.uncalled_near" AS "own.uncalled_near",
      "p"."own.uncalled_far" AS "own.uncalled_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN "p"."own.stated_uncalled" ELSE coalesce("p"."own.uncalled_near", "p"."own.uncalled_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage agreement_amounts, column uncalled, row ' || 'agreement_id = ') AS VARCHAR) || "p"."own.agreement_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.uncalled"
    FROM (
      SELECT
        "p"."own.agreement_id" AS "own.agreement_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.netting_set" AS "own.netting_set",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.set_id" AS "own.set_id",
        "look-up counterparty"."customer_id" AS "own.customer_id",
        "p"."own.stated_downgrade" AS "own.stated_downgrade",
        "p"."own.stated_excess" AS "own.stated_excess",
        "p"."own.stated_uncalled" AS "own.stated_uncalled",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        CAST(CASE WHEN ("p"."own.stated_downgrade" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.stated_downgrade" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.stated_downgrade" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated_downgrade" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.downgrade_near",
        CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.stated_downgrade" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.downgrade_far",
        CAST(CASE WHEN ("p"."own.stated_excess" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.stated_excess" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.stated_excess" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated_excess" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.excess_near",
        CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.stated_excess" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.excess_far",
        CAST(CASE WHEN ("p"."own.stated_uncalled" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("p"."own.stated_uncalled" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("p"."own.stated_uncalled" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.stated_uncalled" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.uncalled_near",
        CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("p"."own.stated_uncalled" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.uncalled_far"
      FROM (
        SELECT
          "i"."agreement_id" AS "own.agreement_id",
          "i"."entity_id" AS "own.entity_id",
          "i"."netting_set" AS "own.netting_set",
          "i"."currency_code" AS "own.currency_code",
          CAST((CAST((CAST((CAST((CAST(length("i"."entity_id") AS VARCHAR) || ':') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || '/') AS VARCHAR) || "i"."netting_set") AS VARCHAR) AS "own.set_id",
          CAST(coalesce("i"."downgrade_amount", CAST('0.00' AS DECIMAL(18,2))) AS DECIMAL(16,2)) AS "own.stated_downgrade",
          CAST(coalesce("i"."excess_amount", CAST('0.00' AS DECIMAL(18,2))) AS DECIMAL(16,2)) AS "own.stated_excess",
          CAST(coalesce("i"."uncalled_amount", CAST('0.00' AS DECIMAL(18,2))) AS DECIMAL(16,2)) AS "own.stated_uncalled",
          "look-up fx"."rate" AS "own.rate_far",
          "look-up fx"."rate_near" AS "own.rate_near"
        FROM "netting_agreement" AS "i"
        LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
      ) AS "p"
      LEFT JOIN "set_counterparties" AS "look-up counterparty" ON ("look-up counterparty"."set_id" = "p"."own.set_id")
    ) AS "p"
  ) AS "p"
) AS "p";

-- agreement_deals (derive)
SELECT
  "i"."agreement_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('MARGIN' AS VARCHAR) AS "product_type",
  CAST('AGREEMENT' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(FALSE AS BOOLEAN) AS "in_window",
  CAST('agreement' AS VARCHAR) AS "split",
  "i"."amount" AS "amount",
  "i"."downgrade" AS "part_1",
  "i"."excess" AS "part_2",
  "i"."uncalled" AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "agreement_amounts" AS "i";

-- collateral_flow_facts (derive)
SELECT
  "p"."own.collateral_flow_id" AS "collateral_flow_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.flow_date" AS "flow_date",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.first_end" AS "first_end",
  "p"."own.last_end" AS "last_end"
FROM (
  SELECT
    "p"."own.collateral_flow_id" AS "own.collateral_flow_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.flow_date" AS "own.flow_date",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.net_amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage collateral_flow_facts, column amount, row ' || 'collateral_flow_id = ') AS VARCHAR) || "p"."own.collateral_flow_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
    "p"."own.first_end" AS "own.first_end",
    "p"."own.last_end" AS "own.last_end"
  FROM (
    SELECT
      "i"."collateral_flow_id" AS "own.collateral_flow_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."flow_date" AS "own.flow_date",
      "look-up fx"."rate" AS "own.rate_far",
      "look-up fx"."rate_near" AS "own.rate_near",
      CAST(CASE WHEN (("i"."net_amount" > CAST('1111111.11' AS DECIMAL(18,2))) OR ("i"."net_amount" < CAST('-1111111.11' AS DECIMAL(18,2)))) THEN CAST(CAST((((CAST("i"."net_amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."net_amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CASE WHEN (((CAST("i"."net_amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) < CAST(0 AS BIGINT)) THEN CAST(-500000000 AS BIGINT) ELSE CAST(500000000 AS BIGINT) END) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."net_amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
      CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."net_amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CASE WHEN ((CAST(CAST("i"."net_amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-500000000' AS HUGEINT) ELSE CAST('500000000' AS HUGEINT) END) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
      greatest("i"."flow_date", CASE WHEN (((CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN CAST(-24 AS BIGINT) > 240000 THEN 240000 WHEN CAST(-24 AS BIGINT) < -240000 THEN -240000 ELSE CAST(-24 AS BIGINT) END AS INTEGER)) AS DATE) + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)) < DATE '0001-01-01') OR ((CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN CAST(-24 AS BIGINT) > 240000 THEN 240000 WHEN CAST(-24 AS BIGINT) < -240000 THEN -240000 ELSE CAST(-24 AS BIGINT) END AS INTEGER)) AS DATE) + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN CAST(-24 AS BIGINT) > 240000 THEN 240000 WHEN CAST(-24 AS BIGINT) < -240000 THEN -240000 ELSE CAST(-24 AS BIGINT) END AS INTEGER)) AS DATE) + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)) END) AS "own.first_end",
      least(CASE WHEN ((("i"."flow_date" + CAST(CASE WHEN CAST(29 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(29 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(29 AS BIGINT) END AS INTEGER)) < DATE '0001-01-01') OR (("i"."flow_date" + CAST(CASE WHEN CAST(29 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(29 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(29 AS BIGINT) END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE ("i"."flow_date" + CAST(CASE WHEN CAST(29 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(29 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(29 AS BIGINT) END AS INTEGER)) END, DATE '2024-01-31') AS "own.last_end",
      "i"."net_amount" AS "row.net_amount"
    FROM "collateral_flow" AS "i"
    LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
  ) AS "p"
) AS "p"
WHERE (("p"."own.flow_date" > CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN CAST(-24 AS BIGINT) > 240000 THEN 240000 WHEN CAST(-24 AS BIGINT) < -240000 THEN -240000 ELSE CAST(-24 AS BIGINT) END AS INTEGER)) AS DATE)) AND ("p"."own.flow_date" <= DATE '2024-01-31'));

-- collateral_flow_periods (expand)
SELECT
  "e"."collateral_flow_id" AS "collateral_flow_id",
  "e"."period_end" AS "period_end",
  "e"."entity_id" AS "entity_id",
  "e"."amount" AS "amount"
FROM (
  SELECT
    "i"."collateral_flow_id" AS "collateral_flow_id",
    "i"."entity_id" AS "entity_id",
    "i"."currency_code" AS "currency_code",
    "i"."flow_date" AS "flow_date",
    "i"."rate_far" AS "rate_far",
    "i"."rate_near" AS "rate_near",
    "i"."amount_near" AS "amount_near",
    "i"."amount_far" AS "amount_far",
    "i"."amount" AS "amount",
    "i"."first_end" AS "first_end",
    "i"."last_end" AS "last_end",
    ("i"."first_end" + CAST(unnest(range(date_diff('day', "i"."first_end", "i"."last_end") + 1)) AS INTEGER)) AS "period_end"
  FROM "collateral_flow_facts" AS "i"
) AS "e";

-- collateral_period_nets (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."period_end" AS "period_end",
  sum("i"."amount") AS "net"
FROM "collateral_flow_periods" AS "i"
GROUP BY "i"."entity_id", "i"."period_end";

-- collateral_period_sizes (derive)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."period_end" AS "period_end",
  CAST(CAST((abs((CAST(trunc(coalesce("i"."net", CAST('0.00' AS DECIMAL(38,2)))) AS HUGEINT) * 100 + CAST((coalesce("i"."net", CAST('0.00' AS DECIMAL(38,2))) - trunc(coalesce("i"."net", CAST('0.00' AS DECIMAL(38,2))))) * 100 AS HUGEINT))) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "size"
FROM "collateral_period_nets" AS "i";

-- collateral_look_back (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  max("i"."size") AS "size"
FROM "collateral_period_sizes" AS "i"
GROUP BY "i"."entity_id";

-- collateral_look_back_amounts (derive)
SELECT
  "i"."entity_id" AS "entity_id",
  coalesce(CAST(CAST(((CAST("i"."size" * 10000 AS HUGEINT) + CAST('50' AS HUGEINT)) // CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST(('Stage collateral_look_back_amounts, column amount, row ' || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(16,2))) AS "amount"
FROM "collateral_look_back" AS "i";

-- collateral_flow_deals (derive)
SELECT
  "i"."entity_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "customer_id",
  CAST('EUR' AS VARCHAR) AS "currency_code",
  CAST('MARGIN' AS VARCHAR) AS "product_type",
  CAST('LOOK_BACK' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  CAST('none' AS VARCHAR) AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(FALSE AS BOOLEAN) AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  "i"."amount" AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "collateral_look_back_amounts" AS "i";

-- option_facts (derive)
SELECT
  "p"."own.option_id" AS "option_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.counted_near" AS "counted_near",
  "p"."own.counted_far" AS "counted_far",
  "p"."own.counted" AS "counted"
FROM (
  SELECT
    "p"."own.option_id" AS "own.option_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.counted_near" AS "own.counted_near",
    "p"."own.counted_far" AS "own.counted_far",
    coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.amount" AS DECIMAL(16,2)) ELSE coalesce("p"."own.counted_near", "p"."own.counted_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage option_facts, column counted, row ' || 'option_id = ') AS VARCHAR) || "p"."own.option_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.counted"
  FROM (
    SELECT
      "i"."option_id" AS "own.option_id",
      "i"."entity_id" AS "own.entity_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."kind" AS "own.kind",
      "look-up fx"."rate" AS "own.rate_far",
      "look-up fx"."rate_near" AS "own.rate_near",
      CAST(CASE WHEN ("i"."amount" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."amount" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + ((((CAST("i"."amount" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("look-up fx"."rate_near") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate_near" - trunc("look-up fx"."rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."amount" * "look-up fx"."rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.counted_near",
      CASE WHEN ("look-up fx"."rate_near" IS NULL) THEN CAST(CAST((((CAST(CAST("i"."amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("look-up fx"."rate") AS BIGINT) * 1000000000 + CAST(("look-up fx"."rate" - trunc("look-up fx"."rate")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.counted_far",
      "i"."amount" AS "row.amount"
    FROM "liquidity_option" AS "i"
    LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = "i"."currency_code")) AND ("look-up fx"."quote_currency_code" = 'EUR'))
  ) AS "p"
) AS "p";

-- option_deals (derive)
SELECT
  "i"."option_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "customer_id",
  "i"."currency_code" AS "currency_code",
  CAST('OPTION' AS VARCHAR) AS "product_type",
  CAST('ALTERNATIVE' AS VARCHAR) AS "deal_type",
  CAST('none' AS VARCHAR) AS "segment",
  "i"."kind" AS "detail",
  CAST(FALSE AS BOOLEAN) AS "fully_insured",
  CAST(FALSE AS BOOLEAN) AS "scheme_78",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_id",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own_security",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_line",
  CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "security_level",
  CAST(CAST(NULL AS DECIMAL(7,6)) AS DECIMAL(7,6)) AS "security_haircut",
  CAST(CAST(NULL AS DATE) AS DATE) AS "maturity_date",
  CAST(CAST(NULL AS DATE) AS DATE) AS "effective_date",
  CAST(FALSE AS BOOLEAN) AS "in_window",
  CAST('whole' AS VARCHAR) AS "split",
  CASE WHEN ("i"."kind" = 'foreign_currency') THEN CAST(CAST((-CAST("i"."counted" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE "i"."counted" END AS "amount",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_1",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_2",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_3",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_4",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_5",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_6",
  CAST(CAST(NULL AS DECIMAL(16,2)) AS DECIMAL(16,2)) AS "part_7"
FROM "option_facts" AS "i";

-- deals (union)
SELECT
  'account' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "account_deals" AS "i"
UNION ALL
SELECT
  'loan' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "loan_deals" AS "i"
UNION ALL
SELECT
  'loan_cash_flow' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "loan_payment_deals" AS "i"
UNION ALL
SELECT
  'facility' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "facility_deals" AS "i"
UNION ALL
SELECT
  'holding' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "holding_deals" AS "i"
UNION ALL
SELECT
  'security_financing' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "financing_deals" AS "i"
UNION ALL
SELECT
  'sft_collateral' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "collateral_deals" AS "i"
UNION ALL
SELECT
  'other_flow' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "flow_deals" AS "i"
UNION ALL
SELECT
  'capital' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "capital_deals" AS "i"
UNION ALL
SELECT
  'own_issue' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "issue_deals" AS "i"
UNION ALL
SELECT
  'contingent' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "contingent_deals" AS "i"
UNION ALL
SELECT
  'derivative' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "derivative_deals" AS "i"
UNION ALL
SELECT
  'derivative_netting' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "derivative_offset_deals" AS "i"
UNION ALL
SELECT
  'margin_posted' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "margin_posted_deals" AS "i"
UNION ALL
SELECT
  'margin' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "margin_replaceable_deals" AS "i"
UNION ALL
SELECT
  'netting_agreement' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "agreement_deals" AS "i"
UNION ALL
SELECT
  'collateral_flow' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "collateral_flow_deals" AS "i"
UNION ALL
SELECT
  'liquidity_option' AS "source",
  "i"."deal_id" AS "deal_id",
  "i"."entity_id" AS "entity_id",
  "i"."customer_id" AS "customer_id",
  "i"."currency_code" AS "currency_code",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  "i"."segment" AS "segment",
  "i"."detail" AS "detail",
  "i"."fully_insured" AS "fully_insured",
  "i"."scheme_78" AS "scheme_78",
  "i"."security_id" AS "security_id",
  "i"."own_security" AS "own_security",
  "i"."security_line" AS "security_line",
  "i"."security_level" AS "security_level",
  "i"."security_haircut" AS "security_haircut",
  "i"."maturity_date" AS "maturity_date",
  "i"."effective_date" AS "effective_date",
  "i"."in_window" AS "in_window",
  "i"."split" AS "split",
  "i"."amount" AS "amount",
  "i"."part_1" AS "part_1",
  "i"."part_2" AS "part_2",
  "i"."part_3" AS "part_3",
  "i"."part_4" AS "part_4",
  "i"."part_5" AS "part_5",
  "i"."part_6" AS "part_6",
  "i"."part_7" AS "part_7"
FROM "option_deals" AS "i";

-- tranches (expand)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.product_type" AS "product_type",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.segment" AS "segment",
  "p"."own.detail" AS "detail",
  "p"."own.fully_insured" AS "fully_insured",
  "p"."own.scheme_78" AS "scheme_78",
  "p"."own.security_id" AS "security_id",
  "p"."own.own_security" AS "own_security",
  "p"."own.security_line" AS "security_line",
  "p"."own.security_level" AS "security_level",
  "p"."own.security_haircut" AS "security_haircut",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.in_window" AS "in_window",
  "p"."own.part" AS "part",
  "p"."own.slot" AS "slot",
  "p"."own.unwind" AS "unwind",
  "p"."own.amount" AS "amount"
FROM (
  SELECT
    "i"."source" AS "own.source",
    "i"."deal_id" AS "own.deal_id",
    "i"."entity_id" AS "own.entity_id",
    "i"."customer_id" AS "own.customer_id",
    "i"."currency_code" AS "own.currency_code",
    "i"."product_type" AS "own.product_type",
    "i"."deal_type" AS "own.deal_type",
    "i"."segment" AS "own.segment",
    "i"."detail" AS "own.detail",
    "i"."fully_insured" AS "own.fully_insured",
    "i"."scheme_78" AS "own.scheme_78",
    "i"."security_id" AS "own.security_id",
    "i"."own_security" AS "own.own_security",
    "i"."security_line" AS "own.security_line",
    "i"."security_level" AS "own.security_level",
    "i"."security_haircut" AS "own.security_haircut",
    "i"."maturity_date" AS "own.maturity_date",
    "i"."effective_date" AS "own.effective_date",
    "i"."in_window" AS "own.in_window",
    "e"."part" AS "own.part",
    "e"."slot" AS "own.slot",
    "e"."unwind" AS "own.unwind",
    coalesce(CASE WHEN ("e"."slot" = CAST(0 AS BIGINT)) THEN CAST("i"."amount" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(1 AS BIGINT)) THEN CAST("i"."part_1" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(2 AS BIGINT)) THEN CAST("i"."part_2" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(3 AS BIGINT)) THEN CAST("i"."part_3" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(4 AS BIGINT)) THEN CAST("i"."part_4" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(5 AS BIGINT)) THEN CAST("i"."part_5" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(6 AS BIGINT)) THEN CAST("i"."part_6" AS DECIMAL(18,2)) WHEN ("e"."slot" = CAST(7 AS BIGINT)) THEN CAST("i"."part_7" AS DECIMAL(18,2)) ELSE CAST(NULL AS DECIMAL(18,2)) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage tranches, column amount, row ' || 'source = ') AS VARCHAR) || "i"."source") AS VARCHAR) || ', deal_id = ') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ', part = ') AS VARCHAR) || "e"."part") AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(18,2))) AS "own.amount"
  FROM "deals" AS "i"
  INNER JOIN "lcr_split" AS "e" ON ("e"."split" = "i"."split")
) AS "p"
WHERE (("p"."own.slot" = CAST(0 AS BIGINT)) OR ("p"."own.amount" <> CAST('0.00' AS DECIMAL(18,2))));

-- deal_enrichment (derive)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.product_type" AS "product_type",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.segment" AS "segment",
  "p"."own.security_id" AS "security_id",
  "p"."own.own_security" AS "own_security",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.line" AS "line",
  "p"."own.line_kind" AS "line_kind",
  "p"."own.kind" AS "kind",
  "p"."own.line_level" AS "line_level",
  "p"."own.level" AS "level",
  "p"."own.amount" AS "amount",
  "p"."own.line_factor" AS "line_factor",
  "p"."own.liquidity_factor" AS "liquidity_factor",
  "p"."own.line_haircut" AS "line_haircut",
  "p"."own.haircut" AS "haircut"
FROM (
  SELECT
    "p"."own.source" AS "own.source",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.part" AS "own.part",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.deal_type" AS "own.deal_type",
    "p"."own.segment" AS "own.segment",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.own_security" AS "own.own_security",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.effective_date" AS "own.effective_date",
    "p"."own.line" AS "own.line",
    coalesce("look-up factor"."deal_kind", 'unclassified') AS "own.line_kind",
    CASE WHEN "p"."row.unwind" THEN CASE WHEN (coalesce("look-up factor"."deal_kind", 'unclassified') = 'stock') THEN 'unwind' ELSE 'unclassified' END WHEN ("p"."own.part" IN ('released', 'passed_on')) THEN CASE WHEN (coalesce("look-up factor"."deal_kind", 'unclassified') IN ('stock', 'outside')) THEN "p"."own.part" ELSE 'unclassified' END ELSE coalesce("look-up factor"."deal_kind", 'unclassified') END AS "own.kind",
    "look-up factor"."level" AS "own.line_level",
    CASE WHEN ("p"."own.line" = "p"."row.security_line") THEN "p"."row.security_level" ELSE "look-up factor"."level" END AS "own.level",
    "p"."own.amount" AS "own.amount",
    CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."deal_factor" END AS "own.line_factor",
    coalesce(CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."deal_factor" END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage deal_enrichment, column liquidity_factor, row ' || 'source = ') AS VARCHAR) || "p"."own.source") AS VARCHAR) || ', deal_id = ') AS VARCHAR) || coalesce("p"."own.deal_id", 'NULL')) AS VARCHAR) || ', part = ') AS VARCHAR) || "p"."own.part") AS VARCHAR) || ': ') AS VARCHAR) || 'its line ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ' has no rate for ') AS VARCHAR) || CAST('BASEL' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || ': national supervisors decide it. Add a row to national_option, with line ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ', jurisdiction ') AS VARCHAR) || CAST('BASEL' AS VARCHAR)) AS VARCHAR) || ', valid_from and value (for ALA2 what is taken off); `plimsoll doctor` lists all lines that need one.') AS VARCHAR)) AS DECIMAL(7,6))) AS "own.liquidity_factor",
    CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."haircut" END AS "own.line_haircut",
    CASE WHEN ((CASE WHEN ("p"."own.line" = "p"."row.security_line") THEN "p"."row.security_haircut" ELSE CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."haircut" END END < CAST('0.000000' AS DECIMAL(7,6))) OR (CASE WHEN ("p"."own.line" = "p"."row.security_line") THEN "p"."row.security_haircut" ELSE CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."haircut" END END > CAST('1.000000' AS DECIMAL(7,6)))) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage deal_enrichment, column haircut: the value ' || CAST(CASE WHEN ("p"."own.line" = "p"."row.security_line") THEN "p"."row.security_haircut" ELSE CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."haircut" END END AS VARCHAR)) AS VARCHAR) || ' is outside 0 to 1 (row ') AS VARCHAR) || 'source = ') AS VARCHAR) || "p"."own.source") AS VARCHAR) || ', deal_id = ') AS VARCHAR) || coalesce("p"."own.deal_id", 'NULL')) AS VARCHAR) || ', part = ') AS VARCHAR) || "p"."own.part") AS VARCHAR) || ').') AS VARCHAR)) AS DECIMAL(7,6)) ELSE coalesce(CASE WHEN ("p"."own.line" = "p"."row.security_line") THEN "p"."row.security_haircut" ELSE CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST('0.000000' AS DECIMAL(7,6)) ELSE "look-up factor"."haircut" END END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage deal_enrichment, column haircut, row ' || 'source = ') AS VARCHAR) || "p"."own.source") AS VARCHAR) || ', deal_id = ') AS VARCHAR) || coalesce("p"."own.deal_id", 'NULL')) AS VARCHAR) || ', part = ') AS VARCHAR) || "p"."own.part") AS VARCHAR) || ': ') AS VARCHAR) || 'its line ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ' counts only where a supervisor offers it, and none does on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add a row to national_option, with line ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ', jurisdiction ') AS VARCHAR) || CAST('BASEL' AS VARCHAR)) AS VARCHAR) || ', valid_from and value, which is the haircut that he takes off (0: none). Where he does not offer it, take the row out of the input.') AS VARCHAR)) AS DECIMAL(7,6))) END AS "own.haircut"
  FROM (
    SELECT
      "i"."source" AS "own.source",
      "i"."deal_id" AS "own.deal_id",
      "i"."part" AS "own.part",
      "i"."entity_id" AS "own.entity_id",
      "i"."customer_id" AS "own.customer_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."product_type" AS "own.product_type",
      "i"."deal_type" AS "own.deal_type",
      "i"."segment" AS "own.segment",
      "i"."security_id" AS "own.security_id",
      "i"."own_security" AS "own.own_security",
      "i"."maturity_date" AS "own.maturity_date",
      "i"."effective_date" AS "own.effective_date",
      CASE WHEN ("i"."source" = 'account') THEN CASE WHEN ((("i"."product_type" = 'DEPOSIT') AND (NOT "i"."in_window")) AND ("i"."segment" IN ('retail', 'small'))) THEN 'R.term' WHEN (("i"."product_type" = 'DEPOSIT') AND (NOT "i"."in_window")) THEN 'OUT.window' WHEN ((("i"."segment" = 'retail') AND ("i"."part" = 'insured')) AND "i"."scheme_78") THEN 'R.stable3' WHEN (("i"."segment" = 'retail') AND ("i"."part" = 'insured')) THEN 'R.stable5' WHEN (("i"."segment" = 'retail') AND ("i"."product_type" = 'DEPOSIT')) THEN 'R.less' WHEN ((("i"."segment" = 'small') AND ("i"."part" = 'insured')) AND "i"."scheme_78") THEN 'SB.stable3' WHEN (("i"."segment" = 'small') AND ("i"."part" = 'insured')) THEN 'SB.stable' WHEN (("i"."segment" = 'small') AND ("i"."product_type" = 'DEPOSIT')) THEN 'SB.less' WHEN ("i"."product_type" = 'LOAN') THEN 'OUT.open' WHEN ("i"."deal_type" = 'CASH') THEN 'L1.coins' WHEN ((("i"."deal_type" = 'RESERVE') AND ("i"."part" = 'restricted')) AND ("i"."segment" IN ('central_bank', 'none'))) THEN 'OUT.reserve' WHEN (("i"."deal_type" = 'RESERVE') AND ("i"."segment" IN ('central_bank', 'none'))) THEN 'L1.reserves' WHEN ("i"."deal_type" = 'COOPERATIVE') THEN 'I.coop' WHEN (("i"."product_type" = 'PLACEMENT') AND ("i"."part" = 'operational')) THEN 'I.op' WHEN ((("i"."product_type" = 'PLACEMENT') AND "i"."in_window") AND ("i"."segment" IN ('bank', 'fi', 'fund', 'central_bank'))) THEN 'I.fi' WHEN (("i"."product_type" = 'PLACEMENT') AND (NOT "i"."in_window")) THEN 'OUT.window' WHEN (("i"."part" = 'operational_insured') AND "i"."scheme_78") THEN 'OP.ins3' WHEN ("i"."part" = 'operational_insured') THEN 'OP.ins' WHEN ("i"."part" = 'operational') THEN 'OP.25' WHEN ("i"."part" = 'minimum') THEN 'OP.coop' WHEN (("i"."product_type" = 'DEPOSIT') AND ("i"."detail" = 'prime')) THEN 'W.prime' WHEN ((("i"."product_type" = 'DEPOSIT') AND ("i"."segment" IN ('nonfin', 'central_bank'))) AND "i"."fully_insured") THEN 'W.nfc20' WHEN (("i"."product_type" = 'DEPOSIT') AND ("i"."segment" IN ('nonfin', 'central_bank'))) THEN 'W.nfc40' WHEN (("i"."product_type" = 'DEPOSIT') AND ("i"."segment" IN ('bank', 'fi', 'fund', 'other'))) THEN 'W.other' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'loan') THEN CASE WHEN (("i"."product_type" = 'LOAN') AND ("i"."detail" = 'unscheduled')) THEN 'OUT.schedule' WHEN (("i"."product_type" = 'LOAN') AND ("i"."detail" = 'nonperforming')) THEN 'OUT.nonperforming' WHEN (("i"."product_type" = 'LOAN') AND ("i"."part" = 'open')) THEN 'OUT.open' WHEN (("i"."product_type" = 'LOAN') AND (NOT "i"."in_window")) THEN 'OUT.window' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" IN ('retail', 'small'))) THEN 'I.retail' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" = 'nonfin')) THEN 'I.nfc' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" = 'other')) THEN 'I.oent' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" IN ('bank', 'fi', 'fund', 'central_bank'))) THEN 'I.fi' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'loan_cash_flow') THEN CASE WHEN (("i"."product_type" = 'LOAN') AND ("i"."detail" = 'unscheduled')) THEN 'OUT.schedule' WHEN (("i"."product_type" = 'LOAN') AND ("i"."detail" = 'nonperforming')) THEN 'OUT.nonperforming' WHEN (("i"."product_type" = 'LOAN') AND ("i"."part" = 'open')) THEN 'OUT.open' WHEN (("i"."product_type" = 'LOAN') AND (NOT "i"."in_window")) THEN 'OUT.window' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" IN ('retail', 'small'))) THEN 'I.retail' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" = 'nonfin')) THEN 'I.nfc' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" = 'other')) THEN 'I.oent' WHEN (("i"."product_type" = 'LOAN') AND ("i"."segment" IN ('bank', 'fi', 'fund', 'central_bank'))) THEN 'I.fi' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'facility') THEN CASE WHEN ("i"."detail" = 'received') THEN 'I.fac' WHEN (NOT "i"."in_window") THEN 'OUT.window' WHEN ("i"."detail" = 'cancellable') THEN 'G.disc' WHEN ("i"."part" = 'pledged') THEN 'OUT.pledged' WHEN ("i"."segment" IN ('retail', 'small')) THEN 'C.retail' WHEN (("i"."segment" IN ('nonfin', 'central_bank')) AND ("i"."part" = 'liquidity')) THEN 'C.nfcL' WHEN ("i"."segment" IN ('nonfin', 'central_bank')) THEN 'C.nfcC' WHEN ("i"."segment" = 'bank') THEN 'C.bank' WHEN (("i"."segment" = 'fi') AND ("i"."part" = 'liquidity')) THEN 'C.ofiL' WHEN ("i"."segment" = 'fi') THEN 'C.ofiC' WHEN ("i"."segment" IN ('fund', 'other')) THEN 'C.oth' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'holding') THEN CASE WHEN ("i"."detail" = 'matured') THEN 'OUT.matured' WHEN ("i"."part" = 'encumbered') THEN 'OUT.encumbered' WHEN ((NOT ("i"."security_level" IS NULL)) AND ("i"."detail" = 'treasury')) THEN "i"."security_line" WHEN ((NOT ("i"."security_line" IS NULL)) AND "i"."in_window") THEN 'I.sec' WHEN (NOT ("i"."security_level" IS NULL)) THEN 'OUT.control' WHEN ("i"."security_line" = 'OUT.not_hqla') THEN 'OUT.not_hqla' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'security_financing') THEN CASE WHEN ("i"."part" = 'unwind_cash') THEN 'UNW.cash' WHEN ("i"."detail" = 'open') THEN 'OUT.open' WHEN (NOT "i"."in_window") THEN 'OUT.window' WHEN ((("i"."product_type" = 'COLLATERAL_SWAP') AND ("i"."deal_type" = 'INFLOW')) AND ("i"."detail" = 'short')) THEN 'OUT.short' WHEN (("i"."product_type" = 'COLLATERAL_SWAP') AND ("i"."deal_type" = 'INFLOW')) THEN 'I.swap' WHEN (("i"."product_type" = 'COLLATERAL_SWAP') AND ("i"."detail" = 'central_bank')) THEN 'S.cbL1' WHEN ("i"."product_type" = 'COLLATERAL_SWAP') THEN 'S.swap' WHEN (("i"."product_type" = 'REPO') AND (("i"."detail" = 'central_bank') OR ("i"."part" = 'level_1'))) THEN 'S.cbL1' WHEN (("i"."product_type" = 'REPO') AND ("i"."part" = 'level_2a')) THEN 'S.2A' WHEN (("i"."product_type" = 'REPO') AND ("i"."detail" = 'home_public')) THEN 'S.sov' WHEN (("i"."product_type" = 'REPO') AND ("i"."part" = 'rmbs')) THEN 'S.rmbs' WHEN (("i"."product_type" = 'REPO') AND ("i"."part" = 'level_2b')) THEN 'S.2B' WHEN ("i"."product_type" = 'REPO') THEN 'S.other' WHEN ("i"."part" = 'short') THEN 'OUT.short' WHEN ("i"."part" = 'level_1') THEN 'I.L1' WHEN ("i"."part" = 'level_2a') THEN 'I.2A' WHEN ("i"."part" = 'rmbs') THEN 'I.rmbs' WHEN ("i"."part" = 'level_2b') THEN 'I.2B' WHEN ("i"."deal_type" = 'MARGIN_LOAN') THEN 'I.margin' ELSE 'I.other' END WHEN ("i"."source" = 'sft_collateral') THEN CASE WHEN ("i"."security_line" = 'OUT.matured') THEN 'OUT.matured' WHEN ("i"."part" IN ('stock', 'unwind', 'released', 'passed_on')) THEN "i"."security_line" WHEN (NOT ("i"."security_line" IS NULL)) THEN 'OUT.collateral' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'other_flow') THEN CASE WHEN ("i"."detail" = 'operating') THEN 'OUT.operating' WHEN (NOT "i"."in_window") THEN 'OUT.window' WHEN ((("i"."deal_type" = 'OUTFLOW') AND ("i"."detail" = 'extend_funds')) AND ("i"."segment" IN ('retail', 'small', 'nonfin'))) THEN 'X.rnf' WHEN ((("i"."deal_type" = 'OUTFLOW') AND ("i"."detail" = 'extend_funds')) AND ("i"."segment" <> 'none')) THEN 'X.fi' WHEN (("i"."deal_type" = 'OUTFLOW') AND (NOT ("i"."detail" IN ('extend_funds', 'client_release')))) THEN 'O.other' WHEN (("i"."deal_type" = 'INFLOW') AND ("i"."detail" = 'client_release')) THEN 'I.seg' WHEN (("i"."deal_type" = 'INFLOW') AND ("i"."detail" <> 'extend_funds')) THEN 'I.oth' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'capital') THEN CASE WHEN (NOT "i"."in_window") THEN 'OUT.window' ELSE 'W.debt' END WHEN ("i"."source" = 'own_issue') THEN CASE WHEN ("i"."part" = 'returnable') THEN 'F.abcp' WHEN (NOT "i"."in_window") THEN 'OUT.window' WHEN ("i"."detail" = 'conduit') THEN 'F.abcp' WHEN ("i"."detail" IN ('covered_bond', 'asset_backed', 'structured')) THEN 'F.abs' WHEN ("i"."deal_type" = 'RETAIL') THEN 'R.less' ELSE 'W.debt' END WHEN ("i"."source" = 'contingent') THEN CASE WHEN (NOT "i"."in_window") THEN 'OUT.window' WHEN ("i"."detail" = 'trade_finance') THEN 'G.trade' WHEN ("i"."detail" = 'customer_short') THEN 'G.short' WHEN ("i"."detail" = 'guarantee') THEN 'G.guar' WHEN ("i"."detail" = 'buyback') THEN 'G.buy' WHEN ("i"."detail" = 'structured_product') THEN 'G.struct' WHEN ("i"."detail" = 'managed_fund') THEN 'G.fund' ELSE 'G.other' END WHEN ("i"."source" = 'derivative') THEN CASE WHEN ("i"."deal_type" = 'OUTFLOW') THEN 'D.net' ELSE 'I.deriv' END WHEN ("i"."source" = 'derivative_netting') THEN CASE WHEN ("i"."part" = 'paid') THEN 'D.net' ELSE 'I.deriv' END WHEN ("i"."source" = 'margin_posted') THEN 'D.posted20' WHEN ("i"."source" = 'margin') THEN 'D.subst' WHEN ("i"."source" = 'netting_agreement') THEN CASE WHEN ("i"."part" = 'downgrade') THEN 'D.downgrade' WHEN ("i"."part" = 'excess') THEN 'D.excess' ELSE 'D.due' END WHEN ("i"."source" = 'collateral_flow') THEN 'D.mktval' WHEN ("i"."source" = 'liquidity_option') THEN CASE WHEN ("i"."detail" = 'restricted_facility') THEN 'L2B.rclf' WHEN ("i"."detail" = 'committed_facility') THEN 'ALA1' WHEN ("i"."detail" = 'foreign_currency') THEN 'ALA2' ELSE 'ALA3' END ELSE CAST(NULL AS VARCHAR) END AS "own.line",
      "i"."amount" AS "own.amount",
      "i"."unwind" AS "row.unwind",
      "i"."security_line" AS "row.security_line",
      "i"."security_level" AS "row.security_level",
      "i"."security_haircut" AS "row.security_haircut"
    FROM "tranches" AS "i"
  ) AS "p"
  LEFT JOIN "factors" AS "look-up factor" ON ("look-up factor"."line" = "p"."own.line")
) AS "p";

-- liquidity (derive)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.entity_type" AS "entity_type",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.product_type" AS "product_type",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.security_id" AS "security_id",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.effective_date" AS "effective_date",
  "p"."own.line" AS "line",
  "p"."own.kind" AS "kind",
  "p"."own.level" AS "level",
  "p"."own.amount" AS "amount",
  "p"."own.liquidity_factor" AS "liquidity_factor",
  "p"."own.haircut" AS "haircut",
  "p"."own.weight" AS "weight",
  "p"."own.liquidity_value" AS "liquidity_value"
FROM (
  SELECT
    "p"."own.source" AS "own.source",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.part" AS "own.part",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.entity_type" AS "own.entity_type",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.product_type" AS "own.product_type",
    "p"."own.deal_type" AS "own.deal_type",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.effective_date" AS "own.effective_date",
    "p"."own.line" AS "own.line",
    "p"."own.kind" AS "own.kind",
    "p"."own.level" AS "own.level",
    "p"."own.amount" AS "own.amount",
    "p"."own.liquidity_factor" AS "own.liquidity_factor",
    "p"."own.haircut" AS "own.haircut",
    "p"."own.weight" AS "own.weight",
    CAST(CASE WHEN (("p"."own.amount" > CAST('99999999.99' AS DECIMAL(18,2))) OR ("p"."own.amount" < CAST('-99999999.99' AS DECIMAL(18,2)))) THEN CAST(CAST((((CAST("p"."own.amount" * 100 AS BIGINT) // CAST(1000000 AS BIGINT)) * CAST("p"."own.weight" * 100000000 AS BIGINT)) + ((((CAST("p"."own.amount" * 100 AS BIGINT) % CAST(1000000 AS BIGINT)) * CAST("p"."own.weight" * 100000000 AS BIGINT)) + CASE WHEN (((CAST("p"."own.amount" * 100 AS BIGINT) % CAST(1000000 AS BIGINT)) * CAST("p"."own.weight" * 100000000 AS BIGINT)) < CAST(0 AS BIGINT)) THEN CAST(-500000 AS BIGINT) ELSE CAST(500000 AS BIGINT) END) // CAST(1000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)) ELSE CAST(("p"."own.amount" * "p"."own.weight") AS DECIMAL(18,4)) END AS DECIMAL(18,4)) AS "own.liquidity_value"
  FROM (
    SELECT
      "i"."source" AS "own.source",
      "i"."deal_id" AS "own.deal_id",
      "i"."part" AS "own.part",
      "i"."entity_id" AS "own.entity_id",
      coalesce("look-up entity"."type", CAST(error('PLIMSOLL:' || 'Stage liquidity: look-up entity finds no row of entity for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_type",
      "i"."customer_id" AS "own.customer_id",
      "i"."currency_code" AS "own.currency_code",
      "i"."product_type" AS "own.product_type",
      "i"."deal_type" AS "own.deal_type",
      "i"."security_id" AS "own.security_id",
      "look-up group_customer"."group_entity" AS "own.counterparty_entity",
      "look-up group_security"."group_entity" AS "own.issuer_entity",
      "i"."maturity_date" AS "own.maturity_date",
      "i"."effective_date" AS "own.effective_date",
      "i"."line" AS "own.line",
      "i"."kind" AS "own.kind",
      "i"."level" AS "own.level",
      "i"."amount" AS "own.amount",
      "i"."liquidity_factor" AS "own.liquidity_factor",
      "i"."haircut" AS "own.haircut",
      CAST(("i"."liquidity_factor" * (CAST('1.000000' AS DECIMAL(7,6)) - "i"."haircut")) AS DECIMAL(9,8)) AS "own.weight"
    FROM "deal_enrichment" AS "i"
    LEFT JOIN "entity" AS "look-up entity" ON ("look-up entity"."entity_id" = "i"."entity_id")
    LEFT JOIN "group_customers" AS "look-up group_customer" ON ("look-up group_customer"."customer_id" = "i"."customer_id")
    LEFT JOIN "group_securities" AS "look-up group_security" ON ("look-up group_security"."security_id" = CASE WHEN ((("i"."source" = 'holding') OR ("i"."kind" = 'stock')) OR ("i"."kind" IN ('released', 'passed_on'))) THEN "i"."security_id" WHEN ("i"."kind" = 'unwind') THEN "i"."own_security" ELSE CAST(NULL AS VARCHAR) END)
    WHERE CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage liquidity: look-up entity finds no row of entity for ' || 'entity_id = ') AS VARCHAR) || coalesce("i"."entity_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'source = ') AS VARCHAR) || "i"."source") AS VARCHAR) || ', deal_id = ') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ', part = ') AS VARCHAR) || "i"."part") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
  ) AS "p"
) AS "p";

-- unclassified_deals (derive)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.product_type" AS "product_type",
  "p"."own.deal_type" AS "deal_type",
  "p"."own.kind" AS "kind",
  "p"."own.amount" AS "amount"
FROM (
  SELECT
    "i"."source" AS "own.source",
    "i"."deal_id" AS "own.deal_id",
    "i"."part" AS "own.part",
    "i"."product_type" AS "own.product_type",
    "i"."deal_type" AS "own.deal_type",
    "i"."kind" AS "own.kind",
    "i"."amount" AS "own.amount"
  FROM "liquidity" AS "i"
) AS "p"
WHERE ("p"."own.kind" = 'unclassified');

-- unclassified (aggregate)
SELECT
  "i"."source" AS "source",
  "i"."product_type" AS "product_type",
  "i"."deal_type" AS "deal_type",
  count(*) AS "rows",
  sum("i"."amount") AS "amount"
FROM "unclassified_deals" AS "i"
GROUP BY "i"."source", "i"."product_type", "i"."deal_type";

-- own_collateral (derive)
SELECT
  "p"."own.collateral_id" AS "collateral_id",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.backing" AS "backing",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.security_level" AS "security_level",
  "p"."own.lends" AS "lends",
  "p"."own.sft_type" AS "sft_type",
  "p"."own.market_value" AS "market_value"
FROM (
  SELECT
    "i"."collateral_id" AS "own.collateral_id",
    "i"."deal_id" AS "own.deal_id",
    "i"."backing" AS "own.backing",
    "i"."issuer_entity" AS "own.issuer_entity",
    "i"."security_level" AS "own.security_level",
    "i"."lends" AS "own.lends",
    "i"."sft_type" AS "own.sft_type",
    "i"."market_value" AS "own.market_value"
  FROM "collateral_facts" AS "i"
) AS "p"
WHERE ((((NOT ("p"."own.issuer_entity" IS NULL)) AND (NOT ("p"."own.security_level" IS NULL))) AND (NOT "p"."own.lends")) AND ("p"."own.sft_type" <> 'collateral_swap'));

-- own_values (aggregate)
SELECT
  "i"."deal_id" AS "deal_id",
  "i"."backing" AS "backing",
  "i"."issuer_entity" AS "issuer_entity",
  sum("i"."market_value") AS "own_value"
FROM "own_collateral" AS "i"
GROUP BY "i"."deal_id", "i"."backing", "i"."issuer_entity";

-- own_values_before (derive)
SELECT
  "i"."deal_id" AS "deal_id",
  "i"."backing" AS "backing_before",
  "i"."issuer_entity" AS "issuer_before",
  "i"."own_value" AS "value_before"
FROM "own_values" AS "i";

-- own_value_pairs (expand)
SELECT
  "p"."own.deal_id" AS "deal_id",
  "p"."own.backing" AS "backing",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.backing_before" AS "backing_before",
  "p"."own.issuer_before" AS "issuer_before",
  "p"."own.before_in_level" AS "before_in_level",
  "p"."own.before_in_deal" AS "before_in_deal"
FROM (
  SELECT
    "i"."deal_id" AS "own.deal_id",
    "i"."backing" AS "own.backing",
    "i"."issuer_entity" AS "own.issuer_entity",
    "e"."backing_before" AS "own.backing_before",
    "e"."issuer_before" AS "own.issuer_before",
    CASE WHEN ("e"."backing_before" = "i"."backing") THEN CAST("e"."value_before" AS DECIMAL(18,2)) ELSE CAST('0.00' AS DECIMAL(18,2)) END AS "own.before_in_level",
    CAST("e"."value_before" AS DECIMAL(18,2)) AS "own.before_in_deal"
  FROM "own_values" AS "i"
  INNER JOIN "own_values_before" AS "e" ON ("e"."deal_id" = "i"."deal_id")
) AS "p"
WHERE (("p"."own.backing_before" < "p"."own.backing") OR (("p"."own.backing_before" = "p"."own.backing") AND ("p"."own.issuer_before" < "p"."own.issuer_entity")));

-- own_value_starts (aggregate)
SELECT
  "i"."deal_id" AS "deal_id",
  "i"."backing" AS "backing",
  "i"."issuer_entity" AS "issuer_entity",
  sum("i"."before_in_level") AS "before_in_level",
  sum("i"."before_in_deal") AS "before_in_deal"
FROM "own_value_pairs" AS "i"
GROUP BY "i"."deal_id", "i"."backing", "i"."issuer_entity";

-- secured_cash (derive)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.line" AS "line",
  "p"."own.kind" AS "kind",
  "p"."own.amount" AS "amount",
  "p"."own.liquidity_value" AS "liquidity_value",
  "p"."own.detail" AS "detail",
  "p"."own.collateral_value" AS "collateral_value",
  "p"."own.value_level_1" AS "value_level_1",
  "p"."own.value_level_2a" AS "value_level_2a",
  "p"."own.value_rmbs" AS "value_rmbs",
  "p"."own.value_level_2b" AS "value_level_2b",
  "p"."own.value_short" AS "value_short",
  "p"."own.value_other" AS "value_other",
  "p"."own.backing_value" AS "backing_value"
FROM (
  SELECT
    "i"."source" AS "own.source",
    "i"."deal_id" AS "own.deal_id",
    "i"."part" AS "own.part",
    "i"."entity_id" AS "own.entity_id",
    "i"."counterparty_entity" AS "own.counterparty_entity",
    "i"."currency_code" AS "own.currency_code",
    "i"."line" AS "own.line",
    "i"."kind" AS "own.kind",
    "i"."amount" AS "own.amount",
    "i"."liquidity_value" AS "own.liquidity_value",
    "look-up deal"."detail" AS "own.detail",
    coalesce("look-up deal"."collateral_value", CAST('0.00' AS DECIMAL(18,2))) AS "own.collateral_value",
    coalesce("look-up deal"."value_level_1", CAST('0.00' AS DECIMAL(18,2))) AS "own.value_level_1",
    coalesce("look-up deal"."value_level_2a", CAST('0.00' AS DECIMAL(18,2))) AS "own.value_level_2a",
    coalesce("look-up deal"."value_rmbs", CAST('0.00' AS DECIMAL(18,2))) AS "own.value_rmbs",
    coalesce("look-up deal"."value_level_2b", CAST('0.00' AS DECIMAL(18,2))) AS "own.value_level_2b",
    coalesce("look-up deal"."value_short", CAST('0.00' AS DECIMAL(18,2))) AS "own.value_short",
    coalesce("look-up deal"."value_other", CAST('0.00' AS DECIMAL(18,2))) AS "own.value_other",
    CASE WHEN ("i"."part" = 'level_1') THEN coalesce("look-up deal"."value_level_1", CAST('0.00' AS DECIMAL(18,2))) WHEN ("i"."part" = 'level_2a') THEN coalesce("look-up deal"."value_level_2a", CAST('0.00' AS DECIMAL(18,2))) WHEN ("i"."part" = 'rmbs') THEN coalesce("look-up deal"."value_rmbs", CAST('0.00' AS DECIMAL(18,2))) WHEN ("i"."part" = 'level_2b') THEN coalesce("look-up deal"."value_level_2b", CAST('0.00' AS DECIMAL(18,2))) WHEN ("i"."part" = 'short') THEN coalesce("look-up deal"."value_short", CAST('0.00' AS DECIMAL(18,2))) WHEN ("i"."part" = 'other') THEN coalesce("look-up deal"."value_other", CAST('0.00' AS DECIMAL(18,2))) ELSE coalesce("look-up deal"."collateral_value", CAST('0.00' AS DECIMAL(18,2))) END AS "own.backing_value"
  FROM "liquidity" AS "i"
  LEFT JOIN "financing_facts" AS "look-up deal" ON ("look-up deal"."deal_id" = CASE WHEN ("i"."source" = 'security_financing') THEN "i"."deal_id" ELSE CAST(NULL AS VARCHAR) END)
) AS "p"
WHERE (((("p"."own.source" = 'security_financing') AND ("p"."own.kind" = 'outflow')) AND ("p"."own.line" IN ('S.cbL1', 'S.2A', 'S.rmbs', 'S.2B'))) AND ("p"."own.detail" <> 'central_bank'));

-- own_cash (expand)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.backing" AS "backing",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.line" AS "line",
  "p"."own.detail" AS "detail",
  "p"."own.backing_value" AS "backing_value",
  "p"."own.before_in_level" AS "before_in_level",
  "p"."own.before_in_deal" AS "before_in_deal",
  "p"."own.before" AS "before",
  "p"."own.own" AS "own",
  "p"."own.from_value" AS "from_value",
  "p"."own.to_value" AS "to_value",
  "p"."own.share" AS "share",
  "p"."own.share_value" AS "share_value"
FROM (
  SELECT
    "p"."own.source" AS "own.source",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.part" AS "own.part",
    "p"."own.backing" AS "own.backing",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.line" AS "own.line",
    "p"."own.detail" AS "own.detail",
    "p"."own.backing_value" AS "own.backing_value",
    "p"."own.before_in_level" AS "own.before_in_level",
    "p"."own.before_in_deal" AS "own.before_in_deal",
    "p"."own.before" AS "own.before",
    "p"."own.own" AS "own.own",
    "p"."own.from_value" AS "own.from_value",
    "p"."own.to_value" AS "own.to_value",
    CAST(CAST((CASE WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."row.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.to_value") AS BIGINT) * 100 + CAST(("p"."own.to_value" - trunc("p"."own.to_value")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."row.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.to_value") AS BIGINT) * 100 + CAST(("p"."own.to_value" - trunc("p"."own.to_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."row.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.to_value") AS BIGINT) * 100 + CAST(("p"."own.to_value" - trunc("p"."own.to_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))))) END - CASE WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST(CAST("p"."row.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.from_value") AS BIGINT) * 100 + CAST(("p"."own.from_value" - trunc("p"."own.from_value")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."row.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.from_value") AS BIGINT) * 100 + CAST(("p"."own.from_value" - trunc("p"."own.from_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST(CAST("p"."row.amount" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc("p"."own.from_value") AS BIGINT) * 100 + CAST(("p"."own.from_value" - trunc("p"."own.from_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))))) END) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) AS "own.share",
    CAST(CAST((CASE WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST((CAST(trunc("p"."row.liquidity_value") AS BIGINT) * 10000 + CAST(("p"."row.liquidity_value" - trunc("p"."row.liquidity_value")) * 10000 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.to_value") AS BIGINT) * 100 + CAST(("p"."own.to_value" - trunc("p"."own.to_value")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST((CAST(trunc("p"."row.liquidity_value") AS BIGINT) * 10000 + CAST(("p"."row.liquidity_value" - trunc("p"."row.liquidity_value")) * 10000 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.to_value") AS BIGINT) * 100 + CAST(("p"."own.to_value" - trunc("p"."own.to_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST((CAST(trunc("p"."row.liquidity_value") AS BIGINT) * 10000 + CAST(("p"."row.liquidity_value" - trunc("p"."row.liquidity_value")) * 10000 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.to_value") AS BIGINT) * 100 + CAST(("p"."own.to_value" - trunc("p"."own.to_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))))) END - CASE WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST((CAST(trunc("p"."row.liquidity_value") AS BIGINT) * 10000 + CAST(("p"."row.liquidity_value" - trunc("p"."row.liquidity_value")) * 10000 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.from_value") AS BIGINT) * 100 + CAST(("p"."own.from_value" - trunc("p"."own.from_value")) * 100 AS BIGINT)) AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST((CAST(trunc("p"."row.liquidity_value") AS BIGINT) * 10000 + CAST(("p"."row.liquidity_value" - trunc("p"."row.liquidity_value")) * 10000 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.from_value") AS BIGINT) * 100 + CAST(("p"."own.from_value" - trunc("p"."own.from_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST((CAST(trunc("p"."row.liquidity_value") AS BIGINT) * 10000 + CAST(("p"."row.liquidity_value" - trunc("p"."row.liquidity_value")) * 10000 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.from_value") AS BIGINT) * 100 + CAST(("p"."own.from_value" - trunc("p"."own.from_value")) * 100 AS BIGINT)) AS HUGEINT)))) + abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST((CAST(trunc("p"."own.backing_value") AS BIGINT) * 100 + CAST(("p"."own.backing_value" - trunc("p"."own.backing_value")) * 100 AS BIGINT)) AS HUGEINT))))) END) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)) AS "own.share_value"
  FROM (
    SELECT
      "p"."own.source" AS "own.source",
      "p"."own.deal_id" AS "own.deal_id",
      "p"."own.part" AS "own.part",
      "p"."own.backing" AS "own.backing",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.line" AS "own.line",
      "p"."own.detail" AS "own.detail",
      "p"."own.backing_value" AS "own.backing_value",
      "p"."own.before_in_level" AS "own.before_in_level",
      "p"."own.before_in_deal" AS "own.before_in_deal",
      "p"."own.before" AS "own.before",
      "p"."own.own" AS "own.own",
      greatest(least("p"."own.before", "p"."own.backing_value"), CAST('0.00' AS DECIMAL(18,2))) AS "own.from_value",
      CAST(greatest(least(CAST(CAST(((CAST(trunc("p"."own.before") AS BIGINT) * 100 + CAST(("p"."own.before" - trunc("p"."own.before")) * 100 AS BIGINT)) + (CAST(trunc("p"."own.own") AS BIGINT) * 100 + CAST(("p"."own.own" - trunc("p"."own.own")) * 100 AS BIGINT))) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(19,2)), CAST("p"."own.backing_value" AS DECIMAL(19,2))), CAST('0.00' AS DECIMAL(19,2))) AS DECIMAL(18,2)) AS "own.to_value",
      "p"."row.amount" AS "row.amount",
      "p"."row.liquidity_value" AS "row.liquidity_value"
    FROM (
      SELECT
        "i"."source" AS "own.source",
        "i"."deal_id" AS "own.deal_id",
        "i"."part" AS "own.part",
        "e"."backing" AS "own.backing",
        "e"."issuer_entity" AS "own.issuer_entity",
        "i"."entity_id" AS "own.entity_id",
        "i"."counterparty_entity" AS "own.counterparty_entity",
        "i"."currency_code" AS "own.currency_code",
        "i"."line" AS "own.line",
        "i"."detail" AS "own.detail",
        "i"."backing_value" AS "own.backing_value",
        CASE WHEN ("look-up start"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up start"."before_in_level" END AS "own.before_in_level",
        CASE WHEN ("look-up start"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up start"."before_in_deal" END AS "own.before_in_deal",
        CASE WHEN ("i"."part" = 'whole') THEN CAST(CASE WHEN ("look-up start"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up start"."before_in_deal" END AS DECIMAL(18,2)) ELSE CAST(CASE WHEN ("look-up start"."deal_id" IS NULL) THEN CAST('0.00' AS DECIMAL(38,2)) ELSE "look-up start"."before_in_level" END AS DECIMAL(18,2)) END AS "own.before",
        CAST("e"."own_value" AS DECIMAL(18,2)) AS "own.own",
        "i"."amount" AS "row.amount",
        "i"."liquidity_value" AS "row.liquidity_value"
      FROM "secured_cash" AS "i"
      INNER JOIN "own_values" AS "e" ON ("e"."deal_id" = "i"."deal_id")
      LEFT JOIN "own_value_starts" AS "look-up start" ON ((("look-up start"."deal_id" = "i"."deal_id") AND ("look-up start"."backing" = "e"."backing")) AND ("look-up start"."issuer_entity" = "e"."issuer_entity"))
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE (("p"."own.part" IN ("p"."own.backing", 'whole')) AND (NOT ("p"."own.share" IS NULL)));

-- own_paper_rows (expand)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.backing" AS "backing",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.leg" AS "leg",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.collateral_line" AS "collateral_line",
  "p"."own.line" AS "line",
  "p"."own.kind" AS "kind",
  "p"."own.level" AS "level",
  "p"."own.line_rate" AS "line_rate",
  "p"."own.amount" AS "amount",
  "p"."own.in_full" AS "in_full",
  "p"."own.liquidity_value" AS "liquidity_value"
FROM (
  SELECT
    "p"."own.source" AS "own.source",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.part" AS "own.part",
    "p"."own.backing" AS "own.backing",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.leg" AS "own.leg",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.collateral_line" AS "own.collateral_line",
    "p"."own.line" AS "own.line",
    "p"."own.kind" AS "own.kind",
    "p"."own.level" AS "own.level",
    "p"."own.line_rate" AS "own.line_rate",
    "p"."own.amount" AS "own.amount",
    "p"."own.in_full" AS "own.in_full",
    CASE WHEN ("p"."own.leg" = 'off') THEN CAST(CAST((-(CAST(trunc("p"."row.share_value") AS BIGINT) * 10000 + CAST(("p"."row.share_value" - trunc("p"."row.share_value")) * 10000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)) ELSE greatest("p"."own.in_full", "p"."row.share_value") END AS "own.liquidity_value"
  FROM (
    SELECT
      "p"."own.source" AS "own.source",
      "p"."own.deal_id" AS "own.deal_id",
      "p"."own.part" AS "own.part",
      "p"."own.backing" AS "own.backing",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.leg" AS "own.leg",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.collateral_line" AS "own.collateral_line",
      "p"."own.line" AS "own.line",
      "p"."own.kind" AS "own.kind",
      "p"."own.level" AS "own.level",
      CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage own_paper_rows: look-up factor finds no row of factors for a row that a filter would drop.') AS DECIMAL(7,6)) ELSE "look-up factor"."liquidity_factor" END AS "own.line_rate",
      "p"."own.amount" AS "own.amount",
      CAST(CASE WHEN (("p"."row.share" > CAST('9999999999.99' AS DECIMAL(18,2))) OR ("p"."row.share" < CAST('-9999999999.99' AS DECIMAL(18,2)))) THEN CAST(CAST((((CAST("p"."row.share" * 100 AS BIGINT) // CAST(10000 AS BIGINT)) * CAST(CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage own_paper_rows: look-up factor finds no row of factors for a row that a filter would drop.') AS DECIMAL(7,6)) ELSE "look-up factor"."liquidity_factor" END * 1000000 AS BIGINT)) + ((((CAST("p"."row.share" * 100 AS BIGINT) % CAST(10000 AS BIGINT)) * CAST(CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage own_paper_rows: look-up factor finds no row of factors for a row that a filter would drop.') AS DECIMAL(7,6)) ELSE "look-up factor"."liquidity_factor" END * 1000000 AS BIGINT)) + CASE WHEN (((CAST("p"."row.share" * 100 AS BIGINT) % CAST(10000 AS BIGINT)) * CAST(CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage own_paper_rows: look-up factor finds no row of factors for a row that a filter would drop.') AS DECIMAL(7,6)) ELSE "look-up factor"."liquidity_factor" END * 1000000 AS BIGINT)) < CAST(0 AS BIGINT)) THEN CAST(-5000 AS BIGINT) ELSE CAST(5000 AS BIGINT) END) // CAST(10000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)) ELSE CAST(("p"."row.share" * CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage own_paper_rows: look-up factor finds no row of factors for a row that a filter would drop.') AS DECIMAL(7,6)) ELSE "look-up factor"."liquidity_factor" END) AS DECIMAL(18,4)) END AS DECIMAL(18,4)) AS "own.in_full",
      "p"."row.share_value" AS "row.share_value"
    FROM (
      SELECT
        "i"."source" AS "own.source",
        "i"."deal_id" AS "own.deal_id",
        "i"."part" AS "own.part",
        "i"."backing" AS "own.backing",
        "i"."issuer_entity" AS "own.issuer_entity",
        "e"."leg" AS "own.leg",
        "i"."entity_id" AS "own.entity_id",
        "i"."counterparty_entity" AS "own.counterparty_entity",
        "i"."currency_code" AS "own.currency_code",
        "i"."line" AS "own.collateral_line",
        CASE WHEN ("e"."leg" = 'off') THEN "i"."line" WHEN ("i"."detail" = 'home_public') THEN 'S.sov' ELSE 'S.other' END AS "own.line",
        CAST('own_paper' AS VARCHAR) AS "own.kind",
        CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own.level",
        CASE WHEN ("e"."leg" = 'off') THEN CAST(CAST((-CAST("i"."share" * 100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE "i"."share" END AS "own.amount",
        "i"."share" AS "row.share",
        "i"."share_value" AS "row.share_value"
      FROM "own_cash" AS "i"
      CROSS JOIN (VALUES ('off'), ('on')) AS "e"("leg")
    ) AS "p"
    LEFT JOIN "factors" AS "look-up factor" ON ("look-up factor"."line" = "p"."own.line")
    WHERE CASE WHEN ("look-up factor"."line" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage own_paper_rows: look-up factor finds no row of factors for ' || 'line = ') AS VARCHAR) || coalesce("p"."own.line", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'source = ') AS VARCHAR) || "p"."own.source") AS VARCHAR) || ', deal_id = ') AS VARCHAR) || coalesce("p"."own.deal_id", 'NULL')) AS VARCHAR) || ', part = ') AS VARCHAR) || "p"."own.part") AS VARCHAR) || ', backing = ') AS VARCHAR) || "p"."own.backing") AS VARCHAR) || ', issuer_entity = ') AS VARCHAR) || coalesce("p"."own.issuer_entity", 'NULL')) AS VARCHAR) || ', leg = ') AS VARCHAR) || "p"."own.leg") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
  ) AS "p"
) AS "p";

-- own_paper_sums (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."line" AS "line",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."level" AS "level",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  sum("i"."amount") AS "amount",
  sum("i"."liquidity_value") AS "liquidity_value",
  count(*) AS "rows"
FROM "own_paper_rows" AS "i"
GROUP BY "i"."entity_id", "i"."line", "i"."currency_code", "i"."kind", "i"."level", "i"."counterparty_entity", "i"."issuer_entity";

-- position_sums (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."line" AS "line",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."level" AS "level",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  sum("i"."amount") AS "amount",
  sum("i"."liquidity_value") AS "liquidity_value",
  count(*) AS "rows"
FROM "liquidity" AS "i"
GROUP BY "i"."entity_id", "i"."line", "i"."currency_code", "i"."kind", "i"."level", "i"."counterparty_entity", "i"."issuer_entity";

-- aggregated_sums (union)
SELECT
  'position' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."line" AS "line",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."level" AS "level",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."amount" AS "amount",
  "i"."liquidity_value" AS "liquidity_value",
  "i"."rows" AS "rows"
FROM "position_sums" AS "i"
UNION ALL
SELECT
  'own_paper' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."line" AS "line",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."level" AS "level",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."amount" AS "amount",
  "i"."liquidity_value" AS "liquidity_value",
  "i"."rows" AS "rows"
FROM "own_paper_sums" AS "i";

-- aggregation (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."line" AS "line",
  "i"."currency_code" AS "currency_code",
  "i"."kind" AS "kind",
  "i"."level" AS "level",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  CASE WHEN abs(sum("i"."amount")) > CAST('999999999999999999999999999999999999.99' AS DECIMAL(38,2)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,2)) ELSE sum("i"."amount") END AS "amount",
  CASE WHEN abs(sum("i"."liquidity_value")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."liquidity_value") END AS "liquidity_value",
  CAST(sum("i"."rows") AS DECIMAL(38,0)) AS "rows"
FROM "aggregated_sums" AS "i"
GROUP BY "i"."entity_id", "i"."line", "i"."currency_code", "i"."kind", "i"."level", "i"."counterparty_entity", "i"."issuer_entity";

-- entity_scopes (expand)
SELECT
  "i"."entity_id" AS "entity_id",
  "e"."scope" AS "scope",
  coalesce(CASE WHEN ("e"."scope" = 'group') THEN 'GROUP' WHEN ("i"."entity_id" <> 'GROUP') THEN "i"."entity_id" ELSE CAST(NULL AS VARCHAR) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage entity_scopes, column perimeter, row ' || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', scope = ') AS VARCHAR) || "e"."scope") AS VARCHAR) || ': ') AS VARCHAR) || 'no reporting entity may be called GROUP, which stands for all of them. Rename the entity.') AS VARCHAR)) AS VARCHAR)) AS "perimeter"
FROM "entity" AS "i"
CROSS JOIN (VALUES ('entity'), ('group')) AS "e"("scope");

-- named_members (derive)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."perimeter" AS "scope",
  coalesce("look-up entity"."type", CAST(error('PLIMSOLL:' || 'Stage named_members: look-up entity finds no row of entity for a row that a filter would drop.') AS VARCHAR)) AS "member_type",
  "look-up taken"."type" AS "type_of_name",
  coalesce(CASE WHEN (((NOT (coalesce("look-up entity"."type", CAST(error('PLIMSOLL:' || 'Stage named_members: look-up entity finds no row of entity for a row that a filter would drop.') AS VARCHAR)) IS NULL)) AND ("look-up taken"."type" IS NULL)) AND ("i"."perimeter" <> 'GROUP')) THEN "i"."perimeter" ELSE CAST(NULL AS VARCHAR) END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage named_members, column perimeter, row ' || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', scope = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || ': ') AS VARCHAR) || 'its perimeter ''') AS VARCHAR) || coalesce("i"."perimeter", 'NULL')) AS VARCHAR) || ''' is the name of a reporting entity, which is a perimeter by itself, or GROUP, which stands for all entities. Give the perimeter another name.') AS VARCHAR)) AS VARCHAR)) AS "perimeter"
FROM "perimeter_member" AS "i"
LEFT JOIN "entity" AS "look-up entity" ON ("look-up entity"."entity_id" = "i"."entity_id")
LEFT JOIN "entity" AS "look-up taken" ON ("look-up taken"."entity_id" = "i"."perimeter")
WHERE CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage named_members: look-up entity finds no row of entity for ' || 'entity_id = ') AS VARCHAR) || coalesce("i"."entity_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'entity_id = ') AS VARCHAR) || "i"."entity_id") AS VARCHAR) || ', scope = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || '). ') AS VARCHAR) || 'Its entity_id ''') AS VARCHAR) || coalesce("i"."entity_id", 'NULL')) AS VARCHAR) || ''' is not in the table entity, or was rejected there (`plimsoll show rejects`). Add the entity, or take it out of the perimeter.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END;

-- named_scopes (derive)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."scope" AS "scope",
  "i"."perimeter" AS "perimeter"
FROM "named_members" AS "i";

-- membership_rows (union)
SELECT
  'every_entity' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."scope" AS "scope",
  "i"."perimeter" AS "perimeter"
FROM "entity_scopes" AS "i"
UNION ALL
SELECT
  'named' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."scope" AS "scope",
  "i"."perimeter" AS "perimeter"
FROM "named_scopes" AS "i";

-- membership (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."perimeter" AS "perimeter",
  count(*) AS "origins"
FROM "membership_rows" AS "i"
GROUP BY "i"."entity_id", "i"."perimeter";

-- perimeter_sizes (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  count(*) AS "members"
FROM "membership" AS "i"
GROUP BY "i"."perimeter";

-- perimeter_rows (expand)
SELECT
  "p"."own.entity_id" AS "entity_id",
  "p"."own.line" AS "line",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.level" AS "level",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.perimeter" AS "perimeter",
  "p"."own.counterparty_origins" AS "counterparty_origins",
  "p"."own.issuer_origins" AS "issuer_origins",
  "p"."own.with_member" AS "with_member",
  "p"."own.of_member" AS "of_member",
  "p"."own.eliminated" AS "eliminated",
  "p"."own.counts_as" AS "counts_as",
  "p"."own.holder" AS "holder",
  "p"."own.amount" AS "amount",
  "p"."own.liquidity_value" AS "liquidity_value",
  "p"."own.rows" AS "rows",
  "p"."own.l1" AS "l1",
  "p"."own.l2a" AS "l2a",
  "p"."own.l2b" AS "l2b",
  "p"."own.u1" AS "u1",
  "p"."own.u2a" AS "u2a",
  "p"."own.u2b" AS "u2b",
  "p"."own.outflows" AS "outflows",
  "p"."own.inflows" AS "inflows",
  "p"."own.alternative" AS "alternative",
  "p"."own.extra_2a" AS "extra_2a",
  "p"."own.extra_2a_value" AS "extra_2a_value",
  "p"."own.sovereign" AS "sovereign",
  "p"."own.lending" AS "lending",
  "p"."own.lending_inflows" AS "lending_inflows"
FROM (
  SELECT
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.line" AS "own.line",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.level" AS "own.level",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.counterparty_origins" AS "own.counterparty_origins",
    "p"."own.issuer_origins" AS "own.issuer_origins",
    "p"."own.with_member" AS "own.with_member",
    "p"."own.of_member" AS "own.of_member",
    "p"."own.eliminated" AS "own.eliminated",
    "p"."own.counts_as" AS "own.counts_as",
    "p"."own.holder" AS "own.holder",
    "p"."own.amount" AS "own.amount",
    "p"."own.liquidity_value" AS "own.liquidity_value",
    "p"."own.rows" AS "own.rows",
    CASE WHEN (("p"."own.counts_as" = 'stock') AND ("p"."own.level" = '1')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.l1",
    CASE WHEN (("p"."own.counts_as" = 'stock') AND ("p"."own.level" = '2A')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.l2a",
    CASE WHEN (("p"."own.counts_as" = 'stock') AND ("p"."own.level" = '2B')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.l2b",
    CASE WHEN (("p"."own.counts_as" = 'unwind') AND ("p"."own.level" = '1')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.u1",
    CASE WHEN (("p"."own.counts_as" = 'unwind') AND ("p"."own.level" = '2A')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.u2a",
    CASE WHEN (("p"."own.counts_as" = 'unwind') AND ("p"."own.level" = '2B')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.u2b",
    CASE WHEN ("p"."own.counts_as" = 'outflow') THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.outflows",
    CASE WHEN ("p"."own.counts_as" = 'inflow') THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.inflows",
    CASE WHEN ((("p"."own.counts_as" = 'stock') AND ("p"."own.level" IS NULL)) AND ("p"."own.line" <> 'ALA3')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.alternative",
    CASE WHEN (("p"."own.counts_as" = 'stock') AND ("p"."own.line" = 'ALA3')) THEN CAST(CAST(((CAST(trunc("p"."own.amount") AS HUGEINT) * 100 + CAST(("p"."own.amount" - trunc("p"."own.amount")) * 100 AS HUGEINT)) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(38,4)) ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.extra_2a",
    CASE WHEN (("p"."own.counts_as" = 'stock') AND ("p"."own.line" = 'ALA3')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.extra_2a_value",
    CASE WHEN (("p"."own.counts_as" = 'stock') AND ("p"."own.line" = 'L1.sovFx')) THEN "p"."own.liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.sovereign",
    CASE WHEN ("p"."own.counts_as" = 'lending') THEN CAST(CAST(((CAST(trunc("p"."own.amount") AS HUGEINT) * 100 + CAST(("p"."own.amount" - trunc("p"."own.amount")) * 100 AS HUGEINT)) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(38,4)) ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.lending",
    CASE WHEN (("p"."own.counts_as" = 'inflow') AND ("p"."own.line" IN ('I.retail', 'I.nfc'))) THEN CAST(CAST(((CAST(trunc("p"."own.amount") AS HUGEINT) * 100 + CAST(("p"."own.amount" - trunc("p"."own.amount")) * 100 AS HUGEINT)) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(38,4)) ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.lending_inflows"
  FROM (
    SELECT
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.line" AS "own.line",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.kind" AS "own.kind",
      "p"."own.level" AS "own.level",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.counterparty_origins" AS "own.counterparty_origins",
      "p"."own.issuer_origins" AS "own.issuer_origins",
      "p"."own.with_member" AS "own.with_member",
      "p"."own.of_member" AS "own.of_member",
      "p"."own.eliminated" AS "own.eliminated",
      CASE WHEN "p"."own.eliminated" THEN CAST(NULL AS VARCHAR) WHEN ("p"."own.kind" IN ('released', 'passed_on')) THEN 'stock' WHEN ("p"."own.kind" = 'own_paper') THEN 'outflow' ELSE "p"."own.kind" END AS "own.counts_as",
      CASE WHEN (("p"."own.kind" = 'released') AND (NOT "p"."own.eliminated")) THEN "p"."own.counterparty_entity" ELSE "p"."own.entity_id" END AS "own.holder",
      "p"."own.amount" AS "own.amount",
      "p"."own.liquidity_value" AS "own.liquidity_value",
      "p"."own.rows" AS "own.rows"
    FROM (
      SELECT
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.line" AS "own.line",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.kind" AS "own.kind",
        "p"."own.level" AS "own.level",
        "p"."own.counterparty_entity" AS "own.counterparty_entity",
        "p"."own.issuer_entity" AS "own.issuer_entity",
        "p"."own.perimeter" AS "own.perimeter",
        "p"."own.counterparty_origins" AS "own.counterparty_origins",
        "p"."own.issuer_origins" AS "own.issuer_origins",
        "p"."own.with_member" AS "own.with_member",
        "p"."own.of_member" AS "own.of_member",
        (("p"."own.of_member" <> ("p"."own.kind" = 'own_paper')) OR ("p"."own.with_member" <> ("p"."own.kind" IN ('released', 'passed_on')))) AS "own.eliminated",
        "p"."own.amount" AS "own.amount",
        "p"."own.liquidity_value" AS "own.liquidity_value",
        "p"."own.rows" AS "own.rows"
      FROM (
        SELECT
          "i"."entity_id" AS "own.entity_id",
          "i"."line" AS "own.line",
          "i"."currency_code" AS "own.currency_code",
          "i"."kind" AS "own.kind",
          "i"."level" AS "own.level",
          "i"."counterparty_entity" AS "own.counterparty_entity",
          "i"."issuer_entity" AS "own.issuer_entity",
          "e"."perimeter" AS "own.perimeter",
          "look-up counterparty"."origins" AS "own.counterparty_origins",
          "look-up issuer"."origins" AS "own.issuer_origins",
          (NOT ("look-up counterparty"."origins" IS NULL)) AS "own.with_member",
          (NOT ("look-up issuer"."origins" IS NULL)) AS "own.of_member",
          "i"."amount" AS "own.amount",
          "i"."liquidity_value" AS "own.liquidity_value",
          "i"."rows" AS "own.rows"
        FROM "aggregation" AS "i"
        INNER JOIN "membership" AS "e" ON ("e"."entity_id" = "i"."entity_id")
        LEFT JOIN "membership" AS "look-up counterparty" ON (("look-up counterparty"."entity_id" = CASE WHEN (("i"."kind" IN ('released', 'passed_on')) OR ("i"."counterparty_entity" <> "i"."entity_id")) THEN "i"."counterparty_entity" ELSE CAST(NULL AS VARCHAR) END) AND ("look-up counterparty"."perimeter" = "e"."perimeter"))
        LEFT JOIN "membership" AS "look-up issuer" ON (("look-up issuer"."entity_id" = "i"."issuer_entity") AND ("look-up issuer"."perimeter" = "e"."perimeter"))
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- currency_sums (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency_code" AS "currency_code",
  CASE WHEN abs(sum("i"."l1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l1") END AS "l1",
  CASE WHEN abs(sum("i"."l2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l2a") END AS "l2a",
  CASE WHEN abs(sum("i"."l2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l2b") END AS "l2b",
  CASE WHEN abs(sum("i"."u1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u1") END AS "u1",
  CASE WHEN abs(sum("i"."u2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u2a") END AS "u2a",
  CASE WHEN abs(sum("i"."u2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u2b") END AS "u2b",
  CASE WHEN abs(sum("i"."outflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflows") END AS "outflows",
  CASE WHEN abs(sum("i"."inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflows") END AS "inflows",
  CASE WHEN abs(sum("i"."alternative")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."alternative") END AS "alternative",
  CASE WHEN abs(sum("i"."extra_2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."extra_2a") END AS "extra_2a",
  CASE WHEN abs(sum("i"."extra_2a_value")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."extra_2a_value") END AS "extra_2a_value",
  CASE WHEN abs(sum("i"."sovereign")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."sovereign") END AS "sovereign",
  CASE WHEN abs(sum("i"."lending")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."lending") END AS "lending",
  CASE WHEN abs(sum("i"."lending_inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."lending_inflows") END AS "lending_inflows"
FROM "perimeter_rows" AS "i"
GROUP BY "i"."perimeter", "i"."currency_code";

-- currency_excess (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.counted" AS "counted",
  "p"."own.all_outflows" AS "all_outflows",
  "p"."own.all_inflows" AS "all_inflows",
  "p"."own.net_outflows" AS "net_outflows",
  "p"."own.excess" AS "excess"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.counted" AS "own.counted",
    "p"."own.all_outflows" AS "own.all_outflows",
    "p"."own.all_inflows" AS "own.all_inflows",
    "p"."own.net_outflows" AS "own.net_outflows",
    CAST(greatest(CAST(CAST((CAST("p"."own.counted" * 10000 AS HUGEINT) - CAST("p"."own.net_outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(25,4)), CAST('0.0000' AS DECIMAL(25,4))) AS DECIMAL(24,4)) AS "own.excess"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.counted" AS "own.counted",
      "p"."own.all_outflows" AS "own.all_outflows",
      "p"."own.all_inflows" AS "own.all_inflows",
      CAST(CAST(((((CAST("p"."own.all_outflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) - CAST(least(CAST("p"."own.all_inflows" AS DECIMAL(26,6)), CAST(CAST((CAST('75' AS HUGEINT) * CAST("p"."own.all_outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(26,6))) * 1000000 AS HUGEINT)) + CASE WHEN (((CAST("p"."own.all_outflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) - CAST(least(CAST("p"."own.all_inflows" AS DECIMAL(26,6)), CAST(CAST((CAST('75' AS HUGEINT) * CAST("p"."own.all_outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(26,6))) * 1000000 AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-50' AS HUGEINT) ELSE CAST('50' AS HUGEINT) END) // CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.net_outflows"
    FROM (
      SELECT
        "i"."perimeter" AS "own.perimeter",
        "i"."currency_code" AS "own.currency_code",
        CAST(coalesce("i"."sovereign", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.counted",
        CAST(coalesce("i"."outflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.all_outflows",
        CAST(coalesce("i"."inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.all_inflows"
      FROM "currency_sums" AS "i"
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE ("p"."own.excess" > CAST('0.0000' AS DECIMAL(24,4)));

-- sovereign_excess (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  sum("i"."excess") AS "excess"
FROM "currency_excess" AS "i"
GROUP BY "i"."perimeter";

-- member_sums (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."holder" AS "holder",
  CASE WHEN abs(sum("i"."l1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l1") END AS "l1",
  CASE WHEN abs(sum("i"."l2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l2a") END AS "l2a",
  CASE WHEN abs(sum("i"."l2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l2b") END AS "l2b",
  CASE WHEN abs(sum("i"."u1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u1") END AS "u1",
  CASE WHEN abs(sum("i"."u2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u2a") END AS "u2a",
  CASE WHEN abs(sum("i"."u2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u2b") END AS "u2b",
  CASE WHEN abs(sum("i"."outflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflows") END AS "outflows",
  CASE WHEN abs(sum("i"."inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflows") END AS "inflows",
  CASE WHEN abs(sum("i"."alternative")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."alternative") END AS "alternative",
  CASE WHEN abs(sum("i"."extra_2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."extra_2a") END AS "extra_2a",
  CASE WHEN abs(sum("i"."extra_2a_value")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."extra_2a_value") END AS "extra_2a_value",
  CASE WHEN abs(sum("i"."sovereign")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."sovereign") END AS "sovereign",
  CASE WHEN abs(sum("i"."lending")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."lending") END AS "lending",
  CASE WHEN abs(sum("i"."lending_inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."lending_inflows") END AS "lending_inflows"
FROM "perimeter_rows" AS "i"
GROUP BY "i"."perimeter", "i"."holder";

-- trapped_liquidity (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.transfer_restricted" AS "transfer_restricted",
  "p"."own.members" AS "members",
  "p"."own.restricted" AS "restricted",
  "p"."own.stated_order" AS "stated_order",
  "p"."own.removal_order" AS "removal_order",
  "p"."own.stock_1" AS "stock_1",
  "p"."own.stock_2a" AS "stock_2a",
  "p"."own.stock_2b" AS "stock_2b",
  "p"."own.member_lending" AS "member_lending",
  "p"."own.member_offset" AS "member_offset",
  "p"."own.lines_out" AS "lines_out",
  "p"."own.member_outflows" AS "member_outflows",
  "p"."own.member_inflows" AS "member_inflows",
  "p"."own.net_outflows" AS "net_outflows",
  "p"."own.trapped" AS "trapped",
  "p"."own.before_1" AS "before_1",
  "p"."own.trapped_1" AS "trapped_1",
  "p"."own.before_2a" AS "before_2a",
  "p"."own.trapped_2a" AS "trapped_2a",
  "p"."own.before_2b" AS "before_2b",
  "p"."own.trapped_2b" AS "trapped_2b"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.transfer_restricted" AS "own.transfer_restricted",
    "p"."own.members" AS "own.members",
    "p"."own.restricted" AS "own.restricted",
    "p"."own.stated_order" AS "own.stated_order",
    "p"."own.removal_order" AS "own.removal_order",
    "p"."own.stock_1" AS "own.stock_1",
    "p"."own.stock_2a" AS "own.stock_2a",
    "p"."own.stock_2b" AS "own.stock_2b",
    "p"."own.member_lending" AS "own.member_lending",
    "p"."own.member_offset" AS "own.member_offset",
    "p"."own.lines_out" AS "own.lines_out",
    "p"."own.member_outflows" AS "own.member_outflows",
    "p"."own.member_inflows" AS "own.member_inflows",
    "p"."own.net_outflows" AS "own.net_outflows",
    "p"."own.trapped" AS "own.trapped",
    "p"."own.before_1" AS "own.before_1",
    CAST(greatest(least(CAST("p"."own.stock_1" AS DECIMAL(25,4)), CAST(CAST((CAST("p"."own.trapped" * 10000 AS HUGEINT) - CAST("p"."own.before_1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(25,4))), CAST('0.0000' AS DECIMAL(25,4))) AS DECIMAL(24,4)) AS "own.trapped_1",
    "p"."own.before_2a" AS "own.before_2a",
    CAST(greatest(least(CAST("p"."own.stock_2a" AS DECIMAL(25,4)), CAST(CAST((CAST("p"."own.trapped" * 10000 AS HUGEINT) - CAST("p"."own.before_2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(25,4))), CAST('0.0000' AS DECIMAL(25,4))) AS DECIMAL(24,4)) AS "own.trapped_2a",
    "p"."own.before_2b" AS "own.before_2b",
    CAST(greatest(least(CAST("p"."own.stock_2b" AS DECIMAL(25,4)), CAST(CAST((CAST("p"."own.trapped" * 10000 AS HUGEINT) - CAST("p"."own.before_2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(25,4))), CAST('0.0000' AS DECIMAL(25,4))) AS DECIMAL(24,4)) AS "own.trapped_2b"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.transfer_restricted" AS "own.transfer_restricted",
      "p"."own.members" AS "own.members",
      "p"."own.restricted" AS "own.restricted",
      "p"."own.stated_order" AS "own.stated_order",
      "p"."own.removal_order" AS "own.removal_order",
      "p"."own.stock_1" AS "own.stock_1",
      "p"."own.stock_2a" AS "own.stock_2a",
      "p"."own.stock_2b" AS "own.stock_2b",
      "p"."own.member_lending" AS "own.member_lending",
      "p"."own.member_offset" AS "own.member_offset",
      "p"."own.lines_out" AS "own.lines_out",
      "p"."own.member_outflows" AS "own.member_outflows",
      "p"."own.member_inflows" AS "own.member_inflows",
      "p"."own.net_outflows" AS "own.net_outflows",
      CASE WHEN "p"."own.restricted" THEN CAST(greatest(CAST(CAST((((CAST("p"."own.stock_1" * 10000 AS HUGEINT) + CAST("p"."own.stock_2a" * 10000 AS HUGEINT)) + CAST("p"."own.stock_2b" * 10000 AS HUGEINT)) - CAST("p"."own.net_outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(27,4)), CAST('0.0000' AS DECIMAL(27,4))) AS DECIMAL(24,4)) ELSE CAST('0.0000' AS DECIMAL(24,4)) END AS "own.trapped",
      "p"."own.before_1" AS "own.before_1",
      "p"."own.before_2a" AS "own.before_2a",
      "p"."own.before_2b" AS "own.before_2b"
    FROM (
      SELECT
        "p"."own.perimeter" AS "own.perimeter",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.transfer_restricted" AS "own.transfer_restricted",
        "p"."own.members" AS "own.members",
        "p"."own.restricted" AS "own.restricted",
        "p"."own.stated_order" AS "own.stated_order",
        "p"."own.removal_order" AS "own.removal_order",
        "p"."own.stock_1" AS "own.stock_1",
        "p"."own.stock_2a" AS "own.stock_2a",
        "p"."own.stock_2b" AS "own.stock_2b",
        "p"."own.member_lending" AS "own.member_lending",
        "p"."own.member_offset" AS "own.member_offset",
        "p"."own.lines_out" AS "own.lines_out",
        "p"."own.member_outflows" AS "own.member_outflows",
        "p"."own.member_inflows" AS "own.member_inflows",
        CAST(CAST(((CAST(greatest(CAST(CAST(((CAST("p"."own.member_outflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) - CAST(least(CAST("p"."own.member_inflows" AS DECIMAL(26,6)), CAST(CAST((CAST('75' AS HUGEINT) * CAST("p"."own.member_outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(26,6))) * 1000000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(27,6)), CAST('0.000000' AS DECIMAL(27,6))) * 1000000 AS HUGEINT) + CASE WHEN (CAST(greatest(CAST(CAST(((CAST("p"."own.member_outflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) - CAST(least(CAST("p"."own.member_inflows" AS DECIMAL(26,6)), CAST(CAST((CAST('75' AS HUGEINT) * CAST("p"."own.member_outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(26,6))) * 1000000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(27,6)), CAST('0.000000' AS DECIMAL(27,6))) * 1000000 AS HUGEINT) < CAST('0' AS HUGEINT)) THEN CAST('-50' AS HUGEINT) ELSE CAST('50' AS HUGEINT) END) // CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.net_outflows",
        "p"."own.before_1" AS "own.before_1",
        "p"."own.before_2a" AS "own.before_2a",
        "p"."own.before_2b" AS "own.before_2b"
      FROM (
        SELECT
          "p"."own.perimeter" AS "own.perimeter",
          "p"."own.entity_id" AS "own.entity_id",
          "p"."own.transfer_restricted" AS "own.transfer_restricted",
          "p"."own.members" AS "own.members",
          "p"."own.restricted" AS "own.restricted",
          "p"."own.stated_order" AS "own.stated_order",
          "p"."own.removal_order" AS "own.removal_order",
          "p"."own.stock_1" AS "own.stock_1",
          "p"."own.stock_2a" AS "own.stock_2a",
          "p"."own.stock_2b" AS "own.stock_2b",
          "p"."own.member_lending" AS "own.member_lending",
          "p"."own.member_offset" AS "own.member_offset",
          "p"."own.lines_out" AS "own.lines_out",
          CAST(CAST(((((CAST("p"."own.lines_out" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) + CAST(greatest(CAST(CAST(((CAST("p"."own.member_lending" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) - (CAST('5' AS HUGEINT) * CAST("p"."own.member_offset" * 10000 AS HUGEINT))) AS DECIMAL(38,0)) * CAST('0.00001' AS DECIMAL(6,5)) AS DECIMAL(26,5)), CAST('0.00000' AS DECIMAL(26,5))) * 100000 AS HUGEINT)) + CASE WHEN (((CAST("p"."own.lines_out" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) + CAST(greatest(CAST(CAST(((CAST("p"."own.member_lending" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) - (CAST('5' AS HUGEINT) * CAST("p"."own.member_offset" * 10000 AS HUGEINT))) AS DECIMAL(38,0)) * CAST('0.00001' AS DECIMAL(6,5)) AS DECIMAL(26,5)), CAST('0.00000' AS DECIMAL(26,5))) * 100000 AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-5' AS HUGEINT) ELSE CAST('5' AS HUGEINT) END) // CAST('10' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.member_outflows",
          "p"."own.member_inflows" AS "own.member_inflows",
          CASE WHEN ("p"."own.removal_order" = '1-2A-2B') THEN CAST('0.0000' AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '1-2B-2A') THEN CAST('0.0000' AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2A-1-2B') THEN "p"."own.stock_2a" WHEN ("p"."own.removal_order" = '2A-2B-1') THEN CAST(CAST((CAST("p"."own.stock_2a" * 10000 AS HUGEINT) + CAST("p"."own.stock_2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2B-1-2A') THEN "p"."own.stock_2b" WHEN ("p"."own.removal_order" = '2B-2A-1') THEN CAST(CAST((CAST("p"."own.stock_2b" * 10000 AS HUGEINT) + CAST("p"."own.stock_2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.before_1",
          CASE WHEN ("p"."own.removal_order" = '1-2A-2B') THEN "p"."own.stock_1" WHEN ("p"."own.removal_order" = '1-2B-2A') THEN CAST(CAST((CAST("p"."own.stock_1" * 10000 AS HUGEINT) + CAST("p"."own.stock_2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2A-1-2B') THEN CAST('0.0000' AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2A-2B-1') THEN CAST('0.0000' AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2B-1-2A') THEN CAST(CAST((CAST("p"."own.stock_2b" * 10000 AS HUGEINT) + CAST("p"."own.stock_1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2B-2A-1') THEN "p"."own.stock_2b" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.before_2a",
          CASE WHEN ("p"."own.removal_order" = '1-2A-2B') THEN CAST(CAST((CAST("p"."own.stock_1" * 10000 AS HUGEINT) + CAST("p"."own.stock_2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '1-2B-2A') THEN "p"."own.stock_1" WHEN ("p"."own.removal_order" = '2A-1-2B') THEN CAST(CAST((CAST("p"."own.stock_2a" * 10000 AS HUGEINT) + CAST("p"."own.stock_1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2A-2B-1') THEN "p"."own.stock_2a" WHEN ("p"."own.removal_order" = '2B-1-2A') THEN CAST('0.0000' AS DECIMAL(24,4)) WHEN ("p"."own.removal_order" = '2B-2A-1') THEN CAST('0.0000' AS DECIMAL(24,4)) ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.before_2b"
        FROM (
          SELECT
            "i"."perimeter" AS "own.perimeter",
            "i"."holder" AS "own.entity_id",
            CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage trapped_liquidity: look-up entity finds no row of entity for a row that a filter would drop.') AS BOOLEAN) ELSE "look-up entity"."transfer_restricted" END AS "own.transfer_restricted",
            coalesce("look-up size"."members", CAST(error('PLIMSOLL:' || 'Stage trapped_liquidity: look-up size finds no row of perimeter_sizes for a row that a filter would drop.') AS BIGINT)) AS "own.members",
            (coalesce(CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage trapped_liquidity: look-up entity finds no row of entity for a row that a filter would drop.') AS BOOLEAN) ELSE "look-up entity"."transfer_restricted" END, FALSE) AND (coalesce("look-up size"."members", CAST(error('PLIMSOLL:' || 'Stage trapped_liquidity: look-up size finds no row of perimeter_sizes for a row that a filter would drop.') AS BIGINT)) > CAST(1 AS BIGINT))) AS "own.restricted",
            CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage trapped_liquidity: look-up entity finds no row of entity for a row that a filter would drop.') AS VARCHAR) ELSE "look-up entity"."trapped_order" END AS "own.stated_order",
            coalesce(CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage trapped_liquidity: look-up entity finds no row of entity for a row that a filter would drop.') AS VARCHAR) ELSE "look-up entity"."trapped_order" END, '1-2A-2B') AS "own.removal_order",
            CAST(greatest(coalesce("i"."l1", CAST('0.0000' AS DECIMAL(38,4))), CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.stock_1",
            CAST(greatest(coalesce("i"."l2a", CAST('0.0000' AS DECIMAL(38,4))), CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.stock_2a",
            CAST(greatest(coalesce("i"."l2b", CAST('0.0000' AS DECIMAL(38,4))), CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.stock_2b",
            CAST(coalesce("i"."lending", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.member_lending",
            CAST(coalesce("i"."lending_inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.member_offset",
            CAST(coalesce("i"."outflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.lines_out",
            CAST(coalesce("i"."inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.member_inflows"
          FROM "member_sums" AS "i"
          LEFT JOIN "entity" AS "look-up entity" ON ("look-up entity"."entity_id" = "i"."holder")
          LEFT JOIN "perimeter_sizes" AS "look-up size" ON ("look-up size"."perimeter" = "i"."perimeter")
          WHERE (CASE WHEN ("look-up entity"."entity_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage trapped_liquidity: look-up entity finds no row of entity for ' || 'entity_id = ') AS VARCHAR) || coalesce("i"."holder", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'perimeter = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || ', entity_id = ') AS VARCHAR) || coalesce("i"."holder", 'NULL')) AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END AND CASE WHEN ("look-up size"."perimeter" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage trapped_liquidity: look-up size finds no row of perimeter_sizes for ' || 'perimeter = ') AS VARCHAR) || coalesce("i"."perimeter", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'perimeter = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || ', entity_id = ') AS VARCHAR) || coalesce("i"."holder", 'NULL')) AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END)
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE "p"."own.restricted";

-- trapped_sums (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  sum("i"."trapped_1") AS "trapped_1",
  sum("i"."trapped_2a") AS "trapped_2a",
  sum("i"."trapped_2b") AS "trapped_2b"
FROM "trapped_liquidity" AS "i"
GROUP BY "i"."perimeter";

-- perimeter_sums (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  CASE WHEN abs(sum("i"."l1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l1") END AS "l1",
  CASE WHEN abs(sum("i"."l2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l2a") END AS "l2a",
  CASE WHEN abs(sum("i"."l2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."l2b") END AS "l2b",
  CASE WHEN abs(sum("i"."u1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u1") END AS "u1",
  CASE WHEN abs(sum("i"."u2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u2a") END AS "u2a",
  CASE WHEN abs(sum("i"."u2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."u2b") END AS "u2b",
  CASE WHEN abs(sum("i"."outflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflows") END AS "outflows",
  CASE WHEN abs(sum("i"."inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflows") END AS "inflows",
  CASE WHEN abs(sum("i"."alternative")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."alternative") END AS "alternative",
  CASE WHEN abs(sum("i"."extra_2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."extra_2a") END AS "extra_2a",
  CASE WHEN abs(sum("i"."extra_2a_value")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."extra_2a_value") END AS "extra_2a_value",
  CASE WHEN abs(sum("i"."sovereign")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."sovereign") END AS "sovereign",
  CASE WHEN abs(sum("i"."lending")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."lending") END AS "lending",
  CASE WHEN abs(sum("i"."lending_inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."lending_inflows") END AS "lending_inflows"
FROM "perimeter_rows" AS "i"
GROUP BY "i"."perimeter";

-- perimeter_totals (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.excess" AS "excess",
  "p"."own.trapped_1" AS "trapped_1",
  "p"."own.trapped_2a" AS "trapped_2a",
  "p"."own.trapped_2b" AS "trapped_2b",
  "p"."own.sum_l1" AS "sum_l1",
  "p"."own.sum_l2a" AS "sum_l2a",
  "p"."own.sum_l2b" AS "sum_l2b",
  "p"."own.sum_u1" AS "sum_u1",
  "p"."own.sum_u2a" AS "sum_u2a",
  "p"."own.sum_u2b" AS "sum_u2b",
  "p"."own.sovereign_fx_excess" AS "sovereign_fx_excess",
  "p"."own.off_trapped_1" AS "off_trapped_1",
  "p"."own.off_trapped_2a" AS "off_trapped_2a",
  "p"."own.off_trapped_2b" AS "off_trapped_2b",
  "p"."own.l1" AS "l1",
  "p"."own.l2a" AS "l2a",
  "p"."own.l2b" AS "l2b",
  "p"."own.a1" AS "a1",
  "p"."own.a2a" AS "a2a",
  "p"."own.a2b" AS "a2b",
  "p"."own.lending_amount" AS "lending_amount",
  "p"."own.lending_offset" AS "lending_offset",
  "p"."own.lending_excess" AS "lending_excess",
  "p"."own.line_outflows" AS "line_outflows",
  "p"."own.outflows" AS "outflows",
  "p"."own.inflows" AS "inflows",
  "p"."own.alternatives" AS "alternatives",
  "p"."own.extra_2a_amount" AS "extra_2a_amount",
  "p"."own.extra_2a_total" AS "extra_2a_total"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.excess" AS "own.excess",
    "p"."own.trapped_1" AS "own.trapped_1",
    "p"."own.trapped_2a" AS "own.trapped_2a",
    "p"."own.trapped_2b" AS "own.trapped_2b",
    "p"."own.sum_l1" AS "own.sum_l1",
    "p"."own.sum_l2a" AS "own.sum_l2a",
    "p"."own.sum_l2b" AS "own.sum_l2b",
    "p"."own.sum_u1" AS "own.sum_u1",
    "p"."own.sum_u2a" AS "own.sum_u2a",
    "p"."own.sum_u2b" AS "own.sum_u2b",
    "p"."own.sovereign_fx_excess" AS "own.sovereign_fx_excess",
    "p"."own.off_trapped_1" AS "own.off_trapped_1",
    "p"."own.off_trapped_2a" AS "own.off_trapped_2a",
    "p"."own.off_trapped_2b" AS "own.off_trapped_2b",
    "p"."own.l1" AS "own.l1",
    "p"."own.l2a" AS "own.l2a",
    "p"."own.l2b" AS "own.l2b",
    CAST(CAST((CAST("p"."own.l1" * 10000 AS HUGEINT) + CAST("p"."own.sum_u1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.a1",
    CAST(CAST((CAST("p"."own.l2a" * 10000 AS HUGEINT) + CAST("p"."own.sum_u2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.a2a",
    CAST(CAST((CAST("p"."own.l2b" * 10000 AS HUGEINT) + CAST("p"."own.sum_u2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.a2b",
    "p"."own.lending_amount" AS "own.lending_amount",
    "p"."own.lending_offset" AS "own.lending_offset",
    "p"."own.lending_excess" AS "own.lending_excess",
    "p"."own.line_outflows" AS "own.line_outflows",
    CAST(CAST((CAST("p"."own.line_outflows" * 10000 AS HUGEINT) + CAST("p"."own.lending_excess" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.outflows",
    "p"."own.inflows" AS "own.inflows",
    "p"."own.alternatives" AS "own.alternatives",
    "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
    "p"."own.extra_2a_total" AS "own.extra_2a_total"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.excess" AS "own.excess",
      "p"."own.trapped_1" AS "own.trapped_1",
      "p"."own.trapped_2a" AS "own.trapped_2a",
      "p"."own.trapped_2b" AS "own.trapped_2b",
      "p"."own.sum_l1" AS "own.sum_l1",
      "p"."own.sum_l2a" AS "own.sum_l2a",
      "p"."own.sum_l2b" AS "own.sum_l2b",
      "p"."own.sum_u1" AS "own.sum_u1",
      "p"."own.sum_u2a" AS "own.sum_u2a",
      "p"."own.sum_u2b" AS "own.sum_u2b",
      "p"."own.sovereign_fx_excess" AS "own.sovereign_fx_excess",
      "p"."own.off_trapped_1" AS "own.off_trapped_1",
      "p"."own.off_trapped_2a" AS "own.off_trapped_2a",
      "p"."own.off_trapped_2b" AS "own.off_trapped_2b",
      CAST(CAST(((CAST("p"."own.sum_l1" * 10000 AS HUGEINT) - CAST("p"."own.sovereign_fx_excess" * 10000 AS HUGEINT)) - CAST("p"."own.off_trapped_1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.l1",
      CAST(CAST((CAST("p"."own.sum_l2a" * 10000 AS HUGEINT) - CAST("p"."own.off_trapped_2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.l2a",
      CAST(CAST((CAST("p"."own.sum_l2b" * 10000 AS HUGEINT) - CAST("p"."own.off_trapped_2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.l2b",
      "p"."own.lending_amount" AS "own.lending_amount",
      "p"."own.lending_offset" AS "own.lending_offset",
      CAST(CAST(((CAST(greatest(CAST(CAST(((CAST("p"."own.lending_amount" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) - (CAST('5' AS HUGEINT) * CAST("p"."own.lending_offset" * 10000 AS HUGEINT))) AS DECIMAL(38,0)) * CAST('0.00001' AS DECIMAL(6,5)) AS DECIMAL(26,5)), CAST('0.00000' AS DECIMAL(26,5))) * 100000 AS HUGEINT) + CASE WHEN (CAST(greatest(CAST(CAST(((CAST("p"."own.lending_amount" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) - (CAST('5' AS HUGEINT) * CAST("p"."own.lending_offset" * 10000 AS HUGEINT))) AS DECIMAL(38,0)) * CAST('0.00001' AS DECIMAL(6,5)) AS DECIMAL(26,5)), CAST('0.00000' AS DECIMAL(26,5))) * 100000 AS HUGEINT) < CAST('0' AS HUGEINT)) THEN CAST('-5' AS HUGEINT) ELSE CAST('5' AS HUGEINT) END) // CAST('10' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.lending_excess",
      "p"."own.line_outflows" AS "own.line_outflows",
      "p"."own.inflows" AS "own.inflows",
      "p"."own.alternatives" AS "own.alternatives",
      "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
      "p"."own.extra_2a_total" AS "own.extra_2a_total"
    FROM (
      SELECT
        "i"."perimeter" AS "own.perimeter",
        CASE WHEN ("look-up limit"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up limit"."excess" END AS "own.excess",
        CASE WHEN ("look-up trapped"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up trapped"."trapped_1" END AS "own.trapped_1",
        CASE WHEN ("look-up trapped"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up trapped"."trapped_2a" END AS "own.trapped_2a",
        CASE WHEN ("look-up trapped"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up trapped"."trapped_2b" END AS "own.trapped_2b",
        CAST(coalesce("i"."l1", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_l1",
        CAST(coalesce("i"."l2a", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_l2a",
        CAST(coalesce("i"."l2b", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_l2b",
        CAST(coalesce("i"."u1", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_u1",
        CAST(coalesce("i"."u2a", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_u2a",
        CAST(coalesce("i"."u2b", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_u2b",
        CAST(coalesce(CASE WHEN ("look-up limit"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up limit"."excess" END, CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sovereign_fx_excess",
        CAST(coalesce(CASE WHEN ("look-up trapped"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up trapped"."trapped_1" END, CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.off_trapped_1",
        CAST(coalesce(CASE WHEN ("look-up trapped"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up trapped"."trapped_2a" END, CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.off_trapped_2a",
        CAST(coalesce(CASE WHEN ("look-up trapped"."perimeter" IS NULL) THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "look-up trapped"."trapped_2b" END, CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.off_trapped_2b",
        CAST(coalesce("i"."lending", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.lending_amount",
        CAST(coalesce("i"."lending_inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.lending_offset",
        CAST(coalesce("i"."outflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.line_outflows",
        CAST(coalesce("i"."inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.inflows",
        CAST(coalesce("i"."alternative", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.alternatives",
        CAST(coalesce("i"."extra_2a", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.extra_2a_amount",
        CAST(coalesce("i"."extra_2a_value", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.extra_2a_total"
      FROM "perimeter_sums" AS "i"
      LEFT JOIN "sovereign_excess" AS "look-up limit" ON ("look-up limit"."perimeter" = "i"."perimeter")
      LEFT JOIN "trapped_sums" AS "look-up trapped" ON ("look-up trapped"."perimeter" = "i"."perimeter")
    ) AS "p"
  ) AS "p"
) AS "p";

-- ladder_bounds (derive)
SELECT
  "p"."own.bucket" AS "bucket",
  "p"."own.item" AS "item",
  "p"."own.bucket_no" AS "bucket_no",
  "p"."own.step" AS "step",
  "p"."own.first_day" AS "first_day",
  "p"."own.last_day" AS "last_day",
  "p"."own.listed_to" AS "listed_to"
FROM (
  SELECT
    "p"."own.bucket" AS "own.bucket",
    "p"."own.item" AS "own.item",
    "p"."own.bucket_no" AS "own.bucket_no",
    "p"."own.step" AS "own.step",
    "p"."own.first_day" AS "own.first_day",
    "p"."own.last_day" AS "own.last_day",
    coalesce("p"."own.last_day", "p"."own.first_day") AS "own.listed_to"
  FROM (
    SELECT
      "i"."bucket" AS "own.bucket",
      "i"."item" AS "own.item",
      "i"."bucket_no" AS "own.bucket_no",
      "i"."step" AS "own.step",
      coalesce(CASE WHEN (((CASE WHEN (((DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) < DATE '0001-01-01') OR ((DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) END + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) < DATE '0001-01-01') OR ((CASE WHEN (((DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) < DATE '0001-01-01') OR ((DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) END + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (CASE WHEN (((DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) < DATE '0001-01-01') OR ((DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (DATE '2024-01-31' + CAST(CASE WHEN "i"."after_days" > 8000000 THEN 8000000 WHEN "i"."after_days" < -8000000 THEN -8000000 ELSE "i"."after_days" END AS INTEGER)) END + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) END, CASE WHEN (((CASE WHEN ((CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) < DATE '0001-01-01') OR (CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) END + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) < DATE '0001-01-01') OR ((CASE WHEN ((CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) < DATE '0001-01-01') OR (CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) END + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (CASE WHEN ((CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) < DATE '0001-01-01') OR (CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."after_months" > 240000 THEN 240000 WHEN "i"."after_months" < -240000 THEN -240000 ELSE "i"."after_months" END AS INTEGER)) AS DATE) END + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) END, DATE '2024-01-31') AS "own.first_day",
      coalesce(CASE WHEN (((DATE '2024-01-31' + CAST(CASE WHEN "i"."to_days" > 8000000 THEN 8000000 WHEN "i"."to_days" < -8000000 THEN -8000000 ELSE "i"."to_days" END AS INTEGER)) < DATE '0001-01-01') OR ((DATE '2024-01-31' + CAST(CASE WHEN "i"."to_days" > 8000000 THEN 8000000 WHEN "i"."to_days" < -8000000 THEN -8000000 ELSE "i"."to_days" END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE (DATE '2024-01-31' + CAST(CASE WHEN "i"."to_days" > 8000000 THEN 8000000 WHEN "i"."to_days" < -8000000 THEN -8000000 ELSE "i"."to_days" END AS INTEGER)) END, CASE WHEN ((CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."to_months" > 240000 THEN 240000 WHEN "i"."to_months" < -240000 THEN -240000 ELSE "i"."to_months" END AS INTEGER)) AS DATE) < DATE '0001-01-01') OR (CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."to_months" > 240000 THEN 240000 WHEN "i"."to_months" < -240000 THEN -240000 ELSE "i"."to_months" END AS INTEGER)) AS DATE) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE CAST(DATE '2024-01-31' + to_months(CAST(CASE WHEN "i"."to_months" > 240000 THEN 240000 WHEN "i"."to_months" < -240000 THEN -240000 ELSE "i"."to_months" END AS INTEGER)) AS DATE) END) AS "own.last_day"
    FROM "ladder_bucket" AS "i"
  ) AS "p"
) AS "p";

-- ladder_dates (expand)
SELECT
  "e"."bucket" AS "bucket",
  "e"."due_date" AS "due_date",
  "e"."item" AS "item",
  "e"."bucket_no" AS "bucket_no",
  "e"."last_day" AS "last_day",
  CAST('ladder' AS VARCHAR) AS "ladder",
  CASE WHEN ("e"."step" IS NULL) THEN "e"."due_date" ELSE CAST(NULL AS DATE) END AS "day",
  CASE WHEN ((NOT ("e"."step" IS NULL)) OR ("e"."due_date" = "e"."last_day")) THEN CAST(1 AS BIGINT) ELSE CAST(0 AS BIGINT) END AS "ends",
  coalesce("e"."step", date_diff('day', DATE '2024-01-31', "e"."due_date")) AS "slot"
FROM (
  SELECT
    "i"."bucket" AS "bucket",
    "i"."item" AS "item",
    "i"."bucket_no" AS "bucket_no",
    "i"."step" AS "step",
    "i"."first_day" AS "first_day",
    "i"."last_day" AS "last_day",
    "i"."listed_to" AS "listed_to",
    ("i"."first_day" + CAST(unnest(range(date_diff('day', "i"."first_day", "i"."listed_to") + 1)) AS INTEGER)) AS "due_date"
  FROM "ladder_bounds" AS "i"
) AS "e";

-- ladder_calendar (aggregate)
SELECT
  "i"."due_date" AS "due_date",
  min("i"."slot") AS "slot"
FROM "ladder_dates" AS "i"
GROUP BY "i"."due_date";

-- ladder_steps (aggregate)
SELECT
  "i"."ladder" AS "ladder",
  "i"."slot" AS "slot",
  min("i"."bucket_no") AS "bucket_no",
  min("i"."bucket") AS "bucket",
  min("i"."item") AS "item",
  min("i"."day") AS "day",
  max("i"."last_day") AS "last_day",
  max("i"."ends") AS "ends"
FROM "ladder_dates" AS "i"
GROUP BY "i"."ladder", "i"."slot";

-- ladder_notices (derive)
SELECT
  "p"."own.account_id" AS "account_id",
  "p"."own.notice_end" AS "notice_end"
FROM (
  SELECT
    "i"."account_id" AS "own.account_id",
    CASE WHEN ((("i"."notice_given" + CAST(CASE WHEN "i"."notice_days" > 8000000 THEN 8000000 WHEN "i"."notice_days" < -8000000 THEN -8000000 ELSE "i"."notice_days" END AS INTEGER)) < DATE '0001-01-01') OR (("i"."notice_given" + CAST(CASE WHEN "i"."notice_days" > 8000000 THEN 8000000 WHEN "i"."notice_days" < -8000000 THEN -8000000 ELSE "i"."notice_days" END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE ("i"."notice_given" + CAST(CASE WHEN "i"."notice_days" > 8000000 THEN 8000000 WHEN "i"."notice_days" < -8000000 THEN -8000000 ELSE "i"."notice_days" END AS INTEGER)) END AS "own.notice_end"
  FROM "account" AS "i"
) AS "p"
WHERE (NOT ("p"."own.notice_end" IS NULL));

-- ladder_positions (derive)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.line" AS "line",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.released" AS "released",
  "p"."own.notice_end" AS "notice_end",
  "p"."own.contract_date" AS "contract_date",
  "p"."own.measure" AS "measure",
  "p"."own.due_date" AS "due_date",
  "p"."own.slot" AS "slot",
  "p"."own.step" AS "step",
  "p"."own.value" AS "value"
FROM (
  SELECT
    "p"."own.source" AS "own.source",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.part" AS "own.part",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.line" AS "own.line",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.released" AS "own.released",
    "p"."own.notice_end" AS "own.notice_end",
    "p"."own.contract_date" AS "own.contract_date",
    "p"."own.measure" AS "own.measure",
    "p"."own.due_date" AS "own.due_date",
    "look-up calendar"."slot" AS "own.slot",
    CASE WHEN (NOT ("p"."own.measure" IN ('inflow', 'outflow'))) THEN CAST(0 AS BIGINT) WHEN ("p"."own.due_date" IS NULL) THEN CAST(114 AS BIGINT) WHEN ("p"."own.due_date" <= DATE '2024-01-31') THEN CAST(1 AS BIGINT) ELSE coalesce("look-up calendar"."slot", CAST(113 AS BIGINT)) END AS "own.step",
    "p"."own.value" AS "own.value"
  FROM (
    SELECT
      "p"."own.source" AS "own.source",
      "p"."own.deal_id" AS "own.deal_id",
      "p"."own.part" AS "own.part",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.kind" AS "own.kind",
      "p"."own.line" AS "own.line",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.released" AS "own.released",
      "p"."own.notice_end" AS "own.notice_end",
      "p"."own.contract_date" AS "own.contract_date",
      "p"."own.measure" AS "own.measure",
      CASE WHEN (("p"."own.measure" = 'outflow') AND ("p"."own.contract_date" <= DATE '2024-01-31')) THEN (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER)) ELSE "p"."own.contract_date" END AS "own.due_date",
      "p"."own.value" AS "own.value"
    FROM (
      SELECT
        "p"."own.source" AS "own.source",
        "p"."own.deal_id" AS "own.deal_id",
        "p"."own.part" AS "own.part",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.kind" AS "own.kind",
        "p"."own.line" AS "own.line",
        "p"."own.counterparty_entity" AS "own.counterparty_entity",
        "p"."own.issuer_entity" AS "own.issuer_entity",
        "p"."own.released" AS "own.released",
        "p"."own.notice_end" AS "own.notice_end",
        "p"."own.contract_date" AS "own.contract_date",
        CASE WHEN (("p"."own.kind" = 'stock') OR ("p"."own.kind" IN ('released', 'passed_on'))) THEN CASE WHEN ("p"."row.level" = '1') THEN 'level_1' WHEN ("p"."row.level" = '2A') THEN 'level_2a' ELSE 'level_2b' END WHEN ("p"."own.source" = 'account') THEN CASE WHEN ("p"."row.product_type" = 'DEPOSIT') THEN 'outflow' WHEN ("p"."row.product_type" IN ('LOAN', 'PLACEMENT')) THEN CASE WHEN (("p"."own.kind" <> 'unclassified') AND (("p"."own.contract_date" IS NULL) OR ("p"."own.contract_date" > DATE '2024-01-31'))) THEN 'inflow' ELSE 'outside' END ELSE 'outside' END WHEN ("p"."own.source" IN ('loan', 'loan_cash_flow')) THEN CASE WHEN (("p"."row.product_type" = 'LOAN') AND (NOT ("p"."own.line" IN ('OUT.nonperforming', 'OUT.schedule')))) THEN CASE WHEN (("p"."own.kind" <> 'unclassified') AND (("p"."own.contract_date" IS NULL) OR ("p"."own.contract_date" > DATE '2024-01-31'))) THEN 'inflow' ELSE 'outside' END ELSE 'outside' END WHEN ("p"."own.source" = 'holding') THEN CASE WHEN (("p"."own.part" = 'free') AND ("p"."own.line" <> 'OUT.matured')) THEN CASE WHEN (("p"."own.kind" <> 'unclassified') AND (("p"."own.contract_date" IS NULL) OR ("p"."own.contract_date" > DATE '2024-01-31'))) THEN 'inflow' ELSE 'outside' END ELSE 'outside' END WHEN ("p"."own.source" = 'security_financing') THEN CASE WHEN ("p"."row.product_type" = 'REPO') THEN 'outflow' WHEN ("p"."row.product_type" = 'COLLATERAL_SWAP') THEN 'outside' ELSE CASE WHEN (("p"."own.kind" <> 'unclassified') AND (("p"."own.contract_date" IS NULL) OR ("p"."own.contract_date" > DATE '2024-01-31'))) THEN 'inflow' ELSE 'outside' END END WHEN (("p"."own.source" = 'capital') OR (("p"."own.source" = 'own_issue') AND ("p"."own.part" <> 'returnable'))) THEN 'outflow' WHEN ("p"."own.source" = 'other_flow') THEN CASE WHEN ("p"."own.line" = 'OUT.operating') THEN 'outside' WHEN ("p"."row.deal_type" = 'OUTFLOW') THEN 'outflow' ELSE CASE WHEN (("p"."own.kind" <> 'unclassified') AND (("p"."own.contract_date" IS NULL) OR ("p"."own.contract_date" > DATE '2024-01-31'))) THEN 'inflow' ELSE 'outside' END END ELSE 'outside' END AS "own.measure",
        "p"."own.value" AS "own.value"
      FROM (
        SELECT
          "i"."source" AS "own.source",
          "i"."deal_id" AS "own.deal_id",
          "i"."part" AS "own.part",
          "i"."entity_id" AS "own.entity_id",
          "i"."currency_code" AS "own.currency_code",
          "i"."kind" AS "own.kind",
          "i"."line" AS "own.line",
          "i"."counterparty_entity" AS "own.counterparty_entity",
          "i"."issuer_entity" AS "own.issuer_entity",
          ("i"."kind" IN ('released', 'passed_on')) AS "own.released",
          "look-up notice"."notice_end" AS "own.notice_end",
          CASE WHEN (("i"."part" = 'open') OR ("i"."deal_type" = 'OVERDRAFT')) THEN CAST(NULL AS DATE) WHEN (("i"."source" = 'loan') AND ("i"."part" = 'payment')) THEN (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)) WHEN ("i"."source" = 'loan_cash_flow') THEN "i"."effective_date" WHEN ("i"."product_type" = 'DEPOSIT') THEN least("i"."maturity_date", "look-up notice"."notice_end") ELSE "i"."maturity_date" END AS "own.contract_date",
          CASE WHEN (("i"."kind" = 'stock') OR ("i"."kind" IN ('released', 'passed_on'))) THEN "i"."liquidity_value" ELSE CAST(CAST((CAST("i"."amount" * 100 AS BIGINT) * CAST(100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)) END AS "own.value",
          "i"."level" AS "row.level",
          "i"."product_type" AS "row.product_type",
          "i"."deal_type" AS "row.deal_type"
        FROM "liquidity" AS "i"
        LEFT JOIN "ladder_notices" AS "look-up notice" ON ("look-up notice"."account_id" = CASE WHEN ("i"."product_type" = 'DEPOSIT') THEN "i"."deal_id" ELSE CAST(NULL AS VARCHAR) END)
      ) AS "p"
    ) AS "p"
  ) AS "p"
  LEFT JOIN "ladder_calendar" AS "look-up calendar" ON ("look-up calendar"."due_date" = "p"."own.due_date")
) AS "p"
WHERE (((("p"."own.kind" <> 'unwind') AND (("p"."own.line" IS NULL) OR (NOT ("p"."own.line" IN ('ALA1', 'ALA2', 'ALA3'))))) AND ("p"."own.source" <> 'derivative_netting')) AND (("p"."own.source" <> 'sft_collateral') OR (("p"."own.kind" = 'stock') OR ("p"."own.kind" IN ('released', 'passed_on')))));

-- ladder_position_sums (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  sum("i"."value") AS "value"
FROM "ladder_positions" AS "i"
GROUP BY "i"."entity_id", "i"."currency_code", "i"."measure", "i"."step", "i"."counterparty_entity", "i"."issuer_entity", "i"."released";

-- ladder_payments (derive)
SELECT
  "p"."own.cash_flow_id" AS "cash_flow_id",
  "p"."own.loan_id" AS "loan_id",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.type" AS "type",
  "p"."own.schedule" AS "schedule",
  "p"."own.first_arrears_date" AS "first_arrears_date",
  "p"."own.default_date" AS "default_date",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.released" AS "released",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.payment" AS "payment",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.measure" AS "measure",
  "p"."own.due_date" AS "due_date",
  "p"."own.slot" AS "slot",
  "p"."own.step" AS "step",
  "p"."own.value" AS "value"
FROM (
  SELECT
    "p"."own.cash_flow_id" AS "own.cash_flow_id",
    "p"."own.loan_id" AS "own.loan_id",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.type" AS "own.type",
    "p"."own.schedule" AS "own.schedule",
    "p"."own.first_arrears_date" AS "own.first_arrears_date",
    "p"."own.default_date" AS "own.default_date",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.released" AS "own.released",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.payment" AS "own.payment",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.measure" AS "own.measure",
    "p"."own.due_date" AS "own.due_date",
    "p"."own.slot" AS "own.slot",
    "p"."own.step" AS "own.step",
    CAST(CAST((CAST("p"."own.amount" * 100 AS BIGINT) * CAST(100 AS BIGINT)) AS DECIMAL(18,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)) AS "own.value"
  FROM (
    SELECT
      "p"."own.cash_flow_id" AS "own.cash_flow_id",
      "p"."own.loan_id" AS "own.loan_id",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.type" AS "own.type",
      "p"."own.schedule" AS "own.schedule",
      "p"."own.first_arrears_date" AS "own.first_arrears_date",
      "p"."own.default_date" AS "own.default_date",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.released" AS "own.released",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.payment" AS "own.payment",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."own.payment" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage ladder_payments, column amount, row ' || 'cash_flow_id = ') AS VARCHAR) || "p"."own.cash_flow_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
      "p"."own.measure" AS "own.measure",
      "p"."own.due_date" AS "own.due_date",
      "p"."own.slot" AS "own.slot",
      "p"."own.step" AS "own.step"
    FROM (
      SELECT
        "p"."own.cash_flow_id" AS "own.cash_flow_id",
        "p"."own.loan_id" AS "own.loan_id",
        "p"."own.entity_id" AS "own.entity_id",
        "p"."own.customer_id" AS "own.customer_id",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.type" AS "own.type",
        "p"."own.schedule" AS "own.schedule",
        "p"."own.first_arrears_date" AS "own.first_arrears_date",
        "p"."own.default_date" AS "own.default_date",
        "p"."own.counterparty_entity" AS "own.counterparty_entity",
        "p"."own.issuer_entity" AS "own.issuer_entity",
        "p"."own.released" AS "own.released",
        "p"."own.rate_far" AS "own.rate_far",
        "p"."own.rate_near" AS "own.rate_near",
        "p"."own.payment" AS "own.payment",
        CAST(CASE WHEN ("p"."own.payment" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST(((((CAST(trunc("p"."own.payment") AS BIGINT) * 100 + CAST(("p"."own.payment" - trunc("p"."own.payment")) * 100 AS BIGINT)) // CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + (((((CAST(trunc("p"."own.payment") AS BIGINT) * 100 + CAST(("p"."own.payment" - trunc("p"."own.payment")) * 100 AS BIGINT)) % CAST(1000000000 AS BIGINT)) * (CAST(trunc("p"."own.rate_near") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_near" - trunc("p"."own.rate_near")) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("p"."own.payment" * "p"."own.rate_near") AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
        CASE WHEN ("p"."own.rate_near" IS NULL) THEN CAST(CAST((((CAST((CAST(trunc("p"."own.payment") AS BIGINT) * 100 + CAST(("p"."own.payment" - trunc("p"."own.payment")) * 100 AS BIGINT)) AS HUGEINT) * CAST((CAST(trunc("p"."own.rate_far") AS BIGINT) * 1000000000 + CAST(("p"."own.rate_far" - trunc("p"."own.rate_far")) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
        "p"."own.measure" AS "own.measure",
        "p"."own.due_date" AS "own.due_date",
        "p"."own.slot" AS "own.slot",
        CASE WHEN (NOT ("p"."own.measure" IN ('inflow', 'outflow'))) THEN CAST(0 AS BIGINT) WHEN ("p"."own.due_date" IS NULL) THEN CAST(114 AS BIGINT) WHEN ("p"."own.due_date" <= DATE '2024-01-31') THEN CAST(1 AS BIGINT) ELSE coalesce("p"."own.slot", CAST(113 AS BIGINT)) END AS "own.step"
      FROM (
        SELECT
          "i"."cash_flow_id" AS "own.cash_flow_id",
          "i"."loan_id" AS "own.loan_id",
          coalesce("look-up loan"."entity_id", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_id",
          coalesce("look-up loan"."customer_id", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.customer_id",
          coalesce("look-up loan"."currency_code", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.currency_code",
          coalesce("look-up loan"."type", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.type",
          coalesce("look-up loan"."schedule", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) AS "own.schedule",
          CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."first_arrears_date" END AS "own.first_arrears_date",
          CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."default_date" END AS "own.default_date",
          "look-up group_customer"."group_entity" AS "own.counterparty_entity",
          CAST(CAST(NULL AS VARCHAR) AS VARCHAR) AS "own.issuer_entity",
          CAST(FALSE AS BOOLEAN) AS "own.released",
          "look-up fx"."rate" AS "own.rate_far",
          "look-up fx"."rate_near" AS "own.rate_near",
          CAST(("i"."principal" + "i"."interest") AS DECIMAL(18,2)) AS "own.payment",
          CASE WHEN ((((coalesce("look-up loan"."schedule", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) <> 'cash_flows') OR (coalesce("look-up loan"."type", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)) = 'facility_received')) OR coalesce((CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."first_arrears_date" END <= DATE '2024-01-31'), FALSE)) OR coalesce((CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS DATE) ELSE "look-up loan"."default_date" END <= DATE '2024-01-31'), FALSE)) THEN 'outside' ELSE 'inflow' END AS "own.measure",
          "i"."due_date" AS "own.due_date",
          "look-up calendar"."slot" AS "own.slot"
        FROM "loan_cash_flow" AS "i"
        LEFT JOIN "loan" AS "look-up loan" ON ("look-up loan"."loan_id" = "i"."loan_id")
        LEFT JOIN "group_customers" AS "look-up group_customer" ON ("look-up group_customer"."customer_id" = coalesce("look-up loan"."customer_id", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)))
        LEFT JOIN "fx" AS "look-up fx" ON ((("look-up fx"."date" = DATE '2024-01-31') AND ("look-up fx"."base_currency_code" = coalesce("look-up loan"."currency_code", CAST(error('PLIMSOLL:' || 'Stage ladder_payments: look-up loan finds no row of loan for a row that a filter would drop.') AS VARCHAR)))) AND ("look-up fx"."quote_currency_code" = 'EUR'))
        LEFT JOIN "ladder_calendar" AS "look-up calendar" ON ("look-up calendar"."due_date" = "i"."due_date")
        WHERE CASE WHEN ("look-up loan"."loan_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage ladder_payments: look-up loan finds no row of loan for ' || 'loan_id = ') AS VARCHAR) || coalesce("i"."loan_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'cash_flow_id = ') AS VARCHAR) || "i"."cash_flow_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE ("p"."own.due_date" > (DATE '2024-01-31' + CAST(CASE WHEN CAST(30 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(30 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(30 AS BIGINT) END AS INTEGER)));

-- ladder_payment_sums (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  sum("i"."value") AS "value"
FROM "ladder_payments" AS "i"
GROUP BY "i"."entity_id", "i"."currency_code", "i"."measure", "i"."step", "i"."counterparty_entity", "i"."issuer_entity", "i"."released";

-- ladder_returns (derive)
SELECT
  "p"."own.collateral_id" AS "collateral_id",
  "p"."own.security_id" AS "security_id",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.lends" AS "lends",
  "p"."own.reuse" AS "reuse",
  "p"."own.rehypothecation" AS "rehypothecation",
  "p"."own.security_level" AS "security_level",
  "p"."own.maturity_date" AS "maturity_date",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.customer_id" AS "customer_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.end_date" AS "end_date",
  "p"."own.rate_near" AS "rate_near",
  "p"."own.rate_far" AS "rate_far",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.released" AS "released",
  "p"."own.amount_near" AS "amount_near",
  "p"."own.amount_far" AS "amount_far",
  "p"."own.amount" AS "amount",
  "p"."own.measure" AS "measure",
  "p"."own.due_date" AS "due_date",
  "p"."own.slot" AS "slot",
  "p"."own.step" AS "step",
  "p"."own.value" AS "value"
FROM (
  SELECT
    "p"."own.collateral_id" AS "own.collateral_id",
    "p"."own.security_id" AS "own.security_id",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.lends" AS "own.lends",
    "p"."own.reuse" AS "own.reuse",
    "p"."own.rehypothecation" AS "own.rehypothecation",
    "p"."own.security_level" AS "own.security_level",
    "p"."own.maturity_date" AS "own.maturity_date",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.customer_id" AS "own.customer_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.end_date" AS "own.end_date",
    "p"."own.rate_near" AS "own.rate_near",
    "p"."own.rate_far" AS "own.rate_far",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.released" AS "own.released",
    "p"."own.amount_near" AS "own.amount_near",
    "p"."own.amount_far" AS "own.amount_far",
    "p"."own.amount" AS "own.amount",
    "p"."own.measure" AS "own.measure",
    "p"."own.due_date" AS "own.due_date",
    "p"."own.slot" AS "own.slot",
    "p"."own.step" AS "own.step",
    coalesce(CAST(CAST((((CASE WHEN "p"."own.lends" THEN (-CAST("p"."own.amount" * 100 AS BIGINT)) ELSE CAST("p"."own.amount" * 100 AS BIGINT) END // CAST(10000 AS BIGINT)) * (CAST(1000000 AS BIGINT) - CAST("p"."row.security_haircut" * 1000000 AS BIGINT))) + ((((CASE WHEN "p"."own.lends" THEN (-CAST("p"."own.amount" * 100 AS BIGINT)) ELSE CAST("p"."own.amount" * 100 AS BIGINT) END % CAST(10000 AS BIGINT)) * (CAST(1000000 AS BIGINT) - CAST("p"."row.security_haircut" * 1000000 AS BIGINT))) + CASE WHEN (((CASE WHEN "p"."own.lends" THEN (-CAST("p"."own.amount" * 100 AS BIGINT)) ELSE CAST("p"."own.amount" * 100 AS BIGINT) END % CAST(10000 AS BIGINT)) * (CAST(1000000 AS BIGINT) - CAST("p"."row.security_haircut" * 1000000 AS BIGINT))) < CAST(0 AS BIGINT)) THEN CAST(-5000 AS BIGINT) ELSE CAST(5000 AS BIGINT) END) // CAST(10000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(18,4)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST(('Stage ladder_returns, column value, row ' || 'collateral_id = ') AS VARCHAR) || "p"."own.collateral_id") AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(18,4))) AS "own.value"
  FROM (
    SELECT
      "p"."own.collateral_id" AS "own.collateral_id",
      "p"."own.security_id" AS "own.security_id",
      "p"."own.deal_id" AS "own.deal_id",
      "p"."own.lends" AS "own.lends",
      "p"."own.reuse" AS "own.reuse",
      "p"."own.rehypothecation" AS "own.rehypothecation",
      "p"."own.security_level" AS "own.security_level",
      "p"."own.maturity_date" AS "own.maturity_date",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.customer_id" AS "own.customer_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.end_date" AS "own.end_date",
      "p"."own.rate_near" AS "own.rate_near",
      "p"."own.rate_far" AS "own.rate_far",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.released" AS "own.released",
      "p"."own.amount_near" AS "own.amount_near",
      "p"."own.amount_far" AS "own.amount_far",
      coalesce(CASE WHEN ("p"."own.currency_code" = 'EUR') THEN CAST("p"."row.market_value" AS DECIMAL(16,2)) ELSE coalesce("p"."own.amount_near", "p"."own.amount_far") END, CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage ladder_returns, column amount, row ' || 'collateral_id = ') AS VARCHAR) || "p"."own.collateral_id") AS VARCHAR) || ': ') AS VARCHAR) || 'there is no exchange rate from ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ' into ') AS VARCHAR) || CAST('EUR' AS VARCHAR)) AS VARCHAR) || ' on ') AS VARCHAR) || CAST(DATE '2024-01-31' AS VARCHAR)) AS VARCHAR) || '. Add the rate to exchange_rate, or correct the currency_code.') AS VARCHAR)) AS DECIMAL(16,2))) AS "own.amount",
      "p"."own.measure" AS "own.measure",
      "p"."own.due_date" AS "own.due_date",
      "look-up calendar"."slot" AS "own.slot",
      CASE WHEN FALSE THEN CAST(0 AS BIGINT) WHEN ("p"."own.due_date" IS NULL) THEN CAST(114 AS BIGINT) WHEN ("p"."own.due_date" <= DATE '2024-01-31') THEN CAST(1 AS BIGINT) ELSE coalesce("look-up calendar"."slot", CAST(113 AS BIGINT)) END AS "own.step",
      "p"."row.security_haircut" AS "row.security_haircut"
    FROM (
      SELECT
        "i"."collateral_id" AS "own.collateral_id",
        "i"."security_id" AS "own.security_id",
        "i"."deal_id" AS "own.deal_id",
        "i"."lends" AS "own.lends",
        "i"."reuse" AS "own.reuse",
        "i"."rehypothecation" AS "own.rehypothecation",
        "i"."security_level" AS "own.security_level",
        "i"."maturity_date" AS "own.maturity_date",
        coalesce("look-up financing"."entity_id", CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.entity_id",
        coalesce("look-up financing"."customer_id", CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.customer_id",
        coalesce("look-up financing"."currency_code", CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)) AS "own.currency_code",
        CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DATE) ELSE "look-up financing"."end_date" END AS "own.end_date",
        CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END AS "own.rate_near",
        CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up financing"."rate_far" END AS "own.rate_far",
        "look-up group_customer"."group_entity" AS "own.counterparty_entity",
        "look-up group_security"."group_entity" AS "own.issuer_entity",
        CAST(FALSE AS BOOLEAN) AS "own.released",
        CAST(CASE WHEN ("i"."market_value" > CAST('1111111.11' AS DECIMAL(18,2))) THEN CAST(CAST((((CAST("i"."market_value" * 100 AS BIGINT) // CAST(1000000000 AS BIGINT)) * (CAST(trunc(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END - trunc(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END)) * 1000000000 AS BIGINT))) + ((((CAST("i"."market_value" * 100 AS BIGINT) % CAST(1000000000 AS BIGINT)) * (CAST(trunc(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END - trunc(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END)) * 1000000000 AS BIGINT))) + CAST(500000000 AS BIGINT)) // CAST(1000000000 AS BIGINT))) AS DECIMAL(18,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(("i"."market_value" * CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END) AS DECIMAL(16,2)) END AS DECIMAL(16,2)) AS "own.amount_near",
        CASE WHEN (CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(10,9)) ELSE "look-up financing"."rate_near" END IS NULL) THEN CAST(CAST((((CAST(CAST("i"."market_value" * 100 AS BIGINT) AS HUGEINT) * CAST((CAST(trunc(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up financing"."rate_far" END) AS BIGINT) * 1000000000 + CAST((CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up financing"."rate_far" END - trunc(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DECIMAL(18,9)) ELSE "look-up financing"."rate_far" END)) * 1000000000 AS BIGINT)) AS HUGEINT)) + CAST('500000000' AS HUGEINT)) // CAST('1000000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(16,2)) ELSE CAST(NULL AS DECIMAL(16,2)) END AS "own.amount_far",
        CASE WHEN ("i"."security_level" = '1') THEN 'level_1' WHEN ("i"."security_level" = '2A') THEN 'level_2a' ELSE 'level_2b' END AS "own.measure",
        CASE WHEN (NOT (CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DATE) ELSE "look-up financing"."end_date" END IS NULL)) THEN greatest(CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS DATE) ELSE "look-up financing"."end_date" END, (DATE '2024-01-31' + CAST(CASE WHEN CAST(1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(1 AS BIGINT) END AS INTEGER))) ELSE CAST(NULL AS DATE) END AS "own.due_date",
        "i"."market_value" AS "row.market_value",
        "i"."security_haircut" AS "row.security_haircut"
      FROM "collateral_facts" AS "i"
      LEFT JOIN "financing_facts" AS "look-up financing" ON ("look-up financing"."deal_id" = "i"."deal_id")
      LEFT JOIN "group_customers" AS "look-up group_customer" ON ("look-up group_customer"."customer_id" = coalesce("look-up financing"."customer_id", CAST(error('PLIMSOLL:' || 'Stage ladder_returns: look-up financing finds no row of financing_facts for a row that a filter would drop.') AS VARCHAR)))
      LEFT JOIN "group_securities" AS "look-up group_security" ON ("look-up group_security"."security_id" = "i"."security_id")
      WHERE CASE WHEN ("look-up financing"."deal_id" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage ladder_returns: look-up financing finds no row of financing_facts for ' || 'deal_id = ') AS VARCHAR) || coalesce("i"."deal_id", 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'collateral_id = ') AS VARCHAR) || "i"."collateral_id") AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
    ) AS "p"
    LEFT JOIN "ladder_calendar" AS "look-up calendar" ON ("look-up calendar"."due_date" = "p"."own.due_date")
  ) AS "p"
) AS "p"
WHERE ((NOT ("p"."own.security_level" IS NULL)) AND CASE WHEN "p"."own.lends" THEN ("p"."own.rehypothecation" AND ("p"."own.reuse" IN ('none', 'repo'))) ELSE coalesce(("p"."own.maturity_date" > "p"."own.due_date"), TRUE) END);

-- ladder_return_sums (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  sum("i"."value") AS "value"
FROM "ladder_returns" AS "i"
GROUP BY "i"."entity_id", "i"."currency_code", "i"."measure", "i"."step", "i"."counterparty_entity", "i"."issuer_entity", "i"."released";

-- ladder_parts (union)
SELECT
  'position' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  "i"."value" AS "value"
FROM "ladder_position_sums" AS "i"
UNION ALL
SELECT
  'payment' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  "i"."value" AS "value"
FROM "ladder_payment_sums" AS "i"
UNION ALL
SELECT
  'return' AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  "i"."value" AS "value"
FROM "ladder_return_sums" AS "i";

-- ladder_member_rows (expand)
SELECT
  "p"."own.origin" AS "origin",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.measure" AS "measure",
  "p"."own.step" AS "step",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.released" AS "released",
  "p"."own.perimeter" AS "perimeter",
  "p"."own.counterparty_origins" AS "counterparty_origins",
  "p"."own.issuer_origins" AS "issuer_origins",
  "p"."own.with_member" AS "with_member",
  "p"."own.of_member" AS "of_member",
  "p"."own.eliminated" AS "eliminated",
  "p"."own.counted" AS "counted"
FROM (
  SELECT
    "p"."own.origin" AS "own.origin",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.measure" AS "own.measure",
    "p"."own.step" AS "own.step",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.issuer_entity" AS "own.issuer_entity",
    "p"."own.released" AS "own.released",
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.counterparty_origins" AS "own.counterparty_origins",
    "p"."own.issuer_origins" AS "own.issuer_origins",
    "p"."own.with_member" AS "own.with_member",
    "p"."own.of_member" AS "own.of_member",
    "p"."own.eliminated" AS "own.eliminated",
    CASE WHEN "p"."own.eliminated" THEN CAST('0.0000' AS DECIMAL(38,4)) ELSE "p"."row.value" END AS "own.counted"
  FROM (
    SELECT
      "p"."own.origin" AS "own.origin",
      "p"."own.entity_id" AS "own.entity_id",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.measure" AS "own.measure",
      "p"."own.step" AS "own.step",
      "p"."own.counterparty_entity" AS "own.counterparty_entity",
      "p"."own.issuer_entity" AS "own.issuer_entity",
      "p"."own.released" AS "own.released",
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.counterparty_origins" AS "own.counterparty_origins",
      "p"."own.issuer_origins" AS "own.issuer_origins",
      "p"."own.with_member" AS "own.with_member",
      "p"."own.of_member" AS "own.of_member",
      (("p"."own.of_member" <> FALSE) OR ("p"."own.with_member" <> "p"."own.released")) AS "own.eliminated",
      "p"."row.value" AS "row.value"
    FROM (
      SELECT
        "i"."origin" AS "own.origin",
        "i"."entity_id" AS "own.entity_id",
        "i"."currency_code" AS "own.currency_code",
        "i"."measure" AS "own.measure",
        "i"."step" AS "own.step",
        "i"."counterparty_entity" AS "own.counterparty_entity",
        "i"."issuer_entity" AS "own.issuer_entity",
        "i"."released" AS "own.released",
        "e"."perimeter" AS "own.perimeter",
        "look-up counterparty"."origins" AS "own.counterparty_origins",
        "look-up issuer"."origins" AS "own.issuer_origins",
        (NOT ("look-up counterparty"."origins" IS NULL)) AS "own.with_member",
        (NOT ("look-up issuer"."origins" IS NULL)) AS "own.of_member",
        "i"."value" AS "row.value"
      FROM "ladder_parts" AS "i"
      INNER JOIN "membership" AS "e" ON ("e"."entity_id" = "i"."entity_id")
      LEFT JOIN "membership" AS "look-up counterparty" ON (("look-up counterparty"."entity_id" = CASE WHEN ("i"."released" OR ("i"."counterparty_entity" <> "i"."entity_id")) THEN "i"."counterparty_entity" ELSE CAST(NULL AS VARCHAR) END) AND ("look-up counterparty"."perimeter" = "e"."perimeter"))
      LEFT JOIN "membership" AS "look-up issuer" ON (("look-up issuer"."entity_id" = "i"."issuer_entity") AND ("look-up issuer"."perimeter" = "e"."perimeter"))
    ) AS "p"
  ) AS "p"
) AS "p";

-- ladder_perimeter_rows (expand)
SELECT
  "i"."origin" AS "origin",
  "i"."entity_id" AS "entity_id",
  "i"."currency_code" AS "currency_code",
  "i"."measure" AS "measure",
  "i"."step" AS "step",
  "i"."counterparty_entity" AS "counterparty_entity",
  "i"."issuer_entity" AS "issuer_entity",
  "i"."released" AS "released",
  "i"."perimeter" AS "perimeter",
  "e"."scope" AS "scope",
  CASE WHEN "e"."whole_currency" THEN 'TOTAL' ELSE "i"."currency_code" END AS "currency",
  CASE WHEN ("i"."measure" = 'inflow') THEN "i"."counted" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "inflow",
  CASE WHEN ("i"."measure" = 'outflow') THEN "i"."counted" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "outflow",
  CASE WHEN ("i"."measure" = 'level_1') THEN "i"."counted" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "level_1",
  CASE WHEN ("i"."measure" = 'level_2a') THEN "i"."counted" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "level_2a",
  CASE WHEN ("i"."measure" = 'level_2b') THEN "i"."counted" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "level_2b",
  CASE WHEN ("i"."measure" = 'outside') THEN "i"."counted" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "outside"
FROM "ladder_member_rows" AS "i"
CROSS JOIN (VALUES ('currency', FALSE), ('total', TRUE)) AS "e"("scope", "whole_currency");

-- ladder_perimeter_sums (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency" AS "currency",
  "i"."step" AS "step",
  CASE WHEN abs(sum("i"."inflow")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflow") END AS "inflow",
  CASE WHEN abs(sum("i"."outflow")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflow") END AS "outflow",
  CASE WHEN abs(sum("i"."level_1")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."level_1") END AS "level_1",
  CASE WHEN abs(sum("i"."level_2a")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."level_2a") END AS "level_2a",
  CASE WHEN abs(sum("i"."level_2b")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."level_2b") END AS "level_2b",
  CASE WHEN abs(sum("i"."outside")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outside") END AS "outside"
FROM "ladder_perimeter_rows" AS "i"
GROUP BY "i"."perimeter", "i"."currency", "i"."step";

-- ladder_spread (expand)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency" AS "currency",
  "i"."step" AS "step",
  "e"."slot" AS "slot",
  CASE WHEN ("i"."step" <= "e"."slot") THEN "i"."inflow" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "inflow_to_date",
  CASE WHEN ("i"."step" <= "e"."slot") THEN "i"."outflow" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "outflow_to_date",
  CASE WHEN ("i"."step" <= "e"."slot") THEN "i"."level_1" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "level_1_to_date",
  CASE WHEN ("i"."step" <= "e"."slot") THEN "i"."level_2a" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "level_2a_to_date",
  CASE WHEN ("i"."step" <= "e"."slot") THEN "i"."level_2b" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "level_2b_to_date",
  CASE WHEN ("i"."step" = "e"."slot") THEN "i"."inflow" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "inflow",
  CASE WHEN ("i"."step" = "e"."slot") THEN "i"."outflow" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "outflow"
FROM "ladder_perimeter_sums" AS "i"
INNER JOIN "ladder_steps" AS "e" ON ("e"."ladder" = 'ladder');

-- ladder_spread_sums (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency" AS "currency",
  "i"."slot" AS "slot",
  CASE WHEN abs(sum("i"."inflow")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflow") END AS "inflow",
  CASE WHEN abs(sum("i"."outflow")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflow") END AS "outflow",
  CASE WHEN abs(sum("i"."inflow_to_date")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflow_to_date") END AS "inflow_to_date",
  CASE WHEN abs(sum("i"."outflow_to_date")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflow_to_date") END AS "outflow_to_date",
  CASE WHEN abs(sum("i"."level_1_to_date")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."level_1_to_date") END AS "level_1_to_date",
  CASE WHEN abs(sum("i"."level_2a_to_date")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."level_2a_to_date") END AS "level_2a_to_date",
  CASE WHEN abs(sum("i"."level_2b_to_date")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."level_2b_to_date") END AS "level_2b_to_date"
FROM "ladder_spread" AS "i"
GROUP BY "i"."perimeter", "i"."currency", "i"."slot";

-- ladder_days (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.currency" AS "currency",
  "p"."own.step" AS "step",
  "p"."own.bucket_no" AS "bucket_no",
  "p"."own.bucket" AS "bucket",
  "p"."own.item" AS "item",
  "p"."own.day" AS "day",
  "p"."own.last_day" AS "last_day",
  "p"."own.ends" AS "ends",
  "p"."own.inflows" AS "inflows",
  "p"."own.outflows" AS "outflows",
  "p"."own.gap" AS "gap",
  "p"."own.inflows_to_date" AS "inflows_to_date",
  "p"."own.outflows_to_date" AS "outflows_to_date",
  "p"."own.cumulative_gap" AS "cumulative_gap",
  "p"."own.level_1" AS "level_1",
  "p"."own.level_2a" AS "level_2a",
  "p"."own.level_2b" AS "level_2b",
  "p"."own.counterbalancing" AS "counterbalancing",
  "p"."own.surplus" AS "surplus"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.currency" AS "own.currency",
    "p"."own.step" AS "own.step",
    "p"."own.bucket_no" AS "own.bucket_no",
    "p"."own.bucket" AS "own.bucket",
    "p"."own.item" AS "own.item",
    "p"."own.day" AS "own.day",
    "p"."own.last_day" AS "own.last_day",
    "p"."own.ends" AS "own.ends",
    "p"."own.inflows" AS "own.inflows",
    "p"."own.outflows" AS "own.outflows",
    "p"."own.gap" AS "own.gap",
    "p"."own.inflows_to_date" AS "own.inflows_to_date",
    "p"."own.outflows_to_date" AS "own.outflows_to_date",
    "p"."own.cumulative_gap" AS "own.cumulative_gap",
    "p"."own.level_1" AS "own.level_1",
    "p"."own.level_2a" AS "own.level_2a",
    "p"."own.level_2b" AS "own.level_2b",
    "p"."own.counterbalancing" AS "own.counterbalancing",
    CAST(CAST((CAST("p"."own.counterbalancing" * 10000 AS HUGEINT) + CAST("p"."own.cumulative_gap" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.surplus"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.currency" AS "own.currency",
      "p"."own.step" AS "own.step",
      "p"."own.bucket_no" AS "own.bucket_no",
      "p"."own.bucket" AS "own.bucket",
      "p"."own.item" AS "own.item",
      "p"."own.day" AS "own.day",
      "p"."own.last_day" AS "own.last_day",
      "p"."own.ends" AS "own.ends",
      "p"."own.inflows" AS "own.inflows",
      "p"."own.outflows" AS "own.outflows",
      CAST(CAST((CAST("p"."own.inflows" * 10000 AS HUGEINT) - CAST("p"."own.outflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.gap",
      "p"."own.inflows_to_date" AS "own.inflows_to_date",
      "p"."own.outflows_to_date" AS "own.outflows_to_date",
      CASE WHEN ("p"."own.step" < CAST(114 AS BIGINT)) THEN CAST(CAST((CAST("p"."own.inflows_to_date" * 10000 AS HUGEINT) - CAST("p"."own.outflows_to_date" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.cumulative_gap",
      "p"."own.level_1" AS "own.level_1",
      "p"."own.level_2a" AS "own.level_2a",
      "p"."own.level_2b" AS "own.level_2b",
      CAST(CAST(((CAST("p"."own.level_1" * 10000 AS HUGEINT) + CAST("p"."own.level_2a" * 10000 AS HUGEINT)) + CAST("p"."own.level_2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.counterbalancing"
    FROM (
      SELECT
        "i"."perimeter" AS "own.perimeter",
        "i"."currency" AS "own.currency",
        "i"."slot" AS "own.step",
        CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_days: look-up steps finds no row of ladder_steps for a row that a filter would drop.') AS BIGINT) ELSE "look-up steps"."bucket_no" END AS "own.bucket_no",
        CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_days: look-up steps finds no row of ladder_steps for a row that a filter would drop.') AS VARCHAR) ELSE "look-up steps"."bucket" END AS "own.bucket",
        CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_days: look-up steps finds no row of ladder_steps for a row that a filter would drop.') AS VARCHAR) ELSE "look-up steps"."item" END AS "own.item",
        CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_days: look-up steps finds no row of ladder_steps for a row that a filter would drop.') AS DATE) ELSE "look-up steps"."day" END AS "own.day",
        CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_days: look-up steps finds no row of ladder_steps for a row that a filter would drop.') AS DATE) ELSE "look-up steps"."last_day" END AS "own.last_day",
        CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage ladder_days: look-up steps finds no row of ladder_steps for a row that a filter would drop.') AS BIGINT) ELSE "look-up steps"."ends" END AS "own.ends",
        CAST(coalesce("i"."inflow", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.inflows",
        CAST(coalesce("i"."outflow", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.outflows",
        CAST(coalesce("i"."inflow_to_date", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.inflows_to_date",
        CAST(coalesce("i"."outflow_to_date", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.outflows_to_date",
        CASE WHEN ("i"."slot" < CAST(114 AS BIGINT)) THEN CAST(coalesce("i"."level_1_to_date", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.level_1",
        CASE WHEN ("i"."slot" < CAST(114 AS BIGINT)) THEN CAST(coalesce("i"."level_2a_to_date", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.level_2a",
        CASE WHEN ("i"."slot" < CAST(114 AS BIGINT)) THEN CAST(coalesce("i"."level_2b_to_date", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) ELSE CAST(NULL AS DECIMAL(24,4)) END AS "own.level_2b"
      FROM "ladder_spread_sums" AS "i"
      LEFT JOIN "ladder_steps" AS "look-up steps" ON (("look-up steps"."ladder" = 'ladder') AND ("look-up steps"."slot" = "i"."slot"))
      WHERE CASE WHEN ("look-up steps"."ladder" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage ladder_days: look-up steps finds no row of ladder_steps for ' || 'ladder = ') AS VARCHAR) || coalesce('ladder', 'NULL')) AS VARCHAR) || ', slot = ') AS VARCHAR) || coalesce(CAST("i"."slot" AS VARCHAR), 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'perimeter = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || ', currency = ') AS VARCHAR) || coalesce("i"."currency", 'NULL')) AS VARCHAR) || ', step = ') AS VARCHAR) || CAST("i"."slot" AS VARCHAR)) AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
    ) AS "p"
  ) AS "p"
) AS "p";

-- ladder_step_rows (derive)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency" AS "currency",
  "i"."step" AS "step",
  "i"."bucket_no" AS "bucket_no",
  "i"."bucket" AS "bucket",
  "i"."item" AS "item",
  "i"."last_day" AS "last_day",
  "i"."inflows" AS "inflows",
  "i"."outflows" AS "outflows",
  "i"."gap" AS "gap",
  CASE WHEN ("i"."ends" = CAST(1 AS BIGINT)) THEN "i"."cumulative_gap" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "end_cumulative_gap",
  CASE WHEN ("i"."ends" = CAST(1 AS BIGINT)) THEN "i"."level_1" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "end_level_1",
  CASE WHEN ("i"."ends" = CAST(1 AS BIGINT)) THEN "i"."level_2a" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "end_level_2a",
  CASE WHEN ("i"."ends" = CAST(1 AS BIGINT)) THEN "i"."level_2b" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "end_level_2b",
  CASE WHEN ("i"."ends" = CAST(1 AS BIGINT)) THEN "i"."counterbalancing" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "end_counterbalancing",
  CASE WHEN ("i"."ends" = CAST(1 AS BIGINT)) THEN "i"."surplus" ELSE CAST(NULL AS DECIMAL(24,4)) END AS "end_surplus",
  CASE WHEN ((NOT ("i"."day" IS NULL)) AND ("i"."surplus" < CAST('0.0000' AS DECIMAL(24,4)))) THEN CASE WHEN ((("i"."day" + CAST(CASE WHEN CAST(-1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(-1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(-1 AS BIGINT) END AS INTEGER)) < DATE '0001-01-01') OR (("i"."day" + CAST(CASE WHEN CAST(-1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(-1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(-1 AS BIGINT) END AS INTEGER)) > DATE '9999-12-31')) THEN CAST(error('PLIMSOLL:' || 'A date is moved out of the years 1 to 9999.') AS DATE) ELSE ("i"."day" + CAST(CASE WHEN CAST(-1 AS BIGINT) > 8000000 THEN 8000000 WHEN CAST(-1 AS BIGINT) < -8000000 THEN -8000000 ELSE CAST(-1 AS BIGINT) END AS INTEGER)) END ELSE CAST(NULL AS DATE) END AS "day_before"
FROM "ladder_days" AS "i";

-- ladder (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency" AS "currency",
  "i"."bucket_no" AS "bucket_no",
  "i"."bucket" AS "bucket",
  min("i"."item") AS "item",
  max("i"."last_day") AS "last_day",
  sum("i"."inflows") AS "inflows",
  sum("i"."outflows") AS "outflows",
  sum("i"."gap") AS "gap",
  sum("i"."end_cumulative_gap") AS "cumulative_gap",
  sum("i"."end_level_1") AS "level_1",
  sum("i"."end_level_2a") AS "level_2a",
  sum("i"."end_level_2b") AS "level_2b",
  sum("i"."end_counterbalancing") AS "counterbalancing",
  sum("i"."end_surplus") AS "surplus"
FROM "ladder_step_rows" AS "i"
GROUP BY "i"."perimeter", "i"."currency", "i"."bucket_no", "i"."bucket";

-- ladder_ends (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  "i"."currency" AS "currency",
  sum("i"."outflows") AS "outflows",
  min("i"."day_before") AS "lasts_until"
FROM "ladder_step_rows" AS "i"
GROUP BY "i"."perimeter", "i"."currency";

-- survival (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.currency" AS "currency",
  "p"."own.liabilities" AS "liabilities",
  "p"."own.all_liabilities" AS "all_liabilities",
  "p"."own.significant" AS "significant",
  "p"."own.lasts_until" AS "lasts_until",
  "p"."own.survival_days" AS "survival_days"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.currency" AS "own.currency",
    "p"."own.liabilities" AS "own.liabilities",
    "p"."own.all_liabilities" AS "own.all_liabilities",
    ((("p"."own.currency" <> 'TOTAL') AND ("p"."own.liabilities" > CAST('0.0000' AS DECIMAL(24,4)))) AND ((CAST('20' AS HUGEINT) * CAST("p"."own.liabilities" * 10000 AS HUGEINT)) >= (CAST(trunc(coalesce("p"."own.all_liabilities", CAST('0.0000' AS DECIMAL(38,4)))) AS HUGEINT) * 10000 + CAST((coalesce("p"."own.all_liabilities", CAST('0.0000' AS DECIMAL(38,4))) - trunc(coalesce("p"."own.all_liabilities", CAST('0.0000' AS DECIMAL(38,4))))) * 10000 AS HUGEINT)))) AS "own.significant",
    "p"."own.lasts_until" AS "own.lasts_until",
    "p"."own.survival_days" AS "own.survival_days"
  FROM (
    SELECT
      "i"."perimeter" AS "own.perimeter",
      "i"."currency" AS "own.currency",
      CAST(coalesce("i"."outflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.liabilities",
      CASE WHEN ("look-up whole"."perimeter" IS NULL) THEN CAST(error('PLIMSOLL:' || 'Stage survival: look-up whole finds no row of ladder_ends for a row that a filter would drop.') AS DECIMAL(38,4)) ELSE "look-up whole"."outflows" END AS "own.all_liabilities",
      "i"."lasts_until" AS "own.lasts_until",
      date_diff('day', DATE '2024-01-31', "i"."lasts_until") AS "own.survival_days"
    FROM "ladder_ends" AS "i"
    LEFT JOIN "ladder_ends" AS "look-up whole" ON (("look-up whole"."perimeter" = "i"."perimeter") AND ("look-up whole"."currency" = 'TOTAL'))
    WHERE CASE WHEN ("look-up whole"."perimeter" IS NULL) THEN CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST((CAST(('Stage survival: look-up whole finds no row of ladder_ends for ' || 'perimeter = ') AS VARCHAR) || coalesce("i"."perimeter", 'NULL')) AS VARCHAR) || ', currency = ') AS VARCHAR) || coalesce('TOTAL', 'NULL')) AS VARCHAR) || ' (row ') AS VARCHAR) || 'perimeter = ') AS VARCHAR) || "i"."perimeter") AS VARCHAR) || ', currency = ') AS VARCHAR) || coalesce("i"."currency", 'NULL')) AS VARCHAR) || '). ') AS VARCHAR) || 'Add the row, or give the look-up a default.') AS VARCHAR)) AS BOOLEAN) ELSE TRUE END
  ) AS "p"
) AS "p";

-- final_calc (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.l1" AS "l1",
  "p"."own.l2a" AS "l2a",
  "p"."own.l2b" AS "l2b",
  "p"."own.a1" AS "a1",
  "p"."own.a2a" AS "a2a",
  "p"."own.a2b" AS "a2b",
  "p"."own.outflows" AS "outflows",
  "p"."own.inflows" AS "inflows",
  "p"."own.alternatives" AS "alternatives",
  "p"."own.extra_2a_amount" AS "extra_2a_amount",
  "p"."own.extra_2a_total" AS "extra_2a_total",
  "p"."own.adj15" AS "adj15",
  "p"."own.adj40" AS "adj40",
  "p"."own.cut_2a" AS "cut_2a",
  "p"."own.extra_2a_most" AS "extra_2a_most",
  "p"."own.extra_2a_weight" AS "extra_2a_weight",
  "p"."own.extra_2a_counted" AS "extra_2a_counted",
  "p"."own.outside_caps" AS "outside_caps",
  "p"."own.stock" AS "stock",
  "p"."own.inflow_cap" AS "inflow_cap",
  "p"."own.capped_inflows" AS "capped_inflows",
  "p"."own.net_outflows" AS "net_outflows",
  "p"."own.lcr" AS "lcr",
  "p"."own.cap_15_binds" AS "cap_15_binds",
  "p"."own.cap_40_binds" AS "cap_40_binds",
  "p"."own.inflow_cap_binds" AS "inflow_cap_binds"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.l1" AS "own.l1",
    "p"."own.l2a" AS "own.l2a",
    "p"."own.l2b" AS "own.l2b",
    "p"."own.a1" AS "own.a1",
    "p"."own.a2a" AS "own.a2a",
    "p"."own.a2b" AS "own.a2b",
    "p"."own.outflows" AS "own.outflows",
    "p"."own.inflows" AS "own.inflows",
    "p"."own.alternatives" AS "own.alternatives",
    "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
    "p"."own.extra_2a_total" AS "own.extra_2a_total",
    "p"."own.adj15" AS "own.adj15",
    "p"."own.adj40" AS "own.adj40",
    "p"."own.cut_2a" AS "own.cut_2a",
    "p"."own.extra_2a_most" AS "own.extra_2a_most",
    "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
    "p"."own.extra_2a_counted" AS "own.extra_2a_counted",
    "p"."own.outside_caps" AS "own.outside_caps",
    "p"."own.stock" AS "own.stock",
    "p"."own.inflow_cap" AS "own.inflow_cap",
    "p"."own.capped_inflows" AS "own.capped_inflows",
    "p"."own.net_outflows" AS "own.net_outflows",
    CAST(CAST(CASE WHEN (CAST("p"."own.net_outflows" * 10000 AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST("p"."own.net_outflows" * 10000 AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST("p"."own.stock" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST("p"."own.net_outflows" * 10000 AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST("p"."own.stock" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST("p"."own.stock" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(24,6)) AS "own.lcr",
    "p"."own.cap_15_binds" AS "own.cap_15_binds",
    "p"."own.cap_40_binds" AS "own.cap_40_binds",
    "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.l1" AS "own.l1",
      "p"."own.l2a" AS "own.l2a",
      "p"."own.l2b" AS "own.l2b",
      "p"."own.a1" AS "own.a1",
      "p"."own.a2a" AS "own.a2a",
      "p"."own.a2b" AS "own.a2b",
      "p"."own.outflows" AS "own.outflows",
      "p"."own.inflows" AS "own.inflows",
      "p"."own.alternatives" AS "own.alternatives",
      "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
      "p"."own.extra_2a_total" AS "own.extra_2a_total",
      "p"."own.adj15" AS "own.adj15",
      "p"."own.adj40" AS "own.adj40",
      "p"."own.cut_2a" AS "own.cut_2a",
      "p"."own.extra_2a_most" AS "own.extra_2a_most",
      "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
      "p"."own.extra_2a_counted" AS "own.extra_2a_counted",
      "p"."own.outside_caps" AS "own.outside_caps",
      CAST(CAST((((((CAST("p"."own.l1" * 10000 AS HUGEINT) + CAST("p"."own.l2a" * 10000 AS HUGEINT)) + CAST("p"."own.l2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT)) - CAST("p"."own.adj40" * 10000 AS HUGEINT)) + CAST("p"."own.outside_caps" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.stock",
      "p"."own.inflow_cap" AS "own.inflow_cap",
      "p"."own.capped_inflows" AS "own.capped_inflows",
      "p"."own.net_outflows" AS "own.net_outflows",
      "p"."own.cap_15_binds" AS "own.cap_15_binds",
      "p"."own.cap_40_binds" AS "own.cap_40_binds",
      "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
    FROM (
      SELECT
        "p"."own.perimeter" AS "own.perimeter",
        "p"."own.l1" AS "own.l1",
        "p"."own.l2a" AS "own.l2a",
        "p"."own.l2b" AS "own.l2b",
        "p"."own.a1" AS "own.a1",
        "p"."own.a2a" AS "own.a2a",
        "p"."own.a2b" AS "own.a2b",
        "p"."own.outflows" AS "own.outflows",
        "p"."own.inflows" AS "own.inflows",
        "p"."own.alternatives" AS "own.alternatives",
        "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
        "p"."own.extra_2a_total" AS "own.extra_2a_total",
        "p"."own.adj15" AS "own.adj15",
        "p"."own.adj40" AS "own.adj40",
        "p"."own.cut_2a" AS "own.cut_2a",
        "p"."own.extra_2a_most" AS "own.extra_2a_most",
        "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
        "p"."own.extra_2a_counted" AS "own.extra_2a_counted",
        CAST(CAST((CAST("p"."own.alternatives" * 10000 AS HUGEINT) + CAST("p"."own.extra_2a_counted" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.outside_caps",
        "p"."own.inflow_cap" AS "own.inflow_cap",
        "p"."own.capped_inflows" AS "own.capped_inflows",
        "p"."own.net_outflows" AS "own.net_outflows",
        "p"."own.cap_15_binds" AS "own.cap_15_binds",
        "p"."own.cap_40_binds" AS "own.cap_40_binds",
        "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
      FROM (
        SELECT
          "p"."own.perimeter" AS "own.perimeter",
          "p"."own.l1" AS "own.l1",
          "p"."own.l2a" AS "own.l2a",
          "p"."own.l2b" AS "own.l2b",
          "p"."own.a1" AS "own.a1",
          "p"."own.a2a" AS "own.a2a",
          "p"."own.a2b" AS "own.a2b",
          "p"."own.outflows" AS "own.outflows",
          "p"."own.inflows" AS "own.inflows",
          "p"."own.alternatives" AS "own.alternatives",
          "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
          "p"."own.extra_2a_total" AS "own.extra_2a_total",
          "p"."own.adj15" AS "own.adj15",
          "p"."own.adj40" AS "own.adj40",
          "p"."own.cut_2a" AS "own.cut_2a",
          "p"."own.extra_2a_most" AS "own.extra_2a_most",
          "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
          CASE WHEN ("p"."own.extra_2a_amount" <= "p"."own.extra_2a_most") THEN "p"."own.extra_2a_total" ELSE CAST(CAST((((CAST("p"."own.extra_2a_most" * 10000 AS HUGEINT) * CAST(CAST("p"."own.extra_2a_weight" * 1000000 AS BIGINT) AS HUGEINT)) + CASE WHEN ((CAST("p"."own.extra_2a_most" * 10000 AS HUGEINT) * CAST(CAST("p"."own.extra_2a_weight" * 1000000 AS BIGINT) AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-500000' AS HUGEINT) ELSE CAST('500000' AS HUGEINT) END) // CAST('1000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) END AS "own.extra_2a_counted",
          "p"."own.inflow_cap" AS "own.inflow_cap",
          "p"."own.capped_inflows" AS "own.capped_inflows",
          "p"."own.net_outflows" AS "own.net_outflows",
          "p"."own.cap_15_binds" AS "own.cap_15_binds",
          "p"."own.cap_40_binds" AS "own.cap_40_binds",
          "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
        FROM (
          SELECT
            "p"."own.perimeter" AS "own.perimeter",
            "p"."own.l1" AS "own.l1",
            "p"."own.l2a" AS "own.l2a",
            "p"."own.l2b" AS "own.l2b",
            "p"."own.a1" AS "own.a1",
            "p"."own.a2a" AS "own.a2a",
            "p"."own.a2b" AS "own.a2b",
            "p"."own.outflows" AS "own.outflows",
            "p"."own.inflows" AS "own.inflows",
            "p"."own.alternatives" AS "own.alternatives",
            "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
            "p"."own.extra_2a_total" AS "own.extra_2a_total",
            "p"."own.adj15" AS "own.adj15",
            "p"."own.adj40" AS "own.adj40",
            "p"."own.cut_2a" AS "own.cut_2a",
            coalesce(CAST(CAST(CASE WHEN (CAST('17' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('17' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST('20' AS HUGEINT) * CAST("p"."own.cut_2a" * 10000 AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST('17' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST('20' AS HUGEINT) * CAST("p"."own.cut_2a" * 10000 AS HUGEINT)))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST('20' AS HUGEINT) * CAST("p"."own.cut_2a" * 10000 AS HUGEINT)))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST(('Stage final_calc, column extra_2a_most, row ' || 'perimeter = ') AS VARCHAR) || "p"."own.perimeter") AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(24,4))) AS "own.extra_2a_most",
            "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
            "p"."own.inflow_cap" AS "own.inflow_cap",
            "p"."own.capped_inflows" AS "own.capped_inflows",
            "p"."own.net_outflows" AS "own.net_outflows",
            "p"."own.cap_15_binds" AS "own.cap_15_binds",
            "p"."own.cap_40_binds" AS "own.cap_40_binds",
            "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
          FROM (
            SELECT
              "p"."own.perimeter" AS "own.perimeter",
              "p"."own.l1" AS "own.l1",
              "p"."own.l2a" AS "own.l2a",
              "p"."own.l2b" AS "own.l2b",
              "p"."own.a1" AS "own.a1",
              "p"."own.a2a" AS "own.a2a",
              "p"."own.a2b" AS "own.a2b",
              "p"."own.outflows" AS "own.outflows",
              "p"."own.inflows" AS "own.inflows",
              "p"."own.alternatives" AS "own.alternatives",
              "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
              "p"."own.extra_2a_total" AS "own.extra_2a_total",
              "p"."own.adj15" AS "own.adj15",
              "p"."own.adj40" AS "own.adj40",
              greatest(least("p"."own.adj40", "p"."own.a2a", "p"."own.l2a"), CAST('0.0000' AS DECIMAL(24,4))) AS "own.cut_2a",
              "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
              "p"."own.inflow_cap" AS "own.inflow_cap",
              "p"."own.capped_inflows" AS "own.capped_inflows",
              CAST(CAST((CAST("p"."own.outflows" * 10000 AS HUGEINT) - CAST("p"."own.capped_inflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.net_outflows",
              "p"."own.cap_15_binds" AS "own.cap_15_binds",
              ("p"."own.adj40" > CAST('0.0000' AS DECIMAL(24,4))) AS "own.cap_40_binds",
              "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
            FROM (
              SELECT
                "p"."own.perimeter" AS "own.perimeter",
                "p"."own.l1" AS "own.l1",
                "p"."own.l2a" AS "own.l2a",
                "p"."own.l2b" AS "own.l2b",
                "p"."own.a1" AS "own.a1",
                "p"."own.a2a" AS "own.a2a",
                "p"."own.a2b" AS "own.a2b",
                "p"."own.outflows" AS "own.outflows",
                "p"."own.inflows" AS "own.inflows",
                "p"."own.alternatives" AS "own.alternatives",
                "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
                "p"."own.extra_2a_total" AS "own.extra_2a_total",
                "p"."own.adj15" AS "own.adj15",
                CAST(greatest(CAST(CAST(CASE WHEN (CAST('3' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('3' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN ((((CAST('3' AS HUGEINT) * ((CAST("p"."own.a2a" * 10000 AS HUGEINT) + CAST("p"."own.a2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT))) - (CAST('2' AS HUGEINT) * CAST("p"."own.a1" * 10000 AS HUGEINT))) < CAST('0' AS HUGEINT)) = (CAST('3' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs(((CAST('3' AS HUGEINT) * ((CAST("p"."own.a2a" * 10000 AS HUGEINT) + CAST("p"."own.a2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT))) - (CAST('2' AS HUGEINT) * CAST("p"."own.a1" * 10000 AS HUGEINT))))) + abs(CAST('3' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('3' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs(((CAST('3' AS HUGEINT) * ((CAST("p"."own.a2a" * 10000 AS HUGEINT) + CAST("p"."own.a2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT))) - (CAST('2' AS HUGEINT) * CAST("p"."own.a1" * 10000 AS HUGEINT))))) + abs(CAST('3' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('3' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(28,4)), CAST('0.0000' AS DECIMAL(28,4))) AS DECIMAL(24,4)) AS "own.adj40",
                "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
                "p"."own.inflow_cap" AS "own.inflow_cap",
                least("p"."own.inflows", "p"."own.inflow_cap") AS "own.capped_inflows",
                ("p"."own.adj15" > CAST('0.0000' AS DECIMAL(24,4))) AS "own.cap_15_binds",
                ("p"."own.inflows" > "p"."own.inflow_cap") AS "own.inflow_cap_binds"
              FROM (
                SELECT
                  "i"."perimeter" AS "own.perimeter",
                  "i"."l1" AS "own.l1",
                  "i"."l2a" AS "own.l2a",
                  "i"."l2b" AS "own.l2b",
                  "i"."a1" AS "own.a1",
                  "i"."a2a" AS "own.a2a",
                  "i"."a2b" AS "own.a2b",
                  "i"."outflows" AS "own.outflows",
                  "i"."inflows" AS "own.inflows",
                  "i"."alternatives" AS "own.alternatives",
                  "i"."extra_2a_amount" AS "own.extra_2a_amount",
                  "i"."extra_2a_total" AS "own.extra_2a_total",
                  CAST(greatest(CAST(CAST(CASE WHEN (CAST('17' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('17' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN ((((CAST('17' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - (CAST('3' AS HUGEINT) * (CAST("i"."a1" * 10000 AS HUGEINT) + CAST("i"."a2a" * 10000 AS HUGEINT)))) < CAST('0' AS HUGEINT)) = (CAST('17' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs(((CAST('17' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - (CAST('3' AS HUGEINT) * (CAST("i"."a1" * 10000 AS HUGEINT) + CAST("i"."a2a" * 10000 AS HUGEINT)))))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs(((CAST('17' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - (CAST('3' AS HUGEINT) * (CAST("i"."a1" * 10000 AS HUGEINT) + CAST("i"."a2a" * 10000 AS HUGEINT)))))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(27,4)), CAST(CAST(CAST(CASE WHEN (CAST('4' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('4' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN ((((CAST('4' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - CAST("i"."a1" * 10000 AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST('4' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs(((CAST('4' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - CAST("i"."a1" * 10000 AS HUGEINT)))) + abs(CAST('4' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('4' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs(((CAST('4' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - CAST("i"."a1" * 10000 AS HUGEINT)))) + abs(CAST('4' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('4' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(26,4)) AS DECIMAL(27,4)), CAST('0.0000' AS DECIMAL(27,4))) AS DECIMAL(24,4)) AS "own.adj15",
                  CAST(coalesce(CAST(CAST(CASE WHEN (CAST("i"."extra_2a_amount" * 10000 AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST("i"."extra_2a_amount" * 10000 AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST("i"."extra_2a_total" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST("i"."extra_2a_amount" * 10000 AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST("i"."extra_2a_total" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST("i"."extra_2a_total" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)), CAST('0.000000' AS DECIMAL(30,6))) AS DECIMAL(7,6)) AS "own.extra_2a_weight",
                  CAST(CAST((((CAST('75' AS HUGEINT) * CAST("i"."outflows" * 10000 AS HUGEINT)) + CASE WHEN ((CAST('75' AS HUGEINT) * CAST("i"."outflows" * 10000 AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-50' AS HUGEINT) ELSE CAST('50' AS HUGEINT) END) // CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.inflow_cap"
                FROM "perimeter_totals" AS "i"
              ) AS "p"
            ) AS "p"
          ) AS "p"
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- metrics (expand)
SELECT
  "i"."perimeter" AS "perimeter",
  "e"."metric" AS "metric",
  "e"."unit" AS "unit",
  CASE WHEN ("e"."metric" = 'lcr') THEN CAST("i"."lcr" AS DECIMAL(30,6)) WHEN ("e"."metric" = 'stock') THEN CAST(CAST((CAST("i"."stock" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'net_outflows') THEN CAST(CAST((CAST("i"."net_outflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'outflows') THEN CAST(CAST((CAST("i"."outflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'inflows') THEN CAST(CAST((CAST("i"."inflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'inflow_cap') THEN CAST(CAST((CAST("i"."inflow_cap" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'capped_inflows') THEN CAST(CAST((CAST("i"."capped_inflows" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'l1') THEN CAST(CAST((CAST("i"."l1" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'l2a') THEN CAST(CAST((CAST("i"."l2a" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'l2b') THEN CAST(CAST((CAST("i"."l2b" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'a1') THEN CAST(CAST((CAST("i"."a1" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'a2a') THEN CAST(CAST((CAST("i"."a2a" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'a2b') THEN CAST(CAST((CAST("i"."a2b" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'adj15') THEN CAST(CAST((CAST("i"."adj15" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'adj40') THEN CAST(CAST((CAST("i"."adj40" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) WHEN ("e"."metric" = 'outside_caps') THEN CAST(CAST((CAST("i"."outside_caps" * 10000 AS HUGEINT) * CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)) ELSE CAST(NULL AS DECIMAL(30,6)) END AS "value"
FROM "final_calc" AS "i"
CROSS JOIN (VALUES ('lcr', 'ratio'), ('stock', 'money'), ('net_outflows', 'money'), ('outflows', 'money'), ('inflows', 'money'), ('inflow_cap', 'money'), ('capped_inflows', 'money'), ('l1', 'money'), ('l2a', 'money'), ('l2b', 'money'), ('a1', 'money'), ('a2a', 'money'), ('a2b', 'money'), ('adj15', 'money'), ('adj40', 'money'), ('outside_caps', 'money')) AS "e"("metric", "unit");

-- currency_levels (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.excess" AS "excess",
  "p"."own.trapped_1" AS "trapped_1",
  "p"."own.trapped_2a" AS "trapped_2a",
  "p"."own.trapped_2b" AS "trapped_2b",
  "p"."own.sum_l1" AS "sum_l1",
  "p"."own.sum_l2a" AS "sum_l2a",
  "p"."own.sum_l2b" AS "sum_l2b",
  "p"."own.sum_u1" AS "sum_u1",
  "p"."own.sum_u2a" AS "sum_u2a",
  "p"."own.sum_u2b" AS "sum_u2b",
  "p"."own.sovereign_fx_excess" AS "sovereign_fx_excess",
  "p"."own.off_trapped_1" AS "off_trapped_1",
  "p"."own.off_trapped_2a" AS "off_trapped_2a",
  "p"."own.off_trapped_2b" AS "off_trapped_2b",
  "p"."own.l1" AS "l1",
  "p"."own.l2a" AS "l2a",
  "p"."own.l2b" AS "l2b",
  "p"."own.a1" AS "a1",
  "p"."own.a2a" AS "a2a",
  "p"."own.a2b" AS "a2b",
  "p"."own.lending_amount" AS "lending_amount",
  "p"."own.lending_offset" AS "lending_offset",
  "p"."own.lending_excess" AS "lending_excess",
  "p"."own.line_outflows" AS "line_outflows",
  "p"."own.outflows" AS "outflows",
  "p"."own.inflows" AS "inflows",
  "p"."own.alternatives" AS "alternatives",
  "p"."own.extra_2a_amount" AS "extra_2a_amount",
  "p"."own.extra_2a_total" AS "extra_2a_total"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.excess" AS "own.excess",
    "p"."own.trapped_1" AS "own.trapped_1",
    "p"."own.trapped_2a" AS "own.trapped_2a",
    "p"."own.trapped_2b" AS "own.trapped_2b",
    "p"."own.sum_l1" AS "own.sum_l1",
    "p"."own.sum_l2a" AS "own.sum_l2a",
    "p"."own.sum_l2b" AS "own.sum_l2b",
    "p"."own.sum_u1" AS "own.sum_u1",
    "p"."own.sum_u2a" AS "own.sum_u2a",
    "p"."own.sum_u2b" AS "own.sum_u2b",
    "p"."own.sovereign_fx_excess" AS "own.sovereign_fx_excess",
    "p"."own.off_trapped_1" AS "own.off_trapped_1",
    "p"."own.off_trapped_2a" AS "own.off_trapped_2a",
    "p"."own.off_trapped_2b" AS "own.off_trapped_2b",
    "p"."own.l1" AS "own.l1",
    "p"."own.l2a" AS "own.l2a",
    "p"."own.l2b" AS "own.l2b",
    CAST(CAST((CAST("p"."own.l1" * 10000 AS HUGEINT) + CAST("p"."own.sum_u1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.a1",
    CAST(CAST((CAST("p"."own.l2a" * 10000 AS HUGEINT) + CAST("p"."own.sum_u2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.a2a",
    CAST(CAST((CAST("p"."own.l2b" * 10000 AS HUGEINT) + CAST("p"."own.sum_u2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.a2b",
    "p"."own.lending_amount" AS "own.lending_amount",
    "p"."own.lending_offset" AS "own.lending_offset",
    "p"."own.lending_excess" AS "own.lending_excess",
    "p"."own.line_outflows" AS "own.line_outflows",
    "p"."own.outflows" AS "own.outflows",
    "p"."own.inflows" AS "own.inflows",
    "p"."own.alternatives" AS "own.alternatives",
    "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
    "p"."own.extra_2a_total" AS "own.extra_2a_total"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.excess" AS "own.excess",
      "p"."own.trapped_1" AS "own.trapped_1",
      "p"."own.trapped_2a" AS "own.trapped_2a",
      "p"."own.trapped_2b" AS "own.trapped_2b",
      "p"."own.sum_l1" AS "own.sum_l1",
      "p"."own.sum_l2a" AS "own.sum_l2a",
      "p"."own.sum_l2b" AS "own.sum_l2b",
      "p"."own.sum_u1" AS "own.sum_u1",
      "p"."own.sum_u2a" AS "own.sum_u2a",
      "p"."own.sum_u2b" AS "own.sum_u2b",
      "p"."own.sovereign_fx_excess" AS "own.sovereign_fx_excess",
      "p"."own.off_trapped_1" AS "own.off_trapped_1",
      "p"."own.off_trapped_2a" AS "own.off_trapped_2a",
      "p"."own.off_trapped_2b" AS "own.off_trapped_2b",
      CAST(CAST(((CAST("p"."own.sum_l1" * 10000 AS HUGEINT) - CAST("p"."own.sovereign_fx_excess" * 10000 AS HUGEINT)) - CAST("p"."own.off_trapped_1" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.l1",
      CAST(CAST((CAST("p"."own.sum_l2a" * 10000 AS HUGEINT) - CAST("p"."own.off_trapped_2a" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.l2a",
      CAST(CAST((CAST("p"."own.sum_l2b" * 10000 AS HUGEINT) - CAST("p"."own.off_trapped_2b" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.l2b",
      "p"."own.lending_amount" AS "own.lending_amount",
      "p"."own.lending_offset" AS "own.lending_offset",
      "p"."own.lending_excess" AS "own.lending_excess",
      "p"."own.line_outflows" AS "own.line_outflows",
      CAST(CAST((CAST("p"."own.line_outflows" * 10000 AS HUGEINT) + CAST("p"."own.lending_excess" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.outflows",
      "p"."own.inflows" AS "own.inflows",
      "p"."own.alternatives" AS "own.alternatives",
      "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
      "p"."own.extra_2a_total" AS "own.extra_2a_total"
    FROM (
      SELECT
        "p"."own.perimeter" AS "own.perimeter",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.excess" AS "own.excess",
        "p"."own.trapped_1" AS "own.trapped_1",
        "p"."own.trapped_2a" AS "own.trapped_2a",
        "p"."own.trapped_2b" AS "own.trapped_2b",
        "p"."own.sum_l1" AS "own.sum_l1",
        "p"."own.sum_l2a" AS "own.sum_l2a",
        "p"."own.sum_l2b" AS "own.sum_l2b",
        "p"."own.sum_u1" AS "own.sum_u1",
        "p"."own.sum_u2a" AS "own.sum_u2a",
        "p"."own.sum_u2b" AS "own.sum_u2b",
        "p"."own.sovereign_fx_excess" AS "own.sovereign_fx_excess",
        coalesce("p"."own.trapped_1", CAST('0.0000' AS DECIMAL(24,4))) AS "own.off_trapped_1",
        coalesce("p"."own.trapped_2a", CAST('0.0000' AS DECIMAL(24,4))) AS "own.off_trapped_2a",
        coalesce("p"."own.trapped_2b", CAST('0.0000' AS DECIMAL(24,4))) AS "own.off_trapped_2b",
        "p"."own.lending_amount" AS "own.lending_amount",
        "p"."own.lending_offset" AS "own.lending_offset",
        CAST(CAST(((CAST(greatest(CAST(CAST(((CAST("p"."own.lending_amount" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) - (CAST('5' AS HUGEINT) * CAST("p"."own.lending_offset" * 10000 AS HUGEINT))) AS DECIMAL(38,0)) * CAST('0.00001' AS DECIMAL(6,5)) AS DECIMAL(26,5)), CAST('0.00000' AS DECIMAL(26,5))) * 100000 AS HUGEINT) + CASE WHEN (CAST(greatest(CAST(CAST(((CAST("p"."own.lending_amount" * 10000 AS HUGEINT) * CAST('10' AS HUGEINT)) - (CAST('5' AS HUGEINT) * CAST("p"."own.lending_offset" * 10000 AS HUGEINT))) AS DECIMAL(38,0)) * CAST('0.00001' AS DECIMAL(6,5)) AS DECIMAL(26,5)), CAST('0.00000' AS DECIMAL(26,5))) * 100000 AS HUGEINT) < CAST('0' AS HUGEINT)) THEN CAST('-5' AS HUGEINT) ELSE CAST('5' AS HUGEINT) END) // CAST('10' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.lending_excess",
        "p"."own.line_outflows" AS "own.line_outflows",
        "p"."own.inflows" AS "own.inflows",
        "p"."own.alternatives" AS "own.alternatives",
        "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
        "p"."own.extra_2a_total" AS "own.extra_2a_total"
      FROM (
        SELECT
          "i"."perimeter" AS "own.perimeter",
          "i"."currency_code" AS "own.currency_code",
          coalesce("look-up limit"."excess", CAST('0.0000' AS DECIMAL(24,4))) AS "own.excess",
          CAST(CAST('0.0000' AS DECIMAL(24,4)) AS DECIMAL(24,4)) AS "own.trapped_1",
          CAST(CAST('0.0000' AS DECIMAL(24,4)) AS DECIMAL(24,4)) AS "own.trapped_2a",
          CAST(CAST('0.0000' AS DECIMAL(24,4)) AS DECIMAL(24,4)) AS "own.trapped_2b",
          CAST(coalesce("i"."l1", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_l1",
          CAST(coalesce("i"."l2a", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_l2a",
          CAST(coalesce("i"."l2b", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_l2b",
          CAST(coalesce("i"."u1", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_u1",
          CAST(coalesce("i"."u2a", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_u2a",
          CAST(coalesce("i"."u2b", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.sum_u2b",
          coalesce(coalesce("look-up limit"."excess", CAST('0.0000' AS DECIMAL(24,4))), CAST('0.0000' AS DECIMAL(24,4))) AS "own.sovereign_fx_excess",
          CAST(coalesce("i"."lending", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.lending_amount",
          CAST(coalesce("i"."lending_inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.lending_offset",
          CAST(coalesce("i"."outflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.line_outflows",
          CAST(coalesce("i"."inflows", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.inflows",
          CAST(coalesce("i"."alternative", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.alternatives",
          CAST(coalesce("i"."extra_2a", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.extra_2a_amount",
          CAST(coalesce("i"."extra_2a_value", CAST('0.0000' AS DECIMAL(38,4))) AS DECIMAL(24,4)) AS "own.extra_2a_total"
        FROM "currency_sums" AS "i"
        LEFT JOIN "currency_excess" AS "look-up limit" ON (("look-up limit"."perimeter" = "i"."perimeter") AND ("look-up limit"."currency_code" = "i"."currency_code"))
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p"
WHERE ("p"."own.currency_code" <> 'NONE');

-- currency_lcr (derive)
SELECT
  "p"."own.perimeter" AS "perimeter",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.significant" AS "significant",
  "p"."own.l1" AS "l1",
  "p"."own.l2a" AS "l2a",
  "p"."own.l2b" AS "l2b",
  "p"."own.a1" AS "a1",
  "p"."own.a2a" AS "a2a",
  "p"."own.a2b" AS "a2b",
  "p"."own.outflows" AS "outflows",
  "p"."own.inflows" AS "inflows",
  "p"."own.alternatives" AS "alternatives",
  "p"."own.extra_2a_amount" AS "extra_2a_amount",
  "p"."own.extra_2a_total" AS "extra_2a_total",
  "p"."own.adj15" AS "adj15",
  "p"."own.adj40" AS "adj40",
  "p"."own.cut_2a" AS "cut_2a",
  "p"."own.extra_2a_most" AS "extra_2a_most",
  "p"."own.extra_2a_weight" AS "extra_2a_weight",
  "p"."own.extra_2a_counted" AS "extra_2a_counted",
  "p"."own.outside_caps" AS "outside_caps",
  "p"."own.stock" AS "stock",
  "p"."own.inflow_cap" AS "inflow_cap",
  "p"."own.capped_inflows" AS "capped_inflows",
  "p"."own.net_outflows" AS "net_outflows",
  "p"."own.lcr" AS "lcr",
  "p"."own.cap_15_binds" AS "cap_15_binds",
  "p"."own.cap_40_binds" AS "cap_40_binds",
  "p"."own.inflow_cap_binds" AS "inflow_cap_binds"
FROM (
  SELECT
    "p"."own.perimeter" AS "own.perimeter",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.significant" AS "own.significant",
    "p"."own.l1" AS "own.l1",
    "p"."own.l2a" AS "own.l2a",
    "p"."own.l2b" AS "own.l2b",
    "p"."own.a1" AS "own.a1",
    "p"."own.a2a" AS "own.a2a",
    "p"."own.a2b" AS "own.a2b",
    "p"."own.outflows" AS "own.outflows",
    "p"."own.inflows" AS "own.inflows",
    "p"."own.alternatives" AS "own.alternatives",
    "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
    "p"."own.extra_2a_total" AS "own.extra_2a_total",
    "p"."own.adj15" AS "own.adj15",
    "p"."own.adj40" AS "own.adj40",
    "p"."own.cut_2a" AS "own.cut_2a",
    "p"."own.extra_2a_most" AS "own.extra_2a_most",
    "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
    "p"."own.extra_2a_counted" AS "own.extra_2a_counted",
    "p"."own.outside_caps" AS "own.outside_caps",
    "p"."own.stock" AS "own.stock",
    "p"."own.inflow_cap" AS "own.inflow_cap",
    "p"."own.capped_inflows" AS "own.capped_inflows",
    "p"."own.net_outflows" AS "own.net_outflows",
    CAST(CAST(CASE WHEN (CAST("p"."own.net_outflows" * 10000 AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST("p"."own.net_outflows" * 10000 AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST("p"."own.stock" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST("p"."own.net_outflows" * 10000 AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST("p"."own.stock" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST("p"."own.stock" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("p"."own.net_outflows" * 10000 AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(24,6)) AS "own.lcr",
    "p"."own.cap_15_binds" AS "own.cap_15_binds",
    "p"."own.cap_40_binds" AS "own.cap_40_binds",
    "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
  FROM (
    SELECT
      "p"."own.perimeter" AS "own.perimeter",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.significant" AS "own.significant",
      "p"."own.l1" AS "own.l1",
      "p"."own.l2a" AS "own.l2a",
      "p"."own.l2b" AS "own.l2b",
      "p"."own.a1" AS "own.a1",
      "p"."own.a2a" AS "own.a2a",
      "p"."own.a2b" AS "own.a2b",
      "p"."own.outflows" AS "own.outflows",
      "p"."own.inflows" AS "own.inflows",
      "p"."own.alternatives" AS "own.alternatives",
      "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
      "p"."own.extra_2a_total" AS "own.extra_2a_total",
      "p"."own.adj15" AS "own.adj15",
      "p"."own.adj40" AS "own.adj40",
      "p"."own.cut_2a" AS "own.cut_2a",
      "p"."own.extra_2a_most" AS "own.extra_2a_most",
      "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
      "p"."own.extra_2a_counted" AS "own.extra_2a_counted",
      "p"."own.outside_caps" AS "own.outside_caps",
      CAST(CAST((((((CAST("p"."own.l1" * 10000 AS HUGEINT) + CAST("p"."own.l2a" * 10000 AS HUGEINT)) + CAST("p"."own.l2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT)) - CAST("p"."own.adj40" * 10000 AS HUGEINT)) + CAST("p"."own.outside_caps" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.stock",
      "p"."own.inflow_cap" AS "own.inflow_cap",
      "p"."own.capped_inflows" AS "own.capped_inflows",
      "p"."own.net_outflows" AS "own.net_outflows",
      "p"."own.cap_15_binds" AS "own.cap_15_binds",
      "p"."own.cap_40_binds" AS "own.cap_40_binds",
      "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
    FROM (
      SELECT
        "p"."own.perimeter" AS "own.perimeter",
        "p"."own.currency_code" AS "own.currency_code",
        "p"."own.significant" AS "own.significant",
        "p"."own.l1" AS "own.l1",
        "p"."own.l2a" AS "own.l2a",
        "p"."own.l2b" AS "own.l2b",
        "p"."own.a1" AS "own.a1",
        "p"."own.a2a" AS "own.a2a",
        "p"."own.a2b" AS "own.a2b",
        "p"."own.outflows" AS "own.outflows",
        "p"."own.inflows" AS "own.inflows",
        "p"."own.alternatives" AS "own.alternatives",
        "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
        "p"."own.extra_2a_total" AS "own.extra_2a_total",
        "p"."own.adj15" AS "own.adj15",
        "p"."own.adj40" AS "own.adj40",
        "p"."own.cut_2a" AS "own.cut_2a",
        "p"."own.extra_2a_most" AS "own.extra_2a_most",
        "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
        "p"."own.extra_2a_counted" AS "own.extra_2a_counted",
        CAST(CAST((CAST("p"."own.alternatives" * 10000 AS HUGEINT) + CAST("p"."own.extra_2a_counted" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.outside_caps",
        "p"."own.inflow_cap" AS "own.inflow_cap",
        "p"."own.capped_inflows" AS "own.capped_inflows",
        "p"."own.net_outflows" AS "own.net_outflows",
        "p"."own.cap_15_binds" AS "own.cap_15_binds",
        "p"."own.cap_40_binds" AS "own.cap_40_binds",
        "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
      FROM (
        SELECT
          "p"."own.perimeter" AS "own.perimeter",
          "p"."own.currency_code" AS "own.currency_code",
          "p"."own.significant" AS "own.significant",
          "p"."own.l1" AS "own.l1",
          "p"."own.l2a" AS "own.l2a",
          "p"."own.l2b" AS "own.l2b",
          "p"."own.a1" AS "own.a1",
          "p"."own.a2a" AS "own.a2a",
          "p"."own.a2b" AS "own.a2b",
          "p"."own.outflows" AS "own.outflows",
          "p"."own.inflows" AS "own.inflows",
          "p"."own.alternatives" AS "own.alternatives",
          "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
          "p"."own.extra_2a_total" AS "own.extra_2a_total",
          "p"."own.adj15" AS "own.adj15",
          "p"."own.adj40" AS "own.adj40",
          "p"."own.cut_2a" AS "own.cut_2a",
          "p"."own.extra_2a_most" AS "own.extra_2a_most",
          "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
          CASE WHEN ("p"."own.extra_2a_amount" <= "p"."own.extra_2a_most") THEN "p"."own.extra_2a_total" ELSE CAST(CAST((((CAST("p"."own.extra_2a_most" * 10000 AS HUGEINT) * CAST(CAST("p"."own.extra_2a_weight" * 1000000 AS BIGINT) AS HUGEINT)) + CASE WHEN ((CAST("p"."own.extra_2a_most" * 10000 AS HUGEINT) * CAST(CAST("p"."own.extra_2a_weight" * 1000000 AS BIGINT) AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-500000' AS HUGEINT) ELSE CAST('500000' AS HUGEINT) END) // CAST('1000000' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) END AS "own.extra_2a_counted",
          "p"."own.inflow_cap" AS "own.inflow_cap",
          "p"."own.capped_inflows" AS "own.capped_inflows",
          "p"."own.net_outflows" AS "own.net_outflows",
          "p"."own.cap_15_binds" AS "own.cap_15_binds",
          "p"."own.cap_40_binds" AS "own.cap_40_binds",
          "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
        FROM (
          SELECT
            "p"."own.perimeter" AS "own.perimeter",
            "p"."own.currency_code" AS "own.currency_code",
            "p"."own.significant" AS "own.significant",
            "p"."own.l1" AS "own.l1",
            "p"."own.l2a" AS "own.l2a",
            "p"."own.l2b" AS "own.l2b",
            "p"."own.a1" AS "own.a1",
            "p"."own.a2a" AS "own.a2a",
            "p"."own.a2b" AS "own.a2b",
            "p"."own.outflows" AS "own.outflows",
            "p"."own.inflows" AS "own.inflows",
            "p"."own.alternatives" AS "own.alternatives",
            "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
            "p"."own.extra_2a_total" AS "own.extra_2a_total",
            "p"."own.adj15" AS "own.adj15",
            "p"."own.adj40" AS "own.adj40",
            "p"."own.cut_2a" AS "own.cut_2a",
            coalesce(CAST(CAST(CASE WHEN (CAST('17' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('17' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST('20' AS HUGEINT) * CAST("p"."own.cut_2a" * 10000 AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST('17' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST('20' AS HUGEINT) * CAST("p"."own.cut_2a" * 10000 AS HUGEINT)))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST('20' AS HUGEINT) * CAST("p"."own.cut_2a" * 10000 AS HUGEINT)))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)), CAST(error('PLIMSOLL:' || CAST((CAST((CAST((CAST((CAST((CAST(('Stage currency_lcr, column extra_2a_most, row ' || 'perimeter = ') AS VARCHAR) || "p"."own.perimeter") AS VARCHAR) || ', currency_code = ') AS VARCHAR) || coalesce("p"."own.currency_code", 'NULL')) AS VARCHAR) || ': ') AS VARCHAR) || 'There is no value, and the column requires one.') AS VARCHAR)) AS DECIMAL(24,4))) AS "own.extra_2a_most",
            "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
            "p"."own.inflow_cap" AS "own.inflow_cap",
            "p"."own.capped_inflows" AS "own.capped_inflows",
            "p"."own.net_outflows" AS "own.net_outflows",
            "p"."own.cap_15_binds" AS "own.cap_15_binds",
            "p"."own.cap_40_binds" AS "own.cap_40_binds",
            "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
          FROM (
            SELECT
              "p"."own.perimeter" AS "own.perimeter",
              "p"."own.currency_code" AS "own.currency_code",
              "p"."own.significant" AS "own.significant",
              "p"."own.l1" AS "own.l1",
              "p"."own.l2a" AS "own.l2a",
              "p"."own.l2b" AS "own.l2b",
              "p"."own.a1" AS "own.a1",
              "p"."own.a2a" AS "own.a2a",
              "p"."own.a2b" AS "own.a2b",
              "p"."own.outflows" AS "own.outflows",
              "p"."own.inflows" AS "own.inflows",
              "p"."own.alternatives" AS "own.alternatives",
              "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
              "p"."own.extra_2a_total" AS "own.extra_2a_total",
              "p"."own.adj15" AS "own.adj15",
              "p"."own.adj40" AS "own.adj40",
              greatest(least("p"."own.adj40", "p"."own.a2a", "p"."own.l2a"), CAST('0.0000' AS DECIMAL(24,4))) AS "own.cut_2a",
              "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
              "p"."own.inflow_cap" AS "own.inflow_cap",
              "p"."own.capped_inflows" AS "own.capped_inflows",
              CAST(CAST((CAST("p"."own.outflows" * 10000 AS HUGEINT) - CAST("p"."own.capped_inflows" * 10000 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.net_outflows",
              "p"."own.cap_15_binds" AS "own.cap_15_binds",
              ("p"."own.adj40" > CAST('0.0000' AS DECIMAL(24,4))) AS "own.cap_40_binds",
              "p"."own.inflow_cap_binds" AS "own.inflow_cap_binds"
            FROM (
              SELECT
                "p"."own.perimeter" AS "own.perimeter",
                "p"."own.currency_code" AS "own.currency_code",
                "p"."own.significant" AS "own.significant",
                "p"."own.l1" AS "own.l1",
                "p"."own.l2a" AS "own.l2a",
                "p"."own.l2b" AS "own.l2b",
                "p"."own.a1" AS "own.a1",
                "p"."own.a2a" AS "own.a2a",
                "p"."own.a2b" AS "own.a2b",
                "p"."own.outflows" AS "own.outflows",
                "p"."own.inflows" AS "own.inflows",
                "p"."own.alternatives" AS "own.alternatives",
                "p"."own.extra_2a_amount" AS "own.extra_2a_amount",
                "p"."own.extra_2a_total" AS "own.extra_2a_total",
                "p"."own.adj15" AS "own.adj15",
                CAST(greatest(CAST(CAST(CASE WHEN (CAST('3' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('3' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN ((((CAST('3' AS HUGEINT) * ((CAST("p"."own.a2a" * 10000 AS HUGEINT) + CAST("p"."own.a2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT))) - (CAST('2' AS HUGEINT) * CAST("p"."own.a1" * 10000 AS HUGEINT))) < CAST('0' AS HUGEINT)) = (CAST('3' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs(((CAST('3' AS HUGEINT) * ((CAST("p"."own.a2a" * 10000 AS HUGEINT) + CAST("p"."own.a2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT))) - (CAST('2' AS HUGEINT) * CAST("p"."own.a1" * 10000 AS HUGEINT))))) + abs(CAST('3' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('3' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs(((CAST('3' AS HUGEINT) * ((CAST("p"."own.a2a" * 10000 AS HUGEINT) + CAST("p"."own.a2b" * 10000 AS HUGEINT)) - CAST("p"."own.adj15" * 10000 AS HUGEINT))) - (CAST('2' AS HUGEINT) * CAST("p"."own.a1" * 10000 AS HUGEINT))))) + abs(CAST('3' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('3' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(28,4)), CAST('0.0000' AS DECIMAL(28,4))) AS DECIMAL(24,4)) AS "own.adj40",
                "p"."own.extra_2a_weight" AS "own.extra_2a_weight",
                "p"."own.inflow_cap" AS "own.inflow_cap",
                least("p"."own.inflows", "p"."own.inflow_cap") AS "own.capped_inflows",
                ("p"."own.adj15" > CAST('0.0000' AS DECIMAL(24,4))) AS "own.cap_15_binds",
                ("p"."own.inflows" > "p"."own.inflow_cap") AS "own.inflow_cap_binds"
              FROM (
                SELECT
                  "i"."perimeter" AS "own.perimeter",
                  "i"."currency_code" AS "own.currency_code",
                  CASE WHEN ("look-up liabilities"."perimeter" IS NULL) THEN FALSE ELSE "look-up liabilities"."significant" END AS "own.significant",
                  "i"."l1" AS "own.l1",
                  "i"."l2a" AS "own.l2a",
                  "i"."l2b" AS "own.l2b",
                  "i"."a1" AS "own.a1",
                  "i"."a2a" AS "own.a2a",
                  "i"."a2b" AS "own.a2b",
                  "i"."outflows" AS "own.outflows",
                  "i"."inflows" AS "own.inflows",
                  "i"."alternatives" AS "own.alternatives",
                  "i"."extra_2a_amount" AS "own.extra_2a_amount",
                  "i"."extra_2a_total" AS "own.extra_2a_total",
                  CAST(greatest(CAST(CAST(CASE WHEN (CAST('17' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('17' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN ((((CAST('17' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - (CAST('3' AS HUGEINT) * (CAST("i"."a1" * 10000 AS HUGEINT) + CAST("i"."a2a" * 10000 AS HUGEINT)))) < CAST('0' AS HUGEINT)) = (CAST('17' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs(((CAST('17' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - (CAST('3' AS HUGEINT) * (CAST("i"."a1" * 10000 AS HUGEINT) + CAST("i"."a2a" * 10000 AS HUGEINT)))))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs(((CAST('17' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - (CAST('3' AS HUGEINT) * (CAST("i"."a1" * 10000 AS HUGEINT) + CAST("i"."a2a" * 10000 AS HUGEINT)))))) + abs(CAST('17' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('17' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(27,4)), CAST(CAST(CAST(CASE WHEN (CAST('4' AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST('4' AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN ((((CAST('4' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - CAST("i"."a1" * 10000 AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST('4' AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs(((CAST('4' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - CAST("i"."a1" * 10000 AS HUGEINT)))) + abs(CAST('4' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('4' AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs(((CAST('4' AS HUGEINT) * CAST("i"."a2b" * 10000 AS HUGEINT)) - CAST("i"."a1" * 10000 AS HUGEINT)))) + abs(CAST('4' AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST('4' AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(26,4)) AS DECIMAL(27,4)), CAST('0.0000' AS DECIMAL(27,4))) AS DECIMAL(24,4)) AS "own.adj15",
                  CAST(coalesce(CAST(CAST(CASE WHEN (CAST("i"."extra_2a_amount" * 10000 AS HUGEINT) IS NULL) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (CAST("i"."extra_2a_amount" * 10000 AS HUGEINT) = CAST('0' AS HUGEINT)) THEN CAST(CAST(NULL AS DECIMAL(38,0)) AS HUGEINT) WHEN (((CAST("i"."extra_2a_total" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)) < CAST('0' AS HUGEINT)) = (CAST("i"."extra_2a_amount" * 10000 AS HUGEINT) < CAST('0' AS HUGEINT))) THEN (((CAST('2' AS HUGEINT) * abs((CAST("i"."extra_2a_total" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT)))) ELSE (-(((CAST('2' AS HUGEINT) * abs((CAST("i"."extra_2a_total" * 10000 AS HUGEINT) * CAST('1000000' AS HUGEINT)))) + abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT))) // (CAST('2' AS HUGEINT) * abs(CAST("i"."extra_2a_amount" * 10000 AS HUGEINT))))) END AS DECIMAL(38,0)) * CAST('0.000001' AS DECIMAL(7,6)) AS DECIMAL(30,6)), CAST('0.000000' AS DECIMAL(30,6))) AS DECIMAL(7,6)) AS "own.extra_2a_weight",
                  CAST(CAST((((CAST('75' AS HUGEINT) * CAST("i"."outflows" * 10000 AS HUGEINT)) + CASE WHEN ((CAST('75' AS HUGEINT) * CAST("i"."outflows" * 10000 AS HUGEINT)) < CAST('0' AS HUGEINT)) THEN CAST('-50' AS HUGEINT) ELSE CAST('50' AS HUGEINT) END) // CAST('100' AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.0001' AS DECIMAL(5,4)) AS DECIMAL(24,4)) AS "own.inflow_cap"
                FROM "currency_levels" AS "i"
                LEFT JOIN "survival" AS "look-up liabilities" ON (("look-up liabilities"."perimeter" = "i"."perimeter") AND ("look-up liabilities"."currency" = "i"."currency_code"))
              ) AS "p"
            ) AS "p"
          ) AS "p"
        ) AS "p"
      ) AS "p"
    ) AS "p"
  ) AS "p"
) AS "p";

-- intragroup_sides (derive)
SELECT
  "p"."own.source" AS "source",
  "p"."own.deal_id" AS "deal_id",
  "p"."own.part" AS "part",
  "p"."own.entity_id" AS "entity_id",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.side" AS "side",
  "p"."own.creditor" AS "creditor",
  "p"."own.debtor" AS "debtor",
  "p"."own.claim" AS "claim",
  "p"."own.debt" AS "debt"
FROM (
  SELECT
    "p"."own.source" AS "own.source",
    "p"."own.deal_id" AS "own.deal_id",
    "p"."own.part" AS "own.part",
    "p"."own.entity_id" AS "own.entity_id",
    "p"."own.counterparty_entity" AS "own.counterparty_entity",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.kind" AS "own.kind",
    "p"."own.side" AS "own.side",
    CASE WHEN ("p"."own.side" = 'claim') THEN "p"."own.entity_id" ELSE "p"."own.counterparty_entity" END AS "own.creditor",
    CASE WHEN ("p"."own.side" = 'claim') THEN "p"."own.counterparty_entity" ELSE "p"."own.entity_id" END AS "own.debtor",
    CASE WHEN ("p"."own.side" = 'claim') THEN CAST("p"."row.amount" AS DECIMAL(24,2)) ELSE CAST('0.00' AS DECIMAL(24,2)) END AS "own.claim",
    CASE WHEN ("p"."own.side" = 'debt') THEN CAST("p"."row.amount" AS DECIMAL(24,2)) ELSE CAST('0.00' AS DECIMAL(24,2)) END AS "own.debt"
  FROM (
    SELECT
      "i"."source" AS "own.source",
      "i"."deal_id" AS "own.deal_id",
      "i"."part" AS "own.part",
      "i"."entity_id" AS "own.entity_id",
      "i"."counterparty_entity" AS "own.counterparty_entity",
      "i"."currency_code" AS "own.currency_code",
      "i"."kind" AS "own.kind",
      CASE WHEN ("i"."source" = 'account') THEN CASE WHEN ("i"."product_type" = 'DEPOSIT') THEN 'debt' WHEN ("i"."product_type" IN ('LOAN', 'PLACEMENT')) THEN 'claim' ELSE CAST(NULL AS VARCHAR) END WHEN (("i"."source" = 'loan') AND ("i"."product_type" = 'LOAN')) THEN 'claim' WHEN ("i"."source" = 'security_financing') THEN CASE WHEN ("i"."product_type" = 'REPO') THEN 'debt' WHEN ("i"."product_type" = 'REVERSE_REPO') THEN 'claim' ELSE CAST(NULL AS VARCHAR) END WHEN ("i"."source" = 'derivative') THEN CASE WHEN ("i"."deal_type" = 'OUTFLOW') THEN 'debt' ELSE 'claim' END ELSE CAST(NULL AS VARCHAR) END AS "own.side",
      "i"."amount" AS "row.amount"
    FROM "liquidity" AS "i"
  ) AS "p"
) AS "p"
WHERE ((((NOT ("p"."own.counterparty_entity" IS NULL)) AND (NOT ("p"."own.side" IS NULL))) AND ("p"."own.kind" <> 'unwind')) AND (NOT ("p"."own.kind" IN ('released', 'passed_on'))));

-- intragroup_sums (aggregate)
SELECT
  "i"."creditor" AS "creditor",
  "i"."debtor" AS "debtor",
  "i"."currency_code" AS "currency_code",
  sum("i"."claim") AS "claim",
  sum("i"."debt") AS "debt"
FROM "intragroup_sides" AS "i"
GROUP BY "i"."creditor", "i"."debtor", "i"."currency_code";

-- intragroup_differences (derive)
SELECT
  "p"."own.creditor" AS "creditor",
  "p"."own.debtor" AS "debtor",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.claim" AS "claim",
  "p"."own.debt" AS "debt",
  "p"."own.difference" AS "difference",
  "p"."own.differs" AS "differs"
FROM (
  SELECT
    "p"."own.creditor" AS "own.creditor",
    "p"."own.debtor" AS "own.debtor",
    "p"."own.currency_code" AS "own.currency_code",
    "p"."own.claim" AS "own.claim",
    "p"."own.debt" AS "own.debt",
    "p"."own.difference" AS "own.difference",
    ("p"."own.difference" <> CAST('0.00' AS DECIMAL(24,2))) AS "own.differs"
  FROM (
    SELECT
      "p"."own.creditor" AS "own.creditor",
      "p"."own.debtor" AS "own.debtor",
      "p"."own.currency_code" AS "own.currency_code",
      "p"."own.claim" AS "own.claim",
      "p"."own.debt" AS "own.debt",
      CAST(CAST((CAST("p"."own.claim" * 100 AS HUGEINT) - CAST("p"."own.debt" * 100 AS HUGEINT)) AS DECIMAL(38,0)) * CAST('0.01' AS DECIMAL(3,2)) AS DECIMAL(24,2)) AS "own.difference"
    FROM (
      SELECT
        "i"."creditor" AS "own.creditor",
        "i"."debtor" AS "own.debtor",
        "i"."currency_code" AS "own.currency_code",
        CAST("i"."claim" AS DECIMAL(24,2)) AS "own.claim",
        CAST("i"."debt" AS DECIMAL(24,2)) AS "own.debt"
      FROM "intragroup_sums" AS "i"
    ) AS "p"
  ) AS "p"
) AS "p";

-- eliminated_rows (derive)
SELECT
  "p"."own.entity_id" AS "entity_id",
  "p"."own.line" AS "line",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.level" AS "level",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.perimeter" AS "perimeter",
  "p"."own.eliminated" AS "eliminated",
  "p"."own.outflows" AS "outflows",
  "p"."own.inflows" AS "inflows",
  "p"."own.assets" AS "assets"
FROM (
  SELECT
    "i"."entity_id" AS "own.entity_id",
    "i"."line" AS "own.line",
    "i"."currency_code" AS "own.currency_code",
    "i"."kind" AS "own.kind",
    "i"."level" AS "own.level",
    "i"."counterparty_entity" AS "own.counterparty_entity",
    "i"."issuer_entity" AS "own.issuer_entity",
    "i"."perimeter" AS "own.perimeter",
    "i"."eliminated" AS "own.eliminated",
    CASE WHEN ("i"."kind" = 'outflow') THEN "i"."liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.outflows",
    CASE WHEN ("i"."kind" = 'inflow') THEN "i"."liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.inflows",
    CASE WHEN ("i"."kind" = 'stock') THEN "i"."liquidity_value" ELSE CAST('0.0000' AS DECIMAL(38,4)) END AS "own.assets"
  FROM "perimeter_rows" AS "i"
) AS "p"
WHERE (("p"."own.eliminated" AND (NOT ("p"."own.kind" IN ('released', 'passed_on')))) AND ("p"."own.kind" <> 'own_paper'));

-- elimination_totals (aggregate)
SELECT
  "i"."perimeter" AS "perimeter",
  CASE WHEN abs(sum("i"."outflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."outflows") END AS "outflows",
  CASE WHEN abs(sum("i"."inflows")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."inflows") END AS "inflows",
  CASE WHEN abs(sum("i"."assets")) > CAST('9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,4)) ELSE sum("i"."assets") END AS "assets"
FROM "eliminated_rows" AS "i"
GROUP BY "i"."perimeter";

-- self_rows (derive)
SELECT
  "p"."own.entity_id" AS "entity_id",
  "p"."own.line" AS "line",
  "p"."own.currency_code" AS "currency_code",
  "p"."own.kind" AS "kind",
  "p"."own.level" AS "level",
  "p"."own.counterparty_entity" AS "counterparty_entity",
  "p"."own.issuer_entity" AS "issuer_entity",
  "p"."own.amount" AS "amount",
  "p"."own.rows" AS "rows"
FROM (
  SELECT
    "i"."entity_id" AS "own.entity_id",
    "i"."line" AS "own.line",
    "i"."currency_code" AS "own.currency_code",
    "i"."kind" AS "own.kind",
    "i"."level" AS "own.level",
    "i"."counterparty_entity" AS "own.counterparty_entity",
    "i"."issuer_entity" AS "own.issuer_entity",
    "i"."amount" AS "own.amount",
    "i"."rows" AS "own.rows"
  FROM "aggregation" AS "i"
) AS "p"
WHERE ("p"."own.counterparty_entity" = "p"."own.entity_id");

-- self_totals (aggregate)
SELECT
  "i"."entity_id" AS "entity_id",
  CASE WHEN abs(sum("i"."rows")) > CAST('99999999999999999999999999999999999999' AS DECIMAL(38,0)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,0)) ELSE sum("i"."rows") END AS "rows",
  CASE WHEN abs(sum("i"."amount")) > CAST('999999999999999999999999999999999999.99' AS DECIMAL(38,2)) THEN CAST(error('PLIMSOLL:A sum needs more than 38 digits.') AS DECIMAL(38,2)) ELSE sum("i"."amount") END AS "amount"
FROM "self_rows" AS "i"
GROUP BY "i"."entity_id";
