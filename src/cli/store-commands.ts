/** The commands of the group `store`. */

import type { CommandGroup } from './command-spec.ts';

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
      usage: 'gc',
      text: 'results that no run and no scenario needs: shown first, removed with --remove',
      example: 'plimsoll store gc --older-than 30 --remove',
      options: [
        { flags: '--older-than <days>', text: 'only results written so many days ago', default: '30' },
        { flags: '--remove', text: 'remove them; without it nothing is touched' },
      ],
      load: () => import('./command/store-gc.ts'),
    },
  ],
};
