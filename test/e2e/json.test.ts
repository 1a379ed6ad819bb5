/** JSON output of every command: the names that docs/reference/json.md lists, and no other; all of them in snake_case. */

import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';
import { partOf, sparkRunOf, stageOf } from '../support/spark-run.ts';
import { ROOT } from '../support/tree.ts';

/** Command as the page writes it → names of its document. */
const documented = new Map(
  [
    ...readFileSync(join(ROOT, 'docs/reference/json.md'), 'utf8').matchAll(/^\| `([^`]+)` \| (`.*`) \|$/gm),
  ].map(([, command = '', names = '']) => [command, [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name)]),
);

/**
 * `made` stands for a folder of its own: `generate` writes nothing over files that are there. `stable` is a bank with an NSFR. ADJ_1 goes its whole life on the way; ADJ_2
 * is approved before, so that there is a scenario `reported`.
 */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  init: ['init', 'made'],
  'init --from': ['init', 'proposed', '--from', 'data/deposits.csv'],
  generate: ['generate', '--deals', '200', '--seed', '1', '--project', 'made'],
  run: ['run'],
  'show metrics': ['show', 'metrics'],
  'show metrics --variance': ['show', 'metrics', '--scenario', 'reported', '--variance'],
  'show lines': ['show', 'lines'],
  'show ladder': ['show', 'ladder'],
  'show stages': ['show', 'stages'],
  'show rejects': ['show', 'rejects'],
  'show STAGE': ['show', 'liquidity'],
  'show STAGE --variance': ['show', 'liquidity', '--variance'],
  reconcile: ['reconcile'],
  'report liq1': ['report', 'liq1', '--to', 'liq1.csv'],
  'report liq2': ['report', 'liq2', '--project', 'stable'],
  'check report': ['check', 'report', 'liq1.csv'],
  explain: ['explain'],
  'explain STAGE': ['explain', 'liquidity'],
  'explain --engine spark': ['explain', '--engine', 'spark'],
  'explain STAGE --engine spark': ['explain', 'liquidity', '--engine', 'spark'],
  'rejects export': ['rejects', 'export', '--table', 'account', '--to', 'rejects.csv'],
  'rule add': ['rule', 'add', 'ADJ_1.json'],
  'rule list': ['rule', 'list'],
  'rule show': ['rule', 'show', 'ADJ_1'],
  'rule preview': ['rule', 'preview', 'ADJ_1'],
  'rule approve': ['rule', 'approve', 'ADJ_1'],
  'rule revoke': ['rule', 'revoke', 'ADJ_1'],
  'scenario create': ['scenario', 'create', 'what-if', '--rules', 'ADJ_1.json'],
  'scenario list': ['scenario', 'list'],
  'scenario diff': ['scenario', 'diff', 'reported', 'what-if'],
  'scenario drop': ['scenario', 'drop', 'what-if'],
  'store list': ['store', 'list'],
  'store verify': ['store', 'verify'],
  'store pin': ['store', 'pin', 'filed'],
  'store unpin': ['store', 'unpin', 'filed'],
  'store gc': ['store', 'gc'],
  doctor: ['doctor'],
};

const isPath = (arg: string): boolean =>
  ['made', 'proposed', 'stable'].includes(arg) || /\.(json|csv)$/.test(arg);

let bank: SmallBank;

const rule = (
  id: string,
  haircut: string,
): string => `{"rule_id": "${id}", "stage": "deal_enrichment", "effective_date": "2024-01-15",
 "conditions": [{"field": "product_type", "operator": "=", "value": "BOND"}],
 "adjustments": [{"field": "haircut", "operation": "add", "value": ${haircut}}], "approval": {"user": "somebody"}}`;

beforeAll(() => {
  bank = smallBank();
  // As a run with a server leaves it.
  const failed = { stage: 'liquidity', message: 'no room' };
  const did = { ...sparkRunOf('2024-01-31', 1, stageOf(partOf())), failed };
  mkdirSync(join(bank.folder, '.plimsoll/runs'), { recursive: true });
  writeFileSync(join(bank.folder, '.plimsoll/runs/2024-01-31.spark'), JSON.stringify(did));
  writeFileSync(join(bank.folder, 'ADJ_1.json'), rule('ADJ_1', '0.05'));
  writeFileSync(join(bank.folder, 'ADJ_2.json'), rule('ADJ_2', '0.01'));
  for (const args of [
    ['run'],
    ['rule', 'add', join(bank.folder, 'ADJ_2.json')],
    ['rule', 'approve', 'ADJ_2'],
  ])
    expect(bank.plimsoll(...args).exit).toBe(0);
  const stable = join(bank.folder, 'stable');
  for (const args of [
    ['init', stable],
    ['generate', '--deals', '200', '--seed', '1', '--nsfr', '--project', stable],
    ['run', '--project', stable],
  ])
    expect(bank.plimsoll(...args).exit).toBe(0);
});
afterAll(() => bank.remove());

/** Every name in the document, at any depth. */
function names(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(names);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...names(inner)]);
}

describe('JSON output', () => {
  it('is documented for every command that is tried here', () => {
    expect([...documented.keys()]).toEqual(Object.keys(COMMANDS));
  });

  for (const [command, args] of Object.entries(COMMANDS)) {
    it(`of ${command} has the documented names, in snake_case`, () => {
      const document = bank.json(...args.map((arg) => (isPath(arg) ? join(bank.folder, arg) : arg)));
      expect(Object.keys(document as object).sort()).toEqual([...(documented.get(command) ?? [])].sort());
      // Names of perimeters, lines and date partitions are values, which no document uses as names.
      expect(names(document).filter((name) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    });
  }

  it('of an error has code, message and place', () => {
    expect(bank.json('show', '--limit', 'many')).toEqual({
      error: {
        code: 'cli.limit',
        message: '--limit is `many`; allowed is a whole number, for example 50.',
        place: null,
      },
    });
  });
});
