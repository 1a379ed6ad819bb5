/** Caps and worked examples through the product's own stages of caps: all cases in one run of the pipeline, a perimeter each. */

import type { Engine } from '../../src/engine/engine.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { factorOf } from '../../src/regulation/basel/factors.ts';
import { BASEL_CAPS } from '../../src/regulation/basel/lcr-caps.ts';
import { lineById } from '../../src/regulation/basel/lines.ts';
import { decimalOf, minus, times, ZERO } from '../../src/values/arithmetic.ts';
import { compareDecimals, type Decimal, formatDecimal, pow10 } from '../../src/values/decimal.ts';
import { createTable, dropTable, stageSql } from '../oracle/on-engine.ts';
import { parseValue } from '../oracle/row.ts';
import { vectorFile } from './files.ts';
import { FUNDING_EXAMPLES } from './nsfr.ts';
import { compared, figureText, halfDigit, notCovered, type Outcome, same } from './outcome.ts';

const AMOUNTS = ['l1', 'l2a', 'l2b', 'a1', 'a2a', 'a2b', 'outflows', 'inflows'] as const;

/** What the caps start from; what is left out is zero, and adjusted amounts are as the others. */
type Totals = Readonly<Partial<Record<(typeof AMOUNTS)[number], Decimal>>>;

/** The stage `final_calc` by case: decimal texts, booleans as texts. */
type Finals = ReadonlyMap<string, Readonly<Record<string, string>>>;

const ADJUSTED: Readonly<Record<string, 'l1' | 'l2a' | 'l2b'>> = { a1: 'l1', a2a: 'l2a', a2b: 'l2b' };

/** Four digits, as the stages have them; a case with more is a fault of the case. */
function fourDigits({ units, scale }: Decimal): string {
  if (scale <= 4) return formatDecimal(units * pow10(4 - scale), 4);
  const divisor = pow10(scale - 4);
  if (units % divisor !== 0n) throw new Error(`${formatDecimal(units, scale)} has more than four digits`);
  return formatDecimal(units / divisor, 4);
}

function totalOf(totals: Totals, name: string): Decimal {
  const amount = AMOUNTS.find((each) => each === name);
  const before = ADJUSTED[name];
  return (
    (amount === undefined ? undefined : totals[amount]) ??
    (before === undefined ? undefined : totals[before]) ??
    ZERO
  );
}

async function finals(engine: Engine, cases: ReadonlyMap<string, Totals>): Promise<Finals> {
  const pipeline = checkPipeline(BASEL_CAPS);
  const source = pipeline.stages[0];
  if (source?.kind !== 'source') throw new Error('the caps start from a source');
  const rows = [...cases].map(([id, totals]) =>
    Object.fromEntries(
      source.table.columns.map(({ name, type }) => {
        if (name === 'perimeter') return [name, id];
        const value = totalOf(totals, name);
        return [name, parseValue(fourDigits(value), type)];
      }),
    ),
  );
  const table = 'totals of vectors';
  await createTable(engine, table, source.table.columns, rows);
  try {
    const found = await engine.rows(
      stageSql({ pipeline, parameters: {}, tableNames: { [source.name]: table } }, 'final_calc', engine),
    );
    return new Map(
      found.map((row) => [
        String(row['perimeter']),
        Object.fromEntries(Object.entries(row).map(([name, value]) => [name, String(value)])),
      ]),
    );
  } finally {
    await dropTable(engine, table);
  }
}

type Texts = Readonly<Record<string, string>>;

interface CapFile {
  readonly cases: readonly { readonly id: string; readonly input: Texts; readonly expected: Texts }[];
  readonly eu_covered_bond_cases: readonly { readonly id: string; readonly expected: Texts }[];
}

const BASEL_FIGURES: Readonly<Record<string, string>> = {
  bcbs_adjustment_15: 'adj15',
  bcbs_adjustment_40: 'adj40',
  bcbs_hqla: 'stock',
};

/** The stages round the two adjustments to four digits, one after the other; the file has six. */
const TWO_ROUNDINGS = decimalOf('0.000101');

