/** DuckDB through the suite of engine.ts; Spark goes through it in test/spark/engine.test.ts, where a server is. */

import { openDuckDb } from '../../src/engine/duckdb.ts';
import { describeEngine } from './engine.ts';

const ROWS = 3_000_000n;

describeEngine({
  name: 'duckdb',
  open: openDuckDb,
  literals: {
    'the largest integer': 'SELECT 9223372036854775807::BIGINT AS v',
    'the smallest integer': 'SELECT (-9223372036854775808)::BIGINT AS v',
    'the largest decimal of 18 digits': "SELECT '9999999999999999.99'::DECIMAL(18,2) AS v",
    'a decimal of 38 digits': "SELECT '-9999999999999999999999999999999999.9999'::DECIMAL(38,4) AS v",
    'a decimal that no float holds': "SELECT '0.1'::DECIMAL(9,4) AS v",
    'a decimal zero with its scale': "SELECT '0'::DECIMAL(7,6) AS v",
    'a decimal without digits after the point': "SELECT '12'::DECIMAL(38,0) AS v",
    'a leap day': "SELECT DATE '2024-02-29' AS v",
    'the first day of the calendar': "SELECT DATE '0001-01-01' AS v",
    'the last day of the calendar': "SELECT DATE '9999-12-31' AS v",
    'a date before 1970': "SELECT DATE '1969-12-31' AS v",
    'text beyond the basic plane': "SELECT 'it''s 😀 é' AS v",
    'text of nothing': "SELECT '' AS v",
    true: 'SELECT true AS v',
    false: 'SELECT false AS v',
    'NULL as a decimal': 'SELECT NULL::DECIMAL(18,2) AS v',
    'NULL as text': 'SELECT NULL::VARCHAR AS v',
  },
  queries: {
    noRows: 'SELECT 1 AS v WHERE false',
    raise: "SELECT CASE WHEN i = 1 THEN error('PLIMSOLL:told so') END AS v FROM range(3) AS r(i)",
    overflow: 'SELECT i * 9223372036854775807 AS v FROM range(3) AS r(i)',
    malformed: 'SELEKT 1',
    numbers: (count) => `SELECT i AS n FROM range(${count}) AS r(i)`,
    memory: "SELECT current_setting('memory_limit') AS v",
    spilling: {
      sql: `SELECT count(*) AS v FROM (SELECT md5(i::VARCHAR) AS h, row_number() OVER (ORDER BY md5(i::VARCHAR)) AS n
            FROM range(${ROWS}) AS r(i)) WHERE h IS NOT NULL AND n > 0`,
      count: ROWS,
    },
  },
});
