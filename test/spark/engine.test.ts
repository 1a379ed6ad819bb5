/** Spark through the suite that every engine goes through. */

import { describe } from 'vitest';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { describeEngine } from '../contract/engine.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSpark } from './shared.ts';

const ROWS = 300_000n;

describe.skipIf(isSparkMissing())('a Spark server as the engine (npm run services)', () => {
  describeEngine({
    name: 'spark',
    open: ({ temporaryFolder }) => openSpark({ address: sharedSpark().address, temporaryFolder }),
    literals: {
      'the largest integer': "SELECT CAST('9223372036854775807' AS BIGINT) AS v",
      'the smallest integer': "SELECT CAST('-9223372036854775808' AS BIGINT) AS v",
      'the largest decimal of 18 digits': "SELECT CAST('9999999999999999.99' AS DECIMAL(18,2)) AS v",
      'a decimal of 38 digits':
        "SELECT CAST('-9999999999999999999999999999999999.9999' AS DECIMAL(38,4)) AS v",
      'a decimal that no float holds': "SELECT CAST('0.1' AS DECIMAL(9,4)) AS v",
      'a decimal zero with its scale': "SELECT CAST('0' AS DECIMAL(7,6)) AS v",
      'a decimal without digits after the point': "SELECT CAST('12' AS DECIMAL(38,0)) AS v",
      'a leap day': "SELECT DATE '2024-02-29' AS v",
      'the first day of the calendar': "SELECT DATE '0001-01-01' AS v",
      'the last day of the calendar': "SELECT DATE '9999-12-31' AS v",
      'a date before 1970': "SELECT DATE '1969-12-31' AS v",
      'text beyond the basic plane': "SELECT 'it\\'s 😀 é' AS v",
      'text of nothing': "SELECT '' AS v",
      true: 'SELECT true AS v',
      false: 'SELECT false AS v',
      'NULL as a decimal': 'SELECT CAST(NULL AS DECIMAL(18,2)) AS v',
      'NULL as text': 'SELECT CAST(NULL AS STRING) AS v',
    },
    queries: {
      noRows: 'SELECT 1 AS v WHERE false',
      raise:
        "SELECT CASE WHEN id = 1 THEN CAST(raise_error('PLIMSOLL:told so') AS BIGINT) END AS v FROM range(3)",
      overflow: 'SELECT id * 9223372036854775807 AS v FROM range(3)',
      malformed: 'SELEKT 1',
      numbers: (count) => `SELECT id AS n FROM range(0, ${count}, 1, 5)`,
      memory: null,
      spilling: {
        sql: `SELECT count(*) AS v FROM (SELECT h, row_number() OVER (ORDER BY h) AS n FROM (SELECT md5(CAST(id AS STRING)) AS h FROM range(${ROWS})))`,
        count: ROWS,
      },
    },
  });
});
