/** The calculation date of a command: `--date`, or the one in the project's configuration. */

import { fail } from '../errors/error.ts';
import type { Project } from '../project/project.ts';
import { parseDate } from '../values/date.ts';
import type { Options } from './context.ts';

/** ISO date. Errors: cli.no_date, run.date. */
export function dateOf(options: Options, project: Project): string {
  const given = typeof options['date'] === 'string' ? options['date'] : project.calculationDate;
  if (given === '') return fail('cli.no_date', {});
  return parseDate(given) === undefined ? fail('run.date', { found: given }) : given;
}
