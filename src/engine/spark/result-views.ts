/**
 * Names for the results that statements read: each result is named when a statement first reads it, by all of its files and with its columns, and again where other files have taken their place.
 *
 * So a file that the server does not see is an error and not a few rows less, as where a folder is listed, and no file is looked at again to plan a statement.
 */

import type { ColumnType } from '../../schema/types.ts';
import { SPARK } from '../../sql/spark/dialect.ts';
import { literalPattern, resultsIn } from '../../sql/spark/files.ts';
import type { SparkSession } from './connect/session.ts';

/** At least one file, and the columns of all. */
export interface ResultFiles {
  readonly files: readonly {
    readonly path: string;
    /** Another one for other content. */
    readonly content: string;
  }[];
  readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
}

export type ResultOf = (fingerprint: string) => Promise<ResultFiles>;

export type NameResults = (sql: string) => Promise<void>;

export function resultViews(session: SparkSession, resultOf: ResultOf): NameResults {
  /** As it was named last. Of a file that another one replaced Spark would read as much as the first had. */
  const named = new Map<string, string>();
  return async (sql) => {
    for (const [fingerprint, name] of resultsIn(sql)) {
      const { files, columns } = await resultOf(fingerprint);
      const found = JSON.stringify(files);
      if (named.get(fingerprint) === found) continue;
      await session.nameFiles(SPARK.quoteName(name), {
        paths: files.map(({ path }) => literalPattern(path)),
        columns: columns
          .map((column) => `${SPARK.quoteName(column.name)} ${SPARK.typeName(column.type)}`)
          .join(', '),
      });
      named.set(fingerprint, found);
    }
  };
}
