/** The rules of LIQ1: sums of its rows, what caps and averages can't change, rates of d238, and units. */

import { LIQ1 } from './liq1.ts';
import { ALL_FORMS, cell, type Rule, rulesOf, type Statement, sum, term } from './rule.ts';
import { type ColumnId, type Form, rowOf } from './template.ts';

const rule = rulesOf('LIQ1');

const SHORT: Readonly<Record<string, string>> = { unweighted: 'u', weighted: 'w' };

const sums = (row: string, forms: readonly Form[] = ALL_FORMS): readonly Rule[] => {
  const { cells, parts = [] } = rowOf(LIQ1, row) ?? { cells: { BASEL: [] } };
  return cells.BASEL.map((column) =>
    rule(
      `${row}.${SHORT[column] ?? column}`,
      'identity',
      `${row} = ${parts.join(' + ')} (${column})`,
      sum(row, parts, column),
      { forms },
    ),
  );
};

/** In the EU, deposits with an agreed payout, exempted ones and those not assessed stand in row 2 alone. */
const EU_RETAIL: readonly Rule[] = (['unweighted', 'weighted'] as const).map((column) =>
  rule(
    `2.${SHORT[column] ?? column}.eu`,
    'bound',
    `2 ≥ 3 + 4 (${column}); in the EU row 2 has deposits that are in neither`,
    {
      form: 'linear',
      left: [term('2', column)],
      relation: '>=',
      right: [[term('3', column), term('4', column)]],
      emptyIsNil: true,
    },
    { forms: ['EU'] },
  ),
);

const EU_INFLOWS: readonly Rule[] = [
  rule('20.u.eu', 'identity', '20 = 17 + 18 + 19 (unweighted)', sum('20', ['17', '18', '19'], 'unweighted'), {
    forms: ['EU'],
  }),
  rule(
    '20.w.eu',
    'identity',
    '20 = 17 + 18 + 19 − EU-19a − EU-19b (weighted)',
    {
      form: 'linear',
      left: [term('20', 'weighted')],
      relation: '=',
      right: [
        [
          ...['17', '18', '19'].map((part) => term(part, 'weighted')),
          ...['EU-19a', 'EU-19b'].map((part) => term(part, 'weighted', '-1')),
        ],
      ],
      emptyIsNil: true,
    },
    { forms: ['EU'] },
  ),
];

const bound = (
  left: string,
  relation: '>=' | '<=',
  right: readonly (readonly [string, string])[],
): Statement => ({
  form: 'linear',
  left: [term(left, 'weighted')],
  relation,
  right: [right.map(([row, factor]) => term(row, 'weighted', factor))],
  emptyIsNil: false,
});

/** Each holds on every day, and what holds of every day as a sum holds of the average of the days. */
const BOUNDS: readonly Rule[] = [
  rule('21.most', 'bound', '21 ≤ 1: caps and unwinding only take away', bound('21', '<=', [['1', '1']])),
  rule('22.most', 'bound', '22 ≤ 16: inflows only reduce net outflows', bound('22', '<=', [['16', '1']])),
  rule(
    '22.least',
    'bound',
    '22 ≥ 16 − 20: no more than the inflows can be taken off, on each day and so on average',
    bound('22', '>=', [
      ['16', '1'],
      ['20', '-1'],
    ]),
  ),
  rule(
    '22.cap',
    'bound',
    '22 ≥ 25 % of 16: inflows count up to 75 % of outflows (¶69, 144), on each day and so on average',
    bound('22', '>=', [['16', '0.25']]),
    { forms: ['BASEL'] },
  ),
];

const flows = LIQ1.rows.filter(
  (row) => row.cells.BASEL.includes('unweighted') && row.cells.BASEL.includes('weighted'),
);

/** No rate of the LCR is above 100 %. */
const SCALE: readonly Rule[] = flows.map(({ id }) =>
  rule(`${id}.rate`, 'scale', `${id}: weighted ≤ unweighted, as no rate is above 100 %`, {
    form: 'linear',
    left: [term(id, 'weighted')],
    relation: '<=',
    right: [[term(id, 'unweighted')]],
    emptyIsNil: false,
  }),
);

