/** `plimsoll check report FILE`: a disclosure from anywhere against the rules of its template. Needs no project. */

import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { evaluate } from '../../disclosure/evaluate.ts';
import { readReport } from '../../disclosure/read-report.ts';
import { isFailure } from '../../disclosure/verdict.ts';
import { fail } from '../../errors/error.ts';
import type { CommandContext, Options } from '../context.ts';
import { checkJson, printCheck } from '../view/report-check.ts';

export async function command(
  { output }: CommandContext,
  [file = '']: readonly string[],
  options: Options,
): Promise<void> {
  if (!existsSync(file)) fail('cli.no_file', { path: file, what: 'a report as CSV or JSON' });
  const said = (name: string): string | null => {
    const value = options[name];
    return typeof value === 'string' ? value : null;
  };
  const report = readReport(file, await readFile(file, 'utf8'), {
    template: said('template'),
    jurisdiction: said('jurisdiction'),
  });
  const verdicts = evaluate(report);
  output.result(checkJson(file, report, verdicts));
  printCheck(file, report, { verdicts, all: options['all'] === true }, output);
  if (verdicts.some(isFailure)) process.exitCode = 1;
}
