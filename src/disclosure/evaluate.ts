/**
 * Holds a report against the rules of its template: one verdict per rule, with the cells and exact figures.
 *
 * Each figure is right to half of the unit that the report is printed in, so a sum of n figures may differ from its total by (n + 1) halves. Beside
 * that, two millionths of the larger side are allowed: reports in which some cells are rounded further than others differ by no more.
 */

import { decimalOf, minus, plus, shortText, sizeOf, sumOf, times, ZERO } from '../values/arithmetic.ts';
import { compareDecimals, type Decimal, formatDecimal } from '../values/decimal.ts';
import { divideUnits } from '../values/rounding.ts';
import { printedUnit } from './precision.ts';
import { figure, type Report, UNIT_ZEROS } from './report.ts';
import type { CellRef, Relation, Rule, Statement, Term } from './rule.ts';
import { LIQ1_RULES } from './rules-liq1.ts';
import { LIQ2_RULES } from './rules-liq2.ts';
import type { TemplateId } from './template.ts';
import type { Verdict, VerdictKind } from './verdict.ts';

export const RULES: Readonly<Record<TemplateId, readonly Rule[]>> = Object.freeze({
  LIQ1: LIQ1_RULES,
  LIQ2: LIQ2_RULES,
});

const HALF = decimalOf('0.5');
const UNEVEN = decimalOf('0.000002');
const INFLOW_CAP = decimalOf('0.75');

/** Digits behind the point to which a quotient is shown. */
const QUOTIENT_DIGITS = 6;

type Outcome = Omit<Verdict, 'rule'>;

interface Printed {
  readonly report: Report;
  /** Half of the unit that the report is printed in. */
  readonly half: Decimal;
}

export function evaluate(report: Report): readonly Verdict[] {
  const printed: Printed = { report, half: times(printedUnit(report), HALF) };
  return RULES[report.template.id].map((rule) => ({ rule, ...outcomeOf(printed, rule) }));
}

function outcomeOf(printed: Printed, rule: Rule): Outcome {
  if (!rule.forms.includes(printed.report.form)) return bare('not_applicable', []);
  const outcome = judge(printed, rule.statement);
  const decided = outcome.verdict === 'holds' || outcome.verdict === 'fails';
  return rule.singleDay && decided && printed.report.observations !== 1n
    ? { ...outcome, verdict: 'not_applicable' }
    : outcome;
}

function judge(printed: Printed, statement: Statement): Outcome {
  switch (statement.form) {
    case 'linear':
      return linear(printed, statement);
    case 'not_negative':
      return each(printed, statement.cells, (value) => value === undefined || value.units >= 0n);
    case 'filled':
      return each(printed, inForm(printed.report, statement.cells), (value) => value !== undefined);
    case 'implied_rate':
      return impliedRate(printed, statement);
    case 'ratio':
      return ratio(printed, statement);
    case 'net':
      return net(printed, statement);
    case 'excess':
      return excess(printed, statement);
    case 'magnitude':
      return magnitude(printed, statement);
  }
}

const bare = (verdict: VerdictKind, cells: Outcome['cells']): Outcome => ({
  verdict,
  cells,
  found: null,
  expected: null,
  difference: null,
  allowed: null,
});

function shown(report: Report, cells: readonly CellRef[]): Outcome['cells'] {
  return cells.map(({ row, column }) => {
    const value = figure(report, row, column);
    return { row, column, figure: value === undefined ? null : shortText(value) };
  });
}

const inForm = (report: Report, cells: readonly CellRef[]): readonly CellRef[] =>
  cells.filter(({ row, column }) =>
    report.template.rows.some((each) => each.id === row && each.cells[report.form].includes(column)),
  );

/** Holds where every cell passes; otherwise the cells are those that don't. */
function each(
  { report }: Printed,
  cells: readonly CellRef[],
  passes: (value: Decimal | undefined) => boolean,
): Outcome {
  const failing = cells.filter(({ row, column }) => !passes(figure(report, row, column)));
  return bare(failing.length === 0 ? 'holds' : 'fails', shown(report, failing));
}

const larger = (a: Decimal, b: Decimal): Decimal => (compareDecimals(a, b) >= 0 ? a : b);

