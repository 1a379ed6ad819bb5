/** The commands of the group `rule`. */

import type { CommandGroup } from './command-spec.ts';
import { MODE, REASON, RUN_DATE, SERVER, USER } from './options.ts';

export const RULE_COMMANDS: CommandGroup = {
  group: 'rule',
  text: 'adjustment rules: add, look, preview, approve, revoke',
  commands: [
    {
      usage: 'add <file>',
      text: 'check the rules of a JSON or YAML file and keep them as drafts',
      example: 'plimsoll rule add rules/haircut.json --user anna --reason "stress of March"',
      options: [USER, REASON],
      load: () => import('./command/rule-add.ts'),
    },
    {
      usage: 'list',
      text: 'all rules: status, stage, dates, priority, what each does',
      example: 'plimsoll rule list',
      options: [],
      load: () => import('./command/rule-list.ts'),
    },
    {
      usage: 'show <id>',
      text: 'one rule: its document, its versions, who did what and when',
      example: 'plimsoll rule show ADJ_2024_001',
      options: [],
      load: () => import('./command/rule-show.ts'),
    },
    {
      usage: 'preview <rule>',
      text: 'what `reported` would be with a rule (its id, or a file); changes nothing',
      example: 'plimsoll rule preview ADJ_2024_001 --date 2024-01-31',
      options: [
        RUN_DATE,
        { flags: '--mode <mode>', ...MODE },
        SERVER,
        {
          flags: '--metrics-alone',
          text: 'where a rule touches much: metrics before and after, without the rows of large stages',
        },
      ],
      load: () => import('./command/rule-preview.ts'),
    },
    {
      usage: 'approve <id>',
      text: 'bring the last draft of a rule into `reported`, at once: anybody may, until there are roles',
      example: 'plimsoll rule approve ADJ_2024_001 --user boris --reason "committee of 14 January"',
      options: [
        USER,
        REASON,
        RUN_DATE,
        { flags: '--hash <hash>', text: 'approve this content only, as `rule show` gives it' },
        { flags: '--mode <mode>', ...MODE },
        SERVER,
      ],
      load: () => import('./command/rule-approve.ts'),
    },
    {
      usage: 'revoke <id>',
      text: 'take a rule out of force, on every calculation date',
      example: 'plimsoll rule revoke ADJ_2024_001 --user boris --reason "bond was sold"',
      options: [USER, REASON, RUN_DATE, { flags: '--mode <mode>', ...MODE }, SERVER],
      load: () => import('./command/rule-revoke.ts'),
    },
  ],
};
