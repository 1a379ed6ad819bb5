/** Rules from file to `reported` and back through the command line, on the bank that its README adds up by hand. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

/** A rule on the corporate bond: 100,000 free of it count at 85 %, so 85,000 of a stock of 415,000. */
function writeRule(file: string, haircut: string, extra = ''): string {
  const path = join(bank.folder, file);
  writeFileSync(
    path,
    `{"rule_id": "BOND", "stage": "deal_enrichment",
 "conditions": [{"field": "line", "operator": "=", "value": "L2A.corp"}],
 "adjustments": [{"field": "haircut", "operation": "add", "value": ${haircut}}],
 "effective_date": "2024-01-15", "expiry_date": "2024-12-31"${extra}}`,
  );
  return path;
}

const BASE_LCR = '1.640478';
/** (415,000 − 5,000) / 252,975. */
const HIGHER_HAIRCUT_LCR = '1.620714';

interface View {
  readonly scenario: string;
  readonly perimeters: readonly { readonly perimeter: string; readonly values: Record<string, string> }[];
}
const lcrOf = (view: unknown): string | undefined =>
  (view as View).perimeters.find(({ perimeter }) => perimeter === 'SB')?.values['lcr'];
const lcr = (scenario: string): string | undefined =>
  lcrOf(bank.json('show', 'metrics', '--scenario', scenario));
const acts = (): readonly string[] =>
  readFileSync(join(bank.folder, '.plimsoll/control/acts.jsonl'), 'utf8')
    .trim()
    .split('\n')
    .map((line) => (JSON.parse(line) as { act: { kind: string } }).act.kind);

const done = (...args: readonly string[]): string => {
  const told = bank.plimsoll(...args);
  expect([args.join(' '), told.err, told.exit]).toEqual([args.join(' '), told.err, 0]);
  return told.out;
};

it('a rule is a draft that moves nothing, is previewed, approved into reported, and revoked', () => {
  done('run');
  expect(bank.json('run')).toMatchObject({ metrics: { scenario: 'base' }, reported: null });
  const added = done('rule', 'add', writeRule('bond.json', '0.05'), '--user', 'anna', '--reason', 'stress');
  expect(added).toContain('Added BOND, version 1, as a draft');
  // The free part, and what the repo has as collateral.
  expect(added).toContain('It matches 2 rows on 2024-01-31');
  expect(lcr('reported')).toBe(BASE_LCR);

  const before = acts();
  expect(bank.json('rule', 'preview', 'BOND')).toMatchObject({
    scenario: 'reported',
    from: 'base',
    impact: { rules: [{ rule_id: 'BOND', stage: 'deal_enrichment', change: 'came', matched: 2 }] },
    execution: { stages: [{ stage: 'liquidity', touched: 2, changed: 2 }] },
    metrics: expect.arrayContaining([
      {
        key: { perimeter: 'SB', metric: 'stock' },
        unit: 'money',
        before: '415000.000000',
        after: '410000.000000',
        difference: '-5000.000000',
      },
      {
        key: { perimeter: 'SB', metric: 'lcr' },
        unit: 'ratio',
        before: BASE_LCR,
        after: HIGHER_HAIRCUT_LCR,
        difference: '-0.019764',
      },
    ]),
  });
  expect(acts()).toEqual(before);
  expect(lcr('reported')).toBe(BASE_LCR);

  const approved = done('rule', 'approve', 'BOND', '--user', 'boris');
  for (const text of ['1 Impact', '2 Plan', '3 Execution', '4 Propagation', 'BOND matches 2 rows'])
    expect(approved).toContain(text);
  expect(lcr('reported')).toBe(HIGHER_HAIRCUT_LCR);
  expect(lcr('base')).toBe(BASE_LCR);
  const run = bank.json('run') as { readonly metrics: unknown; readonly reported: { metrics: unknown } };
  expect([lcrOf(run.metrics), lcrOf(run.reported.metrics)]).toEqual([BASE_LCR, HIGHER_HAIRCUT_LCR]);

  done('rule', 'revoke', 'BOND', '--user', 'boris', '--reason', 'sold');
  expect(lcr('reported')).toBe(BASE_LCR);
  expect(bank.json('run')).toMatchObject({ reported: null });
  expect(bank.json('rule', 'show', 'BOND')).toMatchObject({
    status: 'revoked',
    versions: [
      {
        added: { user: 'anna', reason: 'stress' },
        approved: { user: 'boris', reason: null },
        revoked: { user: 'boris', reason: 'sold' },
      },
    ],
  });
  expect(acts().filter((kind) => kind !== 'run_recorded')).toEqual([
    'rule_added',
    'rule_approved',
    'rule_revoked',
  ]);
});

