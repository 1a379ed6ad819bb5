/** Random batches of expressions over one random table, as a fast-check arbitrary with a shrinker of its own. */

import fc from 'fast-check';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { PipelineDefinition, StageColumn } from '../../src/pipeline/stage.ts';
import type { Column } from '../../src/schema/table.ts';
import { type ColumnType, INTEGER, TEXT } from '../../src/schema/types.ts';
import { drawFrom } from './draw.ts';
import { randomExpression, randomTarget } from './generate-expression.ts';
import { randomDomain, randomType, randomValue } from './generate-values.ts';
import type { Row } from './row.ts';
import { smallerExpressions } from './shrink-expression.ts';

export interface ComputedExpr {
  readonly text: string;
  /** The type that the generator, by rules of its own, knows the expression to have; undefined after shrinking. */
  readonly type: ColumnType | undefined;
  /** The type it is assigned to. */
  readonly target: ColumnType;
}

export interface Batch {
  /** The first one, `id`, is the key. */
  readonly columns: readonly Column[];
  readonly rows: readonly Row[];
  readonly expressions: readonly ComputedExpr[];
}

const KEY: Column = { name: 'id', type: INTEGER, nullable: false };
const DEPTH_MAX = 4;
const ROWS_MAX = 40;

/** The pipeline `t` → `out` that computes the expressions into columns e0, e1, …. */
export function batchDefinition(batch: Batch): PipelineDefinition {
  const computed = batch.expressions.map(
    ({ text, target }, i): StageColumn => ({ kind: 'compute', name: `e${i}`, expr: text, type: target }),
  );
  return {
    name: 'batch',
    stages: [
      { kind: 'source', name: 't', table: { name: 't', columns: batch.columns, key: [KEY.name] } },
      {
        kind: 'derive',
        name: 'out',
        input: 't',
        lookups: [],
        columns: [{ kind: 'pass', name: KEY.name, from: KEY.name }, ...computed],
      },
    ],
    outputs: ['out'],
  };
}

export function isValidBatch(batch: Batch): boolean {
  try {
    checkPipeline(batchDefinition(batch));
    return true;
  } catch {
    return false;
  }
}

class BatchArbitrary extends fc.Arbitrary<Batch> {
  override generate(random: fc.Random): fc.Value<Batch> {
    return new fc.Value(generateBatch(random), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is Batch {
    return value !== undefined;
  }

  override shrink(value: Batch): fc.Stream<fc.Value<Batch>> {
    return fc.stream(valuesOf(smallerBatches(value)));
  }
}

export function batches(): fc.Arbitrary<Batch> {
  return new BatchArbitrary();
}

function generateBatch(random: fc.Random): Batch {
  const draw = drawFrom(random);
  const nullable = draw.chance(80);
  const others = Array.from({ length: draw.between(3, 7) }, (_, i): Column => {
    const type = randomType(draw);
    const domain = randomDomain(draw, type);
    return { name: `c${i}`, type, nullable, ...(domain === undefined ? {} : { domain }) };
  });
  const columns = [KEY, ...others, { name: 'end', type: TEXT, nullable }];
  const rows = Array.from({ length: draw.between(0, ROWS_MAX) }, (_, i) =>
    Object.fromEntries(
      columns.map((column) => [column.name, column === KEY ? BigInt(i) : randomValue(draw, column, 100)]),
    ),
  );
  const scope = { draw, columns, wildSteps: 5 };
  const expressions = Array.from({ length: draw.between(4, 8) }, () => {
    const { text, type } = randomExpression(scope, draw.between(1, DEPTH_MAX));
    return { text, type, target: randomTarget(draw, type) };
  });
  return { columns, rows, expressions };
}

function* valuesOf(candidates: Iterable<Batch>): Generator<fc.Value<Batch>> {
  for (const candidate of candidates) if (isValidBatch(candidate)) yield new fc.Value(candidate, undefined);
}

function* smallerBatches(batch: Batch): Generator<Batch> {
  const { columns, rows, expressions } = batch;
  if (expressions.length > 1) for (const one of expressions) yield { ...batch, expressions: [one] };
  if (rows.length > 1) {
    yield { ...batch, rows: rows.slice(0, rows.length / 2) };
    yield { ...batch, rows: rows.slice(rows.length / 2) };
    if (rows.length <= 4) for (const row of rows) yield { ...batch, rows: [row] };
  }
  for (const [i, { text, target }] of expressions.entries()) {
    for (const smaller of smallerExpressions(text)) {
      const changed = { text: smaller, type: undefined, target };
      yield { ...batch, expressions: expressions.map((each, j) => (i === j ? changed : each)) };
    }
  }
  for (const column of columns.slice(1)) {
    yield {
      ...batch,
      columns: columns.filter((each) => each !== column),
      rows: rows.map((row) =>
        Object.fromEntries(Object.entries(row).filter(([name]) => name !== column.name)),
      ),
    };
    if (column.domain !== undefined) {
      const { domain: _, ...bare } = column;
      yield { ...batch, columns: columns.map((each) => (each === column ? bare : each)) };
    }
  }
}
