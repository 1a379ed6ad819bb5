-- Products as 128-bit decimals: the form that is safe for every amount without a thought.

-- An amount in another currency, rounded to cents.
CREATE OR REPLACE TEMP MACRO converted(amount, rate) AS
  CAST(round(CAST(amount AS DECIMAL(28,2)) * rate, 2) AS DECIMAL(18,2));

-- amount × weight, rounded to four digits.
CREATE OR REPLACE TEMP MACRO valued(amount, weight) AS
  CAST(round(CAST(amount AS DECIMAL(29,2)) * weight, 4) AS DECIMAL(18,4));
