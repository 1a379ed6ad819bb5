-- Products as 128-bit decimals: the form that is safe for every amount without a thought.

-- An amount in another currency, rounded to cents.
CREATE OR REPLACE TEMP MACRO converted(amount, rate) AS
  CAST(CAST(amount AS DECIMAL(28,2)) * rate AS DECIMAL(18,2));

-- amount × weight, rounded to four digits.
CREATE OR REPLACE TEMP MACRO valued(amount, weight) AS
  CAST(CAST(amount AS DECIMAL(29,2)) * weight AS DECIMAL(18,4));
