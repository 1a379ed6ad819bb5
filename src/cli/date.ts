/** The calculation date of a command: `--date`, or the one in the project's configuration. */

import { fail } from '../errors/error.ts';
import type { Project } from '../project/project.ts';
import { parseDate } from '../values/date.ts';
import type { Options } from './context.ts';

/** ISO date. Errors: cli.no_date, run.date. */
export function dateOf(options: Options, project: Project): string {
  return (
    givenDate(options) ?? (project.calculationDate === '' ? fail('cli.no_date', {}) : project.calculationDate)
  );
}

/** The date of `--date`, or null. Errors: run.date. */
export function givenDate(options: Options): string | null {
  const { date } = options;
  if (typeof date !== 'string') return null;
  return parseDate(date) === undefined ? fail('run.date', { found: date }) : date;
}

/** Ten years and a bit. */
const DAYS_MAX = 3700;

/** How many dates `--parallel` allows at once. Errors: cli.parallel. */
export function parallelOf({ parallel, dates }: Options): number {
  const found = String(parallel ?? '2');
  if ((dates === undefined && parallel !== undefined) || !/^[1-9]\d?$/.test(found))
    return fail('cli.parallel', { found });
  return Number.parseInt(found, 10);
}

/** The days of `--dates A..B`, both included, or null. Errors: cli.dates. */
export function rangeOf({ date, dates }: Options): { readonly first: string; readonly last: string } | null {
  if (typeof dates !== 'string') return null;
  if (date !== undefined) fail('cli.dates', { found: `${dates}, and --date ${String(date)}` });
  const [, first = '', last = ''] = /^(.+)\.\.(.+)$/.exec(dates) ?? [];
  const [from, to] = [parseDate(first), parseDate(last)];
  if (from === undefined || to === undefined || from > to || to - from > DAYS_MAX)
    return fail('cli.dates', { found: dates });
  return { first, last };
}