it('show tells its scenario, what base leaves out, and the rows that differ', () => {
  done('run');
  done('rule', 'add', writeRule('bond.json', '0.05'));
  done('rule', 'approve', 'BOND');
  const base = bank.plimsoll('show', 'liquidity', '--limit', '1');
  expect(base.out).toContain('liquidity on 2024-01-31, scenario base');
  expect(base.err).toContain('This is base: 1 approved rule is not in it. --scenario reported has them.');
  const reported = bank.plimsoll('show', 'lines', '--scenario', 'reported');
  expect(reported.out).toContain('Lines on 2024-01-31, scenario reported');
  expect(reported.err).toBe('');

  const free = "deal_id = 'H-FRCORP000001'";
  expect(bank.json('show', 'liquidity', '--variance', '--where', free)).toMatchObject({
    scenario: 'reported',
    against: 'base',
    total: '1',
    rows: [
      {
        change: 'update',
        columns: [
          { column: 'haircut', before: '0.150000', after: '0.200000', difference: '0.050000' },
          { column: 'weight', before: '0.85000000', after: '0.80000000', difference: '-0.05000000' },
          { column: 'liquidity_value', before: '85000.0000', after: '80000.0000', difference: '-5000.0000' },
        ],
      },
    ],
  });
  // A stage that is not kept is computed on both sides.
  expect(bank.json('show', 'deal_enrichment', '--variance')).toMatchObject({ total: '2' });
  expect(
    bank.json('show', 'final_calc', '--scenario', 'reported', '--where', "perimeter = 'SB'"),
  ).toMatchObject({
    scenario: 'reported',
    rows: [{ stock: '410000.0000' }],
  });
  expect(bank.plimsoll('show', 'metrics', '--variance').out).toMatch(
    /SB +lcr +164\.0478 % +162\.0714 % +-1\.9764 points/,
  );
  expect(bank.json('show', 'metrics', '--scenario', 'repotred')).toMatchObject({
    error: { code: 'control.unknown_scenario', message: expect.stringContaining('Did you mean `reported`?') },
  });
  expect(bank.plimsoll('show', 'metrics', '--scenario', 'reported', '--against', 'reported').exit).toBe(2);
});

it('a new version waits as a draft, replaces the approved one, and an approval may name the content', () => {
  done('run');
  done('rule', 'add', writeRule('bond.json', '0.05'));
  done('rule', 'approve', 'BOND');
  expect(bank.plimsoll('rule', 'approve', 'BOND')).toMatchObject({ exit: 1 });
  expect(bank.plimsoll('rule', 'add', join(bank.folder, 'bond.json'))).toMatchObject({ exit: 1 });
  done('rule', 'add', writeRule('bond.json', '0.15'));
  expect(done('rule', 'list')).toMatch(/BOND +approved, 1 later draft +1 /);
  expect(lcr('reported')).toBe(HIGHER_HAIRCUT_LCR);
  expect(bank.json('rule', 'preview', 'BOND')).toMatchObject({
    impact: {
      rules: [
        { rule_id: 'BOND', change: 'came', matched: 2 },
        { rule_id: 'BOND', change: 'went', matched: 2 },
      ],
    },
    metrics: expect.arrayContaining([
      // 100,000 × (0.80 − 0.70); before is reported, not base.
      expect.objectContaining({
        before: '410000.000000',
        after: '400000.000000',
        difference: '-10000.000000',
      }),
    ]),
  });
  expect(bank.json('rule', 'approve', 'BOND', '--hash', 'a'.repeat(64))).toMatchObject({
    error: { code: 'control.not_the_version' },
  });
  const { versions } = bank.json('rule', 'show', 'BOND') as {
    readonly versions: readonly { hash: string }[];
  };
  done('rule', 'approve', 'BOND', '--hash', versions[1]?.hash ?? '');
  // 400,000 / 252,975.
  expect(lcr('reported')).toBe('1.581184');
});

