/** The commands of the group `report`. */

import type { CommandGroup, CommandSpec } from './command-spec.ts';
import { RUN_DATE } from './options.ts';

const REPORTED_OPTIONS: CommandSpec['options'] = [
  {
    flags: '--perimeter <name>',
    text: 'a reporting entity, GROUP for all of them, or a perimeter that perimeter_member names',
    default: 'GROUP',
  },
  { flags: '--scenario <name>', text: 'base, reported or a name', default: 'reported' },
  {
    flags: '--to <file>',
    text: 'write it as CSV, in the form that `check report` reads, or as a spreadsheet where the name ends in .xlsx',
  },
];

export const REPORT_COMMANDS: CommandGroup = {
  group: 'report',
  text: 'disclosure templates filled in from the runs of this project',
  commands: [
    {
      usage: 'liq1',
      text: 'the disclosure of the LCR: of one day, or the average of days',
      example: 'plimsoll report liq1 --dates 2024-01-01..2024-03-31 --to liq1.csv',
      options: [
        RUN_DATE,
        {
          flags: '--dates <range>',
          text: 'the average of every day from A to B that has a run: 2024-01-01..2024-03-31',
        },
        ...REPORTED_OPTIONS,
      ],
      load: () => import('./command/report-liq1.ts'),
    },
    {
      usage: 'liq2',
      text: 'the disclosure of the NSFR: the position of one day',
      example: 'plimsoll report liq2 --date 2024-03-31 --to liq2.csv',
      options: [RUN_DATE, ...REPORTED_OPTIONS],
      load: () => import('./command/report-liq2.ts'),
    },
  ],
};
