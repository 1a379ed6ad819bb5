-- The rule: 1,000 on top of each value.

CREATE OR REPLACE TEMP TABLE line AS SELECT *, weight AS adjusted_weight FROM line;
CREATE OR REPLACE TEMP MACRO adjusted(amount, weight, adjusted_weight) AS valued(amount, weight) + 1000;
