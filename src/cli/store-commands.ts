/** The commands of the group `store`. */

import type { CommandGroup } from './command-spec.ts';
import { RUN_DATE } from './options.ts';

export const STORE_COMMANDS: CommandGroup = {
  group: 'store',
  text: 'stored results: what there is, whether it is what was written, and what nobody needs any more',
  commands: [
    {
      usage: 'list',
      text: 'every result: what it is, its size, and which run or scenario needs it',
      example: 'plimsoll store list',
      options: [],
      load: () => import('./command/store-list.ts'),
    },
    {
      usage: 'verify',
      text: 'read every file of every result again and compare it with the hash that was taken when it was written',
      example: 'plimsoll store verify --set-aside',
      options: [
        {
          flags: '--set-aside',
          text: 'move damaged results into .plimsoll/damaged, so that the next run computes them again',
        },
      ],
      load: () => import('./command/store-verify.ts'),
    },
    {
      usage: 'pin <name>',
      text: 'keep all that the last run of a date and its scenarios stand on, whatever runs come later',
      example: 'plimsoll store pin filed-2024-01 --date 2024-01-31',
      options: [RUN_DATE],
      load: () => import('./command/store-pin.ts'),
    },
    {
      usage: 'unpin <name>',
      text: 'take a pin away; what it kept may go again',
      example: 'plimsoll store unpin filed-2024-01',
      options: [],
      load: () => import('./command/store-unpin.ts'),
    },
    {
      usage: 'gc',
      text: 'results that no run, scenario or pin needs: shown first, removed with --remove',
      example: 'plimsoll store gc --older-than 30 --remove',
      options: [
        { flags: '--older-than <days>', text: 'only results written so many days ago', default: '30' },
        { flags: '--remove', text: 'remove them; without it nothing is touched' },
      ],
      load: () => import('./command/store-gc.ts'),
    },
  ],
};
