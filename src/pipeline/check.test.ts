/** What a pipeline is refused for before it runs, as its author reads it; the corpus has the cases that also run. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { checkCondition } from '../expr/check.ts';
import type { Column } from '../schema/table.ts';
import { type ColumnType, decimal, INTEGER, TEXT } from '../schema/types.ts';
import { compute, lookupColumn, pass } from './build.ts';
import { checkPipeline, RUN_PARAMETERS } from './check.ts';
import { ownScope } from './scope.ts';
import type { Stage } from './stage.ts';

const column = (name: string, type: ColumnType): Column => ({ name, type, nullable: false });

const source = (name: string, key: readonly string[], ...columns: readonly Column[]): Stage => ({
  kind: 'source',
  name,
  table: { name, key, columns },
});

/** The table `t` with a column `x` looks `name` up in a table whose key `number` has the type `key`. */
const lookUp = (key: ColumnType, x: ColumnType, on = 'x'): readonly Stage[] => [
  source('t', ['id'], column('id', TEXT), column('x', x)),
  source('names', ['number'], column('number', key), column('name', TEXT)),
  {
    kind: 'derive',
    name: 'out',
    input: 't',
    lookups: [{ name: 'n', table: 'names', on: { number: on }, miss: 'error' }],
    columns: [...pass('id'), lookupColumn('n', 'name')],
  },
];

const expandBy = (key: ColumnType, x: ColumnType): readonly Stage[] => [
  source('t', ['id'], column('id', TEXT), column('x', x)),
  source('steps', ['level', 'step'], column('level', key), column('step', TEXT)),
  {
    kind: 'expand',
    name: 'out',
    input: 't',
    expansion: { form: 'table', table: 'steps', on: { level: 'x' } },
    lookups: [],
    columns: pass('id', 'step'),
  },
];

/** One digit apart: 38 and 39. */
const EDGES: [ColumnType, ColumnType][] = [
  [decimal(38, 19), decimal(19, 0)],
  [decimal(38, 19), decimal(20, 0)],
];

function refusal(stages: readonly Stage[]): PlimsollError | null {
  try {
    checkPipeline({ name: 'p', stages, outputs: [] });
    return null;
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
}

describe('decimal keys', () => {
  it('are refused where no decimal holds both sides, with types, digits and a way out', () => {
    const found = refusal(lookUp(decimal(38, 10), decimal(29, 0), 'x'));
    expect(found?.code).toBe('pipeline.key_digits');
    expect(found?.exit).toBe(2);
    expect(found?.message).toContain('stage out, column name, look-up n');
    expect(found?.message).toContain(
      '`number` is decimal(38,10) and `x` is decimal(29,0): to compare them takes 39 digits',
    );
    expect(found?.message).toContain('as a column of type decimal(38,10)');
  });

  it('may be matched as the message says', () => {
    const [t, names] = lookUp(decimal(38, 10), decimal(29, 0));
    const out: Stage = {
      kind: 'derive',
      name: 'out',
      input: 't',
      lookups: [{ name: 'n', table: 'names', on: { number: 'wide' }, miss: 'error' }],
      columns: [...pass('id'), compute('wide', 'x', decimal(38, 10)), lookupColumn('n', 'name')],
    };
    expect(refusal([t, names, out].flatMap((stage) => stage ?? []))).toBeNull();
  });

  it('are refused exactly where the comparison of the two would be, in look-ups and in expansions', () => {
    const decimals = fc
      .integer({ min: 1, max: 38 })
      .chain((precision) => fc.integer({ min: 0, max: precision }).map((scale) => decimal(precision, scale)));
    const compared = (key: ColumnType, x: ColumnType): boolean => {
      try {
        checkCondition('k = x', ownScope([column('k', key), column('x', x)]), RUN_PARAMETERS);
        return true;
      } catch (error) {
        if (error instanceof PlimsollError && error.code === 'expr.digits') return false;
        throw error;
      }
    };
    fc.assert(
      fc.property(decimals, decimals, (key, x) => {
        const wanted = compared(key, x) ? undefined : 'pipeline.key_digits';
        expect(refusal(lookUp(key, x))?.code).toBe(wanted);
        expect(refusal(expandBy(key, x))?.code).toBe(wanted);
      }),
      { examples: EDGES },
    );
  });
});

describe('a stage without columns', () => {
  it.each<[string, readonly Stage[]]>([
    ['a source', [source('out', [])]],
    [
      'an aggregate',
      [
        source('t', ['id'], column('id', TEXT)),
        { kind: 'aggregate', name: 'out', input: 't', groupBy: [], measures: [] },
      ],
    ],
    [
      'a derive stage of a table of one row',
      [
        source('t', [], column('x', INTEGER)),
        { kind: 'derive', name: 'out', input: 't', lookups: [], columns: [] },
      ],
    ],
  ])('is refused by its name: %s', (_, stages) => {
    const found = refusal(stages);
    expect(found?.code).toBe('pipeline.no_columns');
    expect(found?.message).toContain('stage out: This stage has no columns');
  });
});

describe('names that rules and overlays use', () => {
  const names = ['before x', 'key x', 'amount 1', 'matches R1', 'row x', 'x (count)', 'overlay op'];
  it.each(names)('are refused as columns: %s', (name) => {
    expect(refusal([source('out', ['id'], column('id', TEXT), column(name, INTEGER))])?.code).toBe(
      'pipeline.reserved_name',
    );
  });

  it.each(['out (state)', 'out (matched)', 'out (2)', '#base'])('are refused as stages: %s', (name) => {
    expect(refusal([source(name, ['id'], column('id', TEXT))])?.code).toBe('pipeline.reserved_name');
  });

  it.each(['odd name', 'row', 'keys', 'before', 'grösse'])('leave %s alone', (name) => {
    expect(refusal([source('out', ['id'], column('id', TEXT), column(name, INTEGER))])).toBeNull();
  });
});
