/** The commands of the group `rejects`. */

import type { CommandGroup } from './command-spec.ts';
import { RUN_DATE } from './options.ts';

export const REJECTS_COMMANDS: CommandGroup = {
  group: 'rejects',
  text: 'rejected records as a file to be corrected and loaded again (`show rejects` lists them)',
  commands: [
    {
      usage: 'export',
      text: 'write the rejected records of a table as CSV, with the texts of their files; what a person corrects there is read by `corrections` of their source',
      example: 'plimsoll rejects export --table loan --to corrections/loan_20240131.csv',
      options: [
        { flags: '--table <name>', text: 'the input table', required: true },
        {
          flags: '--to <file>',
          text: 'the file to write; one that is there is never written over',
          required: true,
        },
        {
          flags: '--source <n>',
          text: 'which of the sources of the table, from 1; needed where several have rejects',
        },
        RUN_DATE,
      ],
      load: () => import('./command/rejects-export.ts'),
    },
  ],
};
