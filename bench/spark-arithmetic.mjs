/**
 * Forms of one product on Spark: an amount times a weight, rounded to four digits, half away from zero. Ten million rows lie in Parquet files, and only the largest product comes back, so that
 * beside reading their columns the products are what takes time. All forms but doubles must give the same values.
 */

import { join } from 'node:path';
import { openSparkSession } from '../dist/engine/spark/connect/session.js';
import { compute, pass } from '../dist/pipeline/build.js';
import { checkPipeline } from '../dist/pipeline/check.js';
import { decimal, INTEGER } from '../dist/schema/types.js';
import { SPARK } from '../dist/sql/spark/dialect.js';
import { stageQuery } from '../dist/sql/stage-query.js';
import { emptyFolder } from './baseline.mjs';
import { median } from './measure.mjs';
import { tableText } from './report.mjs';

const ROWS = 10_000_000;

/** Amounts of either sign up to 20 million, weights up to one: as units, and as decimals. */
const OPERANDS = `SELECT *, CAST(amount AS DECIMAL(38,2)) AS amount38, CAST(weight AS DECIMAL(38,8)) AS weight38
FROM (SELECT id, units, parts, CAST(units * 0.01BD AS DECIMAL(18,2)) AS amount, CAST(parts * 0.00000001BD AS DECIMAL(9,8)) AS weight
FROM (SELECT id, (id * 7919) % 4000000007 - 2000000003 AS units, (id * 104729) % 100000001 AS parts FROM range(0, ${ROWS}, 1, 4)))`;

const EXACT = 'integers of 64 bits';
const WIDE = 'Decimal(38)';

/** Queries with a column `product`. */
const formOf = (product) => `SELECT id, ${product} AS product FROM operands`;
const FORMS = [
  ['nothing, integers read', formOf('units ^ parts')],
  ['nothing, decimals read', formOf('CASE WHEN amount < 0 THEN weight END')],
  ['nothing, Decimal(38) read', formOf('CASE WHEN amount38 < 0 THEN weight38 END')],
  [EXACT, formOf('(units * parts + CASE WHEN units < 0 THEN -500000 ELSE 500000 END) div 1000000')],
  ['decimals of 18 and 9 digits', formOf('CAST(amount * weight AS DECIMAL(18,4))')],
  ['as Plimsoll writes it', plimsollForm()],
  [WIDE, formOf('round(amount38 * weight38, 4)')],
  ['double, inexact', formOf('round(CAST(amount AS DOUBLE) * CAST(weight AS DOUBLE), 4)')],
];

/** Of a stage as pipelines have it. */
function plimsollForm() {
  const column = (name, type, domain) => ({ name, type, nullable: false, ...domain });
  const share = { domain: { kind: 'range', min: '0', max: '1' } };
  const pipeline = checkPipeline({
    name: 'product',
    outputs: ['products'],
    stages: [
      {
        kind: 'source',
        name: 'operands',
        table: {
          name: 'operands',
          key: ['id'],
          columns: [
            column('id', INTEGER),
            column('amount', decimal(18, 2)),
            column('weight', decimal(9, 8), share),
          ],
        },
      },
      {
        kind: 'derive',
        name: 'products',
        input: 'operands',
        lookups: [],
        columns: [...pass('id'), compute('product', 'amount * weight', decimal(18, 4))],
      },
    ],
  });
  return stageQuery(pipeline, 'products', { parameters: {}, sources: { operands: 'operands' } }, SPARK);
}

/** Name and milliseconds of each form, medians of `runs` rounds after one that is not counted. Errors: exact forms differ. */
export async function measureArithmetic(address, work, runs) {
  const session = await openSparkSession({ address });
  try {
    return await measureForms(session, join(work, 'arithmetic'), runs);
  } finally {
    await session.close();
  }
}

async function measureForms(session, folder, runs) {
  emptyFolder(folder);
  await session.write(OPERANDS, { path: `file:${folder}`, partitionBy: [] });
  await session.execute(`CREATE OR REPLACE TEMP VIEW operands USING parquet OPTIONS (path 'file:${folder}')`);
  await assertSame(session);
  const times = FORMS.map(([name]) => [name, []]);
  for (let round = 0; round <= runs; round++)
    for (const [index, [, query]] of FORMS.entries()) {
      const started = performance.now();
      await session.rows(`SELECT CAST(max(product) AS STRING) AS most FROM (${query})`);
      if (round > 0) times[index][1].push(performance.now() - started);
    }
  return times.map(([name, all]) => [name, median(all)]);
}

/** The integers are in units of the fourth digit. */
async function assertSame(session) {
  const [, exact] = FORMS.find(([name]) => name === EXACT);
  const others = FORMS.filter(([name]) => name !== EXACT && !/^nothing|inexact$/.test(name));
  for (const [name, query] of others) {
    const [{ differing }] = await session.rows(
      `SELECT count_if(a.product <> CAST(b.product * 0.0001BD AS DECIMAL(18,4))) AS differing
       FROM (${query}) AS a JOIN (${exact}) AS b USING (id)`,
    );
    if (differing !== 0n) throw new Error(`${name}: ${differing} products differ from ${EXACT}`);
  }
}

/** A table: seconds, and how many of them fit into those of Decimal(38). */
export function arithmeticText(forms) {
  const wide = forms.find(([name]) => name === WIDE)[1];
  const rows = forms.map(([name, ms]) => [name, (ms / 1000).toFixed(2), `${(wide / ms).toFixed(1)} ×`]);
  return tableText([['', 'wall s', 'Decimal(38) to it'], ...rows]);
}
