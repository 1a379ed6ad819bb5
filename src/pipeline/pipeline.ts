/**
 * A checked pipeline: what `checkPipeline` makes of a definition. Names are resolved, expressions typed, every stage has an
 * output schema with a key. Engines, lineage and the reference interpreter read this and trust it.
 */

import type { TypedExpr } from '../expr/ast.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import type { ColumnType, Value } from '../schema/types.ts';
import type { EngineName, MeasureFunction, Persist, SourceStage } from './stage.ts';

/**
 * Where a column reference in a typed expression points is told by its name: `row.NAME` for the input row (for an
 * expansion also the literal row's, the table's and the new key columns) and `own.NAME` for a column of the stage itself.
 */
export type CheckedColumn =
  | { readonly kind: 'pass'; readonly column: Column; readonly from: string }
  | { readonly kind: 'lookup'; readonly column: Column; readonly lookup: string; readonly from: string }
  | {
      readonly kind: 'compute';
      readonly column: Column;
      readonly expr: TypedExpr;
      /** The expression in its one canonical spelling. */
      readonly text: string;
      /** A NULL here is an error that names the row and ends with this advice; null: NULL is allowed, or can't come. */
      readonly required: string | null;
      /** Adjustment rules that may have made the value what it is; named where a check refuses it. */
      readonly rules?: readonly string[];
    };

export interface CheckedLookup {
  readonly name: string;
  readonly table: string;
  /** In the order of the looked-up stage's key. */
  readonly on: readonly { readonly keyColumn: string; readonly expr: TypedExpr }[];
  /** null: a miss is an error. Otherwise the value per looked-up column. */
  readonly defaults: Readonly<Record<string, Value>> | null;
  /** What to do about a miss that is an error, with places for values like a required column's; undefined: a general sentence. */
  readonly advice?: string;
  /** Index into the stage's columns of the first one that reads this look-up; the join happens just before it. */
  readonly before: number;
}

export type CheckedExpansion =
  | {
      readonly form: 'rows';
      readonly sequence: string;
      readonly columns: readonly Column[];
      readonly rows: readonly { readonly sequence: string; readonly values: readonly Value[] }[];
    }
  | {
      readonly form: 'table';
      readonly table: string;
      readonly on: readonly { readonly keyColumn: string; readonly expr: TypedExpr }[];
      /** The table's key columns that end the output key. */
      readonly restKey: readonly string[];
    }
  | { readonly form: 'dates'; readonly column: string; readonly from: TypedExpr; readonly to: TypedExpr };

export interface CheckedMeasure {
  readonly name: string;
  readonly fn: MeasureFunction;
  readonly column: string | null;
  readonly output: Column;
}

/** A piece of an author's text: text as it stands, the rows of an input, or the value of a parameter. */
export type TextPart =
  | { readonly kind: 'sql'; readonly text: string }
  | { readonly kind: 'input'; readonly name: string }
  | { readonly kind: 'parameter'; readonly name: string };

export type CheckedText = Readonly<Partial<Record<EngineName, readonly TextPart[]>>>;

export type CheckedLineage =
  | {
      readonly form: 'key' | 'group';
      readonly input: string;
      /** Key columns of the stage with the input's columns that have the same value. */
      readonly on: readonly { readonly keyColumn: string; readonly from: string }[];
    }
  | {
      readonly form: 'edges';
      readonly edges: readonly { readonly input: string; readonly text: CheckedText }[];
    };

interface CheckedBase {
  readonly name: string;
  readonly schema: TableSchema;
  readonly filter: TypedExpr | null;
  readonly persist: Persist | null;
  readonly doc: string | null;
}

export type CheckedStage =
  | (CheckedBase & {
      readonly kind: 'source';
      readonly table: TableSchema;
      readonly validity: NonNullable<SourceStage['validity']> | null;
    })
  | (CheckedBase & {
      readonly kind: 'derive';
      readonly input: string;
      readonly lookups: readonly CheckedLookup[];
      readonly columns: readonly CheckedColumn[];
    })
  | (CheckedBase & {
      readonly kind: 'expand';
      readonly input: string;
      readonly expansion: CheckedExpansion;
      readonly lookups: readonly CheckedLookup[];
      readonly columns: readonly CheckedColumn[];
    })
  | (CheckedBase & {
      readonly kind: 'union';
      readonly tagColumn: string;
      readonly branches: readonly { readonly tag: string; readonly input: string }[];
    })
  | (CheckedBase & {
      readonly kind: 'aggregate';
      readonly input: string;
      readonly groupBy: readonly string[];
      readonly measures: readonly CheckedMeasure[];
    })
  | (CheckedBase & {
      readonly kind: 'custom';
      readonly inputs: readonly string[];
      readonly text: CheckedText;
      readonly lineage: CheckedLineage;
    })
  /** Made by rules, never written: the matched rows' `column` becomes their share of a total. Same rows, same columns. */
  | (CheckedBase & {
      readonly kind: 'scale';
      readonly input: string;
      readonly column: string;
      /** A boolean column; NULL is no match. */
      readonly matched: string;
      /** Units of the column's scale, for each group of `by` among the matched rows. */
      readonly total: bigint;
      readonly by: readonly string[];
      readonly weight: string;
      /** The rule, for messages. */
      readonly rule: string;
    })
  /** Made by rules, never written: literal rows join the input's. `adds`: rows of one key become one, every other column their sum. */
  | (CheckedBase & {
      readonly kind: 'entries';
      readonly input: string;
      /** In the order of the schema's columns. */
      readonly rows: readonly (readonly Value[])[];
      readonly adds: boolean;
    });

export interface Pipeline {
  readonly name: string;
  readonly stages: readonly CheckedStage[];
  readonly outputs: readonly string[];
  /** Parameters that expressions may use, with their types: calculation_date (date), reporting_currency (text), jurisdiction (text). */
  readonly parameters: Readonly<Record<string, ColumnType>>;
}

/** The stages whose rows `stage` is formed from. */
export function stageInputs(stage: CheckedStage): readonly string[] {
  if (stage.kind === 'source') return [];
  if (stage.kind === 'custom') return stage.inputs;
  return stage.kind === 'union' ? stage.branches.map((branch) => branch.input) : [stage.input];
}

/** The parts of all texts of a custom stage, for every engine and edge; none of another stage. */
export function customParts(stage: CheckedStage): readonly TextPart[] {
  if (stage.kind !== 'custom') return [];
  const edges = stage.lineage.form === 'edges' ? stage.lineage.edges.map((edge) => edge.text) : [];
  return [stage.text, ...edges].flatMap((text) => Object.values(text).flat());
}

/** The stages that `stage` looks up in or expands by. */
export function stageTables(stage: CheckedStage): readonly string[] {
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return [];
  const expansion =
    stage.kind === 'expand' && stage.expansion.form === 'table' ? [stage.expansion.table] : [];
  return [...expansion, ...stage.lookups.map((lookup) => lookup.table)];
}

/** Every stage that `stage` reads: inputs, branches, looked-up and expansion tables. */
export const stageReads = (stage: CheckedStage): readonly string[] => [
  ...stageInputs(stage),
  ...stageTables(stage),
];
