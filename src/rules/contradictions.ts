/**
 * Tests of one field that no value meets together: `a = 1` and `a = 2`, `x > 5` and `x < 3`, is_null and any other test.
 *
 * Only what is certain is refused. Per field: the values that `=` and `in` leave (of a boolean, both), less those that other
 * tests rule out; without such, the range between the highest lower and the lowest upper end, where numbers step by the last
 * digit of their column and dates by a day.
 */

import { fail } from '../errors/error.ts';
import { compareText, matchesLike } from '../expr/text.ts';
import type { Column } from '../schema/table.ts';
import { parseDate } from '../values/date.ts';
import { compareDecimals, type Decimal, formatDecimal, parseDecimal, pow10 } from '../values/decimal.ts';
import { type RuleContext, within } from './check-context.ts';
import { shortestNumber, shownLiteral } from './literal.ts';
import type { ConditionOperator, RuleCondition, RuleLiteral } from './rule.ts';
import type { RulePath } from './rule-text.ts';

export interface Test {
  readonly column: Column;
  readonly condition: Extract<RuleCondition, { kind: 'test' }>;
  readonly path: RulePath;
  readonly mayBeNull: boolean;
}

/** Numbers and dates as decimals, texts and booleans as texts. */
type Point = Decimal | string;

/** A test with its values, read once: lists may be long. */
interface Read {
  readonly operator: ConditionOperator;
  readonly points: readonly Point[];
  readonly keys: ReadonlySet<string>;
  readonly pattern: string;
}

/** Errors: rules.contradiction, at the last test of the field. */
export function checkContradictions(tests: readonly Test[], context: RuleContext): void {
  const fields = new Set(tests.map((test) => test.column.name));
  for (const field of fields) {
    const own = tests.filter((test) => test.column.name === field);
    const last = own.at(-1);
    if (last === undefined || !isImpossible(own, last)) continue;
    const problem = own.map(shownTest).join(' and ');
    within(context, last.path, null, () => fail('rules.contradiction', { problem }));
  }
}

function isImpossible(tests: readonly Test[], { column, mayBeNull }: Test): boolean {
  const operators = new Set(tests.map((test) => test.condition.operator));
  if (operators.has('is_null')) return !mayBeNull || operators.size > 1;
  const read = tests.map(readTest);
  const first = read.find(({ operator }) => operator === '=' || operator === 'in');
  const candidates = first === undefined ? valuesOfType(column) : first.points;
  if (candidates !== null) return !candidates.some((point) => read.every((test) => isMet(test, point)));
  return isEmptyRange(read, column);
}

const valuesOfType = (column: Column): readonly Point[] | null =>
  column.type.kind === 'boolean' ? ['true', 'false'] : null;

function readTest({ column, condition: { operator, values } }: Test): Read {
  const points = values.map((value) => pointOf(column, value));
  return { operator, points, keys: new Set(points.map(keyOf)), pattern: String(values[0]) };
}

function isMet({ operator, points, keys, pattern }: Read, point: Point): boolean {
  const order = (index: number): number => comparePoints(point, points[index] ?? point);
  switch (operator) {
    case '=':
    case 'in':
      return keys.has(keyOf(point));
    case '!=':
    case 'not_in':
      return !keys.has(keyOf(point));
    case '<':
      return order(0) < 0;
    case '<=':
      return order(0) <= 0;
    case '>':
      return order(0) > 0;
    case '>=':
      return order(0) >= 0;
    case 'between':
      return order(0) >= 0 && order(1) <= 0;
    case 'like':
      return typeof point === 'string' && matchesLike(point, pattern);
    case 'is_null':
      return false;
    case 'not_null':
      return true;
  }
}

interface End {
  readonly point: Point;
  readonly included: boolean;
}

/** The range that the tests leave, and whether any value of the column lies in it. */
function isEmptyRange(tests: readonly Read[], column: Column): boolean {
  const low = tests.flatMap((test) => endOf(test, ['>', '>='], 0)).reduce<End | null>(tighter(1), null);
  const high = tests.flatMap((test) => endOf(test, ['<', '<='], 1)).reduce<End | null>(tighter(-1), null);
  if (low === null || high === null) return false;
  if (typeof low.point === 'string' || typeof high.point === 'string') {
    const order = comparePoints(low.point, high.point);
    return order > 0 || (order === 0 && !(low.included && high.included));
  }
  const scale = column.type.kind === 'decimal' ? column.type.scale : 0;
  const first = -floorUnits({ ...low.point, units: -low.point.units }, scale);
  const from = !low.included && isAt(low.point, first, scale) ? first + 1n : first;
  const last = floorUnits(high.point, scale);
  const to = !high.included && isAt(high.point, last, scale) ? last - 1n : last;
  return from > to || (from === to && !tests.every((test) => isMet(test, { units: from, scale })));
}

/** The test's lower (`end` 0) or upper (`end` 1) limit; `operators` are those without and with the limit itself. */
function endOf({ operator, points }: Read, operators: readonly [string, string], end: 0 | 1): readonly End[] {
  const point = operator === 'between' ? points[end] : points[0];
  const isEnd = operator === 'between' || operators.includes(operator);
  if (!isEnd || point === undefined) return [];
  return [{ point, included: operator !== operators[0] }];
}

/** Of two ends the one that leaves less: the higher for `sign` 1, the lower for -1; of equal ones that without the limit. */
const tighter =
  (sign: 1 | -1) =>
  (best: End | null, end: End): End => {
    if (best === null) return end;
    const order = sign * comparePoints(end.point, best.point);
    return order > 0 || (order === 0 && !end.included) ? end : best;
  };

const isAt = (point: Decimal, units: bigint, scale: number): boolean =>
  compareDecimals(point, { units, scale }) === 0;

/** The largest whole number of units of `scale` that is not above the number. */
function floorUnits({ units, scale: own }: Decimal, scale: number): bigint {
  if (own <= scale) return units * pow10(scale - own);
  const divisor = pow10(own - scale);
  const quotient = units / divisor;
  return units < 0n && quotient * divisor !== units ? quotient - 1n : quotient;
}

/** Kinds were checked before: a text is a text or a day. */
function pointOf(column: Column, literal: RuleLiteral): Point {
  if (literal !== null && typeof literal === 'object') {
    return parseDecimal(literal.number) ?? String(literal.number);
  }
  const day = column.type.kind === 'date' && typeof literal === 'string' ? parseDate(literal) : undefined;
  return day === undefined ? String(literal) : { units: BigInt(day), scale: 0 };
}

/** Equal points have one key. */
const keyOf = (point: Point): string =>
  typeof point === 'string' ? point : shortestNumber(formatDecimal(point.units, point.scale));

function comparePoints(a: Point, b: Point): number {
  if (typeof a !== 'string' && typeof b !== 'string') return compareDecimals(a, b);
  return compareText(String(a), String(b));
}

function shownTest({ condition: { field, operator, values } }: Test): string {
  const shown = values.slice(0, 5).map(shownLiteral).join(', ') + (values.length > 5 ? ', …' : '');
  return `\`${field} ${operator}${shown === '' ? '' : ` ${shown}`}\``;
}
