/**
 * What is known of the numbers in every column: the smallest and largest units, from types, domains and the arithmetic itself.
 *
 * `abs(balance)` of balances below 10^14 is below 10^14 although its type would allow more; so its product with a rate needs
 * no 128 bits. Bounds only choose between ways that give the same result; nothing else depends on them.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { type Column, columnNamed } from '../schema/table.ts';
import type { ColumnType, Value } from '../schema/types.ts';
import { assignedBounds, type Bounds, boundsOf, hull, type LowerContext } from './lower/expression.ts';
import { sqlColumn } from './tree.ts';

export type StageBounds = ReadonlyMap<string, Bounds>;

const isNumber = (type: ColumnType): boolean => type.kind === 'decimal' || type.kind === 'integer';

/** Bounds of a stage's numeric columns; of a stage that the pipeline does not have, undefined. */
export type BoundsOf = (stage: string) => StageBounds | undefined;

const KNOWN = new WeakMap<Pipeline, BoundsOf>();

/** Found when they are first asked for, because most queries are about few stages; once for a pipeline, which never changes. */
export function pipelineBounds(pipeline: Pipeline): BoundsOf {
  const found = KNOWN.get(pipeline) ?? boundsWithin(pipeline);
  KNOWN.set(pipeline, found);
  return found;
}

function boundsWithin(pipeline: Pipeline): BoundsOf {
  const known = new Map<string, StageBounds>();
  const boundsOfStage = (name: string): StageBounds | undefined => {
    const found = known.get(name);
    const stage = found === undefined ? pipeline.stages.find((each) => each.name === name) : undefined;
    if (stage === undefined) return found;
    const bounds = stageBounds(stage, boundsOfStage, pipeline);
    known.set(name, bounds);
    return bounds;
  };
  return boundsOfStage;
}

function stageBounds(stage: CheckedStage, below: BoundsOf, pipeline: Pipeline): StageBounds {
  switch (stage.kind) {
    case 'source':
    case 'custom':
      return declared(stage.schema.columns);
    case 'union': {
      const inputs = stage.branches.map((branch) => below(branch.input));
      return collect(stage.schema.columns, (column) => {
        const all = inputs.map((input) => input?.get(column.name)).filter((each) => each !== undefined);
        return all.length === inputs.length ? hull(all) : undefined;
      });
    }
    case 'aggregate': {
      const input = below(stage.input);
      return collect(stage.schema.columns, (column) => {
        const measure = stage.measures.find((each) => each.name === column.name);
        const kept =
          measure === undefined
            ? column.name
            : measure.fn === 'min' || measure.fn === 'max'
              ? measure.column
              : null;
        return kept === null ? undefined : input?.get(kept);
      });
    }
    case 'scale':
      return collect(stage.schema.columns, (column) =>
        column.name === stage.column ? undefined : below(stage.input)?.get(column.name),
      );
    case 'entries':
      return stage.adds
        ? declared(stage.schema.columns)
        : collect(stage.schema.columns, (column) => withEntries(stage, column, below));
    case 'derive':
    case 'expand':
      return rowStageBounds(stage, below, pipeline);
  }
}

const declared = (columns: readonly Column[]): StageBounds => collect(columns, () => undefined);

/** Bounds of each numeric column: those found, or else those of type and domain. */
function collect(columns: readonly Column[], find: (column: Column) => Bounds | undefined): StageBounds {
  return new Map(
    columns
      .filter((column) => isNumber(column.type))
      .map((column) => [column.name, find(column) ?? boundsOf(column)]),
  );
}

/** Entries may lie outside what the rows are known to hold. */
function withEntries(
  stage: Extract<CheckedStage, { kind: 'entries' }>,
  column: Column,
  below: BoundsOf,
): Bounds | undefined {
  const found = below(stage.input)?.get(column.name);
  const index = stage.schema.columns.indexOf(column);
  const units = stage.rows.map((row) => row[index]).filter((value) => typeof value === 'bigint');
  return found === undefined ? undefined : hull([found, ...units.map((value): Bounds => [value, value])]);
}

type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

function rowStageBounds(stage: RowStage, below: BoundsOf, pipeline: Pipeline): StageBounds {
  const own = new Map<string, Bounds>();
  const context: LowerContext = {
    parameter: (name) => ({
      kind: 'literal',
      value: null,
      type: pipeline.parameters[name] ?? { kind: 'text' },
    }),
    column: (name) => {
      const [side, bare] = [name.slice(0, name.indexOf('.')), name.slice(name.indexOf('.') + 1)];
      const expr = sqlColumn(null, name);
      if (side === 'own')
        return {
          expr,
          column: columnNamed(stage.schema.columns, bare) ?? TEXT_COLUMN,
          bounds: own.get(bare),
        };
      return {
        expr,
        column: rowColumn(stage, bare, pipeline) ?? TEXT_COLUMN,
        bounds: rowBounds(stage, bare, below, pipeline),
      };
    },
  };
  for (const each of stage.columns) {
    const { column } = each;
    if (!isNumber(column.type)) continue;
    const found =
      each.kind === 'pass'
        ? rowBounds(stage, each.from, below, pipeline)
        : each.kind === 'lookup'
          ? lookedUpBounds(stage, each.lookup, each.from, below)
          : narrowed(assignedBounds(each.expr, column.type, context), column);
    own.set(column.name, found ?? boundsOf(column));
  }
  return own;
}

const TEXT_COLUMN = { type: { kind: 'text' } } as const;

function rowColumn(stage: RowStage, name: string, pipeline: Pipeline): Column | undefined {
  const columnsOf = (stageName: string): readonly Column[] =>
    pipeline.stages.find((each) => each.name === stageName)?.schema.columns ?? [];
  const found = columnNamed(columnsOf(stage.input), name);
  if (found !== undefined || stage.kind === 'derive') return found;
  if (stage.expansion.form === 'table') return columnNamed(columnsOf(stage.expansion.table), name);
  return stage.expansion.form === 'rows' ? columnNamed(stage.expansion.columns, name) : undefined;
}

/** A column of the parent hides one of the same name that the expansion adds. */
function rowBounds(stage: RowStage, name: string, below: BoundsOf, pipeline: Pipeline): Bounds | undefined {
  const parent = pipeline.stages.find((each) => each.name === stage.input)?.schema.columns ?? [];
  if (columnNamed(parent, name) !== undefined) return below(stage.input)?.get(name);
  const isTable = stage.kind === 'expand' && stage.expansion.form === 'table';
  return isTable ? below(stage.expansion.table)?.get(name) : undefined;
}

/** A default may lie outside what the table holds. */
function lookedUpBounds(stage: RowStage, lookup: string, from: string, below: BoundsOf): Bounds | undefined {
  const found = stage.lookups.find((each) => each.name === lookup);
  const bounds = below(found?.table ?? '')?.get(from);
  const fallback: Value = found?.defaults?.[from] ?? null;
  return bounds === undefined || typeof fallback !== 'bigint' ? bounds : hull([bounds, [fallback, fallback]]);
}

/** The domain is checked where the arithmetic does not prove it, so it holds in any case. */
function narrowed([low, high]: Bounds, column: Column): Bounds {
  const [lowest, highest] = boundsOf(column);
  return [low > lowest ? low : lowest, high < highest ? high : highest];
}
