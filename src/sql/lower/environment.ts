/** What lowering a stage needs to know of its surroundings: relations, schemas, parameters, and what is known of columns. */

import type { EngineName } from '../../pipeline/stage.ts';
import type { TableSchema } from '../../schema/table.ts';
import type { CodeType, SqlExpr, SqlRelation } from '../tree.ts';
import type { Bounds } from './expression.ts';

export interface StageEnvironment {
  /** Whose words a custom stage is to be taken in. */
  readonly engine: EngineName;
  /** A table that is looked up or expanded by. */
  readonly relation: (stage: string) => SqlRelation;
  /** The rows that a stage is formed from. */
  readonly input: (stage: string) => SqlRelation;
  /** Per union, the branches wanted; all of them where a union is not named. */
  readonly branchTags: Readonly<Record<string, readonly string[]>>;
  readonly schema: (stage: string) => TableSchema;
  /** The stored or registered rows of a source's table. */
  readonly source: (table: string, stage: string) => SqlRelation;
  readonly parameter: (name: string) => SqlExpr;
  /** What is known of a stage's numeric column. */
  readonly bounds: (stage: string, column: string) => Bounds | undefined;
  /** The type of codes in which a stage's text column is to come; left out: plain text everywhere. */
  readonly code?: (stage: string, column: string) => CodeType | undefined;
}
