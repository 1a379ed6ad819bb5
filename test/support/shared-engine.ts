/** One engine for all tests of a file, in a folder of its own that goes away with it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll } from 'vitest';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';

/** Gives the engine to those who ask within a test. */
export function sharedDuckDb(): () => Engine {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-test-'));
  let engine: Engine | undefined;
  beforeAll(async () => {
    engine = await openDuckDb({ temporaryFolder: folder, threads: 2 });
  });
  afterAll(async () => {
    await engine?.close();
    rmSync(folder, { recursive: true });
  });
  return () => {
    if (engine === undefined) throw new Error('The engine is open within tests only');
    return engine;
  };
}
