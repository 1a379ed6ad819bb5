/** Smaller versions of an expression text: its parts, and itself with one part replaced by a part of that part. */

import { caseBranch, type Expr } from '../../src/expr/ast.ts';
import { parseExpr } from '../../src/expr/parse.ts';
import { printExpr } from '../../src/expr/print.ts';

/** Different texts, smallest first, none of them longer than the original. Some are of another type than it. */
export function smallerExpressions(text: string): readonly string[] {
  const original = parseExpr(text);
  const texts = new Set(variants(original).map(printExpr));
  texts.delete(printExpr(original));
  return [...texts].filter((each) => each.length <= text.length).sort((a, b) => a.length - b.length);
}

function variants(expr: Expr): readonly Expr[] {
  const parts = partsOf(expr);
  const inside = parts.flatMap((part, i) => variants(part).map((smaller) => withPart(expr, i, smaller)));
  return [...parts, ...dropped(expr), ...inside];
}

/** Without one branch of a case, or one element of a list. */
function dropped(expr: Expr): readonly Expr[] {
  if (expr.kind === 'case' && expr.branches.length > 1) {
    return expr.branches.map((_, i) => ({ ...expr, branches: expr.branches.filter((_each, j) => i !== j) }));
  }
  if (expr.kind === 'in' && expr.list.length > 1) {
    return expr.list.map((_, i) => ({ ...expr, list: expr.list.filter((_each, j) => i !== j) }));
  }
  if ('negated' in expr && expr.negated) return [{ ...expr, negated: false }];
  return [];
}

function partsOf(expr: Expr): readonly Expr[] {
  switch (expr.kind) {
    case 'literal':
    case 'column':
    case 'parameter':
      return [];
    case 'unary':
    case 'is_null':
    case 'like':
      return [expr.arg];
    case 'binary':
      return [expr.left, expr.right];
    case 'between':
      return [expr.arg, expr.low, expr.high];
    case 'in':
      return [expr.arg, ...expr.list];
    case 'case': {
      const branches = expr.branches.flatMap((branch) => [branch.when, branch.then]);
      return expr.otherwise === null ? branches : [...branches, expr.otherwise];
    }
    case 'call':
      return expr.args;
  }
}

/** The same expression with its part number `index` (in the order of `partsOf`) replaced. */
function withPart(expr: Expr, index: number, part: Expr): Expr {
  const parts = partsOf(expr).map((each, i) => (i === index ? part : each));
  const at = (i: number): Expr => {
    const found = parts[i];
    if (found === undefined) throw new Error('Invariant broken: as many parts as before');
    return found;
  };
  switch (expr.kind) {
    case 'literal':
    case 'column':
    case 'parameter':
      return expr;
    case 'unary':
    case 'is_null':
    case 'like':
      return { ...expr, arg: at(0) };
    case 'binary':
      return { ...expr, left: at(0), right: at(1) };
    case 'between':
      return { ...expr, arg: at(0), low: at(1), high: at(2) };
    case 'in':
      return { ...expr, arg: at(0), list: parts.slice(1) };
    case 'case': {
      const branches = expr.branches.map((_, i) => caseBranch(at(2 * i), at(2 * i + 1)));
      return { ...expr, branches, otherwise: expr.otherwise === null ? null : at(parts.length - 1) };
    }
    case 'call':
      return { ...expr, args: parts };
  }
}
