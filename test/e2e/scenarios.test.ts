/** What-ifs through the command line, on the bank that its README adds up by hand. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

const done = (...args: readonly string[]): unknown => {
  const told = bank.plimsoll(...args, '--json');
  expect([args.join(' '), told.out, told.exit]).toEqual([args.join(' '), told.out, 0]);
  return JSON.parse(told.out);
};

function file(name: string, text: string): string {
  const path = join(bank.folder, name);
  writeFileSync(path, text);
  return path;
}

const rule = (id: string, line: string, field: string, operation: string, value: string): string =>
  `{"rule_id": "${id}", "stage": "deal_enrichment", "effective_date": "2024-01-15",
 "conditions": [{"field": "line", "operator": "=", "value": "${line}"}],
 "adjustments": [{"field": "${field}", "operation": "${operation}", "value": ${value}}]}`;

function lcr(scenario: string): string | undefined {
  const { perimeters } = done('show', 'metrics', '--scenario', scenario) as {
    readonly perimeters: readonly { readonly perimeter: string; readonly values: Record<string, string> }[];
  };
  return perimeters.find(({ perimeter }) => perimeter === 'SB')?.values['lcr'];
}

it('a what-if on reported follows what is approved, and its own rules come on top', () => {
  done('run');
  // Deposits that are less stable, 50,000 in three accounts, run off at 20 % in place of 10 %: 5,000 more.
  const runOff = file('run-off.json', rule('RUN_OFF', 'R.less', 'liquidity_factor', 'multiply', '2'));
  done('scenario', 'create', 'run-off', '--rules', runOff, '--user', 'anna');
  // 415,000 / 257,975.
  expect(lcr('run-off')).toBe('1.608683');
  done('rule', 'add', file('bond.json', rule('BOND', 'L2A.corp', 'haircut', 'add', '0.05')));
  done('rule', 'approve', 'BOND');
  // 410,000 / 257,975.
  expect(lcr('run-off')).toBe('1.589301');
  expect(done('scenario', 'diff', 'reported', 'run-off')).toMatchObject({
    before: 'reported',
    after: 'run-off',
    metrics: expect.arrayContaining([
      {
        key: { perimeter: 'SB', metric: 'outflows' },
        unit: 'money',
        before: '263250.000000',
        after: '268250.000000',
        difference: '5000.000000',
      },
    ]),
    stages: expect.arrayContaining([
      { stage: 'liquidity', differing: '3' },
      { stage: 'aggregation', differing: '1' },
    ]),
  });
  expect(done('show', 'liquidity', '--scenario', 'run-off', '--against', 'reported')).toMatchObject({
    against: 'reported',
    total: '3',
  });
  // Against base, the bond and its collateral leg differ too.
  expect(done('show', 'liquidity', '--scenario', 'run-off', '--variance')).toMatchObject({ total: '5' });
  expect(done('scenario', 'list')).toMatchObject({
    scenarios: [
      { scenario: 'base', rules: [] },
      { scenario: 'reported', rules: ['BOND'] },
      { scenario: 'run-off', base: 'reported', rules: ['RUN_OFF'], created_by: 'anna' },
    ],
  });
});

it('a table in the place of base gives what the same factors give by rule', () => {
  done('run');
  const { columns, rows } = done('show', 'lcr_factor', '--limit', '1000') as {
    readonly columns: readonly string[];
    readonly rows: readonly Record<string, string | null>[];
  };
  const quoted = (text: string | null): string => (text === null ? '' : `"${text}"`);
  const lines = rows.map((row) =>
    columns
      .map((name) =>
        quoted(name === 'liquidity_factor' && row['line'] === 'R.less' ? '0.2' : (row[name] ?? null)),
      )
      .join(','),
  );
  const table = file('factors.csv', [columns.join(','), ...lines].join('\n'));
  done('scenario', 'create', 'table', '--on', 'base', '--replace', `lcr_factor=${table}`);
  const byRule = file('rule.json', rule('RUN_OFF', 'R.less', 'liquidity_factor', 'set', '0.2'));
  done('scenario', 'create', 'rule', '--on', 'base', '--rules', byRule);
  expect(lcr('table')).toBe('1.608683');
  expect(lcr('rule')).toBe('1.608683');
  expect(done('show', 'liquidity', '--scenario', 'table', '--against', 'rule')).toMatchObject({ total: '0' });
  expect(done('show', 'lcr_factor', '--scenario', 'table', '--where', "line = 'R.less'")).toMatchObject({
    rows: [{ liquidity_factor: '0.200000' }],
  });
});

it('names, files and tables that can not be are refused; dropping looks at who stands on it', () => {
  done('run');
  const refused = (...args: readonly string[]) => {
    const told = bank.plimsoll(...args, '--json');
    return [told.exit, (JSON.parse(told.out) as { error: { code: string } }).error.code];
  };
  expect(refused('scenario', 'create', 'reported')).toEqual([2, 'control.scenario_name']);
  expect(refused('scenario', 'create', 'x', '--on', 'y')).toEqual([2, 'control.unknown_scenario']);
  expect(refused('scenario', 'create', 'x', '--replace', 'lcr_factor')).toEqual([2, 'cli.replace']);
  expect(refused('scenario', 'create', 'x', '--replace', 'lcr_factr=a.csv')).toEqual([2, 'cli.table']);
  expect(refused('scenario', 'create', 'x', '--replace', 'lcr_factor=a.csv')).toEqual([2, 'cli.no_file']);
  const short = file('short.csv', 'line,liquidity_factor\nR.less,0.2\n');
  expect(refused('scenario', 'create', 'x', '--replace', `lcr_factor=${short}`)).toEqual([
    2,
    'cli.table_file',
  ]);
  expect(refused('scenario', 'diff', 'base', 'base')).toEqual([2, 'cli.against']);

  done('scenario', 'create', 'a');
  done('scenario', 'create', 'b', '--on', 'a');
  expect(refused('scenario', 'create', 'a')).toEqual([1, 'control.scenario_exists']);
  expect(refused('scenario', 'drop', 'a')).toEqual([1, 'control.scenario_in_use']);
  done('scenario', 'drop', 'b');
  done('scenario', 'drop', 'a');
  expect(refused('show', 'metrics', '--scenario', 'a')).toEqual([2, 'control.unknown_scenario']);
});
