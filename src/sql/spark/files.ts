/** Parquet files by name in Spark, which reads signs of patterns in every path: they are escaped. Paths are of the file system, whatever Spark takes for its default. */

import { SPARK } from './dialect.ts';

/** The path as Spark writes to it; it takes it as it is. */
export const fileAddress = (path: string): string => `file:${path}`;

/** The path for reading, with the signs of patterns standing for themselves. */
export const literalPattern = (path: string): string =>
  fileAddress(path.replace(/[{}[\]*?\\]/g, (sign) => `\\${sign}`));

/** The files at a path by themselves, which also tells of each row in which it lies (`_metadata`). */
export const parquetAt = (path: string): string => `parquet.${SPARK.quoteName(literalPattern(path))}`;

/** A relation with the rows of these Parquet files, which are one at least. */
export const parquetFiles = (paths: readonly string[]): string =>
  `(${paths.map((path) => `SELECT * FROM ${parquetAt(path)}`).join(' UNION ALL ')})`;

/** A relation with the rows of every Parquet file in the folder and in those right below it; what their names say of a partition is no column. */
export const parquetBelow = (folder: string): string =>
  `(SELECT * FROM parquet.${SPARK.quoteName(`${literalPattern(folder)}/{*.parquet,*/*.parquet}`)})`;

/** A statement that names the Parquet files in a folder; a view ends with the session. */
export const folderView = (name: string, folder: string): string =>
  `CREATE TEMPORARY VIEW ${SPARK.quoteName(name)} USING parquet OPTIONS (path ${SPARK.textLiteral(literalPattern(folder))})`;
