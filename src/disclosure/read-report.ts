/** From a report as it is written to one that rules can be held against: facts understood, cells in the template's rows, figures exact. */

import { fail } from '../errors/error.ts';
import { parseDate } from '../values/date.ts';
import { type Decimal, parseDecimal } from '../values/decimal.ts';
import { type Fact, type RawReport, type RawRow, rawReport } from './raw-report.ts';
import type { RatioUnit, Report, Unit } from './report.ts';
import { type ColumnId, type Form, rowOf, rowsOf, type Template, type TemplateId } from './template.ts';
import { TEMPLATES } from './templates.ts';

/** What is said beside the file; a file that says something else is refused. */
export interface Said {
  readonly template: string | null;
  readonly jurisdiction: string | null;
}

/** Errors: disclosure.form, disclosure.fact, disclosure.fact_differs, disclosure.column, disclosure.row, disclosure.row_twice, disclosure.cell, disclosure.grey. */
export function readReport(file: string, text: string, said: Said): Report {
  // How every ZIP file begins, and with it every spreadsheet.
  if (text.startsWith('PK\u0003\u0004')) fail('disclosure.form', { file, problem: 'it is a spreadsheet' });
  const raw = rawReport(file, text);
  const ask = facts(file, raw, said);
  const template = TEMPLATES[templateOf(ask)];
  const form = ask<Form>('jurisdiction', ['BASEL', 'EU'], 'BASEL');
  if (raw.rows.length === 0) fail('disclosure.form', { file, problem: 'it has no rows' });
  return {
    template,
    form,
    perimeter: raw.facts.get('perimeter') ?? null,
    scenario: raw.facts.get('scenario') ?? null,
    currency: raw.facts.get('currency') ?? null,
    unit: unitOf(ask),
    // The European data hub takes ratios as fractions, printed tables have per cent.
    ratioUnit: ask<RatioUnit>('ratio_unit', ['fraction', 'percent'], form === 'EU' ? 'fraction' : 'percent'),
    ...days(file, raw),
    rows: figures(file, raw.rows, { template, form }),
  };
}

type Ask = <T extends string>(fact: Fact, allowed: readonly T[], otherwise: T | null) => T;

/** One of the allowed texts, whatever its capitals; without one, `otherwise`, and where that is null an error. */
function facts(file: string, raw: RawReport, said: Said): Ask {
  const beside: Partial<Record<Fact, string | null>> = {
    template: said.template,
    jurisdiction: said.jurisdiction,
  };
  return (fact, allowed, otherwise) => {
    const [own, other] = [raw.facts.get(fact), beside[fact] ?? undefined];
    const same = (text: string, value: string): boolean => text.toLowerCase() === value.toLowerCase();
    if (own !== undefined && other !== undefined && !same(own, other))
      fail('disclosure.fact_differs', { file, fact, found: own, other });
    const found = own ?? other;
    if (found === undefined && otherwise !== null) return otherwise;
    return (
      allowed.find((value) => found !== undefined && same(found, value)) ??
      fail('disclosure.fact', { file, fact, found: found ?? null, allowed: allowed.join(', ') })
    );
  };
}

const templateOf = (ask: Ask): TemplateId => ask<TemplateId>('template', ['LIQ1', 'LIQ2'], null);

const UNITS: readonly Unit[] = ['unit', 'thousand', 'million', 'billion'];

const unitOf = (ask: Ask): Unit => ask<Unit>('unit', UNITS, 'unit');

function days(file: string, { facts }: RawReport): Pick<Report, 'firstDate' | 'lastDate' | 'observations'> {
  const day = (fact: Fact): string | null => {
    const found = facts.get(fact) ?? null;
    return found === null || parseDate(found) !== undefined
      ? found
      : fail('disclosure.fact', { file, fact, found, allowed: 'a day such as 2024-01-31' });
  };
  const single = day('date');
  const given = facts.get('observations');
  if (given !== undefined && !/^[1-9]\d{0,5}$/.test(given))
    fail('disclosure.fact', {
      file,
      fact: 'observations',
      found: given,
      allowed: 'the number of days that the figures are the average of, such as 92',
    });
  const [firstDate, lastDate] = [day('first_date') ?? single, day('last_date') ?? single];
  if (firstDate !== null && lastDate !== null && firstDate > lastDate)
    fail('disclosure.fact', {
      file,
      fact: 'last_date',
      found: lastDate,
      allowed: `a day from ${firstDate} on`,
    });
  const isOneDay = single !== null && firstDate === single && lastDate === single;
  return {
    firstDate,
    lastDate,
    observations: given === undefined ? (isOneDay ? 1n : null) : BigInt(given),
  };
}

interface Shape {
  readonly template: Template;
  readonly form: Form;
}

function figures(file: string, rows: readonly RawRow[], { template, form }: Shape): Report['rows'] {
  const found = new Map<string, ReadonlyMap<ColumnId, Decimal>>();
  for (const { row, at, cells } of rows) {
    const allowed = rowOf(template, row)?.cells[form] ?? [];
    if (allowed.length === 0)
      fail('disclosure.row', {
        file,
        at,
        found: row,
        template: template.id,
        form,
        known: rowsOf(template, form).map(({ id }) => id),
      });
    if (found.has(row)) fail('disclosure.row_twice', { file, at, row });
    const own = new Map<ColumnId, Decimal>();
    for (const [column, text] of cells) {
      if (text === '') continue;
      const value = figureOf(text) ?? fail('disclosure.cell', { file, at, row, column, found: text });
      // Many reports print a zero where the template has no cell: it says nothing.
      if (allowed.includes(column)) own.set(column, value);
      else if (value.units !== 0n) fail('disclosure.grey', { file, at, row, column, found: text, allowed });
    }
    found.set(row, own);
  }
  return found;
}

/** More digits than any amount has; a longer text is no figure. */
const LENGTH_MAX = 60;

/** Decimal text, and the form with an exponent that JSON allows. */
export function figureOf(text: string): Decimal | undefined {
  if (text.length > LENGTH_MAX) return undefined;
  const [, digits = text, exponent] = /^([^eE]+)[eE]([+-]?\d{1,2})$/.exec(text) ?? [];
  const value = parseDecimal(digits);
  if (value === undefined || exponent === undefined) return value;
  const scale = value.scale - Number.parseInt(exponent, 10);
  return scale >= 0
    ? { units: value.units, scale }
    : { units: value.units * 10n ** BigInt(-scale), scale: 0 };
}
