/** Every published and derived figure that Plimsoll is held against, file by file. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { isSparkThere, startSpark } from '../support/spark-server.ts';
import { capOutcomes, workedOutcomes } from './caps.ts';
import { factorOutcomes, nsfrFactorOutcomes, otherFactorOutcomes } from './factors.ts';
import { vectorsMissing } from './files.ts';
import { liq1Outcomes } from './liq1.ts';
import { liq2Outcomes } from './liq2.ts';
import { liq2DoorOutcomes } from './liq2-door.ts';
import { fundingOutcomes } from './nsfr.ts';
import { notCovered, type Outcome } from './outcome.ts';

/** undefined: the files are not there. Errors: where Spark is asked for and is not there. */
export const allOutcomes = async (
  name: 'duckdb' | 'spark' = 'duckdb',
): Promise<readonly Outcome[] | undefined> =>
  vectorsMissing
    ? undefined
    : (name === 'spark' ? withSpark : withEngine)(async (engine) => [
        ...(await capOutcomes(engine)),
        ...(await workedOutcomes(engine)),
        ...(await fundingOutcomes(engine)),
        ...factorOutcomes(),
        ...nsfrFactorOutcomes(),
        ...otherFactorOutcomes(),
        ...(await liq1Outcomes(engine)),
        ...liq2Outcomes(),
        ...(await liq2DoorOutcomes(engine)),
        ...elsewhere(),
      ]);

export async function withEngine<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-vectors-'));
  const engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
  try {
    return await use(engine);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}

async function withSpark<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  if (!isSparkThere()) throw new Error('Spark or Java is missing: npm run services installs them');
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-vectors-'));
  const server = await startSpark({ memory: '2g' });
  try {
    const engine = await openSpark({ address: server.address, temporaryFolder: folder });
    return await use(engine).finally(() => engine.close());
  } finally {
    await server.stop();
    rmSync(folder, { recursive: true });
  }
}

/** Files whose content is something else than figures to be met. */
const ELSEWHERE: Readonly<Record<string, string>> = {
  liq1_eu_defective: 'wrong on purpose: test/disclosure holds them against the rules of `check report`',
  liq1_eu_inflow_cap_binding: 'the caps of the EU: test/disclosure holds their sums against the rules',
  liq2_eu_p3dh: 'rows of the EU: test/disclosure holds them against the rules',
  tricky_positions: 'positions in words: cases of test/regulation, as far as the product has the products',
};

const elsewhere = (): readonly Outcome[] =>
  Object.entries(ELSEWHERE).map(([file, reason]) =>
    notCovered({ file, id: 'all', figure: 'figures' }, reason),
  );
