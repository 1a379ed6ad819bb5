/**
 * Expressions as data: what the parser makes (`Expr`) and what the checker makes of it (`TypedExpr`).
 *
 * Meaning, the same on every engine and in the reference evaluator:
 * - three-valued logic; a comparison with NULL is NULL; `+ − ×`, functions and `||` with a NULL argument give NULL,
 *   except coalesce, least and greatest (which skip NULLs), `is null`, `and`, `or` and CASE (a NULL condition is not met);
 * - `+ − ×` on decimals are exact; scales add in `×`, the larger one holds in `+ −`;
 * - `round(x, scale)` rounds half away from zero; `div(a, b, scale)` rounds once, half away from zero, NULL for b = 0;
 * - text compares by Unicode code points (bytes of UTF-8); upper and lower change the letters A–Z only.
 */

import type { ColumnType, Value } from '../schema/types.ts';

/** Character offsets in the source text, end not included. */
export interface Span {
  readonly start: number;
  readonly end: number;
}

export type BinaryOp = '+' | '-' | '*' | '=' | '!=' | '<' | '<=' | '>' | '>=' | 'and' | 'or' | '||';
export type UnaryOp = '-' | 'not';

export type Expr =
  /** Number literals keep their text ("1.50" has scale 2); dates are `date '2024-01-31'`. */
  | {
      readonly kind: 'literal';
      readonly type: 'text' | 'number' | 'date' | 'boolean' | 'null';
      readonly text: string;
      readonly span: Span;
    }
  | { readonly kind: 'column'; readonly name: string; readonly span: Span }
  /** `:calculation_date` */
  | { readonly kind: 'parameter'; readonly name: string; readonly span: Span }
  | { readonly kind: 'unary'; readonly op: UnaryOp; readonly arg: Expr; readonly span: Span }
  | {
      readonly kind: 'binary';
      readonly op: BinaryOp;
      readonly left: Expr;
      readonly right: Expr;
      readonly span: Span;
    }
  | { readonly kind: 'is_null'; readonly arg: Expr; readonly negated: boolean; readonly span: Span }
  | {
      readonly kind: 'in';
      readonly arg: Expr;
      readonly list: readonly Expr[];
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'between';
      readonly arg: Expr;
      readonly low: Expr;
      readonly high: Expr;
      readonly negated: boolean;
      readonly span: Span;
    }
  /** `%` any text, `_` one character, no escape character; the pattern is a text literal. */
  | {
      readonly kind: 'like';
      readonly arg: Expr;
      readonly pattern: string;
      readonly negated: boolean;
      readonly span: Span;
    }
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: Expr; readonly then: Expr }[];
      readonly otherwise: Expr | null;
      readonly span: Span;
    }
  | { readonly kind: 'call'; readonly fn: string; readonly args: readonly Expr[]; readonly span: Span };

/**
 * A checked expression: every node knows its type and whether it can be NULL. `between` and negated forms are
 * gone (rewritten with comparisons, `and` and `not`), number literals are decimal or integer units, NULL literals have the type that
 * their surroundings give them, and a value that must be read at another decimal type stands inside `convert`.
 */
export type TypedExpr =
  | { readonly kind: 'literal'; readonly value: Value; readonly type: ColumnType; readonly nullable: boolean }
  | { readonly kind: 'column'; readonly name: string; readonly type: ColumnType; readonly nullable: boolean }
  | { readonly kind: 'parameter'; readonly name: string; readonly type: ColumnType; readonly nullable: false }
  | {
      readonly kind: 'negate';
      readonly arg: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  | { readonly kind: 'not'; readonly arg: TypedExpr; readonly type: ColumnType; readonly nullable: boolean }
  | {
      readonly kind: 'arithmetic';
      readonly op: '+' | '-' | '*';
      readonly left: TypedExpr;
      readonly right: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  /** Both sides have the same kind of type; decimals and integers may differ in scale. */
  | {
      readonly kind: 'compare';
      readonly op: '=' | '!=' | '<' | '<=' | '>' | '>=';
      readonly left: TypedExpr;
      readonly right: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'logic';
      readonly op: 'and' | 'or';
      readonly left: TypedExpr;
      readonly right: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'concat';
      readonly left: TypedExpr;
      readonly right: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  | { readonly kind: 'is_null'; readonly arg: TypedExpr; readonly type: ColumnType; readonly nullable: false }
  | {
      readonly kind: 'in';
      readonly arg: TypedExpr;
      readonly list: readonly TypedExpr[];
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  | {
      readonly kind: 'like';
      readonly arg: TypedExpr;
      readonly pattern: string;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  /** All `then` and `otherwise` have exactly the type of the node. `otherwise` is always there (a NULL literal if not written). */
  | {
      readonly kind: 'case';
      readonly branches: readonly { readonly when: TypedExpr; readonly then: TypedExpr }[];
      readonly otherwise: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  /** Exact change of decimal type to one with at least as many digits on both sides of the point (integer counts as decimal(19,0)). */
  | {
      readonly kind: 'convert';
      readonly arg: TypedExpr;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  /** round(x, scale): half away from zero; `type` has the new scale. */
  | {
      readonly kind: 'round';
      readonly arg: TypedExpr;
      readonly scale: number;
      readonly type: ColumnType;
      readonly nullable: boolean;
    }
  /** div(a, b, scale): exact quotient rounded once, half away from zero; NULL for b = 0. */
  | {
      readonly kind: 'div';
      readonly left: TypedExpr;
      readonly right: TypedExpr;
      readonly scale: number;
      readonly type: ColumnType;
      readonly nullable: true;
    }
  | {
      readonly kind: 'call';
      readonly fn: FunctionName;
      readonly args: readonly TypedExpr[];
      readonly type: ColumnType;
      readonly nullable: boolean;
    };

/**
 * The functions besides round and div. coalesce, least, greatest: all arguments have exactly the type of the node.
 * Dates: add_days(date, integer), add_months(date, integer) with the day clamped to the month's end,
 * days_between(from, to) integer, month_end(date), year/month/day(date) integer. Text: length (code points), substring(text, start ≥ 1, length ≥ 0),
 * starts_with(text, prefix), trim (spaces only), upper, lower. abs keeps its decimal type (abs of integer is decimal(19,0)).
 * to_text(integer or text) is the shortest decimal text.
 */
export type FunctionName =
  | 'coalesce'
  | 'least'
  | 'greatest'
  | 'abs'
  | 'add_days'
  | 'add_months'
  | 'days_between'
  | 'month_end'
  | 'year'
  | 'month'
  | 'day'
  | 'length'
  | 'substring'
  | 'starts_with'
  | 'trim'
  | 'upper'
  | 'lower'
  | 'to_text';

/**
 * One branch of a case. Made here because lint rules distrust a literal property `then`; this one holds data, never a
 * function that `await` could call.
 */
export function caseBranch<E>(when: E, then: E): { readonly when: E; readonly then: E } {
  return { when, then };
}
