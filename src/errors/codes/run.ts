/** Errors of runs: what a run needs, what it refuses. */

import { hint, spec } from '../define.ts';

export const RUN_CODES = {
  'run.unknown_pipeline': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) =>
      `There is no pipeline \`${p.name}\`, built in or as a file of the project.${hint(p.nearest, p.known)}`,
  ),
  'run.pipeline_module': spec<{ path: string }>(
    2,
    (p) => `The module ${p.path} exports no \`pipeline\`. Export a pipeline definition under that name.`,
  ),
  'run.unknown_source': spec<{ stage: string }>(
    2,
    (p) =>
      `The pipeline's source \`${p.stage}\` is neither a table of the data dictionary nor a reference table of the pipeline's module. Add it to \`referenceTables\`, or name it after a dictionary table.`,
  ),
  'run.jurisdiction': spec<{ jurisdiction: string; date: string; known: readonly string[] }>(2, (p) => {
    const known =
      p.known.length === 0
        ? 'no jurisdiction has any on that day'
        : `there are factors for ${p.known.join(', ')}`;
    return `There are no factors for the jurisdiction \`${p.jurisdiction}\` on ${p.date}; ${known}. Correct \`jurisdiction\` in plimsoll.yaml, or the date. What a national supervisor decides goes into the table national_option, under the jurisdiction whose factors apply.`;
  }),
  'run.none': spec<{ date: string | null }>(
    2,
    (p) =>
      `There is no run${p.date === null ? '' : ` for ${p.date}`} in this project yet. Type \`plimsoll run\` first.`,
  ),
  'run.overtaken': spec<{ date: string }>(
    1,
    (p) =>
      `While this run of ${p.date} was calculating, another run of that date began later, with other input or settings, and has ended. That one stands, and nothing of this run is kept as the date's figures. See \`plimsoll show metrics --date ${p.date}\`; if a file has changed since, run again.`,
  ),
  'run.unknown_stage': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no stage \`${p.name}\` in this pipeline.${hint(p.nearest, p.known)}`,
  ),
  'run.date': spec<{ found: string }>(2, (p) => `\`${p.found}\` is no date. Write it as 2024-01-31.`),
  'run.unclassified': spec<{ amount: string; rows: string; limit: string; currency: string }>(
    1,
    (p) =>
      `${p.rows === '1' ? '1 tranche' : `${p.rows} tranches`} with ${p.amount} ${p.currency} ${p.rows === '1' ? 'matches' : 'match'} no rule of the classification; the limit is ${p.limit} ${p.currency}. See \`plimsoll show unclassified\`; correct the input, or raise limits.unclassified_amount.`,
  ),
  'run.source_rejects': spec<{ source: string; date: string; found: string; limit: string }>(
    1,
    (p) =>
      `The source of ${p.source} has rejected ${p.found}, and its limit is ${p.limit}. Nothing was calculated. \`plimsoll show rejects --date ${p.date}\` says why; correct the records where they come from or, if they are of files, in what \`plimsoll rejects export --date ${p.date}\` writes, or raise the limit.`,
  ),
  'run.rejected': spec<{ found: string; limit: string; date: string }>(
    1,
    (p) =>
      `${p.found === '1' ? '1 record was' : `${p.found} records were`} rejected; the limit is ${p.limit}. See \`plimsoll show rejects --date ${p.date}\`; correct the records where they come from or, if they are of files, in what \`plimsoll rejects export --date ${p.date}\` writes, or raise limits.rejected_rows.`,
  ),
  'run.file_changed': spec<{ table: string }>(
    2,
    (p) =>
      `A file of \`${p.table}\` changed while it was read, and nothing of it was kept. Run again when the file is complete.`,
  ),
  'run.schema': spec<{ stage: string; column: string; found: string; allowed: string }>(
    2,
    (p) =>
      `The pipeline's source \`${p.stage}\` differs from the data dictionary in \`${p.column}\`: found ${p.found}, allowed is ${p.allowed}. Take the table from the dictionary.`,
  ),
  'run.reference_row': spec<{ table: string; row: string; found: string; allowed: string }>(
    2,
    (p) => `Reference table \`${p.table}\`, row ${p.row}: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'run.changed': spec<{ date: string; stage: string }>(
    2,
    (p) =>
      `The pipeline or the configuration has changed since the run of ${p.date}, so \`${p.stage}\` can't be shown for it. Type \`plimsoll run --date ${p.date}\`.`,
  ),
  'run.all_rejected': spec<{ tables: readonly string[] }>(
    1,
    (p) =>
      `Every record of ${p.tables.join(', ')} was rejected, so nothing of it is in these figures. See \`plimsoll show rejects\`.`,
  ),
} as const;
