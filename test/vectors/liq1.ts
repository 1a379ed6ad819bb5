/**
 * Published LIQ1 as a bank that has no deals would give it: rows that are no sums, each as a whole, through the pipeline of amounts by line. Totals must come out
 * as they were published, and so must the weighted amounts of rows whose lines have one rate, from the unweighted ones alone.
 */

import type { DayCells } from '../../src/disclosure/day.ts';
import { linesOf } from '../../src/disclosure/lines.ts';
import { LIQ1 } from '../../src/disclosure/liq1.ts';
import { figureOf } from '../../src/disclosure/read-report.ts';
import { type ColumnId, rowsOf, type TemplateRow } from '../../src/disclosure/template.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { decimalOf, minus, plus, sizeOf, sumOf, times, ZERO } from '../../src/values/arithmetic.ts';
import type { Decimal } from '../../src/values/decimal.ts';
import { type Given, throughDoor } from './door.ts';
import { type Filing, filings, fromUs } from './files.ts';
import { withOddity } from './oddities.ts';
import { compared, notCovered, type Outcome } from './outcome.ts';

interface Source {
  readonly file: string;
  readonly form: 'BASEL' | 'EU' | 'US';
  /** What a sum is stated to hold within: so many of the unit, or a part of the amount. */
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
    // Amounts by line have cents.
    within: (expected) => plus(decimalOf('0.05'), times(sizeOf(expected), decimalOf('0.000002'))),
    half: decimalOf('0.01'),
    read: asIs,
  },
];

/** A filing with the LIQ1 that its rows give, as they are and from the unweighted amounts alone. */
interface Answered {
  readonly source: Source;
  readonly filing: Filing;
  readonly asGiven: DayCells;
  readonly byRate: DayCells;
}

const BY_RATE = ', by rate';

/** `read`: the filings of a file. */
export async function liq1Outcomes(
  engine: Engine,
  read: (file: string) => readonly Filing[] = filings,
): Promise<readonly Outcome[]> {
  const all = SOURCES.flatMap((source) =>
    read(source.file).map((filing) => ({ source, filing: source.read(filing) })),
  );
  const banks = all.flatMap(({ source, filing }) => [
    [filing.id, asGiven(filing, source)] as const,
    [`${filing.id}${BY_RATE}`, byRate(filing)] as const,
  ]);
  const reports = await throughDoor(engine, new Map(banks));
  return all
    .flatMap(({ source, filing }) =>
      ofFiling({
        source,
        filing,
        asGiven: reports.get(filing.id) ?? new Map(),
        byRate: reports.get(`${filing.id}${BY_RATE}`) ?? new Map(),
      }),
    )
    .map(withOddity);
}

const cellOf = ({ rows }: Filing, row: string, column: ColumnId): Decimal | undefined =>
  figureOf(rows[row]?.[column] ?? '');

const FLOW_ROWS = rowsOf(LIQ1, 'BASEL')
  .map(({ id }) => id)
  .filter((id) => id !== '1' && linesOf(id).length > 0);

/** A cell that is left out counts as nothing. The stock is what the caps left, given as level 1, which no cap touches: LIQ1 does not tell the levels. */
function asGiven(filing: Filing, { form }: Source): readonly Given[] {
  const stock = cellOf(filing, '21', 'weighted') ?? cellOf(filing, '1', 'weighted');
  const flows = FLOW_ROWS.flatMap((row): readonly Given[] => {
    const given = form === 'EU' && row === '4' ? restOfRetail : cellOf;
    const [unweighted, weighted] = [given(filing, row, 'unweighted'), given(filing, row, 'weighted')];
    if (unweighted === undefined && weighted === undefined) return [];
    return [{ liq1_row: row, unweighted: unweighted ?? ZERO, weighted: weighted ?? ZERO }];
  });
  return [...(stock === undefined ? [] : [{ level: '1', unweighted: stock }]), ...flows];
}

/** In the EU row 2 has deposits that are in neither 3 nor 4; here row 4 takes them, so that totals have them. */
function restOfRetail(filing: Filing, row: string, column: ColumnId): Decimal | undefined {
  const whole = cellOf(filing, '2', column);
  return whole === undefined
    ? cellOf(filing, row, column)
    : minus(whole, cellOf(filing, '3', column) ?? ZERO);
}

