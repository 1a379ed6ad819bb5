/** Published LIQ1: totals from their parts, and the weighted amounts that the disclosed columns determine by the product's rates. */

import { linesOf } from '../../src/disclosure/lines.ts';
import { LIQ1 } from '../../src/disclosure/liq1.ts';
import { figureOf } from '../../src/disclosure/read-report.ts';
import { type ColumnId, rowsOf, type TemplateRow } from '../../src/disclosure/template.ts';
import { decimalOf, minus, plus, sizeOf, sumOf, times, ZERO } from '../../src/values/arithmetic.ts';
import { compareDecimals, type Decimal, pow10 } from '../../src/values/decimal.ts';
import { divideUnits } from '../../src/values/rounding.ts';
import { type Filing, filings, fromUs } from './files.ts';
import { withOddity } from './oddities.ts';
import { compared, notCovered, type Outcome } from './outcome.ts';

interface Source {
  readonly file: string;
  readonly form: 'BASEL' | 'EU' | 'US';
  /** What rounding a sum is stated to hold within: so many of the unit, or a part of the amount. */
  readonly within: (expected: Decimal) => Decimal;
  /** Half of the unit that figures are printed in. */
  readonly half: Decimal;
  readonly read: (filing: Filing) => Filing;
}

const asIs = (filing: Filing): Filing => filing;
const inMillions = { within: () => decimalOf('2'), half: decimalOf('0.5') };

const SOURCES: readonly Source[] = [
  { file: 'liq1_singapore_banks', form: 'BASEL', ...inMillions, read: asIs },
  { file: 'liq1_us_jpmorgan', form: 'US', ...inMillions, read: fromUs },
  {
    file: 'liq1_eu_p3dh_clean',
    form: 'EU',
    within: (expected) => plus(decimalOf('0.01'), times(sizeOf(expected), decimalOf('0.000002'))),
    half: decimalOf('0.005'),
    read: asIs,
  },
];

export const liq1Outcomes = (): readonly Outcome[] =>
  SOURCES.flatMap((source) =>
    filings(source.file).flatMap((filing) => ofFiling(source, source.read(filing)).map(withOddity)),
  );

export const cellOf = ({ rows }: Filing, row: string, column: ColumnId): Decimal | undefined =>
  figureOf(rows[row]?.[column] ?? '');

function ofFiling(source: Source, filing: Filing): readonly Outcome[] {
  const rows = rowsOf(LIQ1, 'BASEL');
  return [
    ...rows.filter(({ parts }) => parts.length > 0).flatMap((row) => totals(source, filing, row)),
    ...rows.flatMap(({ id }) => determined(source, filing, id)),
    ...averages(source, filing),
  ];
}

/** Subtotals and totals of rows 2 to 20, in each column. */
function totals(source: Source, filing: Filing, row: TemplateRow): readonly Outcome[] {
  return row.cells.BASEL.map((column) => {
    const where = { file: source.file, id: filing.id, figure: `${row.id} ${column}` };
    const expected = cellOf(filing, row.id, column);
    if (expected === undefined) return notCovered(where, 'not in the filing');
    if (source.form === 'EU' && row.id === '2')
      return notCovered(where, 'in the EU row 2 has deposits that are in no other row');
    const parts = row.parts.flatMap((part) => cellOf(filing, part, column) ?? []);
    const excess =
      source.form === 'EU' && row.id === '20' && column === 'weighted'
        ? ['EU-19a', 'EU-19b'].flatMap((part) => cellOf(filing, part, column) ?? [])
        : [];
    return compared(where, expected, minus(sumOf(parts), sumOf(excess)), source.within(expected));
  });
}

/** The rate that all lines of a row share; undefined where they have several, or one that is not fixed. */
export function onlyRate(row: string): string | undefined {
  const rates = linesOf(row).map(({ kind, rate }) =>
    kind !== 'hqla' && rate.kind === 'fixed' ? rate.value : undefined,
  );
  const [first] = rates;
  return rates.every((rate) => rate === first) ? first : undefined;
}

/** Where less stable deposits have several rates. */
const LESS_STABLE: Readonly<Partial<Record<Source['form'], string>>> = {
  EU: 'in the EU less stable deposits have rates from 10 to 20 %',
  US: 'in the United States the row has brokered deposits, at rates of their own',
};

function determined(source: Source, filing: Filing, row: string): readonly Outcome[] {
  const rate = onlyRate(row);
  if (rate === undefined) return [];
  const where = { file: source.file, id: filing.id, figure: `${row} weighted by the rate of its lines` };
  const [unweighted, weighted] = [cellOf(filing, row, 'unweighted'), cellOf(filing, row, 'weighted')];
  if (unweighted === undefined || weighted === undefined) return [notCovered(where, 'not in the filing')];
  const other = row === '4' ? LESS_STABLE[source.form] : undefined;
  if (other !== undefined) return [notCovered(where, other)];
  const allowed = plus(source.half, times(source.half, decimalOf(rate)));
  return [compared(where, weighted, times(unweighted, decimalOf(rate)), allowed)];
}

const [CAP, HUNDRED] = [decimalOf('0.75'), decimalOf('100')];

/** Rows 22 and 23 are averages of daily results, which averages do not give: a difference without a verdict. */
function averages({ file, form }: Source, filing: Filing): readonly Outcome[] {
  const of = (row: string): Decimal | undefined => cellOf(filing, row, 'weighted');
  const where = (row: string) => ({ file, id: filing.id, figure: `${row} weighted` });
  if (form === 'EU')
    return ['22', '23'].map((row) => notCovered(where(row), 'in the EU inflows are capped in three parts'));
  const [out, into, stock, net, ratio] = [of('16'), of('20'), of('21'), of('22'), of('23')];
  if (out === undefined || into === undefined || stock === undefined) return [];
  const cap = times(out, CAP);
  const got = minus(out, compareDecimals(into, cap) < 0 ? into : cap);
  return [
    ...(net === undefined ? [] : [shown(where('22'), net, got)]),
    ...(ratio === undefined ? [] : [shown(where('23'), ratio, percentage(stock, got))]),
  ];
}

const shown = (where: Parameters<typeof compared>[0], expected: Decimal, got: Decimal): Outcome => ({
  ...compared(where, expected, got, ZERO),
  state: 'shown',
  reason: 'an average of daily results',
});

/** To two digits, half away from zero. */
function percentage(over: Decimal, under: Decimal): Decimal {
  const top = times(over, HUNDRED).units * pow10(under.scale + 2);
  const bottom = under.units * pow10(over.scale + HUNDRED.scale);
  return { units: divideUnits(top, bottom, 'half_away_from_zero'), scale: 2 };
}
