-- Which deals the rule is for: some of one line, all over the files. Accounts alone lead to this line.

CREATE OR REPLACE TEMP MACRO matched(entity, deal, line) AS line = '{{line}}' AND deal LIKE '%{{digits}}%';
