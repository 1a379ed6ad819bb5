/** Checks of a computed value that its type alone can't give: not NULL where required, inside the declared domain. */

import type { CheckedColumn } from '../../pipeline/pipeline.ts';
import type { Domain } from '../../schema/table.ts';
import type { ColumnType, Value } from '../../schema/types.ts';
import { parseDate } from '../../values/date.ts';
import { parseDecimal, pow10 } from '../../values/decimal.ts';
import { type CodeType, type SqlExpr, type SqlOp, type SqlType, sqlOp, sqlText } from '../tree.ts';
import { type Bounds, boundsOf } from './expression.ts';

type Computed = Extract<CheckedColumn, { kind: 'compute' }>;

interface Where {
  readonly stage: string;
  readonly key: readonly SqlExpr[];
  /** The value's type, where it is not the column's. */
  readonly code: CodeType | undefined;
  /** The parts of the advice of a required column, with the values of the row that it names. */
  readonly tell: (advice: string) => readonly SqlExpr[];
}

/**
 * `value`, or an error that names stage, column and key where the checks fail. A NULL is caught with coalesce, which
 * calculates the value once; the domain is checked unless `bounds` prove it.
 */
export function guarded(value: SqlExpr, column: Computed, bounds: Bounds | null, where: Where): SqlExpr {
  const { name, type, domain } = column.column;
  const present =
    column.required === null
      ? value
      : sqlOp('coalesce', [value, missing(column, where.code ?? type, column.required, where)]);
  if (domain === undefined || isProven(bounds, type, domain)) return present;
  const outside = outsideDomain(value, type, domain);
  if (outside === null) return present;
  const shown = type.kind === 'text' ? value : sqlOp('to_text', [value]);
  const text = [
    sqlText(`Stage ${where.stage}, column ${name}: the value `),
    shown,
    sqlText(` is outside ${domainText(domain)} (row `),
    ...where.key,
    sqlText(`).${rulesText(column)}`),
  ];
  return { kind: 'case', branches: [{ when: outside, then: raise(text, type) }], otherwise: present };
}

function missing(column: Computed, type: SqlType, advice: string, where: Where): SqlExpr {
  const text = `Stage ${where.stage}, column ${column.column.name}, row `;
  const parts = [sqlText(text), ...where.key, sqlText(': '), ...where.tell(advice)];
  const rules = rulesText(column);
  return raise(rules === '' ? parts : [...parts, sqlText(rules)], type);
}

/** Which rules to look at; not all of them need to match the row. */
const rulesText = ({ rules = [] }: Computed): string =>
  rules.length === 0 ? '' : ` Rules that act on it: ${rules.join(', ')}.`;

function isProven(bounds: Bounds | null, type: ColumnType, domain: Domain): boolean {
  if (bounds === null) return false;
  const [low, high] = boundsOf({ type, domain });
  return bounds[0] >= low && bounds[1] <= high;
}

function raise(parts: readonly SqlExpr[], type: SqlType): SqlExpr {
  const text = parts.reduce((left, right) => sqlOp('concat', [left, right]));
  return sqlOp('raise', [text], { type });
}

/** A condition that is true outside the domain; NULL for NULL, which no CASE branch takes. */
export function outsideDomain(value: SqlExpr, type: ColumnType, domain: Domain): SqlExpr | null {
  if (domain.kind === 'values') {
    const list = domain.values.map((each): SqlExpr => ({ kind: 'literal', value: each, type }));
    return sqlOp('not', [{ kind: 'in', arg: value, list }]);
  }
  const bound = (op: SqlOp, text: string | undefined): readonly SqlExpr[] => {
    const limit = text === undefined ? null : boundLiteral(text, type);
    return limit === null ? [] : [sqlOp(op, [value, { kind: 'literal', value: limit, type }])];
  };
  const sides = [...bound('lt', domain.min), ...bound('gt', domain.max)];
  const [first, ...rest] = sides;
  return first === undefined ? null : rest.reduce((left, right) => sqlOp('or', [left, right]), first);
}

/** The bound as a value of the column's type; null where the type itself can't pass it. */
function boundLiteral(text: string, type: ColumnType): Value {
  if (type.kind === 'date') return parseDate(text) ?? null;
  if (type.kind === 'text') return text;
  const bound = parseDecimal(text);
  const scale = type.kind === 'decimal' ? type.scale : 0;
  if (bound === undefined || bound.scale > scale)
    throw new Error(`Invariant broken: the domain bound ${text} has at most ${scale} digits after the point`);
  const units = bound.units * pow10(scale - bound.scale);
  const limit = type.kind === 'decimal' ? pow10(type.precision) : 2n ** 63n;
  return units >= limit || units <= -limit ? null : units;
}

export function domainText(domain: Domain): string {
  if (domain.kind === 'values') return domain.values.join(', ');
  return `${domain.min ?? 'any'} to ${domain.max ?? 'any'}`;
}
