-- The rule: liquidity factors times 0.95. A line has one factor, so its adjusted weight is calculated once.

CREATE OR REPLACE TEMP TABLE line AS
SELECT *, CAST(CAST(liquidity_factor * 0.95 AS DECIMAL(7,6)) * (1 - haircut) AS DECIMAL(9,8)) AS adjusted_weight FROM line;
CREATE OR REPLACE TEMP MACRO adjusted(amount, weight, adjusted_weight) AS valued(amount, adjusted_weight);