it('what can not be is refused by name, and nothing is recorded', () => {
  done('run');
  const claimed = writeRule(
    'bond.json',
    '0.05',
    ', "approval": {"user": "risk_admin", "timestamp": "2024-01-14T10:00:00Z"}',
  );
  const added = bank.plimsoll('rule', 'add', claimed);
  expect(added.err).toContain(
    'the file claims an approval by risk_admin at 2024-01-14T10:00:00Z. A claim approves nothing',
  );
  expect(done('rule', 'list')).toMatch(/BOND +draft/);
  const before = acts();

  bank.change('bond.json', '"haircut"', '"hair_cut"');
  const misspelt = bank.plimsoll('rule', 'add', claimed);
  expect(misspelt.exit).toBe(2);
  expect(misspelt.err).toContain(`${claimed}:3: rule BOND, adjustment 1`);
  expect(misspelt.err).toContain('Did you mean `haircut`?');
  expect(bank.plimsoll('rule', 'add', join(bank.folder, 'none.json'))).toMatchObject({ exit: 2 });
  expect(bank.plimsoll('rule', 'preview', 'BNOD').err).toContain('no rule `BNOD`. Known: BOND');
  expect(bank.plimsoll('rule', 'revoke', 'OTHER')).toMatchObject({ exit: 2 });
  expect(bank.plimsoll('rule', 'approve', 'BOND', '--user', ' ')).toMatchObject({ exit: 2 });
  expect(acts()).toEqual(before);

  // 0.15 + 0.90 is no haircut.
  done('rule', 'add', writeRule('bond.json', '0.90'));
  const recorded = acts();
  const impossible = bank.plimsoll('rule', 'approve', 'BOND');
  expect(impossible.exit).not.toBe(0);
  expect(impossible.err).toContain('haircut');
  expect(acts()).toEqual(recorded);
  expect(lcr('reported')).toBe(BASE_LCR);
});

it('a rule that matches nothing, or is not in force on the date, is told', () => {
  done('run');
  const path = writeRule('bond.json', '0.05');
  bank.change('bond.json', '"value": "L2A.corp"', '"value": "L2B.rmbs"');
  const added = bank.plimsoll('rule', 'add', path);
  expect(added.exit).toBe(0);
  expect(added.err).toContain('BOND matches nothing on 2024-01-31: no row of deal_enrichment');
  expect(bank.plimsoll('rule', 'preview', 'BOND').err).toContain('BOND matches nothing on 2024-01-31');
  bank.change('bond.json', '2024-01-15', '2024-02-01');
  const later = bank.plimsoll('rule', 'preview', path);
  expect(later.err).toContain('BOND is not in force on 2024-01-31');
  expect(later.out).toContain('No metric moves.');
});

it('before the first run a rule is kept and approved, and the run has it', () => {
  done('rule', 'add', writeRule('bond.json', '0.05'));
  expect(bank.plimsoll('rule', 'preview', 'BOND')).toMatchObject({ exit: 2 });
  const approved = bank.plimsoll('rule', 'approve', 'BOND');
  expect(approved.exit).toBe(0);
  expect(approved.err).toContain('There is no run yet');
  expect(done('run')).toContain('reported: 1 approved rule in force (BOND)');
  expect(lcr('reported')).toBe(HIGHER_HAIRCUT_LCR);
});

it('delta, full and metrics alone give the same metrics', () => {
  done('run');
  const ways = [['--mode', 'delta'], ['--mode', 'full'], ['--metrics-alone']];
  const told = ways.map((way, index) => {
    const path = writeRule(`bond-${index}.json`, '0.05');
    // Nothing that the other way has kept may be found.
    rmSync(join(bank.folder, '.plimsoll'), { recursive: true });
    done('run');
    return bank.json('rule', 'preview', path, ...way) as { readonly metrics: readonly unknown[] };
  });
  expect(told[1]?.metrics).toEqual(told[0]?.metrics);
  expect(told[2]?.metrics).toEqual(told[0]?.metrics);
  expect(told[0]?.metrics.length).toBeGreaterThan(0);
});

it('a preview adds up the rows that differ, before and after', () => {
  done('run');
  done('rule', 'add', writeRule('bond.json', '0.05'));
  // 100,000 that are free and 50,000 that unwind, at 85 % and then at 80 %.
  expect(bank.json('rule', 'preview', 'BOND')).toMatchObject({
    execution: {
      stages: [
        {
          stage: 'liquidity',
          sums: [
            { column: 'amount', before: '150000.00', after: '150000.00', difference: '0.00' },
            {
              column: 'liquidity_value',
              before: '127500.0000',
              after: '120000.0000',
              difference: '-7500.0000',
            },
          ],
        },
      ],
    },
  });
  expect(done('rule', 'preview', 'BOND')).toContain(
    'liquidity, liquidity_value of the rows that differ: 127,500.0000 → 120,000.0000 (-7,500.0000)',
  );
  // Against the scenario as it stands or not at all: of a new version of the only rule, base is nearest.
  done('rule', 'approve', 'BOND');
  const { execution } = bank.json('rule', 'preview', writeRule('more.json', '0.10')) as {
    readonly execution: { readonly stages: readonly { readonly sums: unknown }[] };
  };
  expect(execution.stages.map(({ sums }) => sums)).toEqual([null]);
});

