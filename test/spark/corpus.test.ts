/** Runs every case of the corpus on Spark. */

import { describe, it } from 'vitest';
import { caseNames, onEngine, readCase, verdictOf } from '../corpus/run-case.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { sharedSparkEngine } from './shared-engine.ts';

describe.skipIf(isSparkMissing()).concurrent('a case of the corpus on Spark (npm run services)', () => {
  const runner = onEngine('spark', sharedSparkEngine());
  for (const name of caseNames()) {
    const file = readCase(name);
    it(`${name}: ${file.title}`, async ({ expect }) => {
      expect((await verdictOf(file, runner)).problem).toBe('');
    });
  }
});
