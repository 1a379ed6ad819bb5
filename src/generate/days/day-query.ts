/**
 * The rows of a table on one of several business days.
 *
 * The deals of a day are those of the first day and those that came on each day since, the *intakes*, each made by the table's recipe with
 * the date of its own first day, so a deal has the same columns on all of its days. What happens to a deal is drawn for each later day
 * from (seed, table, day, row): most often nothing, else it is closed, or its amounts move. A deal that is due ends by itself.
 */

import { assert } from '../../std/assert.ts';
import { type BankTable, bankTables } from '../bank.ts';
import { bankSize } from '../bank-size.ts';
import { CURRENCIES } from '../profile/currencies.ts';
import { literalQuery, type Recipe, recipeQuery } from '../recipe.ts';
import { at, floorTo } from '../sql-text.ts';
import { movedRateTable } from '../tables/reference.ts';
import { DAY_RULES, type DayRule } from './day-rules.ts';

const DRAWS = 2 ** 32;
const draws = (perTenThousand: number): number => Math.floor((perTenThousand * DRAWS) / 10_000);

export interface BankDay {
  readonly deals: number;
  readonly seed: number;
  /** The business days, ISO, from the first one to this one. */
  readonly dates: readonly string[];
}

/** Row numbers from `first` on, `rows` of them. */
export interface RowRange {
  readonly first: number;
  readonly rows: number;
}

const RATES = 'exchange_rate';

/** Does the table have other rows on each day? */
export const changes = (table: string): boolean => table === RATES || DAY_RULES[table] !== undefined;

/**
 * The queries of a table on the last day of `dates`, one for each of its files, in the order of its rows. `sources` cuts a range of rows
 * into those of one file each, as queries that give row numbers as the column `row`.
 */
export function dayQueries(
  { schema }: BankTable,
  day: BankDay,
  sources: (range: RowRange) => readonly string[],
): readonly string[] {
  if (schema.name === RATES) return [literalQuery(movedRateTable(day.seed, day.dates))];
  const rule = DAY_RULES[schema.name];
  assert(rule !== undefined, `${schema.name} changes from day to day`);
  // What came later is little, and goes into the last file of what was there on the first day.
  const [first = [], ...later] = intakes(schema.name, rule, day, sources);
  return [...first.slice(0, -1), [...first.slice(-1), ...later.flat()].join('\nUNION ALL\n')];
}

/** For each intake of deals the queries of its rows as they are on the day. */
function intakes(
  table: string,
  rule: DayRule,
  day: BankDay,
  sources: (range: RowRange) => readonly string[],
): readonly (readonly string[])[] {
  const dealsAtFirst = bankSize(day.deals)[rule.deals];
  const added = Math.ceil((dealsAtFirst * rule.added) / 10_000);
  return day.dates.map((date, intake) => {
    const recipe = bankTables(day.deals, date, false).find((one) => one.schema.name === table)?.recipe;
    assert(recipe !== undefined && !('literals' in recipe), `${table} has a recipe`);
    const from = intake === 0 ? 0 : dealsAtFirst + (intake - 1) * added;
    const to = intake === 0 ? dealsAtFirst : from + added;
    const first = rule.firstRow(from);
    const known = onDay(recipe, rule, intake, day);
    return sources({ first, rows: rule.firstRow(to) - first }).map((source) =>
      recipeQuery(known, day.seed, source),
    );
  });
}

/** The recipe of an intake as its deals are on the day. */
function onDay(recipe: Recipe, rule: DayRule, intake: number, { dates }: BankDay): Recipe {
  const later = dates.flatMap((_, day) => (day > intake ? [`day_${day}`] : []));
  const [first = '', today = ''] = [dates[intake], dates.at(-1)];
  if (later.length === 0) return recipe;
  const last = rule.lastDay(recipe, first);
  const closed = later.map((name) => `${name} < ${draws(rule.closed)}`).join(' OR ');
  const conditions = [
    ...(recipe.where === undefined ? [] : [recipe.where]),
    ...(last === null ? [] : [`coalesce(${last} >= DATE '${today}', true)`]),
    ...(rule.closed === 0
      ? []
      : [`NOT (${rule.kept === undefined ? '' : `NOT ${rule.kept} AND `}(${closed}))`]),
  ];
  const drawn = rule.closed + rule.moved > 0;
  return {
    ...recipe,
    draws: [...recipe.draws, ...(drawn ? [{ table: `days/${rule.deals}`, row: 'i', names: later }] : [])],
    ...(conditions.length === 0 ? {} : { where: conditions.map((one) => `(${one})`).join(' AND ') }),
    columns: {
      ...recipe.columns,
      ...Object.fromEntries(
        rule.amounts.map((name) => [name, moved(`${recipe.columns[name]}`, rule, later)]),
      ),
    },
  };
}

/** The amount after its moves of one to ten per cent, in whole coins of its currency. */
function moved(amount: string, rule: DayRule, days: readonly string[]): string {
  const [from, to] = [draws(rule.closed), draws(rule.closed + rule.moved)];
  const sign = (day: string): string => (rule.direction === 'down' ? '-1' : `(1 - 2 * (${day} & 1))`);
  const thousandths = (day: string): string =>
    `CASE WHEN ${day} >= ${from} AND ${day} < ${to} THEN 1000 + ${sign(day)} * 10 * (1 + (${day} >> 1) % 10) ELSE 1000 END`;
  const after = days.reduce((before, day) => `((${before}) * (${thousandths(day)}) // 1000)`, amount);
  const smallest = at(
    CURRENCIES.map((currency) => currency.smallest),
    'currency',
  );
  return floorTo(after, smallest);
}
