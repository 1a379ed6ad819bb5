/** `plimsoll scenario list`: the two that are always there, and every what-if. */

import { approvedRules } from '../../control/state.ts';
import { BASE, REPORTED } from '../../scenario/scenario-meaning.ts';
import type { CommandContext } from '../context.ts';
import { projectControl } from '../control.ts';

export async function command({ output, folder }: CommandContext): Promise<void> {
  const { state } = await projectControl(folder);
  const always = { tables: [], created_by: null, created_at: null } as const;
  const scenarios = [
    { scenario: BASE, base: null, rules: [], ...always },
    { scenario: REPORTED, base: BASE, rules: approvedRules(state).map(({ rule }) => rule), ...always },
    ...[...state.scenarios.values()].map(({ name, base, rules, tables, created }) => ({
      scenario: name,
      base,
      rules: rules.map(({ rule }) => rule),
      tables: tables.map(({ table }) => table),
      created_by: created.user,
      created_at: created.at,
    })),
  ];
  output.result({ scenarios });
  output.table(
    ['scenario', 'stands on', 'rules of its own', 'tables of its own', 'by', 'at'].map((title) => ({
      title,
      align: 'left',
    })),
    scenarios.map((each) => [
      each.scenario,
      each.base,
      each.rules.join(', '),
      each.tables.join(', '),
      each.created_by,
      each.created_at,
    ]),
  );
}