const byRate = (filing: Filing): readonly Given[] =>
  FLOW_ROWS.filter((row) => onlyRate(row) !== undefined).flatMap((row) => {
    const unweighted = cellOf(filing, row, 'unweighted');
    return unweighted === undefined ? [] : [{ liq1_row: row, unweighted }];
  });

/** The rate that all lines of a row share; undefined where they have several, or one that is not fixed. */
export function onlyRate(row: string): string | undefined {
  const rates = linesOf(row).map(({ kind, rate }) =>
    kind !== 'hqla' && rate.kind === 'fixed' ? rate.value : undefined,
  );
  const [first] = rates;
  return rates.every((rate) => rate === first) ? first : undefined;
}

function ofFiling(answered: Answered): readonly Outcome[] {
  const rows = rowsOf(LIQ1, 'BASEL');
  return [
    ...rows.filter(({ parts }) => parts.length > 0).flatMap((row) => totals(answered, row)),
    ...FLOW_ROWS.flatMap((row) => determined(answered, row)),
    ...averages(answered),
  ];
}

/** Subtotals and totals of rows 2 to 20, in each column. */
function totals({ source, filing, asGiven: report }: Answered, row: TemplateRow): readonly Outcome[] {
  return row.cells.BASEL.map((column) => {
    const where = { file: source.file, id: filing.id, figure: `${row.id} ${column}` };
    const expected = cellOf(filing, row.id, column);
    if (expected === undefined) return notCovered(where, 'not in the filing');
    if (source.form === 'EU' && row.id === '2')
      return notCovered(where, 'in the EU row 2 has deposits that are in no other row');
    const isEuTotal = source.form === 'EU' && row.id === '20' && column === 'weighted';
    const excess = isEuTotal
      ? ['EU-19a', 'EU-19b'].flatMap((part) => cellOf(filing, part, column) ?? [])
      : [];
    const got = minus(report.get(row.id)?.get(column) ?? ZERO, sumOf(excess));
    return compared(where, expected, got, source.within(expected));
  });
}

/** Where less stable deposits have several rates. */
const LESS_STABLE: Readonly<Partial<Record<Source['form'], string>>> = {
  EU: 'in the EU less stable deposits have rates from 10 to 20 %',
  US: 'in the United States the row has brokered deposits, at rates of their own',
};

function determined({ source, filing, byRate: report }: Answered, row: string): readonly Outcome[] {
  const rate = onlyRate(row);
  if (rate === undefined) return [];
  const where = { file: source.file, id: filing.id, figure: `${row} weighted by the rate of its lines` };
  const expected = cellOf(filing, row, 'weighted');
  if (expected === undefined || cellOf(filing, row, 'unweighted') === undefined)
    return [notCovered(where, 'not in the filing')];
  const other = row === '4' ? LESS_STABLE[source.form] : undefined;
  if (other !== undefined) return [notCovered(where, other)];
  const allowed = plus(source.half, times(source.half, decimalOf(rate)));
  return [compared(where, expected, report.get(row)?.get('weighted') ?? ZERO, allowed)];
}

const HUNDRED = decimalOf('100');

/** Rows 22 and 23 are averages of daily results, which averages do not give: a difference without a verdict. */
function averages({ source: { file, form }, filing, asGiven: report }: Answered): readonly Outcome[] {
  return ['22', '23'].flatMap((row): readonly Outcome[] => {
    const where = { file, id: filing.id, figure: `${row} weighted` };
    const expected = cellOf(filing, row, 'weighted');
    if (expected === undefined) return [];
    if (form === 'EU') return [notCovered(where, 'in the EU inflows are capped in three parts')];
    const found = report.get(row)?.get('weighted');
    if (found === undefined) return [notCovered(where, 'the filing has too little for it')];
    const got = row === LIQ1.ratioRow ? times(found, HUNDRED) : found;
    return [
      {
        ...compared(where, expected, got, ZERO),
        state: 'shown',
        reason: 'an average of daily results',
      },
    ];
  });
}
