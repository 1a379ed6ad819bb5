/** The pipeline `basel` through the command line: both ratios of one run, LIQ2 that its own check accepts, rules, and a missing option. */

import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { emptyFolder, plimsoll } from './project-folder.ts';

interface Metrics {
  readonly perimeters: readonly {
    readonly perimeter: string;
    readonly values: Readonly<Record<string, string | null>>;
  }[];
}

interface Liq2 {
  readonly rows: readonly Readonly<Record<string, string | null>>[];
}

const LCR_METRICS = ['lcr', 'stock', 'net_outflows', 'outflows', 'inflows'] as const;

let root: string;
let bank: string;

const json = async <T>(folder: string, ...args: readonly string[]): Promise<T> =>
  JSON.parse((await plimsoll(folder, '--json', ...args)).out) as T;

async function done(folder: string, ...args: readonly string[]): Promise<string> {
  const { exit, out, err } = await plimsoll(folder, ...args);
  expect(exit, err).toBe(0);
  return out;
}

async function generated(name: string, ...more: readonly string[]): Promise<string> {
  const folder = join(root, name);
  await done(root, 'init', folder);
  await done(folder, 'generate', '--deals', '2000', '--seed', '5', ...more);
  return folder;
}

const valuesOf = ({ perimeters }: Metrics, name: string): Readonly<Record<string, string | null>> =>
  perimeters.find(({ perimeter }) => perimeter === name)?.values ?? {};

beforeAll(async () => {
  root = emptyFolder();
  bank = await generated('both', '--nsfr');
  await done(bank, 'run');
}, 60_000);
afterAll(() => rmSync(root, { recursive: true }));

describe('both ratios', () => {
  it('come from one run; the LCR is that of the pipeline without the NSFR', async () => {
    const shown = await done(bank, 'show', 'metrics');
    expect(shown).toContain('Liquidity coverage ratio on 2024-01-31');
    expect(shown).toContain('Net stable funding ratio');
    const alone = await generated('alone', '--nsfr');
    const project = join(alone, 'plimsoll.yaml');
    writeFileSync(
      project,
      readFileSync(project, 'utf8').replace('pipeline: basel\n', 'pipeline: basel-lcr\n'),
    );
    await done(alone, 'run');
    const [both, one] = [await json<Metrics>(bank, 'show'), await json<Metrics>(alone, 'show')];
    expect(both.perimeters.map(({ perimeter }) => perimeter)).toEqual(
      one.perimeters.map(({ perimeter }) => perimeter),
    );
    for (const { perimeter, values } of one.perimeters)
      for (const metric of LCR_METRICS)
        expect([perimeter, metric, valuesOf(both, perimeter)[metric]]).toEqual([
          perimeter,
          metric,
          values[metric],
        ]);
    expect(valuesOf(one, 'GROUP')['nsfr']).toBeUndefined();
    expect(valuesOf(both, 'GROUP')['nsfr']).toMatch(/^\d\.\d{6}$/);
  }, 60_000);

  it('add up: the group is what its entities have with others, and own paper that they hold is taken off', async () => {
    type Rows = readonly Readonly<Record<string, string | boolean | null>>[];
    const rowsOf = async (stage: string): Promise<Rows> =>
      (await json<{ readonly rows: Rows }>(bank, 'show', stage, '--limit', '100000')).rows;
    const units = (row: Rows[number] | undefined, name: string): bigint => {
      const [whole = '0', digits = ''] = String(row?.[name] ?? '0').split('.');
      return BigInt(`${whole}${digits.padEnd(4, '0')}`);
    };
    const group = (await rowsOf('nsfr_calc')).find((row) => row['perimeter'] === 'GROUP');
    const sums = await rowsOf('nsfr_aggregation');
    const counted = sums.filter(
      ({ released, counterparty_entity, issuer_entity }) =>
        (counterparty_entity !== null) === (String(released) === 'true') && issuer_entity === null,
    );
    expect(counted.length).toBeLessThan(sums.length);
    expect(counted.some(({ released }) => String(released) === 'true')).toBe(true);
    const sumOf = (column: string, isMeant: (row: Rows[number]) => boolean): bigint =>
      counted.filter(isMeant).reduce((sum, row) => sum + units(row, column), 0n);
    expect({
      available: units(group, 'sum_available'),
      required: units(group, 'sum_required'),
      assets: units(group, 'gross_derivative_assets'),
      liabilities: units(group, 'gross_derivative_liabilities'),
    }).toEqual({
      available: sumOf('funding_value', ({ side }) => side === 'asf'),
      required: sumOf('funding_value', ({ side }) => side === 'rsf'),
      assets: sumOf('amount', ({ line }) => line === 'D.asset'),
      liabilities: sumOf('amount', ({ line }) => line === 'D.liability'),
    });
  });

  it('reconcile: every stage keeps the law of its operator', async () => {
    expect(await done(bank, 'reconcile')).toContain('metrics');
  });
});

