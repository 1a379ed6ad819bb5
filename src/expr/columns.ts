/**
 * Walks over typed expressions: the parts of a node, and the same node with other parts. Both switches go over all
 * kinds, so a new kind does not compile until it is handled here, and no other walk has to know where parts are.
 */

import { caseBranch, type TypedExpr } from './ast.ts';

/** The direct parts of an expression, in the order in which they are written. */
export function partsOf(expr: TypedExpr): readonly TypedExpr[] {
  switch (expr.kind) {
    case 'literal':
    case 'column':
    case 'parameter':
      return [];
    case 'negate':
    case 'not':
    case 'is_null':
    case 'like':
    case 'convert':
    case 'round':
      return [expr.arg];
    case 'arithmetic':
    case 'compare':
    case 'logic':
    case 'concat':
    case 'div':
      return [expr.left, expr.right];
    case 'in':
      return [expr.arg, ...expr.list];
    case 'case':
      return [...expr.branches.flatMap((branch) => [branch.when, branch.then]), expr.otherwise];
    case 'call':
      return expr.args;
  }
}

/** The same node with every direct part changed. Types stay the duty of `change`. */
export function mapParts(expr: TypedExpr, change: (part: TypedExpr) => TypedExpr): TypedExpr {
  switch (expr.kind) {
    case 'literal':
    case 'column':
    case 'parameter':
      return expr;
    case 'negate':
    case 'not':
    case 'is_null':
    case 'like':
    case 'convert':
    case 'round':
      return { ...expr, arg: change(expr.arg) };
    case 'arithmetic':
    case 'compare':
    case 'logic':
    case 'concat':
    case 'div':
      return { ...expr, left: change(expr.left), right: change(expr.right) };
    case 'in':
      return { ...expr, arg: change(expr.arg), list: expr.list.map(change) };
    case 'case': {
      const branches = expr.branches.map(({ when, then }) => caseBranch(change(when), change(then)));
      return { ...expr, branches, otherwise: change(expr.otherwise) };
    }
    case 'call':
      return { ...expr, args: expr.args.map(change) };
  }
}

/** Rebuilds an expression from the leaves up: `change` sees each node after its parts were changed. */
export function mapTyped(expr: TypedExpr, change: (node: TypedExpr) => TypedExpr): TypedExpr {
  return change(mapParts(expr, (part) => mapTyped(part, change)));
}

/** Calls `see` for every node, parents before their parts. A part that stands in several places is seen each time. */
export function visitTyped(expr: TypedExpr, see: (node: TypedExpr) => void): void {
  see(expr);
  for (const part of partsOf(expr)) visitTyped(part, see);
}

/** The names of all columns that occur, as the scope gave them (`row.amount`). */
export function columnsOf(expr: TypedExpr): Set<string> {
  const names = new Set<string>();
  visitTyped(expr, (node) => {
    if (node.kind === 'column') names.add(node.name);
  });
  return names;
}

/** The names of all parameters that occur. */
export function parametersOf(expr: TypedExpr): Set<string> {
  const names = new Set<string>();
  visitTyped(expr, (node) => {
    if (node.kind === 'parameter') names.add(node.name);
  });
  return names;
}
