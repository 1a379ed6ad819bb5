/** The one server that tests of the project `spark` share. Vitest runs this before the first test file of the project, and not at all where none is selected. */

import type { TestProject } from 'vitest/node';
import { OTHER_RULES } from '../support/other-rules.ts';
import { isSparkThere, type SparkServer, startSpark } from '../support/spark-server.ts';
import type { SharedSpark } from './shared.ts';

let server: SparkServer | undefined;

/** Never fails, as that would end the tests of all other projects: the tests of this one do. */
export async function setup(project: TestProject): Promise<void> {
  project.provide('spark', await started());
}

async function started(): Promise<SharedSpark | { readonly problem: string }> {
  if (!isSparkThere()) return { problem: 'Spark or Java is missing: npm run services installs them' };
  try {
    // Whatever it would compute by itself: what figures hang on is said for each session.
    server = await startSpark({ conf: OTHER_RULES });
    const { port, token, address } = server;
    return { port, token: token ?? '', address };
  } catch (error) {
    return { problem: String(error) };
  }
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
