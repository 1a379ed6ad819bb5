/** The commands of the group `report`. */

import type { CommandGroup } from './command-spec.ts';
import { RUN_DATE } from './options.ts';

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
        {
          flags: '--perimeter <name>',
          text: 'a reporting entity, or GROUP for all of them',
          default: 'GROUP',
        },
        { flags: '--scenario <name>', text: 'base, reported or a name', default: 'reported' },
        { flags: '--to <file>', text: 'write it as CSV, in the form that `check report` reads' },
      ],
      load: () => import('./command/report-liq1.ts'),
    },
  ],
};