/** Found against expected, in the report's unit. */
function compared(cells: Outcome['cells'], { found, relation, expected, halves, half }: Sides): Outcome {
  const difference = minus(found, expected);
  const rounding = times(half, halves);
  const uneven = times(larger(sizeOf(found), sizeOf(expected)), UNEVEN);
  const allowed = larger(rounding, uneven);
  const over = relation === '>=' ? minus(ZERO, difference) : difference;
  const off = relation === '=' ? sizeOf(difference) : over;
  return {
    verdict: compareDecimals(off, allowed) <= 0 ? 'holds' : 'fails',
    cells,
    found: shortText(found),
    expected: shortText(expected),
    difference: shortText(difference),
    allowed: shortText(allowed),
  };
}

interface Sides {
  readonly found: Decimal;
  readonly relation: Relation;
  readonly expected: Decimal;
  /** How many times half of the printed unit rounding may explain. */
  readonly halves: Decimal;
  readonly half: Decimal;
}

function linear(printed: Printed, statement: Extract<Statement, { form: 'linear' }>): Outcome {
  const { left, relation, right, emptyIsNil } = statement;
  const outcomes = right.map((terms) => oneSide(printed, { left, relation, right: terms, emptyIsNil }));
  return outcomes.find(({ verdict }) => verdict !== 'fails') ?? outcomes[0] ?? bare('cells_missing', []);
}

interface Side {
  readonly left: readonly Term[];
  readonly relation: Relation;
  readonly right: readonly Term[];
  readonly emptyIsNil: boolean;
}

function oneSide({ report, half }: Printed, { left, relation, right, emptyIsNil }: Side): Outcome {
  const all = [...left, ...right].filter((term) => inForm(report, [term]).length > 0);
  const cells = shown(report, all);
  const filled = cells.filter((cell) => cell.figure !== null).length;
  if (filled === 0 || (!emptyIsNil && filled < all.length)) return bare('cells_missing', cells);
  // A bank that publishes totals alone says nothing of their parts.
  const isTold = (terms: readonly Term[]): boolean =>
    terms.some(({ row, column }) => figure(report, row, column) !== undefined);
  if (right.length > 0 && !isTold(right)) return bare('cells_missing', cells);
  const total = (terms: readonly Term[]): Decimal =>
    sumOf(
      terms.map(({ row, column, factor }) => times(figure(report, row, column) ?? ZERO, decimalOf(factor))),
    );
  // An empty cell may be a figure that was rounded to nothing.
  const halves = sumOf(all.map(({ factor }) => sizeOf(decimalOf(factor))));
  return compared(cells, { found: total(left), relation, expected: total(right), halves, half });
}

function impliedRate(
  { report, half }: Printed,
  { row, low, high }: Extract<Statement, { form: 'implied_rate' }>,
): Outcome {
  const cells = shown(report, [
    { row, column: 'weighted' },
    { row, column: 'unweighted' },
  ]);
  const weighted = figure(report, row, 'weighted');
  const unweighted = figure(report, row, 'unweighted');
  if (weighted === undefined || unweighted === undefined) return bare('cells_missing', cells);
  if (unweighted.units <= 0n) return bare('holds', cells);
  const allowed = (rate: Decimal): Decimal => plus(half, times(half, rate));
  const least = times(unweighted, decimalOf(low));
  const tooLow = compareDecimals(plus(weighted, allowed(decimalOf(low))), least) < 0;
  const tooHigh =
    high !== null &&
    compareDecimals(minus(weighted, allowed(decimalOf(high))), times(unweighted, decimalOf(high))) > 0;
  const range = high === null ? `at least ${low}` : low === high ? low : `${low} to ${high}`;
  return {
    ...bare(tooLow || tooHigh ? 'fails' : 'holds', cells),
    found: quotient(weighted, unweighted),
    expected: range,
  };
}

/** `numerator ÷ denominator` to six digits, half away from zero; null without a denominator. */
function quotient(numerator: Decimal, denominator: Decimal): string | null {
  if (denominator.units === 0n) return null;
  const top = numerator.units * 10n ** BigInt(denominator.scale + QUOTIENT_DIGITS);
  const bottom = denominator.units * 10n ** BigInt(numerator.scale);
  return shortText({
    units: divideUnits(top, bottom, 'half_away_from_zero'),
    scale: QUOTIENT_DIGITS,
  });
}

