/** Settings that hold for one statement. */

import type { SparkSession } from './connect/session.ts';
import type { Settings } from './connect/settings.ts';

/** Afterwards each has the value that it had before. Errors: spark.setting, spark.statement for a name that Spark does not know; those of `work`. */
export async function withSettings<T>(
  session: SparkSession,
  settings: Settings,
  work: () => Promise<T>,
): Promise<T> {
  const before: [string, string][] = [];
  try {
    for (const [name, value] of Object.entries(settings)) {
      const was = await session.setting(name);
      await session.set(name, value);
      if (was !== null) before.push([name, was]);
    }
    return await work();
  } finally {
    // Where the server is gone, what ended the work is what counts.
    for (const [name, value] of before) await session.set(name, value).catch(() => undefined);
  }
}
