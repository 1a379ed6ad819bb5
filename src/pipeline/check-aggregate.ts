/** An aggregate: group columns become the key, measures get their types. */

import { fail, withPlace } from '../errors/error.ts';
import { type Column, columnNamed, type TableSchema } from '../schema/table.ts';
import { type ColumnType, decimal, INTEGER, typeName } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import type { CheckedMeasure } from './pipeline.ts';
import type { StageContext } from './scope.ts';
import type { AggregateStage, Measure } from './stage.ts';

export function checkAggregate(stage: AggregateStage, context: StageContext) {
  const input = context.schemaOf(stage.input);
  const groups = stage.groupBy.map((name) => inputColumn(input, name));
  const measures = stage.measures.map((measure) =>
    withPlace({ at: `measure ${measure.name}` }, () => checkMeasure(measure, input)),
  );
  const columns = [...groups, ...measures.map((measure) => measure.output)];
  const names = columns.map((column) => column.name);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fail('pipeline.duplicate_name', { name: twice, what: 'columns' });
  const schema: TableSchema = { name: stage.name, columns, key: stage.groupBy };
  return {
    kind: 'aggregate',
    name: stage.name,
    schema,
    input: stage.input,
    groupBy: stage.groupBy,
    measures,
  } as const;
}

function inputColumn(input: TableSchema, name: string): Column {
  const column = columnNamed(input.columns, name);
  const known = input.columns.map((each) => each.name);
  if (column === undefined)
    return fail('pipeline.unknown_column', { name, nearest: nearest(name, known), known });
  const { adjustable: _, ...bare } = column;
  return bare;
}

function checkMeasure(measure: Measure, input: TableSchema): CheckedMeasure {
  const { name, fn } = measure;
  if (measure.column === undefined && fn !== 'count')
    fail('pipeline.measure', { name, found: `${fn} of nothing`, allowed: 'a column' });
  const column = measure.column === undefined ? null : inputColumn(input, measure.column);
  const type = measureType(measure, column);
  const output: Column = {
    name,
    type,
    nullable: fn === 'sum' || fn === 'min' || fn === 'max',
    ...(measure.adjustable === undefined ? {} : { adjustable: measure.adjustable }),
    ...(column?.unit === undefined || fn === 'count' || fn === 'count_distinct' ? {} : { unit: column.unit }),
  };
  return { name, fn, column: column?.name ?? null, output };
}

function measureType(measure: Measure, column: Column | null): ColumnType {
  if (measure.fn === 'count' || measure.fn === 'count_distinct' || column === null) return INTEGER;
  const { type } = column;
  if (measure.fn === 'sum') {
    if (type.kind === 'integer') return decimal(38, 0);
    if (type.kind === 'decimal') return decimal(38, type.scale);
    return fail('pipeline.measure', {
      name: measure.name,
      found: `sum of ${typeName(type)}`,
      allowed: 'sum of a decimal or integer',
    });
  }
  if (type.kind === 'boolean')
    fail('pipeline.measure', {
      name: measure.name,
      found: `${measure.fn} of boolean`,
      allowed: 'any other type',
    });
  return type;
}