function ratio(printed: Printed, statement: Extract<Statement, { form: 'ratio' }>): Outcome {
  const { report, half } = printed;
  const cells = shown(report, [statement.ratio, statement.over, statement.under]);
  const [value, over, under] = [statement.ratio, statement.over, statement.under].map(({ row, column }) =>
    figure(report, row, column),
  );
  if (value === undefined || over === undefined || under === undefined) return bare('cells_missing', cells);
  // Without net outflows there is no ratio, whatever is printed.
  if (under.units <= 0n) return bare('not_applicable', cells);
  const scaled = report.ratioUnit === 'percent' ? times(over, decimalOf('100')) : over;
  const step = report.ratioUnit === 'percent' ? times(half, decimalOf('100')) : half;
  const holds =
    statement.within === 'printed'
      ? fitsAsPrinted(value, { over: scaled, under, overHalf: step, underHalf: half })
      : isWithin(value, { over: scaled, under }, decimalOf(statement.within));
  const expected = quotient(scaled, under);
  return {
    ...bare(holds ? 'holds' : 'fails', cells),
    found: shortText(value),
    expected,
    difference: expected === null ? null : shortText(minus(value, decimalOf(expected))),
  };
}

interface Fraction {
  readonly over: Decimal;
  readonly under: Decimal;
}

/** Do the ranges that the rounded figures stand for meet? */
function fitsAsPrinted(
  value: Decimal,
  {
    over,
    under,
    overHalf,
    underHalf,
  }: Fraction & { readonly overHalf: Decimal; readonly underHalf: Decimal },
): boolean {
  // The last digit may have been rounded or cut off.
  const digit: Decimal = { units: 1n, scale: value.scale };
  const [high, low] = [plus(value, digit), minus(value, digit)];
  // Of a negative ratio, which a negative stock gives, the smaller denominator goes further.
  const least = times(high, high.units < 0n ? minus(under, underHalf) : plus(under, underHalf));
  const most = times(low, low.units < 0n ? plus(under, underHalf) : minus(under, underHalf));
  return (
    compareDecimals(least, minus(over, overHalf)) >= 0 && compareDecimals(most, plus(over, overHalf)) <= 0
  );
}

function isWithin(value: Decimal, { over, under }: Fraction, factor: Decimal): boolean {
  // A small ratio may be printed as 0.
  if (value.units === 0n || over.units === 0n) return true;
  if (value.units < 0n !== over.units < 0n) return false;
  const [printed, whole] = [sizeOf(times(value, under)), sizeOf(over)];
  return (
    compareDecimals(times(printed, factor), whole) >= 0 && compareDecimals(printed, times(whole, factor)) <= 0
  );
}

function net(
  { report, half }: Printed,
  { net: cell, outflows, inflows }: Extract<Statement, { form: 'net' }>,
): Outcome {
  const cells = shown(report, [cell, outflows, inflows]);
  const [found, out, into] = [cell, outflows, inflows].map(({ row, column }) => figure(report, row, column));
  if (found === undefined || out === undefined || into === undefined) return bare('cells_missing', cells);
  const cap = times(out, INFLOW_CAP);
  const expected = minus(out, compareDecimals(into, cap) <= 0 ? into : cap);
  return compared(cells, { found, relation: '=', expected, halves: decimalOf('3'), half });
}

function excess(
  { report, half }: Printed,
  { cell, whole, less }: Extract<Statement, { form: 'excess' }>,
): Outcome {
  const cells = shown(report, [cell, whole, less]);
  const [found, all, taken] = [cell, whole, less].map(({ row, column }) => figure(report, row, column));
  if (found === undefined || all === undefined || taken === undefined) return bare('cells_missing', cells);
  const expected = larger(minus(all, taken), ZERO);
  return compared(cells, { found, relation: '=', expected, halves: decimalOf('3'), half });
}

function magnitude(
  { report }: Printed,
  { cell, low, high }: Extract<Statement, { form: 'magnitude' }>,
): Outcome {
  const cells = shown(report, [cell]);
  const value = figure(report, cell.row, cell.column);
  if (value === undefined) return bare('cells_missing', cells);
  const whole = times(value, { units: 10n ** BigInt(UNIT_ZEROS[report.unit]), scale: 0 });
  const fits = compareDecimals(whole, decimalOf(low)) >= 0 && compareDecimals(whole, decimalOf(high)) <= 0;
  return {
    ...bare(fits ? 'holds' : 'fails', cells),
    found: formatDecimal(whole.units, whole.scale),
    expected: `${low} to ${high}`,
  };
}
