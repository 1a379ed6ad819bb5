/**
 * Names for the results that statements read: each result is named once in a session, when a statement first reads it, by all of its files and with its columns.
 *
 * So a file that the server does not see is an error and not a few rows less, as where a folder is listed, and no file is looked at again to plan a statement.
 */

import type { ColumnType } from '../../schema/types.ts';
import { SPARK } from '../../sql/spark/dialect.ts';
import { literalPattern, resultsIn } from '../../sql/spark/files.ts';
import type { SparkSession } from './connect/session.ts';

/** Paths of files, at least one, and their columns. */
export interface ResultFiles {
  readonly paths: readonly string[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

export type ResultOf = (fingerprint: string) => Promise<ResultFiles>;

export type NameResults = (sql: string) => Promise<void>;

export function resultViews(session: SparkSession, resultOf: ResultOf): NameResults {
  const named = new Set<string>();
  return async (sql) => {
    for (const [fingerprint, name] of resultsIn(sql)) {
      if (named.has(fingerprint)) continue;
      const { paths, columns } = await resultOf(fingerprint);
      await session.nameFiles(SPARK.quoteName(name), {
        paths: paths.map(literalPattern),
        columns: columns
          .map((column) => `${SPARK.quoteName(column.name)} ${SPARK.typeName(column.type)}`)
          .join(', '),
      });
      named.add(fingerprint);
    }
  };
}
