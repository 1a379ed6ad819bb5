/**
 * The operations of a rule as steps on columns: an assignment of a typed expression, or a total to share out.
 *
 *     multiply   c * v                              floor   case when c < v then v else c end
 *     add        c + v                              cap     case when c > v then v else c end
 *     subtract   c - v                              set, replace   v
 *
 * So arithmetic keeps NULL, a floor and a cap leave NULL alone, and a NULL limit limits nothing. An operand sees the column itself and
 * the columns before it, as adjusted so far.
 */

import { fail } from '../errors/error.ts';
import { caseBranch, type Expr } from '../expr/ast.ts';
import { assignTo, literalValue } from '../expr/check.ts';
import { parseExpr } from '../expr/parse.ts';
import { printExpr } from '../expr/print.ts';
import type { Column } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { digitCount } from '../values/decimal.ts';
import {
  checkDomain,
  checkKind,
  columnExpr,
  columnValue,
  fieldNamed,
  literalExpr,
  NO_SPAN,
  NULL_EXPR,
  type RuleContext,
  within,
} from './check-context.ts';
import { shortestNumber, shownLiteral } from './literal.ts';
import { OPERATIONS } from './operators.ts';
import type { OperandOperation, RuleAdjustment, RuleLiteral, RuleStep } from './rule.ts';
import { typedExpr } from './typed.ts';

type Adjustment<O extends RuleAdjustment['operation']> = Extract<RuleAdjustment, { operation: O }>;
type Assignment = Adjustment<OperandOperation> | Adjustment<'replace'>;

export interface CheckedAdjustments {
  readonly exclude: boolean;
  readonly steps: readonly RuleStep[];
}

/** Errors: rules.*, expr.*, values.*. */
export function checkAdjustments(
  adjustments: readonly RuleAdjustment[],
  context: RuleContext,
): CheckedAdjustments {
  const excluded = adjustments.findIndex((each) => each.operation === 'exclude');
  if (excluded >= 0 && adjustments.length > 1) {
    within(context, ['adjustments', excluded], `adjustment ${excluded + 1}`, () =>
      fail('rules.exclude_alone', {}),
    );
  }
  const steps = adjustments.flatMap((each, index) =>
    each.operation === 'exclude'
      ? []
      : [within(context, ['adjustments', index], `adjustment ${index + 1}`, () => checkStep(each, context))],
  );
  return { exclude: excluded >= 0, steps };
}

function checkStep(
  adjustment: Exclude<RuleAdjustment, Adjustment<'exclude'>>,
  context: RuleContext,
): RuleStep {
  const { operation, field } = adjustment;
  const { column, index } = fieldNamed(context, field);
  checkAdjustable(column, context);
  const { kinds } = OPERATIONS[operation];
  if (!kinds.includes(column.type.kind)) {
    const what = `The operation ${operation}`;
    fail('rules.type', { what, field, type: typeName(column.type), allowed: kinds.join(', ') });
  }
  return operation === 'scale_to_total'
    ? scaleStep(adjustment, column, index, context)
    : assignStep(adjustment, column, index, context);
}

function checkAdjustable(column: Column, { stage, columns }: RuleContext): void {
  const { key } = stage.schema;
  if (key.includes(column.name)) fail('rules.key_field', { field: column.name, key });
  if (column.adjustable === true) return;
  const adjustable = columns.filter((each) => each.adjustable === true).map((each) => each.name);
  fail('rules.not_adjustable', { field: column.name, stage: stage.name, adjustable });
}

function assignStep(adjustment: Assignment, column: Column, index: number, context: RuleContext): RuleStep {
  const { operation, field } = adjustment;
  const operand = operandExpr(adjustment, column);
  const whole = operation === 'replace' ? operand : operationExpr(operation, columnExpr(field), operand);
  const sight = { visible: index + 1, field, nullable: (each: Column) => each.nullable };
  const expr = typedExpr(whole, context, sight, column.type);
  const text = printExpr(whole);
  assignTo(expr, column.type, text);
  if (expr.nullable && !column.nullable) fail('rules.may_be_null', { field, text: printExpr(operand) });
  return { kind: 'assign', column: field, expr };
}

function operandExpr(adjustment: Assignment, column: Column): Expr {
  if (adjustment.operation === 'replace') return parseExpr(adjustment.expression);
  const { operation, operand } = adjustment;
  if (operand.kind === 'expression') return parseExpr(operand.text);
  if (operand.value === null && operation === 'set') return NULL_EXPR;
  return literalExpr(column, checkedOperand(operation, column, operand.value));
}

/** A factor may have any digits; what is added or becomes the value fits the column, and a value its domain as well. */
function checkedOperand(
  operation: OperandOperation,
  column: Column,
  literal: RuleLiteral,
): Exclude<RuleLiteral, null> {
  checkKind(column, literal, operation === 'multiply' ? 'a number without quotes' : undefined);
  if (operation === 'multiply') return literal;
  const value = columnValue(column, literal);
  if (operation !== 'add' && operation !== 'subtract') checkDomain(column, value, literal);
  return literal;
}

function operationExpr(operation: OperandOperation, own: Expr, operand: Expr): Expr {
  const binary = (op: '+' | '-' | '*' | '<' | '>'): Expr => ({
    kind: 'binary',
    op,
    left: own,
    right: operand,
    span: NO_SPAN,
  });
  const limited = (op: '<' | '>'): Expr => ({
    kind: 'case',
    branches: [caseBranch(binary(op), operand)],
    otherwise: own,
    span: NO_SPAN,
  });
  switch (operation) {
    case 'multiply':
      return binary('*');
    case 'add':
      return binary('+');
    case 'subtract':
      return binary('-');
    case 'set':
      return operand;
    case 'floor':
      return limited('<');
    case 'cap':
      return limited('>');
  }
}

/** Products of total and weight must fit 128 bits; the weights themselves are looked at when the total is shared out. */
const TOTAL_DIGITS_MAX = 18;

function scaleStep(
  { field, total, by, weight }: Adjustment<'scale_to_total'>,
  column: Column,
  index: number,
  context: RuleContext,
): RuleStep {
  const units = literalValue(shortestNumber(total), column.type);
  if (typeof units !== 'bigint') throw new Error(`Invariant broken: ${field} is a number`);
  const digits = digitCount(units);
  if (digits > TOTAL_DIGITS_MAX) {
    const problem = `the total ${shownLiteral({ number: total })} has ${digits} digits as ${typeName(column.type)}, and ${TOTAL_DIGITS_MAX} are allowed`;
    fail('rules.scale', { field, problem });
  }
  for (const [at, name] of by.entries()) {
    fieldNamed(context, name);
    if (by.indexOf(name) !== at) fail('rules.scale', { field, problem: `\`by\` names \`${name}\` twice` });
  }
  return { kind: 'scale', column: field, total: units, by, weight: weightOf(field, weight, index, context) };
}

/** The column's own name means its current value, as null does. */
function weightOf(field: string, weight: string | null, index: number, context: RuleContext): string | null {
  if (weight === null || weight === field) return null;
  const { column, index: at } = fieldNamed(context, weight);
  if (at > index) {
    const known = context.columns.slice(0, index + 1).map((each) => each.name);
    fail('rules.looks_ahead', { field, column: weight, known });
  }
  if (column.type.kind !== 'decimal' && column.type.kind !== 'integer') {
    const problem = `the weight \`${weight}\` is ${typeName(column.type)}, and a number is needed`;
    fail('rules.scale', { field, problem });
  }
  return weight;
}
