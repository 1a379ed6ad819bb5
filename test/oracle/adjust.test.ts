/** The adjust step by hand: what design and rule.ts say, one sentence a test. */

import { describe, expect, it } from 'vitest';
import { checkCondition, checkText } from '../../src/expr/check.ts';
import { compute, lookupColumn, pass } from '../../src/pipeline/build.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { Pipeline } from '../../src/pipeline/pipeline.ts';
import { ownScope } from '../../src/pipeline/scope.ts';
import type { Stage } from '../../src/pipeline/stage.ts';
import type { CheckedRule, RuleStep } from '../../src/rules/rule.ts';
import { decimal, TEXT, type Value } from '../../src/schema/types.ts';
import { parseValue, type Row } from './row.ts';
import { runPipeline } from './run.ts';

const MONEY = decimal(18, 2);
const RATE = decimal(7, 6);
const ADJUSTABLE = { adjustable: true };
const DATE_OF_RUN = 19753;

/** Deals with a rate that is looked up by kind; value = amount × rate; a filter on the value; totals by kind. */
const PIPELINE = checkPipeline({
  name: 'adjusted',
  outputs: ['totals'],
  stages: [
    {
      kind: 'source',
      name: 'deals',
      table: {
        name: 'deals',
        key: ['id'],
        columns: [
          { name: 'id', type: TEXT, nullable: false },
          { name: 'kind', type: TEXT, nullable: true, adjustable: true },
          { name: 'amount', type: MONEY, nullable: true, adjustable: true },
        ],
      },
    },
    {
      kind: 'source',
      name: 'rates',
      table: {
        name: 'rates',
        key: ['kind'],
        columns: [
          { name: 'kind', type: TEXT, nullable: false },
          { name: 'rate', type: RATE, nullable: false, domain: { kind: 'range', min: '0', max: '1' } },
        ],
      },
    },
    {
      kind: 'derive',
      name: 'values',
      input: 'deals',
      lookups: [
        { name: 'by_kind', table: 'rates', on: { kind: 'code' }, miss: { defaults: { rate: '0.5' } } },
      ],
      columns: [
        ...pass('id'),
        compute('code', 'kind', TEXT, ADJUSTABLE),
        lookupColumn('by_kind', 'rate', ADJUSTABLE),
        compute('value', 'amount * rate', MONEY, ADJUSTABLE),
      ],
      filter: 'value is null or value != 0',
    },
    {
      kind: 'aggregate',
      name: 'totals',
      input: 'values',
      groupBy: ['code'],
      measures: [
        { name: 'total', fn: 'sum', column: 'value', adjustable: true },
        { name: 'rows', fn: 'count' },
      ],
    },
  ] satisfies readonly Stage[],
});

const deal = (id: string, kind: string | null, amount: string | null): Row => {
  return { id, kind, amount: parseValue(amount, MONEY) };
};

const DEALS = [deal('a', 'BOND', '100.00'), deal('b', 'LOAN', '200.00'), deal('c', null, null)];
const RATES = [
  { kind: 'BOND', rate: 100_000n },
  { kind: 'LOAN', rate: 200_000n },
];

interface RuleText {
  readonly stage: string;
  readonly where?: string;
  readonly exclude?: boolean;
  /** By column: the expression that is assigned. */
  readonly set?: readonly (readonly [string, string])[];
  readonly scale?: Extract<RuleStep, { kind: 'scale' }>;
  readonly entries?: CheckedRule['entries'];
  readonly priority?: number;
  readonly from?: number;
  readonly to?: number | null;
  readonly id?: string;
}

function rule(text: RuleText, pipeline: Pipeline = PIPELINE): CheckedRule {
  const schema = pipeline.stages.find((stage) => stage.name === text.stage)?.schema;
  const scope = ownScope(schema?.columns ?? []);
  const assigns = (text.set ?? []).map(([column, expr]): RuleStep => {
    return { kind: 'assign', column, expr: checkText(expr, scope, {}) };
  });
  return {
    id: text.id ?? 'R',
    hash: '',
    stage: text.stage,
    priority: text.priority ?? 100,
    effectiveDate: text.from ?? 0,
    expiryDate: text.to ?? null,
    condition: text.where === undefined ? null : checkCondition(text.where, scope, {}),
    exclude: text.exclude ?? false,
    steps: [...assigns, ...(text.scale === undefined ? [] : [text.scale])],
    entries: text.entries ?? [],
  };
}

