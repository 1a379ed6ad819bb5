/** Settings that hold for one statement. */

import { SPARK } from '../../sql/spark/dialect.ts';
import type { SparkSession } from './connect/session.ts';
import type { Settings } from './connect/settings.ts';

/** Afterwards each has the value that it had before. Errors: spark.setting; those of `work`. */
export type WithSettings = <T>(settings: Settings, work: () => Promise<T>) => Promise<T>;

/** Statements with settings of their own go one after another, as all of a session share them; one without beside them may be cut otherwise, and has the same rows. */
export function settingsOver(session: SparkSession): WithSettings {
  let last: Promise<unknown> = Promise.resolve();
  return (settings, work) => {
    if (Object.keys(settings).length === 0) return work();
    const own = last.then(() => withSettings(session, settings, work));
    last = own.catch(() => undefined);
    return own;
  };
}

async function withSettings<T>(
  session: SparkSession,
  settings: Settings,
  work: () => Promise<T>,
): Promise<T> {
  const before: [string, string | null][] = [];
  try {
    for (const [name, value] of Object.entries(settings)) {
      const was = await session.swap(name, value);
      before.push([name, was]);
    }
    return await work();
  } finally {
    // Where the server is gone, what ended the work is what counts.
    for (const [name, value] of before)
      await (value === null
        ? session.execute(`RESET ${SPARK.quoteName(name)}`)
        : session.set(name, value)
      ).catch(() => undefined);
  }
}