describe('LIQ1', () => {
  it('has every row, and its own check accepts it', async () => {
    const file = join(bank, 'liq1.csv');
    await done(bank, 'report', 'liq1', '--to', file);
    expect(await done(bank, 'check', 'report', file)).toContain('No rule fails');
    const { rows } = await json<Liq2>(bank, 'report', 'liq1');
    const filled = rows.filter(({ weighted }) => weighted !== null && !/^0[.]0+$/.test(weighted ?? ''));
    expect(filled.map(({ row }) => row)).toEqual(Array.from({ length: 23 }, (_, i) => String(i + 1)));
  });
});

describe('LIQ2', () => {
  it('is accepted by its own check, of the group and of an entity, as CSV and as JSON', async () => {
    for (const perimeter of ['GROUP', 'HB-LON']) {
      const file = join(bank, 'liq2.csv');
      await done(bank, 'report', 'liq2', '--perimeter', perimeter, '--to', file);
      const checked = await plimsoll(bank, 'check', 'report', file);
      expect(checked).toMatchObject({ exit: 0, err: '' });
      expect(checked.out).toContain('No rule fails');
    }
    const document = await json<Liq2>(bank, 'report', 'liq2');
    const cell = (row: string, column: string): string | null | undefined =>
      document.rows.find((each) => each['row'] === row)?.[column];
    const { asf, rsf } = valuesOf(await json<Metrics>(bank, 'show'), 'GROUP');
    expect([cell('14', 'weighted'), cell('33', 'weighted')]).toEqual([
      asf?.replace(/00$/, ''),
      rsf?.replace(/00$/, ''),
    ]);
    expect(cell('21', 'from_1_year')).not.toBe('0.0000');
  }, 60_000);

  it('is refused where the pipeline has no NSFR, with the way to it', async () => {
    const { exit, err } = await plimsoll(join(root, 'alone'), 'report', 'liq2');
    expect(exit).toBe(2);
    expect(err).toContain('`pipeline: basel` in plimsoll.yaml has both ratios');
  });
});

describe('a rule', () => {
  const rule = {
    rule_id: 'NSFR_1',
    stage: 'stable_funding',
    effective_date: '2024-01-01',
    conditions: [{ field: 'part_class', operator: '=', value: 'retail_less_stable' }],
    adjustments: [{ field: 'factor', operation: 'replace', expression: '0.8' }],
  };

  it('on a factor of the NSFR moves it and leaves the LCR alone; delta and full agree', async () => {
    const path = join(bank, 'rule.json');
    writeFileSync(path, JSON.stringify(rule));
    await done(bank, 'rule', 'add', path);
    expect(await done(bank, 'rule', 'preview', 'NSFR_1')).toContain('nsfr');
    await done(bank, 'rule', 'approve', 'NSFR_1');
    await done(bank, 'run', '--mode', 'delta');
    const [base, reported] = [
      await json<Metrics>(bank, 'show', 'metrics', '--scenario', 'base'),
      await json<Metrics>(bank, 'show', 'metrics', '--scenario', 'reported'),
    ];
    const [before, after] = [valuesOf(base, 'GROUP'), valuesOf(reported, 'GROUP')];
    expect(after['lcr']).toBe(before['lcr']);
    expect(after['rsf']).toBe(before['rsf']);
    expect(after['nsfr'] ?? '').not.toBe(before['nsfr'] ?? '');
    const full = join(root, 'full');
    await done(root, 'init', full);
    await done(full, 'generate', '--deals', '2000', '--seed', '5', '--nsfr');
    await done(full, 'rule', 'add', path);
    await done(full, 'rule', 'approve', 'NSFR_1');
    await done(full, 'run', '--mode', 'full');
    expect(valuesOf(await json<Metrics>(full, 'show', 'metrics', '--scenario', 'reported'), 'GROUP')).toEqual(
      after,
    );
  }, 60_000);
});

describe('without an option that only supervisors can give', () => {
  it('doctor names the line, and the run stops at its first position', async () => {
    const folder = await generated('no-option', '--nsfr', '--format', 'csv');
    const file = join(folder, 'data/national_option.csv');
    writeFileSync(file, readFileSync(file, 'utf8').replace(/^OBd,.*\n/m, ''));
    const told = await plimsoll(folder, 'doctor');
    expect(told.out).toMatch(/OBd/);
    const run = await plimsoll(folder, 'run');
    expect(run.exit).toBe(2);
    expect(run.err).toContain('its line OBd has no factor for BASEL on 2024-01-31');
  }, 60_000);
});
