/** Acts for the tests of the control log, and files that hold them. */

import { createHash } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Act } from '../../src/control/act.ts';
import { EMPTY_HEAD, type Head, nextLine } from '../../src/control/chain.ts';

export const digest = (text: string): string => createHash('sha256').update(text).digest('hex');

const common = { user: 'anna', at: '2024-01-14T10:00:00Z', reason: null };

export const documentOf = (rule: string, value: string): string =>
  `{"adjustments":[{"value":{"number":"${value}"}}],"rule_id":"${rule}"}`;

export const added = (rule: string, version = 1, value = '0.95'): Act => {
  const document = documentOf(rule, value);
  return { ...common, kind: 'rule_added', rule, version, document, hash: digest(document) };
};

export const approved = (rule: string, version = 1, value = '0.95'): Act => ({
  ...common,
  user: 'boris',
  kind: 'rule_approved',
  rule,
  version,
  hash: digest(documentOf(rule, value)),
});

export const revoked = (rule: string): Act => ({ ...common, kind: 'rule_revoked', rule, reason: 'ended' });

export const created = (name: string, base = 'base'): Act => ({
  ...common,
  kind: 'scenario_created',
  name,
  base,
  rules: [],
  tables: [{ table: 'lcr_factors', hash: digest('stressed') }],
});

export const dropped = (name: string): Act => ({ ...common, kind: 'scenario_dropped', name });

export const recorded = (text: string, scenario = 'reported'): Act => ({
  ...common,
  kind: 'run_recorded',
  date: '2024-01-31',
  scenario,
  definition: digest(text),
  metrics: digest(`${text} metrics`),
});

/** `count` acts that can follow one another: rules that are added, approved and now and then revoked, and many runs. */
export function manyActs(count: number): readonly Act[] {
  return Array.from({ length: count }, (_, i) => {
    const rule = `ADJ_${Math.floor(i / 40)}`;
    if (i % 40 === 0) return added(rule);
    if (i % 40 === 1) return approved(rule);
    if (i % 40 === 2 && i % 80 === 2) return revoked(rule);
    return recorded(`run ${i}`);
  });
}

export interface Chain {
  readonly lines: readonly string[];
  /** heads[n] is the head after n acts. */
  readonly heads: readonly Head[];
}

export function chainOf(acts: readonly Act[]): Chain {
  const lines: string[] = [];
  const heads: Head[] = [EMPTY_HEAD];
  for (const act of acts) {
    const next = nextLine(heads.at(-1) ?? EMPTY_HEAD, act);
    lines.push(next.line);
    heads.push(next.head);
  }
  return { lines, heads };
}

export const writeLog = (folder: string, lines: readonly string[]): Promise<void> =>
  writeFile(join(folder, 'acts.jsonl'), lines.map((line) => `${line}\n`).join(''));
