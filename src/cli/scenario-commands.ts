/** The commands of the group `scenario`. */

import type { CommandGroup } from './command-spec.ts';
import { REASON, RUN_DATE, USER } from './options.ts';

export const SCENARIO_COMMANDS: CommandGroup = {
  group: 'scenario',
  text: 'what-ifs: rules and tables that nobody has approved, on top of another scenario',
  commands: [
    {
      usage: 'create <name>',
      text: 'a what-if on top of base, reported or another one',
      example:
        'plimsoll scenario create stress --on reported --rules rules/stress.json --replace national_option=stressed.csv',
      options: [
        { flags: '--on <name>', text: 'the scenario that it stands on', default: 'reported' },
        {
          flags: '--rules <file>',
          text: 'its rules, JSON or YAML; one with a known id takes the place of that one',
        },
        {
          flags: '--replace <table=file>',
          text: 'a CSV file in the place of a table; may be repeated',
          many: true,
        },
        USER,
        REASON,
      ],
      load: () => import('./command/scenario-create.ts'),
    },
    {
      usage: 'list',
      text: 'all scenarios: what each stands on, its rules and tables',
      example: 'plimsoll scenario list',
      options: [],
      load: () => import('./command/scenario-list.ts'),
    },
    {
      usage: 'diff <a> <b>',
      text: 'metrics of two scenarios, and how many rows of each kept stage differ',
      example: 'plimsoll scenario diff reported stress',
      options: [RUN_DATE],
      load: () => import('./command/scenario-diff.ts'),
    },
    {
      usage: 'drop <name>',
      text: 'a what-if is no longer needed; one that others stand on stays',
      example: 'plimsoll scenario drop stress',
      options: [USER, REASON],
      load: () => import('./command/scenario-drop.ts'),
    },
  ],
};