/** Rows of a stage as lists of values in the schema's order. */
function rowsOf(
  stage: string,
  rules: readonly RuleText[],
  deals: readonly Row[] = DEALS,
): readonly (readonly Value[])[] {
  const tables = { deals, rates: RATES };
  const checked = rules.map((each) => rule(each));
  const rows = runPipeline(PIPELINE, tables, { calculation_date: DATE_OF_RUN }, checked)[stage] ?? [];
  return rows.map((row) => Object.values(row));
}

describe('without rules', () => {
  it('is the base', () => {
    expect(rowsOf('values', [])).toEqual([
      ['a', 'BOND', 100_000n, 1000n],
      ['b', 'LOAN', 200_000n, 4000n],
      ['c', null, 500_000n, null],
    ]);
    expect(rowsOf('totals', [])).toEqual([
      ['BOND', 1000n, 1n],
      ['LOAN', 4000n, 1n],
      [null, null, 1n],
    ]);
  });
});

describe('a rule', () => {
  it('flows from the column it changes into later ones, and on into later stages', () => {
    const doubled = [{ stage: 'values', where: `code = 'BOND'`, set: [['rate', 'rate * 2']] as const }];
    expect(rowsOf('values', doubled)[0]).toEqual(['a', 'BOND', 200_000n, 2000n]);
    expect(rowsOf('totals', doubled)[0]).toEqual(['BOND', 2000n, 1n]);
  });

  it('acts on top of what flowed into its column', () => {
    const both = [{ stage: 'values', set: [['rate', 'rate * 2'] as const, ['value', 'value + 1'] as const] }];
    expect(rowsOf('values', both)[1]).toEqual(['b', 'LOAN', 400_000n, 8100n]);
  });

  it('looks up again where it changes the key of a look-up', () => {
    const moved = [{ stage: 'values', where: `code = 'BOND'`, set: [['code', `'LOAN'`]] as const }];
    expect(rowsOf('values', moved)[0]).toEqual(['a', 'LOAN', 200_000n, 2000n]);
    expect(rowsOf('totals', moved)).toEqual([
      ['LOAN', 6000n, 2n],
      [null, null, 1n],
    ]);
  });

  it('does not match NULL', () => {
    const other = [{ stage: 'values', where: `code != 'BOND'`, set: [['rate', '1']] as const }];
    expect(rowsOf('values', other)).toEqual([
      ['a', 'BOND', 100_000n, 1000n],
      ['b', 'LOAN', 1_000_000n, 20_000n],
      ['c', null, 500_000n, null],
    ]);
  });

  it('matches the row as it enters the step, whatever other rules do', () => {
    const chain = [
      { id: 'R1', stage: 'values', where: `code = 'BOND'`, set: [['code', `'LOAN'`]] as const },
      { id: 'R2', stage: 'values', where: `code = 'LOAN'`, set: [['value', '1']] as const },
    ];
    expect(rowsOf('values', chain)).toEqual([
      ['a', 'LOAN', 200_000n, 2000n],
      ['b', 'LOAN', 200_000n, 100n],
      ['c', null, 500_000n, null],
    ]);
  });

  it('keeps NULL in arithmetic', () => {
    expect(rowsOf('values', [{ stage: 'values', set: [['value', 'value + 5']] }])[2]).toEqual([
      'c',
      null,
      500_000n,
      null,
    ]);
  });

  it('of an earlier stage comes first', () => {
    const rules = [
      {
        id: 'R1',
        priority: 1,
        stage: 'values',
        where: 'value > 100',
        set: [['value', 'value - 1']] as const,
      },
      { id: 'R2', priority: 9, stage: 'deals', where: `id = 'a'`, set: [['amount', 'amount * 20']] as const },
    ];
    expect(rowsOf('values', rules)[0]).toEqual(['a', 'BOND', 100_000n, 19_900n]);
  });
});

