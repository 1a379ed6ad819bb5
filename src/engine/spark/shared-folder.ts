/** Do the server and this machine see the same folder? Found out with a small file each, before anything is computed. */

import { randomUUID } from 'node:crypto';
import { readdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../../errors/error.ts';
import { SPARK } from '../../sql/spark/dialect.ts';
import { fileAddress, literalPattern } from '../../sql/spark/files.ts';
import { NO_ROOM } from '../no-room.ts';
import { parseSparkAddress } from './connect/address.ts';
import { sparkFailure } from './connect/failure.ts';
import type { SparkSession } from './connect/session.ts';
import { raise } from './failure.ts';

/** Errors: spark.folder, spark.no_room. */
export async function checkFolder(session: SparkSession, folder: string, address: string): Promise<void> {
  const { host, port } = parseSparkAddress(address);
  const refuse = (problem: string): never => fail('spark.folder', { host, port, folder, problem });
  const mark = randomUUID();
  const [ours, theirs] = [join(folder, 'ours.txt'), join(folder, 'theirs')];
  await writeFile(ours, mark);
  const rows = await session
    .rows(`SELECT value FROM text.${SPARK.quoteName(literalPattern(ours))}`)
    .catch((error: unknown) => refuse(`a file of this machine can't be read there (${words(error)})`));
  if (rows[0]?.['value'] !== mark) refuse('another file lies there than this machine wrote');
  await session
    .write(`SELECT id FROM range(0, ${TASKS}, 1, ${TASKS})`, { path: fileAddress(theirs), partitionBy: [] })
    .catch((error: unknown) => {
      // Where there is no room for so little, that is what is wrong.
      if (NO_ROOM.test(sparkFailure(error)?.text ?? '')) raise(error, '', folder);
      refuse(`the server can't write there (${words(error)})`);
    });
  const files = (await readdir(theirs).catch(() => [])).filter((name) => name.endsWith('.parquet'));
  if (files.length < TASKS)
    refuse(`of ${TASKS} files that its executors write there ${files.length} are seen by this machine`);
}

/** Enough that executors take part which see another folder; one that takes none is found out as it writes (write-files.ts). */
const TASKS = 16;

/** Spark's words for it; an error of another kind, as of the connection, goes on. */
function words(error: unknown): string {
  const failure = sparkFailure(error);
  if (failure === undefined) throw error;
  return failure.text.trim().split('\n')[0] ?? '';
}
