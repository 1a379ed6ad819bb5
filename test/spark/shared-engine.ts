/** One engine on the shared server for all tests of a file, in a folder of its own that goes away with it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import type { Engine } from '../../src/engine/engine.ts';
import { openSpark } from '../../src/engine/spark/spark.ts';
import { sharedSpark } from './shared.ts';

/** The few rows of a test are computed as those of a large table are, by tasks; Spark would do it while it plans. */
const SETTINGS = {
  'spark.sql.optimizer.excludedRules': 'org.apache.spark.sql.catalyst.optimizer.ConvertToLocalRelation',
};

/** Gives the engine to those who ask within a test. */
export function sharedSparkEngine(): () => Engine {
  let engine: Engine | undefined;
  let folder: string | undefined;
  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
    engine = await openSpark({ address: sharedSpark().address, temporaryFolder: folder, settings: SETTINGS });
  });
  afterAll(async () => {
    await engine?.close();
    if (folder !== undefined) rmSync(folder, { recursive: true });
  });
  return () => {
    if (engine === undefined) throw new Error('The engine is open within tests only');
    return engine;
  };
}
