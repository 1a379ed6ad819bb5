/**
 * What a pipeline is, as plain data: stages, each a pure function from keyed tables to one keyed table.
 *
 * A stage, exactly: (1) rows are formed by the operator, with columns in declared order; (2) adjustment rules act (none
 * in a base run); (3) the filter keeps the rows whose condition is true. Expressions are texts here; `checkPipeline`
 * turns a definition into a `Pipeline` with typed expressions, output schemas and keys.
 *
 * Scope. An expression in a column, look-up or expansion sees the columns declared before it in its own stage and
 * the columns of the input row; where both have the name, the stage's own one counts. A filter sees the stage's own columns only.
 */

import type { Column, Domain, TableSchema } from '../schema/table.ts';
import type { ColumnType } from '../schema/types.ts';

/** One column of a derive or expand stage, in declared order. */
export type StageColumn =
  /** The input's column `from` under the name `name`. Key columns must be passed. */
  | { readonly kind: 'pass'; readonly name: string; readonly from: string; readonly adjustable?: boolean }
  /** Column `column` of the row that look-up `lookup` finds. */
  | {
      readonly kind: 'lookup';
      readonly name: string;
      readonly lookup: string;
      readonly column: string;
      readonly adjustable?: boolean;
    }
  /** Computed and assigned to `type`: decimals are rounded half away from zero to its scale; too many digits are an error. */
  | {
      readonly kind: 'compute';
      readonly name: string;
      readonly expr: string;
      readonly type: ColumnType;
      /**
       * A NULL is an error that names the row; a text says what is then missing and what to do. Makes the column not nullable. In the
       * text `{column}` stands for the row's value of a column before this one, `{:parameter}` for a parameter's.
       */
      readonly required?: true | string;
      readonly domain?: Domain;
      /** See Column. */
      readonly among?: readonly string[];
      readonly adjustable?: boolean;
      readonly unit?: string;
      readonly doc?: string;
    };

/**
 * n:1 look-up in the stage `table`: one expression per key column of that stage. A row without a match is an error that shows the key
 * (`miss: 'error'`), or takes `defaults` (literal texts per looked-up column, null for NULL). A NULL key finds nothing.
 * The join happens before the first column that names the look-up; its expressions may use the columns before that.
 */
export interface Lookup {
  readonly name: string;
  readonly table: string;
  readonly on: Readonly<Record<string, string>>;
  readonly miss: 'error' | { readonly defaults: Readonly<Record<string, string | null>> };
  /** Where a miss is an error: what is then missing and what to do; with places for values, as in `required`. */
  readonly advice?: string;
}

/** How one row becomes many. */
export type Expansion =
  /** One output row per literal row; `sequence` is the text column that tells them apart and ends the key. */
  | {
      readonly form: 'rows';
      readonly sequence: string;
      readonly columns: readonly { readonly name: string; readonly type: ColumnType }[];
      /** Literal texts for `columns`, null for NULL. */
      readonly rows: readonly {
        readonly sequence: string;
        readonly values: Readonly<Record<string, string | null>>;
      }[];
    }
  /** One output row per row of `table` whose first key columns equal the expressions of `on`; the other key columns end the key. No match, no row. */
  | { readonly form: 'table'; readonly table: string; readonly on: Readonly<Record<string, string>> }
  /** One output row per day from `from` to `to`, both included; NULL or an empty range gives no row. `column` (date) ends the key. */
  | { readonly form: 'dates'; readonly column: string; readonly from: string; readonly to: string };

export type MeasureFunction = 'sum' | 'count' | 'min' | 'max' | 'count_distinct';

/**
 * sum: of a decimal(p,s) decimal(38,s), of an integer decimal(38,0), NULL when no value is there. count: of non-null values of
 * `column`, or of rows without one; integer. min, max: any type but boolean. count_distinct: of non-null values; integer.
 */
export interface Measure {
  readonly name: string;
  readonly fn: MeasureFunction;
  readonly column?: string;
  readonly adjustable?: boolean;
}

