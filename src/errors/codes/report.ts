/** Errors of reports that are made from runs. */

import { spec } from '../define.ts';

export const REPORT_CODES = {
  'report.pipeline': spec<{ template: string; stage: string; column: string }>(
    2,
    (p) =>
      `${p.template} is made from the stages of the Basel ${p.template === 'LIQ1' ? 'LCR' : 'NSFR'}, and this pipeline has no \`${p.stage}\` with the column \`${p.column}\`. \`plimsoll show stages\` lists what it has${p.template === 'LIQ1' ? '' : '; `pipeline: basel` in plimsoll.yaml has both ratios'}.`,
  ),
  'report.perimeter': spec<{ name: string; date: string; known: readonly string[] }>(
    2,
    (p) =>
      `There is no perimeter \`${p.name}\` on ${p.date}. Known: ${p.known.join(', ')}. Name one with --perimeter.`,
  ),
  'report.refused': spec<{ dates: readonly string[]; reason: string }>(
    1,
    (p) =>
      `${p.dates.length === 1 ? `The run of ${p.dates[0]} was` : `The runs of ${p.dates.join(', ')} were`} refused, and a report would have figures that must not be reported: ${p.reason}`,
  ),
  'report.no_runs': spec<{ first: string; last: string }>(
    2,
    (p) =>
      `No day from ${p.first} to ${p.last} has a run in this project. Type \`plimsoll run --dates ${p.first}..${p.last}\` first.`,
  ),
  'report.folder': spec<{ folder: string }>(
    2,
    (p) => `There is no folder ${p.folder} for the report. Make it, or name another file with --to.`,
  ),
  'report.file_form': spec<{ file: string }>(
    2,
    (p) =>
      `${p.file}: a report is written as CSV or, where the name ends in .xlsx, as a spreadsheet. Name such a file with --to; for JSON leave --to out and send what --json prints to the file.`,
  ),
  'report.currencies': spec<{ found: readonly string[] }>(
    2,
    (p) =>
      `The runs are in different reporting currencies: ${p.found.join(', ')}. An average needs one; choose dates that share it, or run them again.`,
  ),
  'report.not_tied': spec<{
    template: string;
    date: string;
    perimeter: string;
    what: string;
    lines: string;
    metric: string;
    difference: string;
    unplaced: readonly string[];
  }>(
    1,
    (p) =>
      `On ${p.date} the lines of ${p.template} of ${p.perimeter} add up to ${p.lines}, and the run has ${p.metric} as ${p.what}: ${p.difference} is missing.${p.unplaced.length === 0 ? '' : ` These lines have a value and no row in ${p.template}: ${p.unplaced.join(', ')}.`} A report that does not tie is not made. Where a rule gives a line its value, revoke it, or report base with --scenario base; \`plimsoll show ${p.template === 'LIQ1' ? 'lines' : 'nsfr_aggregation'}\` has the lines, and \`plimsoll reconcile\` checks the stages before.`,
  ),
} as const;
