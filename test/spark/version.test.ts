/** Of which version the server is, and which versions the guide says are tested. Other versions are refused in operation.test.ts, by a server that says so. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { TESTED_VERSIONS } from '../../src/engine/spark/connect/analyze.ts';
import { openSparkSession } from '../../src/engine/spark/connect/session.ts';
import { isSparkMissing } from '../support/spark-server.ts';
import { ROOT } from '../support/tree.ts';
import { sharedSpark } from './shared.ts';

it.skipIf(isSparkMissing())('a server (npm run services) is of the version that it computes by', async () => {
  const session = await openSparkSession({ address: sharedSpark().address });
  try {
    // `4.0.1 29434ea766b0…`: the rest names a commit.
    const [row] = await session.rows("SELECT split(version(), ' ')[0] AS own");
    expect(row).toEqual({ own: session.version });
  } finally {
    await session.close();
  }
});

it('the versions that an error names as tested are those of the guide', () => {
  const guide = readFileSync(join(ROOT, 'docs/guides/spark.md'), 'utf8');
  const [, section = ''] = /## Versions\n([^#]*)/.exec(guide) ?? [];
  const taken = [...section.matchAll(/^\| (4\.[^|]*) \|/gm)].map(([, names = '']) => names.split(', '));
  expect(taken.flat()).toEqual(TESTED_VERSIONS);
});
