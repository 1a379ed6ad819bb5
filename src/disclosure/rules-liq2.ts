/** The rules of LIQ2: sums of its rows in each maturity, the products that d295 fixes, netting, and units. LIQ2 is the position of one day. */

import { LIQ2 } from './liq2.ts';
import { ALL_FORMS, cell, product, type Rule, rulesOf, sum, type Term, term } from './rule.ts';
import { type ColumnId, type Form, rowOf } from './template.ts';

const BASEL: readonly Form[] = ['BASEL'];

const rule = rulesOf('LIQ2');

const SHORT: Readonly<Record<ColumnId, string>> = {
  unweighted: 'u',
  no_maturity: 'n',
  under_6_months: 's',
  under_1_year: 'm',
  from_1_year: 'l',
  merged: 'M',
  weighted: 'w',
};

const MATURITIES: readonly ColumnId[] = ['under_6_months', 'under_1_year', 'from_1_year'];
const TERMS: readonly ColumnId[] = ['no_maturity', ...MATURITIES];

const sums = (
  row: string,
  columns: readonly ColumnId[],
  forms: readonly Form[] = ALL_FORMS,
): readonly Rule[] => {
  const parts = rowOf(LIQ2, row)?.parts ?? [];
  return columns.map((column) =>
    rule(
      `${row}.${SHORT[column]}`,
      'identity',
      `${row} = ${parts.join(' + ')} (${column.replaceAll('_', ' ')})`,
      sum(row, parts, column),
      { forms },
    ),
  );
};

const merged = (row: string, whole: readonly string[], split: string): Rule =>
  rule(
    `${row}.M`,
    'identity',
    `${row} = ${[...whole, split].join(' + ')}, across the maturities`,
    {
      form: 'linear',
      left: [term(row, 'merged')],
      relation: '=',
      right: [
        [
          ...whole.map((each) => term(each, 'merged')),
          ...MATURITIES.map((column): Term => term(split, column)),
        ],
      ],
      emptyIsNil: true,
    },
    { forms: BASEL },
  );

const EU_33: Rule = rule(
  '33.w.eu',
  'identity',
  '33 = 15 + EU-15a + 16 + 17 + 25 + 26 + 32 (weighted)',
  sum('33', ['15', 'EU-15a', '16', '17', '25', '26', '32'], 'weighted'),
  { forms: ['EU'] },
);

const PRODUCTS: readonly Rule[] = [
  rule(
    '16.rate',
    'identity',
    '16: weighted = 50 % (¶40(d))',
    product('16', TERMS, ['0.5']),
    // In the EU a deposit with a year or more to run takes another rate.
    { forms: BASEL },
  ),
  rule('27.rate', 'identity', '27: weighted = 85 % (¶42(d))', product('27', [...TERMS], ['0.85'])),
  rule('28.rate', 'identity', '28: weighted = 85 % (¶42(a))', product('28', [...TERMS, 'merged'], ['0.85'])),
  rule(
    '30.rate',
    'identity',
    '30: weighted = 5 % or 20 % (¶43(d); 5 % as the option of October 2017)',
    product('30', [...TERMS, 'merged'], ['0.05', '0.20']),
  ),
];

/** Liabilities of which a supervisor may know more than the template shows: a wrong product is a remark. */
const IMPLIED: readonly Rule[] = (
  [
    ['5', '0.95', '21(c), 22'],
    ['6', '0.90', '21(c), 23'],
  ] as const
).map(([row, factor, paragraph]) =>
  rule(
    `${row}.implied`,
    'implied_rate',
    `${row}: weighted = ${factor.slice(2)} % below a year and 100 % from a year on (¶${paragraph})`,
    {
      form: 'linear',
      left: [term(row, 'weighted')],
      relation: '=',
      right: [
        [
          ...(['no_maturity', 'under_6_months', 'under_1_year'] as const).map((c) => term(row, c, factor)),
          term(row, 'from_1_year'),
        ],
      ],
      emptyIsNil: true,
    },
    { severity: 'remark' },
  ),
);

