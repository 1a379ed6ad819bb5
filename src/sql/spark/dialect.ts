/** Spark's dialect, under the settings that a session of engine/spark/connect sets: ANSI, and no digits given up in decimals. */

import type { Dialect } from '../dialect.ts';
import { SPARK_FUNCTIONS } from './functions.ts';
import { wideLiteral } from './integers.ts';
import { sparkType } from './types.ts';

export const SPARK: Dialect = Object.freeze<Dialect>({
  name: 'spark',
  functions: SPARK_FUNCTIONS,
  typeName: sparkType,
  quoteName: (name) => `\`${name.replaceAll('`', '``')}\``,
  textLiteral: quoteText,
  dateLiteral: (iso) => `DATE '${iso}'`,
  decimalLiteral: (text, type) => `CAST('${text}' AS ${sparkType(type)})`,
  integerLiteral: (value, width) => (width === 128 ? wideLiteral(value) : `CAST('${value}' AS BIGINT)`),
  // What several parts read is computed once or for each, as Spark sees fit: the rows are the same.
  withPart: (name, query) => `${name} AS (\n${query}\n)`,
});

/** A backslash begins an escape. Signs that a statement would lose, or that end a line of a rendered query, are written as one. */
function quoteText(value: string): string {
  const escaped = value
    .replaceAll('\\', '\\\\')
    .replaceAll("'", "\\'")
    .replace(/[\0\n\r]/g, (sign) => `\\u00${sign.charCodeAt(0).toString(16).padStart(2, '0')}`);
  return `'${escaped}'`;
}
