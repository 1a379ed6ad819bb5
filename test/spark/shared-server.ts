/** The one server that tests of the project `spark` share. Vitest runs this before the first test file of the project, and not at all where none is selected. */

import type { TestProject } from 'vitest/node';
import { isSparkMissing, type SparkServer, startSpark } from '../support/spark-server.ts';

declare module 'vitest' {
  export interface ProvidedContext {
    /** Null where Spark is not installed. */
    readonly spark: { readonly port: number; readonly token: string; readonly address: string } | null;
  }
}

let server: SparkServer | undefined;

export async function setup(project: TestProject): Promise<void> {
  if (isSparkMissing()) return project.provide('spark', null);
  server = await startSpark();
  const { port, token, address } = server;
  project.provide('spark', { port, token: token ?? '', address });
}

export async function teardown(): Promise<void> {
  await server?.stop();
}
