-- Products in 64 bits, the quick form. DECIMAL(18,2) × DECIMAL(9,8) would leave 8 digits before the point, so each product has a
-- limit on the amount below which it can't overflow; the few amounts above it take the 128-bit form.

-- An amount in another currency, rounded to cents. rate: units of the reporting currency, below 10; 1 for the reporting currency.
CREATE OR REPLACE TEMP MACRO converted(amount, rate) AS
  CASE WHEN rate = 1 THEN amount
       WHEN amount < 1000000 THEN CAST(amount * rate AS DECIMAL(18,2))
       ELSE CAST(round(CAST(amount AS DECIMAL(28,2)) * rate, 2) AS DECIMAL(18,2)) END;

-- amount × weight, rounded to four digits. Both signs: the legs of unwound deals are negative.
CREATE OR REPLACE TEMP MACRO valued(amount, weight) AS
  CASE WHEN amount BETWEEN -50000000 AND 50000000 THEN CAST(amount * weight AS DECIMAL(18,4))
       ELSE CAST(round(CAST(amount AS DECIMAL(29,2)) * weight, 4) AS DECIMAL(18,4)) END;