export async function capOutcomes(engine: Engine): Promise<readonly Outcome[]> {
  const file = 'caps_derived';
  const { cases, eu_covered_bond_cases: european } = vectorFile(file) as CapFile;
  const found = await finals(
    engine,
    new Map(
      cases.map(({ id, input }) => {
        const of = (name: string): Decimal => figureText(input[name]);
        return [
          id,
          {
            l1: of('level1'),
            l2a: of('level2a_post_haircut'),
            l2b: of('level2b_post_haircut'),
            a1: of('adjusted_level1'),
            a2a: of('adjusted_level2a'),
            a2b: of('adjusted_level2b'),
          },
        ];
      }),
    ),
  );
  return [
    ...cases.flatMap(({ id, expected }) =>
      Object.entries(expected).map(([figure, value]) => {
        const stage = BASEL_FIGURES[figure];
        const where = { file, id, figure };
        return stage === undefined
          ? notCovered(where, elsewhere(figure), value)
          : compared(where, figureText(value), figureText(found.get(id)?.[stage]), TWO_ROUNDINGS);
      }),
    ),
    ...european.flatMap(({ id, expected }) =>
      Object.entries(expected).map(([figure, value]) =>
        notCovered({ file, id, figure }, 'a rule of the EU, which the product does not have', value),
      ),
    ),
  ];
}

const elsewhere = (figure: string): string =>
  `a rule of the ${figure.startsWith('us_') ? 'United States' : 'EU'}, which the product does not have`;

const rate = (line: string): Decimal => {
  const found = lineById(line);
  const factor = found === undefined ? undefined : factorOf(found);
  if (factor === undefined) throw new Error(`no rate of ${line}`);
  return times(decimalOf(factor.liquidityFactor), minus(decimalOf('1'), decimalOf(factor.haircut)));
};

interface Worked {
  readonly totals: (of: (name: string) => Decimal) => Totals;
  /** Published figure → column of `final_calc`; `_pct` are fractions there. */
  readonly figures: Readonly<Record<string, string>>;
}

const STOCK = { level2a_post_haircut: 'l2a', hqla: 'stock' } as const;
const FLOWS = { net_outflows: 'net_outflows', lcr_pct: 'lcr' } as const;

const WORKED: Readonly<Record<string, Worked>> = {
  W01: {
    totals: () => ({ outflows: decimalOf('710'), inflows: decimalOf('580') }),
    figures: {
      inflow_cap_75pct: 'inflow_cap',
      recognised_inflows: 'capped_inflows',
      net_before_addon: 'net_outflows',
    },
  },
  W02: {
    totals: (of) => ({
      l1: of('level1_mv'),
      l2a: times(of('level2a_mv'), rate('L2A.corp')),
      outflows: times(of('less_stable_deposits'), rate('R.less')),
      inflows: of('expected_inflows'),
    }),
    figures: { ...STOCK, outflows: 'outflows', inflow_cap: 'inflow_cap', ...FLOWS },
  },
  W03: {
    totals: (of) => ({
      l1: of('level1_mv'),
      l2a: times(of('level2a_mv'), rate('L2A.corp')),
      l2b: times(of('level2b_mv'), rate('L2B.corp')),
    }),
    figures: { ...STOCK, level2b_post_haircut: 'l2b' },
  },
  W04: {
    totals: (of) => ({
      l1: of('level1_mv'),
      l2a: times(of('level2a_mv'), rate('L2A.corp')),
      outflows: of('outflows'),
      inflows: of('inflows'),
    }),
    figures: { ...STOCK, recognised_inflows: 'capped_inflows', ...FLOWS },
  },
  W05: {
    totals: (of) => ({
      l1: decimalOf('1150'),
      l2a: times(of('agency_mbs_mv'), rate('L2A.sec20')),
    }),
    figures: { level1: 'l1', level2a: 'l2a', hqla: 'stock' },
  },
  W06: {
    totals: (of) => ({
      l1: of('level1'),
      l2a: times(of('agency_mbs_mv'), rate('L2A.sec20')),
      outflows: of('net_outflows'),
    }),
    figures: {
      level2a_post_haircut: 'l2a',
      hqla_printed: 'stock',
      hqla_exact: 'stock',
      lcr_pct_printed: 'lcr',
    },
  },
  W08: {
    totals: (of) => ({
      l1: of('hqla'),
      outflows: of('outflows_weighted'),
      inflows: of('inflows_weighted'),
    }),
    figures: {
      inflow_cap: 'inflow_cap',
      net_outflows_disclosed: 'net_outflows',
      net_outflows_exact: 'net_outflows',
      lcr_pct: 'lcr',
    },
  },
  W09: {
    totals: (of) => ({ l1: of('level1'), l2a: times(of('level2a_mv'), rate('L2A.corp')) }),
    figures: { correct_hqla: 'stock' },
  },
  W10: {
    totals: (of) => ({ l1: of('21'), outflows: of('16'), inflows: of('20') }),
    figures: { net_from_averages: 'net_outflows' },
  },
};

