/** Parquet files by name in Spark, which reads signs of patterns in every path: they are escaped. Paths are of the file system, whatever Spark takes for its default. */

import { SPARK } from './dialect.ts';

/** The path as Spark writes to it; it takes it as it is. */
export const fileAddress = (path: string): string => `file:${path}`;

/** The path for reading, with the signs of patterns standing for themselves. */
export const literalPattern = (path: string): string =>
  fileAddress(path.replace(/[{}[\]*?\\]/g, (sign) => `\\${sign}`));

const parquetAt = (path: string): string => `parquet.${SPARK.quoteName(literalPattern(path))}`;

/** A relation with the rows of these Parquet files, which are one at least. */
export const parquetFiles = (paths: readonly string[]): string =>
  `(${paths.map((path) => `SELECT * FROM ${parquetAt(path)}`).join(' UNION ALL ')})`;

/** A statement that names the Parquet files in a folder; a view ends with the session. */
export const folderView = (name: string, folder: string): string =>
  `CREATE TEMPORARY VIEW ${SPARK.quoteName(name)} USING parquet OPTIONS (path ${SPARK.textLiteral(literalPattern(folder))})`;
