/**
 * A pipeline or rules as an engine may simplify them before any row is there: what a constant side of `and` or `or` decides is that constant, and nobody reads the
 * other side, which may be one that fails.
 */

import { PlimsollError } from '../../src/errors/error.ts';
import type { TypedExpr } from '../../src/expr/ast.ts';
import { visitTyped } from '../../src/expr/columns.ts';
import { evaluate } from '../../src/expr/evaluate.ts';
import type { Value } from '../../src/schema/types.ts';

type Parameters = Readonly<Record<string, Value>>;
type Logic = Extract<TypedExpr, { kind: 'logic' }>;

/** A copy; `part` is plain data with typed expressions anywhere in it. */
export function folded<T>(part: T, parameters: Parameters): T {
  if (Array.isArray(part)) return part.map((each: unknown) => folded(each, parameters)) as T;
  if (typeof part !== 'object' || part === null || part instanceof Map) return part;
  const copy = Object.fromEntries(
    Object.entries(part).map(([name, each]) => [name, folded(each as unknown, parameters)]),
  ) as T;
  return isLogic(copy) ? ((decided(copy, parameters) ?? copy) as T) : copy;
}

const isLogic = (part: unknown): part is Logic =>
  typeof part === 'object' && part !== null && 'kind' in part && part.kind === 'logic' && 'left' in part;

const decided = ({ op, left, right }: Logic, parameters: Parameters): TypedExpr | undefined =>
  [left, right].find((side) => constantOf(side, parameters) === (op === 'or'));

/** undefined: a column stands in it, or it fails. */
function constantOf(expr: TypedExpr, parameters: Parameters): Value | undefined {
  let hasColumn = false;
  visitTyped(expr, ({ kind }) => {
    hasColumn ||= kind === 'column';
  });
  if (hasColumn) return undefined;
  try {
    return evaluate(expr, () => null, parameters);
  } catch (error) {
    if (error instanceof PlimsollError) return undefined;
    throw error;
  }
}
