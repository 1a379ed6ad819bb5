/** DuckDB's dialect. */

import type { Dialect } from '../dialect.ts';
import { DUCKDB_FUNCTIONS } from './functions.ts';
import { duckDbInteger, duckDbType } from './types.ts';

export const DUCKDB: Dialect = Object.freeze<Dialect>({
  name: 'duckdb',
  functions: DUCKDB_FUNCTIONS,
  typeName: duckDbType,
  quoteName: (name) => `"${name.replaceAll('"', '""')}"`,
  textLiteral: quoteText,
  dateLiteral: (iso) => `DATE '${iso}'`,
  decimalLiteral: (text, type) => `CAST('${text}' AS ${duckDbType(type)})`,
  integerLiteral: duckDbInteger,
  withPart: (name, query, materialized) =>
    `${name} AS ${materialized ? 'MATERIALIZED' : 'NOT MATERIALIZED'} (\n${query}\n)`,
});

/** A line break inside a literal is written as an escape, because rendered queries are indented line by line. A zero byte would end the query. */
function quoteText(value: string): string {
  if (value.includes('\0')) {
    const standIn = ['\uE000', '\uE001', '\uE002'].find((sign) => !value.includes(sign)) ?? '\uFFFD';
    return `replace(${quoteText(value.replaceAll('\0', standIn))}, '${standIn}', chr(0))`;
  }
  const quoted = value.replaceAll("'", "''");
  if (!/[\n\r]/.test(value)) return `'${quoted}'`;
  return `E'${quoted.replaceAll('\\', '\\\\').replaceAll('\n', '\\n').replaceAll('\r', '\\r')}'`;
}
