/** The calculation date of a command: `--date`, or the one in the project's configuration. */

import { fail } from '../errors/error.ts';
import type { Project } from '../project/project.ts';
import type { Options } from './context.ts';

/** ISO date. Errors: cli.no_date. Whether the text is a date is checked where it is used. */
export function dateOf(options: Options, project: Project): string {
  if (typeof options['date'] === 'string') return options['date'];
  return project.calculationDate === '' ? fail('cli.no_date', {}) : project.calculationDate;
}
