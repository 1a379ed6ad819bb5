/** Is what an adjustment left the same as a run from scratch? EXCEPT ALL both ways over the fact, the aggregation and the metrics. */

import { checkedInForce } from '../dist/scenario/open-scenario.js';
import { storedSide } from '../dist/scenario/session-side.js';
import { sideRows } from '../dist/scenario/side.js';
import { documentsOf, runFromScratch } from './adjust-bank.mjs';

const STAGES = ['liquidity', 'aggregation', 'metrics'];

/** Throws with the first stage that differs; else the time of the run from scratch and its row per perimeter. The adjustment's results must be in the store. */
export async function assertSameAsScratch(bank, name, rules) {
  const { session, record } = bank;
  const side = await storedSide(session, record, checkedInForce(session, record, documentsOf(rules)));
  const { value: wanted, wallMs, cpuMs } = await runFromScratch(bank, rules);
  for (const stage of STAGES.filter((each) => wanted.has(each))) {
    const differing = await differingRows(session.engine, side, stage, wanted.get(stage));
    if (differing > 0n)
      throw new Error(`${name}: ${differing} rows of ${stage} differ from a run from scratch`);
  }
  const metrics = await session.engine.rows(`FROM ${wanted.get('final_calc')} ORDER BY perimeter`);
  return { wallMs, cpuMs, metrics };
}

/** By source where there is one, so that it fits into memory at any size. */
async function differingRows(engine, side, stage, other) {
  const found = sideRows(side, stage);
  const { schema } = side.stored.get(stage);
  const columns = schema.columns.map((column) => `"${column.name}"`).join(', ');
  const isFact = stage === 'liquidity';
  const parts = isFact
    ? (await engine.rows(`SELECT DISTINCT source FROM ${other}`)).map((row) => row.source)
    : [null];
  let differing = isFact
    ? await countOf(engine, `${found} WHERE source NOT IN ('${parts.join("', '")}')`)
    : 0n;
  for (const part of parts) {
    const where = part === null ? '' : ` WHERE source = '${part}'`;
    const [a, b] = [found, other].map((relation) => `SELECT ${columns} FROM ${relation}${where}`);
    differing += await countOf(engine, `(${a} EXCEPT ALL ${b})`);
    differing += await countOf(engine, `(${b} EXCEPT ALL ${a})`);
  }
  return differing;
}

const countOf = async (engine, relation) => (await engine.rows(`SELECT count(*) AS n FROM ${relation}`))[0].n;