/** Why a whole example, or one of its figures, is not covered. */
const REASONS: Readonly<Record<string, string>> = {
  W01: 'the add-on for maturity mismatch is a rule of the United States',
  W05: 'outflow rates and the add-on of the United States',
  W07: 'a limit of supervisors on options and level 2 together, as shares that no amounts give',
  W08: 'rates of India for finance companies, of which LIQ1 shows totals',
  W09: 'a wrong result, to be told from the right one',
  W10: 'rests on the average of daily results, which the averages do not give',
};

const NO_FIGURE = 'no figure of the product';

interface WorkedFile {
  readonly examples: readonly {
    readonly id: string;
    readonly input: Readonly<Record<string, unknown>>;
    readonly expected: Readonly<Record<string, unknown>>;
    readonly binding?: string;
  }[];
}

export async function workedOutcomes(engine: Engine): Promise<readonly Outcome[]> {
  const file = 'worked_examples';
  const { examples } = vectorFile(file) as WorkedFile;
  const found = await finals(
    engine,
    new Map(
      examples.flatMap(({ id, input }) => {
        const totals = WORKED[id]?.totals((name) => figureText(input[name]));
        return totals === undefined ? [] : [[id, totals] as const];
      }),
    ),
  );
  return examples
    .filter(({ id }) => !FUNDING_EXAMPLES.includes(id))
    .flatMap(({ id, expected, binding }) => {
      const final = found.get(id) ?? {};
      return [
        ...Object.entries(expected).map(([figure, value]) => {
          const where = { file, id, figure };
          const column = WORKED[id]?.figures[figure];
          if (column === undefined)
            return notCovered(where, REASONS[id] ?? NO_FIGURE, typeof value === 'string' ? value : null);
          const wanted = figureText(value);
          const got = figureText(final[column]);
          return compared(
            where,
            wanted,
            column === 'lcr' ? times(got, decimalOf('100')) : got,
            rounding(wanted),
          );
        }),
        ...(binding === undefined ? [] : [bindingOutcome(id, binding, final)]),
      ];
    });
}

/** Of the published figure, or of the stages where that is the coarser one: they have four digits. */
function rounding(wanted: Decimal): Decimal {
  const half = halfDigit(wanted);
  return compareDecimals(half, FOUR_DIGITS) > 0 ? half : FOUR_DIGITS;
}

const FOUR_DIGITS = decimalOf('0.00005');

const CAPS: Readonly<Record<string, string>> = {
  none: '',
  '40% cap': 'cap_40_binds',
  '75% inflow cap': 'inflow_cap_binds',
};

/** Which cap binds, and that the others do not. */
function bindingOutcome(id: string, binding: string, final: Readonly<Record<string, string>>): Outcome {
  const where = { file: 'worked_examples', id, figure: 'binding' };
  const names = Object.values(CAPS).filter((name) => name !== '');
  const binds = [...names, 'cap_15_binds'].filter((name) => final[name] === 'true');
  return same(where, CAPS[binding] ?? binding, binds.join());
}
