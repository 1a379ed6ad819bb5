/** Which names an expression of a stage sees, and what each means: `row.NAME` of the input row or `own.NAME` of the stage. */

import type { Scope } from '../expr/check.ts';
import { type Column, columnNamed, type TableSchema } from '../schema/table.ts';
import type { ColumnType } from '../schema/types.ts';

/** What checking a stage needs to know of the rest of the pipeline. */
export interface StageContext {
  readonly parameters: Readonly<Record<string, ColumnType>>;
  readonly schemaOf: (stage: string) => TableSchema;
}

/** The stage's own columns so far win over those of the row. */
export function stageScope(row: readonly Column[], own: readonly Column[]): Scope {
  return {
    lookup: (name) => {
      const mine = columnNamed(own, name);
      if (mine !== undefined) return { name: `own.${name}`, type: mine.type, nullable: mine.nullable };
      const theirs = columnNamed(row, name);
      return theirs === undefined
        ? undefined
        : { name: `row.${name}`, type: theirs.type, nullable: theirs.nullable };
    },
    names: () => [...new Set([...own, ...row].map((column) => column.name))],
  };
}

export const ownScope = (own: readonly Column[]): Scope => stageScope([], own);
