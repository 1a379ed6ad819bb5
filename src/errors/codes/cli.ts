/** Errors of the command line's own arguments. */

import { spec } from '../define.ts';

export const CLI_CODES = {
  'cli.limit': spec<{ found: string }>(
    2,
    (p) => `--limit is \`${p.found}\`; allowed is a whole number, for example 50.`,
  ),
  'cli.count': spec<{ option: string; found: string; allowed: string }>(
    2,
    (p) => `${p.option} is \`${p.found}\`; allowed is ${p.allowed}.`,
  ),
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
} as const;