const interdependent = (forms: readonly Form[], severity: Rule['severity'], tail: string): readonly Rule[] =>
  TERMS.map((column) =>
    rule(
      `10.${SHORT[column]}${tail}`,
      'identity',
      `10 = 25 (${column.replaceAll('_', ' ')}): what is interdependent matches (¶45)`,
      {
        form: 'linear',
        left: [term('10', column)],
        relation: '=',
        right: [[term('25', column)]],
        emptyIsNil: true,
      },
      { forms, severity },
    ),
  );

const ofWhich = (part: string, whole: string): readonly Rule[] =>
  [...TERMS, 'weighted' as const].map((column) =>
    rule(
      `${part}.${SHORT[column]}`,
      'bound',
      `${part} ≤ ${whole}, of which it is a part (${column.replaceAll('_', ' ')})`,
      {
        form: 'linear',
        left: [term(part, column)],
        relation: '<=',
        right: [[term(whole, column)]],
        emptyIsNil: false,
      },
    ),
  );

const RATIO = cell('34', 'weighted');
const [OVER, UNDER] = [cell('14', 'weighted'), cell('33', 'weighted')];

const WHOLE: readonly Rule[] = [
  rule(
    '29.w',
    'identity',
    '29: weighted = what lies above row 12, at 100 % (¶34, 43(b))',
    {
      form: 'excess',
      cell: cell('29', 'weighted'),
      whole: cell('29', 'merged'),
      less: cell('12', 'merged'),
    },
    { forms: BASEL },
  ),
  rule('34.formula', 'ratio', '34 = 14 ÷ 33', {
    form: 'ratio',
    ratio: RATIO,
    over: OVER,
    under: UNDER,
    within: 'printed',
  }),
  rule(
    '34.unit',
    'unit',
    '34 is within ten times of 14 ÷ 33: a percentage printed as a fraction, or the other way, is a hundred times out',
    { form: 'ratio', ratio: RATIO, over: OVER, under: UNDER, within: '10' },
  ),
  rule('sign', 'sign', 'No required stable funding, and no funding but capital, is negative', {
    form: 'not_negative',
    cells: LIQ2.rows
      .filter(({ id }) => !['1', '2', '3', '14', '34'].includes(id))
      .flatMap(({ id, cells }) =>
        [...new Set([...cells.BASEL, ...cells.EU])].map((column) => cell(id, column)),
      ),
  }),
  rule('totals', 'completeness', 'Rows 14, 33 and 34 have a weighted figure', {
    form: 'filled',
    cells: ['14', '33', '34'].map((row) => cell(row, 'weighted')),
  }),
  rule(
    'rows',
    'completeness',
    'Every cell of the template has a figure, zero where there is nothing',
    {
      form: 'filled',
      cells: LIQ2.rows.flatMap(({ id, cells }) => cells.BASEL.map((column) => cell(id, column))),
    },
    { forms: BASEL, severity: 'remark' },
  ),
  rule(
    'magnitude',
    'unit',
    'Required stable funding lies between a hundred thousand and a thousand million million of the currency; another size points at a wrong unit',
    { form: 'magnitude', cell: UNDER, low: '100000', high: '1000000000000000' },
    { severity: 'remark' },
  ),
];

export const LIQ2_RULES: readonly Rule[] = Object.freeze([
  ...['1', '4', '7', '17'].flatMap((row) => sums(row, [...TERMS, 'weighted'])),
  ...sums('11', ['weighted']),
  merged('11', ['12'], '13'),
  ...sums('14', ['weighted']),
  ...sums('26', ['weighted']),
  merged('26', ['28', '29', '30'], '31'),
  ...sums('33', ['weighted'], BASEL),
  EU_33,
  ...PRODUCTS,
  ...interdependent(BASEL, 'error', ''),
  ...interdependent(['EU'], 'remark', '.eu'),
  ...ofWhich('21', '20'),
  ...ofWhich('23', '22'),
  ...WHOLE,
  ...IMPLIED,
]);
