/** An engine for comparisons, with a folder of its own that goes away with it. */

import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openDuckDb } from '../../src/engine/duckdb.ts';
import type { Engine } from '../../src/engine/engine.ts';

export async function withDuckDb<T>(use: (engine: Engine) => Promise<T>): Promise<T> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-property-'));
  const engine = await openDuckDb({ temporaryFolder: folder, threads: 1 });
  try {
    return await use(engine);
  } finally {
    await engine.close();
    rmSync(folder, { recursive: true });
  }
}
