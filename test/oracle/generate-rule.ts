/**
 * Random rules for a stage: documents as people write them, of every operation, for the columns that the stage declares adjustable.
 * Most of them are valid; the caller sorts out those that the checker refuses and those whose calculation stops.
 */

import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import type {
  OperandOperation,
  RuleAdjustment,
  RuleCondition,
  RuleDocument,
  RuleLiteral,
} from '../../src/rules/rule.ts';
import type { Column } from '../../src/schema/table.ts';
import { type ColumnType, DATE } from '../../src/schema/types.ts';
import type { Draw } from './draw.ts';
import { knownValue, literalOf, randomConditions } from './generate-condition.ts';
import { randomEntries } from './generate-entry.ts';
import { nameText, randomOfKind } from './generate-expression.ts';
import { type Row, valueText } from './row.ts';

export interface RuleRequest {
  readonly draw: Draw;
  readonly pipeline: Pipeline;
  readonly stage: string;
  /** Rows of the stage as they are now, of which conditions and operands take values. */
  readonly rows: readonly Row[];
  readonly id: string;
  /** Days since 1970-01-01; most rules are in force on it. */
  readonly calculationDate: number;
  /** Columns that other rules of the stage act on, where the order counts, and those by which it looks up. */
  readonly contested: readonly string[];
}

/** What the parts of a rule are drawn from. */
export interface RuleScope {
  readonly draw: Draw;
  /** In declared order. */
  readonly columns: readonly Column[];
  readonly key: readonly string[];
  readonly rows: readonly Row[];
  readonly contested: readonly string[];
}

/** Stages on which a rule can change anything. */
export function adjustableStages(pipeline: Pipeline): readonly string[] {
  return pipeline.stages.filter(({ schema }) => schema.columns.some(isAdjustable)).map(({ name }) => name);
}

const isAdjustable = (column: Column): boolean => column.adjustable === true;

const STEPS_MAX = 3;

export function randomRule(request: RuleRequest): RuleDocument {
  const { draw, pipeline, rows, id, contested } = request;
  const stage = pipeline.stages.find(({ name }) => name === request.stage);
  if (stage === undefined) throw new Error(`Invariant broken: the pipeline has a stage ${request.stage}`);
  const { columns, key } = stage.schema;
  const scope: RuleScope = { draw, columns, key, rows, contested };
  const dice = draw.between(1, 100);
  const entries = draw.chance(stage.kind === 'aggregate' ? 30 : 12) ? randomEntries(scope, stage) : [];
  const made =
    entries.length > 0 && draw.chance(60)
      ? { conditions: [], adjustments: [] }
      : dice <= 25
        ? { conditions: randomConditions(scope), adjustments: [{ operation: 'exclude' } as const] }
        : randomSteps(scope);
  return {
    ruleId: id,
    stage: stage.name,
    ...made,
    entries,
    ...randomPeriod(request),
    priority: draw.pick([100, 100, 100, 100, 1, 50, 200, 999]),
    reason: draw.chance(10) ? 'because' : null,
    owner: null,
    reviewDate: null,
    expectedImpact: null,
    approvalClaim: null,
  };
}

/** Both ends are included, so days at the ends and next to them are what matters. */
function randomPeriod({ draw, calculationDate }: RuleRequest) {
  const effective = calculationDate + draw.pick([-400, -31, -31, -1, -1, 0, 0, 0, 1]);
  const expiry = draw.chance(60) ? null : Math.max(effective, calculationDate + draw.pick([-1, 0, 0, 1, 30]));
  return {
    effectiveDate: valueText(effective, DATE) ?? '',
    expiryDate: valueText(expiry, DATE),
  };
}

interface Steps {
  readonly conditions: readonly RuleCondition[];
  readonly adjustments: readonly RuleAdjustment[];
}

