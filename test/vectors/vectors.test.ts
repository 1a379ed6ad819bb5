/** Published and derived figures: none is missed, each oddity is one, and what nothing covers has a reason. */

import { beforeAll, describe, expect, it } from 'vitest';
import { decimalOf } from '../../src/values/arithmetic.ts';
import { allOutcomes, withEngine } from './all.ts';
import { type Filing, filings, vectorsMissing } from './files.ts';
import { liq1Outcomes, onlyRate } from './liq1.ts';
import { liq2DoorOutcomes } from './liq2-door.ts';
import { ODDITIES, withOddity } from './oddities.ts';
import { compared, type Outcome } from './outcome.ts';

describe('a comparison', () => {
  const where = { file: 'a', id: 'b', figure: 'c' };

  it('agrees within the rounding, and misses beyond it, with the difference', () => {
    const of = (got: string) => compared(where, decimalOf('10'), decimalOf(got), decimalOf('0.5'));
    expect(of('10.5')).toMatchObject({ state: 'agrees', difference: '0.5' });
    expect(of('9.49')).toMatchObject({ state: 'misses', difference: '-0.51' });
  });

  it('that is listed as an oddity and agrees is a miss of the list', () => {
    const [oddity] = ODDITIES;
    const one = { ...where, id: oddity?.filing ?? '', figure: oddity?.figure ?? '' };
    const of = (got: string) => withOddity(compared(one, decimalOf('10'), decimalOf(got), decimalOf('0')));
    expect(of('11').state).toBe('oddity');
    expect(of('10').state).toBe('misses');
  });

  it('of weighted amounts is made where all lines of a row share one rate', () => {
    const rates = [3, 4, 7, 8, 9, 11, 12, 13, 14, 15, 17, 18, 19].map((row) => [row, onlyRate(String(row))]);
    expect(rates.filter(([, rate]) => rate !== undefined)).toEqual([
      [4, '0.100000'],
      [8, '1.000000'],
      [12, '1.000000'],
    ]);
  });
});

describe.skipIf(vectorsMissing)('published figures, which need ../shared/vectors,', () => {
  let outcomes: readonly Outcome[];
  beforeAll(async () => {
    outcomes = (await allOutcomes()) ?? [];
  });

  const count = (state: Outcome['state'], file?: string): number =>
    outcomes.filter((each) => each.state === state && (file === undefined || each.file === file)).length;

  it('are all met', () => {
    expect(outcomes.filter(({ state }) => state === 'misses')).toEqual([]);
  });

  it('are as many as the files have', () => {
    expect(count('agrees', 'caps_derived')).toBe(48);
    expect(count('agrees', 'factors_lcr_basel_d238')).toBe(75);
    // 23 filings: nine totals in rows 2 to 20, and three rows with one rate, of which five of one bank are odd.
    expect(count('agrees', 'liq1_singapore_banks')).toBe(23 * 12 - 5);
    expect(count('shown', 'liq1_singapore_banks')).toBe(46);
    expect(count('agrees', 'liq2_singapore_banks')).toBe(802);
    expect(count('agrees')).toBeGreaterThan(1600);
  });

  it('that differ for a reason of the filing are those of the list', () => {
    expect(count('oddity')).toBe(ODDITIES.length);
  });

  it('are missed where one part of a filing is another', async () => {
    const changed = (file: string): readonly Filing[] =>
      file !== 'liq1_singapore_banks'
        ? []
        : filings(file)
            .slice(0, 1)
            .map((filing) => ({
              ...filing,
              rows: { ...filing.rows, 8: { unweighted: '322', weighted: '422' } },
            }));
    const missed = (await withEngine((engine) => liq1Outcomes(engine, changed))).filter(
      ({ state }) => state === 'misses',
    );
    expect(missed.map(({ figure, difference }) => `${figure} ${difference}`)).toEqual([
      '5 weighted 100',
      '16 weighted 100',
      '8 weighted by the rate of its lines -100',
    ]);
  });

  it('of LIQ2 are missed where a row is another', async () => {
    const changed = (file: string): readonly Filing[] =>
      filings(file)
        .slice(0, 1)
        .map((filing) => ({
          ...filing,
          rows: { ...filing.rows, 6: { ...filing.rows['6'], ge_1y: '1217', weighted: '178372' } },
        }));
    const missed = (await withEngine((engine) => liq2DoorOutcomes(engine, changed))).filter(
      ({ state }) => state === 'misses',
    );
    expect(missed.map(({ figure, difference }) => `${figure} ${difference}`)).toEqual([
      '4 from_1_year from its rows 1000',
      // The filing's own total is one below its rows.
      '4 weighted from its rows 1001',
      '14 weighted from its rows 1001',
    ]);
  });

  it('that nothing covers have a reason', () => {
    const lacking = outcomes.filter(({ state, reason }) => state === 'not covered' && reason === null);
    expect(lacking).toEqual([]);
  });
});
