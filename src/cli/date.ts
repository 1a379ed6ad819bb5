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