describe('several operations on one column', () => {
  const set = (id: string, value: string, more: Partial<RuleText> = {}): RuleText => {
    return { id, stage: 'values', set: [['value', value]], ...more };
  };
  const firstValue = (rules: readonly RuleText[]): Value | undefined => rowsOf('values', rules)[0]?.[3];

  it('act by priority, effective date and id; the later one wins', () => {
    expect(firstValue([set('A', '1', { priority: 200 }), set('B', '2')])).toBe(100n);
    expect(firstValue([set('A', '1', { from: 5 }), set('B', '2', { from: 4 })])).toBe(100n);
    expect(firstValue([set('B', '2'), set('A', '1')])).toBe(200n);
  });

  it('round one after another', () => {
    // 10.00 × 0.3333 = 3.333 → 3.33; × 3 = 9.99. At once it would be 10.00.
    const steps = [['value', 'value * 0.3333'] as const, ['value', 'value * 3'] as const];
    expect(firstValue([{ stage: 'values', set: steps }])).toBe(999n);
  });

  it('are checked against the domain after the last of them', () => {
    const rate = (...texts: string[]): RuleText => {
      return {
        stage: 'values',
        where: `id = 'a'`,
        set: texts.map((text) => ['rate', text] as const),
      };
    };
    expect(rowsOf('values', [rate('rate + 1', 'rate - 0.5')])[0]).toEqual(['a', 'BOND', 600_000n, 6000n]);
    expect(() => rowsOf('values', [{ ...rate('rate + 1'), where: `code = 'LOAN'` }])).toThrow(
      /stage values, column rate, id = b: the value 1.200000 is outside/,
    );
  });
});

describe('dates', () => {
  it('from the effective to the expiry date, both included', () => {
    const on = (from: number, to: number | null): boolean => {
      const rows = rowsOf('values', [{ stage: 'values', set: [['value', '7']], from, to }]);
      return rows[0]?.[3] === 700n;
    };
    expect(on(DATE_OF_RUN, DATE_OF_RUN)).toBe(true);
    expect(on(DATE_OF_RUN + 1, null)).toBe(false);
    expect(on(0, DATE_OF_RUN - 1)).toBe(false);
    expect(on(0, null)).toBe(true);
  });
});

describe('exclude', () => {
  it('drops rows before anything else, so that they take part in no total', () => {
    const scale: RuleText['scale'] = { kind: 'scale', column: 'value', total: 900n, by: [], weight: null };
    const rules = [
      { id: 'Z', priority: 900, stage: 'values', where: `id = 'a' or value is null`, exclude: true },
      { id: 'A', stage: 'values', scale },
    ];
    expect(rowsOf('values', rules)).toEqual([['b', 'LOAN', 200_000n, 900n]]);
  });
});

describe('the filter', () => {
  it('comes after the adjustment: a rule moves a row out and another one back in', () => {
    const out = { id: 'A', stage: 'values', where: `id = 'a'`, set: [['value', '0']] as const };
    const back = { id: 'B', stage: 'values', where: `id = 'a'`, set: [['value', 'value + 3']] as const };
    expect(rowsOf('values', [out]).map(([id]) => id)).toEqual(['b', 'c']);
    expect(rowsOf('values', [out, back])[0]).toEqual(['a', 'BOND', 100_000n, 300n]);
  });
});

