/** What tells one engine's SQL from another's: tables of functions and types, and how names and texts are quoted. */

import type { EngineName } from '../pipeline/stage.ts';
import type { ColumnType } from '../schema/types.ts';
import type { OpDetail, SqlOp, SqlType, Width } from './tree.ts';

export interface Dialect {
  readonly name: EngineName;
  readonly functions: Readonly<Record<SqlOp, (args: readonly string[], detail: OpDetail) => string>>;
  readonly typeName: (type: SqlType) => string;
  readonly quoteName: (name: string) => string;
  readonly textLiteral: (value: string) => string;
  readonly dateLiteral: (iso: string) => string;
  readonly decimalLiteral: (text: string, type: ColumnType) => string;
  readonly integerLiteral: (value: bigint, width: Width) => string;
  /** `WITH name AS …`: computed once, or folded into the queries that read it. */
  readonly withPart: (name: string, query: string, materialized: boolean) => string;
}