it('a value outside its domain names the rules that act on it', () => {
  done('run');
  // Another rule of the stage, which the haircut does not read.
  const other = join(bank.folder, 'other.json');
  writeFileSync(
    other,
    `{"rule_id": "AMOUNT", "stage": "deal_enrichment", "effective_date": "2024-01-15", "conditions": [],
 "adjustments": [{"field": "amount", "operation": "multiply", "value": 1}]}`,
  );
  done('rule', 'add', other);
  done('rule', 'approve', 'AMOUNT');
  done('rule', 'add', writeRule('bond.json', '0.90'));
  const { err, exit } = bank.plimsoll('rule', 'preview', 'BOND');
  expect(exit).not.toBe(0);
  expect(err).toContain('column haircut: the value 1.05');
  expect(err).toContain('Rules that act on it: BOND.');
});

it('an entry with an entity that base does not have is told, and the nearest one named', () => {
  done('run');
  const path = join(bank.folder, 'entry.json');
  const entry = (entity: string, id: string): string =>
    `{"rule_id": "${id}", "stage": "aggregation", "effective_date": "2024-01-15", "entries": [
 {"entity_id": "${entity}", "line": "R.less", "currency_code": "EUR", "kind": "outflow", "level": null,
  "counterparty_entity": null, "issuer_entity": null, "amount": 1000, "liquidity_value": 100, "rows": 1}]}`;
  writeFileSync(path, entry('sB', 'SLIP'));
  const added = bank.plimsoll('rule', 'add', path);
  expect(added.err).toContain('SLIP, entry 1: base has no row whose entity_id is `sB`. Did you mean `SB`?');
  expect(bank.json('rule', 'preview', 'SLIP')).toMatchObject({
    impact: {
      strange_entries: [{ rule_id: 'SLIP', entry: 1, column: 'entity_id', value: 'sB', nearest: 'SB' }],
    },
  });
  writeFileSync(path, entry('SB', 'SOUND'));
  expect(bank.plimsoll('rule', 'add', path).err).toBe('');
  // A row of its own may have any name; nothing groups by product before the rows of the stage are filtered.
  const row = `{"part": "whole", "entity_id": "SB", "entity_type": "bank", "customer_id": "NEW", "currency_code": "EUR",
 "product_type": "DEPOSIT", "deal_type": "DEPOSIT", "deal_id": "NEW-1", "security_id": null, "counterparty_entity": null, "issuer_entity": null, "maturity_date": null,
 "effective_date": "2024-02-01", "line": "R.less", "kind": "outflow", "level": null, "amount": 1000,
 "liquidity_factor": 0.1, "haircut": 0, "weight": 0.1, "liquidity_value": 100}`;
  const top = (id: string, text: string): string =>
    `{"rule_id": "${id}", "stage": "liquidity", "effective_date": "2024-01-15", "entries": [${text}]}`;
  writeFileSync(path, top('ROW', row));
  expect(bank.plimsoll('rule', 'add', path).err).toBe('');
  writeFileSync(path, top('ROW_SLIP', row.replace('R.less', 'R.les')));
  expect(bank.plimsoll('rule', 'add', path).err).not.toBe('');
});

it('a rule that takes the line off a position is told, and what it leaves unclassified is not reported', () => {
  done('run');
  const rules = join(bank.folder, 'rules.json');
  const rule = (value: string | null): string =>
    JSON.stringify({
      rule_id: 'NO_LINE',
      stage: 'deal_enrichment',
      effective_date: '2024-01-15',
      conditions: [{ field: 'line', operator: '=', value: 'R.less' }],
      adjustments: [{ field: 'line', operation: 'set', value }],
    });
  writeFileSync(rules, rule('R.lesss'));
  expect(bank.plimsoll('rule', 'add', rules, '--user', 'anna').err).toContain('Did you mean `R.less`');
  writeFileSync(rules, rule(null));
  done('rule', 'add', rules, '--user', 'anna');
  bank.plimsoll('rule', 'approve', 'NO_LINE', '--user', 'bert', '--reason', 'a mistake');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(1);
  expect(run.err).toContain('Of `reported`, with the approved rules:');
  expect(run.err).toContain('the limit is 0 EUR');
  expect(bank.json('run')).toMatchObject({
    refused: null,
    reported: { refused: { code: 'run.unclassified' } },
  });
  for (const scenario of ['reported', 'base'])
    expect(bank.plimsoll('report', 'liq1', '--scenario', scenario).exit).toBe(scenario === 'base' ? 0 : 1);
});