/** Rates of d238 as the range that a mix of them can have; a supervisor may set others. */
const RATES: readonly (readonly [row: string, low: string, high: string | null, paragraph: string])[] = [
  ['3', '0.03', '0.05', '75, 78, 89–92'],
  ['4', '0.10', null, '79–81, 89–92'],
  ['6', '0.03', '0.25', '93–106'],
  ['7', '0.20', null, '107–109'],
  ['8', '1', '1', '110'],
  ['12', '1', '1', '124–125'],
  ['13', '0.05', null, '131'],
];

const percent = (fraction: string): string => `${BigInt(fraction.replace('.', '').padEnd(3, '0'))} %`;

const IMPLIED: readonly Rule[] = RATES.map(([row, low, high, paragraph]) => {
  const range =
    high === null
      ? `at least ${percent(low)}`
      : low === high
        ? percent(low)
        : `${percent(low)} to ${percent(high)}`;
  return rule(
    `${row}.implied`,
    'implied_rate',
    `${row}: weighted ÷ unweighted is ${range} by d238 ¶${paragraph}; a supervisor may set other rates`,
    { form: 'implied_rate', row, low, high },
    { severity: 'remark' },
  );
});

const [NET, RATIO] = [cell('22', 'weighted'), cell('23', 'weighted')];

const RATIOS: readonly Rule[] = [
  rule(
    '22.formula',
    'identity',
    '22 = 16 − min(20, 75 % of 16) on each day; an average of days need not fit',
    { form: 'net', net: NET, outflows: cell('16', 'weighted'), inflows: cell('20', 'weighted') },
    { forms: ['BASEL'], singleDay: true },
  ),
  rule(
    '23.formula',
    'ratio',
    '23 = 21 ÷ 22 on each day; an average of daily ratios need not fit',
    { form: 'ratio', ratio: RATIO, over: cell('21', 'weighted'), under: NET, within: 'printed' },
    { singleDay: true },
  ),
  rule(
    '23.unit',
    'unit',
    '23 is within ten times of 21 ÷ 22: a percentage printed as a fraction, or the other way, is a hundred times out, and a row in another unit a thousand times',
    { form: 'ratio', ratio: RATIO, over: cell('21', 'weighted'), under: NET, within: '10' },
  ),
];

const amounts = (columns: readonly ColumnId[]) =>
  LIQ1.rows
    .filter(({ id }) => id !== '21' && id !== '23')
    .flatMap(({ id, cells }) => columns.filter((c) => cells.EU.includes(c)).map((c) => cell(id, c)));

const WHOLE: readonly Rule[] = [
  rule('sign', 'sign', 'No amount is negative; the stock alone may be, after unwinding', {
    form: 'not_negative',
    cells: amounts(['unweighted', 'weighted']),
  }),
  rule('totals', 'completeness', 'Rows 1, 16, 20, 21, 22 and 23 have a weighted figure', {
    form: 'filled',
    cells: ['1', '16', '20', '21', '22', '23'].map((row) => cell(row, 'weighted')),
  }),
  rule(
    'rows',
    'completeness',
    'Every cell of the template has a figure, zero where there is nothing',
    {
      form: 'filled',
      cells: LIQ1.rows.flatMap(({ id, cells }) => cells.BASEL.map((column) => cell(id, column))),
    },
    // Reports to the European data hub leave out what is zero.
    { forms: ['BASEL'], severity: 'remark' },
  ),
  rule(
    'magnitude',
    'unit',
    'Outflows lie between a hundred thousand and a hundred million million of the currency; another size points at a wrong unit',
    {
      form: 'magnitude',
      cell: cell('16', 'weighted'),
      low: '100000',
      high: '100000000000000',
    },
    { severity: 'remark' },
  ),
];

export const LIQ1_RULES: readonly Rule[] = Object.freeze([
  ...sums('2', ['BASEL']),
  ...EU_RETAIL,
  ...sums('5'),
  ...sums('10'),
  ...sums('16'),
  ...sums('20', ['BASEL']),
  ...EU_INFLOWS,
  ...BOUNDS,
  ...RATIOS,
  ...WHOLE,
  ...SCALE,
  ...IMPLIED,
]);
