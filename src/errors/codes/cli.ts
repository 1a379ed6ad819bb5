/** Errors of the command line's own arguments. */

import { hint, spec } from '../define.ts';

export const CLI_CODES = {
  'cli.limit': spec<{ found: string }>(
    2,
    (p) => `--limit is \`${p.found}\`; allowed is a whole number, for example 50.`,
  ),
  'cli.dates': spec<{ found: string }>(
    2,
    (p) =>
      `--dates is \`${p.found}\`; allowed are two days, the earlier one first and at most ten years apart, for example --dates 2024-01-01..2024-01-31, and no --date beside them.`,
  ),
  'cli.parallel': spec<{ found: string }>(
    2,
    (p) =>
      `--parallel is \`${p.found}\`; allowed is a whole number from 1 to 99, beside --dates. 1 calculates one date after the other.`,
  ),
  'cli.no_dated_files': spec<{ first: string; last: string; readsServers: boolean }>(
    2,
    (p) =>
      `No day from ${p.first} to ${p.last} has files. Write the date into the paths of the configuration, for example \`files: data/deposits-{date}.csv\`, or {date:%Y%m%d}.${p.readsServers ? ' A server does not tell for which days it has rows; where all sources are servers, run each day with --date.' : ''}`,
  ),
  'cli.count': spec<{ option: string; found: string; allowed: string }>(
    2,
    (p) => `${p.option} is \`${p.found}\`; allowed is ${p.allowed}.`,
  ),
  'cli.bad_rate': spec<{ found: string; allowed: string }>(
    2,
    (p) => `--bad is \`${p.found}\`; allowed is ${p.allowed}.`,
  ),
  'cli.days': spec<{ problem: string }>(2, (p) => `--days ${p.problem}.`),
  'cli.folder_in_use': spec<{ folder: string }>(
    2,
    (p) =>
      `The folder ${p.folder} holds a project already, and nothing in it was touched. Name another folder, or remove its plimsoll.yaml first.`,
  ),
  'cli.no_date': spec<object>(
    2,
    () =>
      'No calculation date was given. Write --date 2024-01-31, or calculation_date: 2024-01-31 in plimsoll.yaml.',
  ),
  'cli.where': spec<{ what: string }>(
    2,
    (p) => `\`show ${p.what}\` takes no --where; it is for metrics, lines and the rows of a stage.`,
  ),
  'cli.corrected': spec<{ what: string }>(
    2,
    (p) => `\`show ${p.what}\` takes no --corrected; it is for \`show rejects\`.`,
  ),
  'cli.ladder_only': spec<{ what: string; option: string }>(
    2,
    (p) =>
      `\`show ${p.what}\` takes no ${p.option} here; it is for \`show ladder\` without --where, --variance and --against. Rows of a stage are chosen by --where.`,
  ),
  'cli.no_ladder': spec<{
    perimeter: string | null;
    currency: string;
    perimeters: readonly string[];
    currencies: readonly string[];
  }>(
    2,
    (p) =>
      `There is no maturity ladder of ${p.perimeter === null ? 'any perimeter' : `perimeter \`${p.perimeter}\``} in \`${p.currency}\`. Perimeters are ${p.perimeters.join(', ')}; currencies ${p.currencies.join(', ')}, where TOTAL is all of them.`,
  ),
  'cli.show': spec<{
    name: string;
    nearest: string | undefined;
    words: readonly string[];
    stages: readonly string[];
  }>(
    2,
    (p) =>
      `There is nothing called \`${p.name}\` to show.${hint(p.nearest, [])} \`show\` takes ${p.words.join(', ')}, or the name of a stage: ${p.stages.join(', ')}.`,
  ),
  'cli.no_user': spec<object>(
    2,
    () => "Who acts can't be told: the system gives no user name. Write --user NAME.",
  ),
  'cli.no_file': spec<{ path: string; what: string }>(
    2,
    (p) => `There is no file ${p.path}. Name ${p.what}.`,
  ),
  'cli.no_draft': spec<{ rule: string; status: string }>(
    1,
    (p) =>
      `Rule \`${p.rule}\` has no draft that could be approved: its last version is ${p.status}. Add a new version with \`plimsoll rule add\`.`,
  ),
  'cli.against': spec<{ found: string }>(
    2,
    (p) =>
      `A scenario can't be compared with itself: both are \`${p.found}\`. Name two of them: --scenario reported --against base.`,
  ),
  'cli.variance': spec<{ what: string }>(
    2,
    (p) => `\`show ${p.what}\` takes no --variance; it is for metrics, lines and the rows of a stage.`,
  ),
  'cli.table': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `The pipeline reads no table \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'cli.replace': spec<{ found: string }>(
    2,
    (p) => `--replace is \`${p.found}\`; allowed is TABLE=FILE, for example national_option=stressed.csv.`,
  ),
  'cli.table_file': spec<{ path: string; problem: string; allowed: readonly string[] }>(
    2,
    (p) =>
      `${p.path} can't stand in the place of the table: ${p.problem}. It must be CSV with a header and these columns: ${p.allowed.join(', ')}.`,
  ),
  'cli.file_access': spec<{ reason: string; path: string }>(
    2,
    (p) =>
      `The system refused access to ${p.path}: ${p.reason}. See that it may be read or, where it is written, that its folder may be; results lie in the folder .plimsoll beside the configuration.`,
  ),
  'cli.not_generated': spec<{ files: readonly string[]; folder: string }>(
    2,
    (p) =>
      `\`generate\` would overwrite files that it has not written: ${p.files.join(', ')} in ${p.folder}. Nothing was touched. Use an empty project, or move these files away.`,
  ),
  'cli.usage': spec<{ text: string }>(
    2,
    (p) => `${p.text} Type \`plimsoll --help\` for the commands and their options.`,
  ),
} as const;
