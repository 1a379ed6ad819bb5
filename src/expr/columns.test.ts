/** Tests of the walks: nothing is missed, nothing else is touched. */

import { describe, expect, it } from 'vitest';
import { BOOLEAN, DATE, decimal, TEXT } from '../schema/types.ts';
import type { TypedExpr } from './ast.ts';
import { checkText } from './check.ts';
import { columnsOf, mapTyped, parametersOf, visitTyped } from './columns.ts';

/** Columns n1, n2, … are numbers, t… texts, b… booleans, d… dates. */
function check(text: string): TypedExpr {
  const types = { n: decimal(9, 2), t: TEXT, b: BOOLEAN, d: DATE };
  const lookup = (name: string) => {
    const type = types[name.charAt(0) as keyof typeof types];
    return type && { name, type, nullable: true };
  };
  return checkText(text, { lookup, names: () => [] }, { p: decimal(9, 2), day: DATE });
}

const ALL_KINDS =
  "not (b1 and n1 + -n2 * n3 < case when t1 like '%' or t2 || t3 = 'x' then round(n4, 1) else div(n5, n6, 2) end)" +
  ' and n7 in (n8, :p, 1.125) and n9 is null and add_days(d1, 1) > :day and coalesce(b2, b3)';

const KINDS =
  'arithmetic call case column compare concat convert div in is_null like literal logic negate not parameter round';

describe('columnsOf', () => {
  it('finds the columns in every kind of node', () => {
    const expr = check(ALL_KINDS);
    const kinds = new Set<string>();
    visitTyped(expr, (node) => kinds.add(node.kind));
    expect([...kinds].sort().join(' ')).toBe(KINDS);
    expect([...columnsOf(expr)].sort().join(' ')).toBe('b1 b2 b3 d1 n1 n2 n3 n4 n5 n6 n7 n8 n9 t1 t2 t3');
    expect([...parametersOf(expr)].sort()).toEqual(['day', 'p']);
  });
});

describe('mapTyped', () => {
  it('reaches every column', () => {
    const renamed = mapTyped(check(ALL_KINDS), (node) =>
      node.kind === 'column' ? { ...node, name: `own.${node.name}` } : node,
    );
    expect([...columnsOf(renamed)].every((name) => name.startsWith('own.'))).toBe(true);
    expect(columnsOf(renamed).size).toBe(16);
  });

  it('changes nothing when the change changes nothing', () => {
    expect(mapTyped(check(ALL_KINDS), (node) => node)).toEqual(check(ALL_KINDS));
  });

  it('shows a node after its parts were changed', () => {
    const expr = mapTyped(check('n1 + n2'), (node) =>
      node.kind === 'arithmetic' && node.left.kind === 'literal'
        ? node.left
        : node.kind === 'column' && node.name === 'n1'
          ? { kind: 'literal', value: 5n, type: node.type, nullable: false }
          : node,
    );
    expect(expr).toMatchObject({ kind: 'literal', value: 5n });
  });
});
