/** Parquet and other files by name in DuckDB, which reads every path as a pattern: what a name holds of its signs is escaped. */

import { DUCKDB } from './dialect.ts';

/** The path with `*`, `?` and `[` standing for themselves. */
export const literalPattern = (path: string): string => path.replace(/[*?[]/g, (sign) => `[${sign}]`);

/** SQL text of the path of one existing file. */
export const fileLiteral = (path: string): string => DUCKDB.textLiteral(literalPattern(path));

/** A relation with the rows of these Parquet files. */
export const parquetFiles = (paths: readonly string[]): string =>
  `read_parquet([${paths.map(fileLiteral).join(', ')}], hive_partitioning = false)`;

/** A relation with the rows of every Parquet file below the folder. */
export const parquetBelow = (folder: string): string =>
  `read_parquet(${DUCKDB.textLiteral(`${literalPattern(folder)}/**/*.parquet`)}, hive_partitioning = false)`;
