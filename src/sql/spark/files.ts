/** Parquet files by name in Spark, which reads signs of patterns in every path: they are escaped. Paths are of the file system, whatever Spark takes for its default. */

import { SPARK } from './dialect.ts';

/** The path as Spark writes to it; it takes it as it is. */
export const fileAddress = (path: string): string => `file:${path}`;

/** The path for reading, with the signs of patterns standing for themselves. */
export const literalPattern = (path: string): string =>
  fileAddress(path.replace(/[{}[\]*?\\]/g, (sign) => `\\${sign}`));

/** The files at a path by themselves, which also tells of each row in which it lies (`_metadata`). */
export const parquetAt = (path: string): string => `parquet.${SPARK.quoteName(literalPattern(path))}`;

const RESULT = 'result ';

/** A relation with the rows of a result of the store, which lies there when the query is executed. */
export const resultRows = (fingerprint: string): string => SPARK.quoteName(RESULT + fingerprint);

/** The results whose rows a statement reads, and the names that they need. */
export function resultsIn(sql: string): ReadonlyMap<string, string> {
  const found = sql.matchAll(new RegExp(`\`${RESULT}([0-9a-f]{64})\``, 'g'));
  return new Map([...found].map(([, fingerprint = '']) => [fingerprint, RESULT + fingerprint]));
}

/** A statement that names the Parquet files in a folder; a view ends with the session. */
export const folderView = (name: string, folder: string): string =>
  `CREATE TEMPORARY VIEW ${SPARK.quoteName(name)} USING parquet OPTIONS (path ${SPARK.textLiteral(literalPattern(folder))})`;
