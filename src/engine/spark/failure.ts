/** From what Spark says of a statement to the errors of an engine, as they are of every engine. */

import { dirname } from 'node:path';
import { fail } from '../../errors/error.ts';
import { NO_ROOM } from '../no-room.ts';
import { sparkFailure } from './connect/failure.ts';

/** What a row raises stands behind this mark, and before the state that Spark adds. */
const RAISED = /PLIMSOLL:(.*?)(?:\s+SQLSTATE: \w+.*)?$/s;

const RAISED_STATE = 'P0001';

/** SQLSTATE of data that is out of range, in any of its forms: 22003 (a number), 22008 (a date) … */
const OUT_OF_RANGE = /^22/;

/** Of a file that was named, as a statement is planned and as its tasks read. */
const NO_FILE = /^(PATH_NOT_FOUND|FAILED_READ_FILE\.FILE_NOT_EXIST)$/;

/** What Java itself says of a whole number that leaves 64 bits, where Spark adds nothing: abs of the smallest one. */
const OUT_OF_BITS = 'java.lang.ArithmeticException';

/**
 * `folder` is where it writes, if it does. Errors: engine.row, engine.overflow, spark.no_room, spark.file_missing, engine.failed; others, as those of the connection, stay as they are.
 */
export function raise(error: unknown, sql: string, folder: string | null = null): never {
  const failure = sparkFailure(error);
  if (failure === undefined) throw error;
  const { text, errorClass } = failure;
  // The details of an error may have been lost on the way; its text says the same.
  const state = failure.sqlState ?? /SQLSTATE: (\w{5})/.exec(text)?.[1] ?? '';
  const [, own] = RAISED.exec(text) ?? [];
  if (state === RAISED_STATE && own !== undefined) fail('engine.row', { text: own.trim() });
  if (OUT_OF_RANGE.test(state) || errorClass === OUT_OF_BITS) fail('engine.overflow', { text, sql });
  const [full] = text
    .split('\n')
    .filter((line) => NO_ROOM.test(line))
    .sort((a, b) => a.length - b.length);
  // The folder itself goes with what failed.
  if (full !== undefined)
    fail('spark.no_room', { text: full.trim(), folder: folder === null ? null : dirname(folder) });
  if (NO_FILE.test(errorClass ?? ''))
    fail('spark.file_missing', { text: text.trim().split('\n')[0] ?? text });
  return fail('engine.failed', { text, sql });
}