function randomSteps(scope: RuleScope): Steps {
  const { draw } = scope;
  const all = scope.columns.filter(isAdjustable);
  const contested = all.filter(({ name }) => scope.contested.includes(name));
  const against = contested.length > 0 && draw.chance(60);
  const adjustable = against ? contested : all;
  const conditions: RuleCondition[] = against && draw.chance(50) ? [] : [...randomConditions(scope)];
  const adjustments: RuleAdjustment[] = [];
  const count = draw.between(1, STEPS_MAX);
  // Several operations on one column are where the order counts.
  const columns = draw.chance(30)
    ? Array<Column>(count).fill(draw.pick(adjustable))
    : draw.some(adjustable, 1, count);
  for (const column of columns) {
    if (!isNumeric(column.type) || !draw.chance(22)) {
      adjustments.push(randomAdjustment(scope, column));
      continue;
    }
    const moved = [
      ...scope.contested,
      ...adjustments.flatMap((each) => ('field' in each ? [each.field] : [])),
    ];
    const { step, weight } = randomScale({ ...scope, contested: moved }, column);
    adjustments.push(step);
    // Weights of one sign, mostly; without this nearly all of them would be refused.
    if (draw.chance(90)) {
      const zero = { number: '0' };
      const operator = draw.pick(['>', '>', '<'] as const);
      conditions.push({ kind: 'test', field: weight, operator, values: [zero] });
    }
  }
  return { conditions, adjustments };
}

function randomAdjustment(scope: RuleScope, column: Column): RuleAdjustment {
  const { draw } = scope;
  const field = column.name;
  if (draw.chance(15)) return { operation: 'replace', field, expression: operandText(scope, column) };
  const operation = draw.pick(operationsOf(column.type));
  if (draw.chance(20)) {
    return { operation, field, operand: { kind: 'expression', text: operandText(scope, column) } };
  }
  return { operation, field, operand: { kind: 'value', value: operandValue(scope, column, operation) } };
}

function operationsOf(type: ColumnType): readonly OperandOperation[] {
  if (isNumeric(type)) return ['multiply', 'multiply', 'add', 'subtract', 'set', 'floor', 'cap'];
  return type.kind === 'date' ? ['set', 'floor', 'cap'] : ['set'];
}

function isNumeric({ kind }: ColumnType): boolean {
  return kind === 'decimal' || kind === 'integer';
}

const FACTORS = ['0.95', '1.05', '0.333', '0.5', '0.5', '2', '1', '0', '-1', '0.0000001'];

function operandValue(scope: RuleScope, column: Column, operation: OperandOperation): RuleLiteral {
  const { draw } = scope;
  const { type } = column;
  if (operation === 'multiply') {
    return { number: type.kind === 'integer' ? draw.pick(['2', '1', '0', '-1']) : draw.pick(FACTORS) };
  }
  if (operation === 'set' && column.nullable && draw.chance(15)) return null;
  return literalOf(knownValue(scope, column), type);
}

/** Over the column itself and those before it. */
function operandText(scope: RuleScope, column: Column): string {
  const { draw, columns } = scope;
  const visible = columns.slice(0, columns.indexOf(column) + 1);
  const alike = visible.filter((each) => each.type.kind === column.type.kind);
  if (alike.length > 0 && draw.chance(35)) return nameText(draw.pick(alike).name);
  return randomOfKind({ draw, columns: visible, wildSteps: 0 }, column.type.kind, draw.between(1, 2)).text;
}

/** Rather by what rules change: then it matters which values count, those before or after. */
function randomScale(scope: RuleScope, column: Column) {
  const { draw, columns, contested } = scope;
  const rather = (from: readonly Column[]): readonly Column[] => {
    const moved = from.filter(({ name }) => contested.includes(name));
    return moved.length > 0 && draw.chance(70) ? moved : from;
  };
  const before = columns.slice(0, columns.indexOf(column)).filter((each) => isNumeric(each.type));
  const weight = before.length > 0 && draw.chance(45) ? draw.pick(rather(before)).name : null;
  const digits = column.type.kind === 'decimal' ? column.type.precision : 3;
  const units = BigInt(draw.between(0, 10 ** Math.min(digits, 5) - 1)) * (draw.chance(15) ? -1n : 1n);
  const step: RuleAdjustment = {
    operation: 'scale_to_total',
    field: column.name,
    total: valueText(units, column.type) ?? '0',
    by: draw.chance(45) ? [] : draw.some(rather(columns), 1, 2).map(({ name }) => name),
    weight,
  };
  return { step, weight: weight ?? column.name };
}
