/**
 * The conditions of a rule as one typed expression over the unadjusted row.
 *
 * Three-valued logic is that of expressions: a comparison with NULL is NULL, so `!=` and `not_in` do not match a NULL either. A
 * value that the field can never have (a slip of the pen in a code, more digits than the column) is refused where it is compared for
 * equality.
 */

import { fail } from '../errors/error.ts';
import type { Expr, TypedExpr } from '../expr/ast.ts';
import { columnsOf } from '../expr/columns.ts';
import type { CheckedStage } from '../pipeline/pipeline.ts';
import type { Column } from '../schema/table.ts';
import { BOOLEAN, typeName } from '../schema/types.ts';
import {
  checkDomain,
  checkKind,
  columnExpr,
  columnValue,
  fieldNamed,
  literalExpr,
  NO_SPAN,
  type RuleContext,
  within,
} from './check-context.ts';
import { checkContradictions, type Test } from './contradictions.ts';
import { OPERATORS } from './operators.ts';
import type { ConditionOperator, RuleCondition } from './rule.ts';
import type { RulePath } from './rule-text.ts';
import { typedExpr } from './typed.ts';

/** A condition, and where it stands in the document. */
interface Placed {
  readonly condition: RuleCondition;
  readonly path: RulePath;
}

/** null when every row matches. Errors: rules.*, values.*, expr.digits. */
export function checkConditions(
  conditions: readonly RuleCondition[],
  context: RuleContext,
): TypedExpr | null {
  if (conditions.length === 0) return null;
  const seen = SEEN.get(context.stage) ?? unadjusted(context);
  if (Object.isFrozen(context.stage)) SEEN.set(context.stage, seen);
  const before = { ...context, ...seen };
  const exprs = allExprs(placed(conditions, ['conditions']), before);
  const sight = {
    visible: context.columns.length,
    field: '',
    nullable: (column: Column) => before.mayBeNull.has(column.name),
  };
  return within(context, ['conditions'], 'conditions', () =>
    typedExpr(joined('and', exprs), context, sight, BOOLEAN),
  );
}

const placed = (conditions: readonly RuleCondition[], path: RulePath): readonly Placed[] =>
  conditions.map((condition, index) => ({ condition, path: [...path, index] }));

/** Conditions that must all hold: each by itself, then what their tests say together. */
function allExprs(list: readonly Placed[], context: ConditionContext): readonly Expr[] {
  const exprs = list.map((each) => exprOf(each, context));
  checkContradictions(
    list.flatMap((each) => testsOf(each, context)),
    context,
  );
  return exprs;
}

function exprOf({ condition, path }: Placed, context: ConditionContext): Expr {
  if (condition.kind === 'test') {
    return within(context, path, pathText(path), () => testExpr(condition, context));
  }
  const parts = placed(condition.conditions, [...path, condition.kind]);
  if (condition.kind === 'all') return joined('and', allExprs(parts, context));
  return joined(
    'or',
    parts.flatMap((part) => allExprs([part], context)),
  );
}

/** The tests that hold whenever the condition does; none of an any group. */
function testsOf({ condition, path }: Placed, context: ConditionContext): readonly Test[] {
  if (condition.kind !== 'test') {
    if (condition.kind === 'any') return [];
    return placed(condition.conditions, [...path, 'all']).flatMap((each) => testsOf(each, context));
  }
  const { column } = fieldNamed(context, condition.field);
  return [{ column, condition, path, mayBeNull: context.mayBeNull.has(column.name) }];
}

/** `condition 2, any 1` */
function pathText(path: RulePath): string {
  const parts = path.flatMap((step, index) =>
    typeof step === 'number' ? [[path[index - 1], step + 1]] : [],
  );
  return parts.map(([name, number]) => `${name === 'conditions' ? 'condition' : name} ${number}`).join(', ');
}

type TestCondition = Extract<RuleCondition, { kind: 'test' }>;

function testExpr({ field, operator, values }: TestCondition, context: ConditionContext): Expr {
  const { column } = fieldNamed(context, field);
  const { kinds } = OPERATORS[operator];
  if (!kinds.includes(column.type.kind)) {
    const allowed = kinds.join(', ');
    fail('rules.type', { what: `The operator ${operator}`, field, type: typeName(column.type), allowed });
  }
  const isExact = EQUALITIES.includes(operator);
  for (const value of values) {
    checkKind(column, value);
    // Numbers are only compared here; every other kind must be a value of the column.
    const held = isExact || typeof value === 'string' ? columnValue(column, value) : null;
    if (isExact && held !== null && (column.among !== undefined || context.inDomain.has(field)))
      checkDomain(column, held, value);
  }
  const arg = columnExpr(field);
  const list = values.flatMap((value) => (value === null ? [] : [literalExpr(column, value)]));
  return operatorExpr(operator, arg, list, values);
}

const EQUALITIES: readonly ConditionOperator[] = ['=', '!=', 'in', 'not_in'];

function operatorExpr(
  operator: ConditionOperator,
  arg: Expr,
  list: readonly Expr[],
  values: TestCondition['values'],
): Expr {
  const span = NO_SPAN;
  const [first, second] = list;
  switch (operator) {
    case 'is_null':
    case 'not_null':
      return { kind: 'is_null', arg, negated: operator === 'not_null', span };
    case 'in':
    case 'not_in':
      return { kind: 'in', arg, list, negated: operator === 'not_in', span };
    case 'like':
      return { kind: 'like', arg, pattern: String(values[0]), negated: false, span };
    case 'between':
      if (first === undefined || second === undefined) break;
      return { kind: 'between', arg, low: first, high: second, negated: false, span };
    default:
      if (first === undefined) break;
      return { kind: 'binary', op: operator, left: arg, right: first, span };
  }
  throw new Error(`Invariant broken: ${operator} has as many values as it takes`);
}

/** A balanced tree, since expressions have a limit of depth. */
function joined(op: 'and' | 'or', exprs: readonly Expr[]): Expr {
  const [first] = exprs;
  if (first === undefined) throw new Error('Invariant broken: a group of conditions is not empty');
  if (exprs.length === 1) return first;
  const half = Math.ceil(exprs.length / 2);
  const left = joined(op, exprs.slice(0, half));
  return { kind: 'binary', op, left, right: joined(op, exprs.slice(half)), span: NO_SPAN };
}

/** The columns as they stand before the adjustments, which is how conditions see them. */
interface ConditionContext extends RuleContext, Unadjusted {}

interface Unadjusted {
  readonly mayBeNull: ReadonlySet<string>;
  /** Columns whose domain holds already. */
  readonly inDomain: ReadonlySet<string>;
}

/** A stage's rules all see the same. */
const SEEN = new WeakMap<CheckedStage, Unadjusted>();

/**
 * What a computed column declares (a value, a domain) is checked after the adjustments, so that a rule can mend what is missing or
 * outside. Before, a column that requires a value may lack it, and so may those computed from it.
 */
function unadjusted({ stage, columns }: RuleContext): Unadjusted {
  const mayBeNull = new Set(columns.filter((column) => column.nullable).map((column) => column.name));
  const inDomain = new Set(columns.map((column) => column.name));
  const formed = stage.kind === 'derive' || stage.kind === 'expand' ? stage.columns : [];
  for (const each of formed) {
    if (each.kind !== 'compute') continue;
    const { name } = each.column;
    inDomain.delete(name);
    const reads = [...columnsOf(each.expr)].some((read) => mayBeNull.has(read.replace(/^own\./, '')));
    if (each.required !== null || reads) mayBeNull.add(name);
  }
  return { mayBeNull, inDomain };
}