describe('scale_to_total', () => {
  const scale = (more: Partial<RuleText['scale'] & object>): RuleText => {
    const step = { kind: 'scale', column: 'value', total: 100n, by: [], weight: null, ...more } as const;
    return { stage: 'values', where: 'value is not null', scale: step };
  };
  const valuesOf = (rules: readonly RuleText[], deals?: readonly Row[]) =>
    rowsOf('values', rules, deals).map((row) => row[3]);

  it('shares by the current value', () => {
    expect(valuesOf([scale({})])).toEqual([20n, 80n, null]);
  });

  it('comes in its place in the sequence of its column', () => {
    const before = { id: 'A', stage: 'values', where: `id = 'a'`, set: [['value', 'value * 4']] as const };
    const after = { ...before, id: 'Z' };
    expect(valuesOf([before, { ...scale({}), id: 'M' }])).toEqual([50n, 50n, null]);
    expect(valuesOf([after, { ...scale({}), id: 'M' }])).toEqual([80n, 80n, null]);
  });

  it('shares by another column, as adjusted', () => {
    const rate = { id: 'A', stage: 'values', where: `id = 'a'`, set: [['rate', '0.6']] as const };
    expect(valuesOf([scale({ weight: 'rate' })])).toEqual([33n, 67n, null]);
    expect(valuesOf([rate, scale({ weight: 'rate' })])).toEqual([75n, 25n, null]);
  });

  it('gives each group its total; NULL is a group', () => {
    const deals = [...DEALS, deal('d', 'BOND', '300.00'), deal('e', null, '7.00')];
    expect(valuesOf([scale({ by: ['code'] })], deals)).toEqual([25n, 100n, null, 75n, 100n]);
  });

  it('gives missing units to the largest remainders, ties by key in bytes of UTF-8', () => {
    const equal = ['\uffff', 'é', 'B', 'a', '😀'].map((id) => deal(id, 'BOND', '10.00'));
    expect(valuesOf([scale({ total: 13n })], equal)).toEqual([2n, 3n, 3n, 3n, 2n]);
  });

  it('refuses weights that are zero, NULL, of both signs or too long', () => {
    const of = (...amounts: (string | null)[]) => amounts.map((amount, i) => deal(String(i), 'BOND', amount));
    const all = { ...scale({}), where: 'id is not null' };
    expect(() => valuesOf([all], of('10.00', '0.01'))).toThrow(/id = 1: .*the weight value is zero/);
    expect(() => valuesOf([all], of('10.00', null))).toThrow(/id = 1: .*the weight value is NULL/);
    expect(() => valuesOf([all], of('10.00', '-10.00'))).toThrow(/id = 1: .*weights of both signs/);
    expect(valuesOf([all], of('-10.00', '-30.00'))).toEqual([25n, 75n]);
  });

  it('does nothing where it matches nothing', () => {
    expect(valuesOf([{ ...scale({}), where: `id = 'nobody'` }])).toEqual([1000n, 4000n, null]);
  });
});

describe('entries', () => {
  it('join a row stage before its filter, untouched by rules', () => {
    const entries = [
      ['entry:R:1', 'BOND', 100_000n, 5n],
      ['entry:R:2', 'BOND', 100_000n, 0n],
    ];
    const rules = [{ stage: 'values', set: [['value', 'value + 1']] as const, entries }];
    expect(rowsOf('values', rules)).toEqual([
      ['a', 'BOND', 100_000n, 1100n],
      ['b', 'LOAN', 200_000n, 4100n],
      ['c', null, 500_000n, null],
      ['entry:R:1', 'BOND', 100_000n, 5n],
    ]);
    expect(rowsOf('totals', rules)[0]).toEqual(['BOND', 1105n, 2n]);
  });

  it('may not have the key of a row', () => {
    const entries = [['entry:R:1', 'BOND', 100_000n, 5n]];
    const deals = [...DEALS, deal('entry:R:1', 'BOND', '1.00')];
    expect(() => rowsOf('values', [{ stage: 'values', entries }], deals)).toThrow(/there is a row/);
  });

  it('add to the sums and counts of their group, or make it', () => {
    const entries = [
      ['BOND', 7n, 1n],
      ['BOND', null, 0n],
      [null, 3n, 2n],
      ['NEW', null, 1n],
    ];
    const rules = [
      {
        stage: 'totals',
        set: [['total', 'case when total < 20 then 20.00 else total end']] as const,
        entries,
      },
    ];
    expect(rowsOf('totals', rules)).toEqual([
      ['BOND', 2007n, 2n],
      ['LOAN', 4000n, 1n],
      [null, 3n, 3n],
      ['NEW', null, 1n],
    ]);
  });
});