/**
 * Persisted stages are kept as Parquet: `partitionBy` names at most one column (the reporting entity's type), files are sorted by
 * `orderBy` then the key. All other row-level stages fuse into the scan of what they feed.
 */
export interface Persist {
  readonly partitionBy?: string;
  readonly orderBy?: readonly string[];
}

interface StageBase {
  readonly name: string;
  readonly doc?: string;
  readonly filter?: string;
  readonly persist?: Persist;
}

/**
 * Rows from outside. With `validity` the table is dated: `validity.from` is part of the table's key, only the rows whose period holds the
 * calculation date pass (`to` included, NULL = open), and the stage's key is the key without `from`; two rows left for one key are an error.
 */
export interface SourceStage extends StageBase {
  readonly kind: 'source';
  readonly table: TableSchema;
  readonly validity?: { readonly from: string; readonly to: string };
}

export interface DeriveStage extends StageBase {
  readonly kind: 'derive';
  readonly input: string;
  readonly lookups: readonly Lookup[];
  readonly columns: readonly StageColumn[];
}

/** Passed columns may come from the parent row, the literal row's or the table's non-key columns and the new key column(s); parent names win. */
export interface ExpandStage extends StageBase {
  readonly kind: 'expand';
  readonly input: string;
  readonly expansion: Expansion;
  readonly lookups: readonly Lookup[];
  readonly columns: readonly StageColumn[];
}

/** All branches have the same columns (names, types); nullable where any branch is. Key: `tagColumn` (text), then the branches' key. */
export interface UnionStage extends StageBase {
  readonly kind: 'union';
  readonly tagColumn: string;
  readonly branches: readonly { readonly tag: string; readonly input: string }[];
}

/** Key: the group columns (NULL is a group of its own); without any there is exactly one row. */
export interface AggregateStage extends StageBase {
  readonly kind: 'aggregate';
  readonly input: string;
  readonly groupBy: readonly string[];
  readonly measures: readonly Measure[];
}

/** The engines that a custom stage can be written for. */
export type EngineName = 'duckdb' | 'spark';

/**
 * One query in an engine's own SQL per engine. `{{name}}` stands for the rows of the input `name`, as a relation with its columns;
 * `{{:name}}` for the value of a parameter.
 */
export type CustomSql = Readonly<Partial<Record<EngineName, string>>>;

/** Which rows an output row comes from, as a function of its key. */
export type CustomLineage =
  /** The row of `input` with the same key: the key columns are the input's, by name and type. */
  | { readonly form: 'key'; readonly input: string }
  /** All rows of `input` that have the key column's value in the named column, for every pair; NULL is a value here. No pair: all rows. */
  | { readonly form: 'group'; readonly input: string; readonly columns: Readonly<Record<string, string>> }
  /** Those that the queries name. Columns of each: the stage's key, and `parent_` before each key column of `input`. */
  | {
      readonly form: 'edges';
      readonly edges: readonly { readonly input: string; readonly sql: CustomSql }[];
    };

/**
 * A transformation that Plimsoll can't see into, written by the pipeline's author; never by users of rules. The same input must give the
 * same rows: no clock, no randomness, nothing that depends on the order of rows, no other tables than the inputs.
 * Every run checks in the query: columns and types as declared, one row per key, no NULL where none is declared, domains, lineage.
 */
export interface CustomStage extends StageBase {
  readonly kind: 'custom';
  readonly inputs: readonly string[];
  readonly columns: readonly Column[];
  /** Without columns: at most one row. */
  readonly key: readonly string[];
  readonly lineage: CustomLineage;
  readonly sql: CustomSql;
}

export type Stage = SourceStage | DeriveStage | ExpandStage | UnionStage | AggregateStage | CustomStage;

/** Stages in an order in which each comes after those it reads. `outputs` names the stages that a run must deliver. */
export interface PipelineDefinition {
  readonly name: string;
  readonly stages: readonly Stage[];
  readonly outputs: readonly string[];
}

export type { Column, TableSchema };
