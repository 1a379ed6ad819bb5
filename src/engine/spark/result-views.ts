/**
 * Names for the results that statements read: each result is named when a statement first reads it, by all of its files and with its columns, and again where other files have taken their place.
 *
 * So a file that the server does not see is an error and not a few rows less, as where a folder is listed, and no file is looked at again to plan a statement.
 */

import { fail } from '../../errors/error.ts';
import type { ColumnType } from '../../schema/types.ts';
import { SPARK } from '../../sql/spark/dialect.ts';
import { literalPattern, resultsIn } from '../../sql/spark/files.ts';
import type { SparkSession } from './connect/session.ts';

/** At least one file, and the columns of all. */
export interface ResultFiles {
  readonly paths: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

/** The same object as before only where no file was replaced: of one that another took the place of, Spark would read as much as the first had. */
export type ResultOf = (fingerprint: string) => Promise<ResultFiles>;

/** Gives what is to be asked once the statement has ended. Errors: spark.files_replaced. */
export type NameResults = (sql: string) => Promise<() => Promise<void>>;

export function resultViews(session: SparkSession, resultOf: ResultOf): NameResults {
  const named = new Map<string, ResultFiles>();
  return async (sql) => {
    const read: [string, ResultFiles][] = [];
    for (const [fingerprint, name] of resultsIn(sql)) {
      const result = await resultOf(fingerprint);
      read.push([fingerprint, result]);
      if (named.get(fingerprint) === result) continue;
      await session.nameFiles(SPARK.quoteName(name), {
        paths: result.paths.map(literalPattern),
        columns: result.columns
          .map((column) => `${SPARK.quoteName(column.name)} ${SPARK.typeName(column.type)}`)
          .join(', '),
      });
      named.set(fingerprint, result);
    }
    return async () => {
      // The same rows may lie in other files, so that of some of either there may be too many or too few.
      for (const [fingerprint, result] of read)
        if ((await resultOf(fingerprint)) !== result) fail('spark.files_replaced', { fingerprint });
    };
  };
}
