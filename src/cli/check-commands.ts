/** The commands of the group `check`. */

import type { CommandGroup } from './command-spec.ts';

export const CHECK_COMMANDS: CommandGroup = {
  group: 'check',
  text: 'what comes from elsewhere, held against the rules that it must keep',
  commands: [
    {
      usage: 'report <file>',
      text: 'a filled-in disclosure template (CSV or JSON): sums, signs, scale, units and ratios; exit code 1 where a rule fails',
      example: 'plimsoll check report liq1.csv --template liq1',
      options: [
        {
          flags: '--template <name>',
          text: 'liq1 or liq2, where the file does not say it',
          choices: ['liq1', 'liq2'],
        },
        {
          flags: '--jurisdiction <name>',
          text: 'whose form of the template; default: what the file says, or basel',
          choices: ['basel', 'eu'],
        },
        { flags: '--all', text: 'every rule; without it those that fail or have a difference to tell' },
      ],
      load: () => import('./command/check-report.ts'),
    },
  ],
};
