/**
 * The rules on disclosures of real banks: filings that are known to be wrong fail a rule, the others none. Where a filing is another than it was
 * taken for, it stands here by name, with the reason.
 */

import { describe, expect, it } from 'vitest';
import { evaluate } from '../../src/disclosure/evaluate.ts';
import { readReport } from '../../src/disclosure/read-report.ts';
import { isFailure } from '../../src/disclosure/verdict.ts';
import { type Filing, filings, fromUs, shortId, vectorsMissing } from '../vectors/files.ts';
import { templateCells } from '../vectors/liq2.ts';

interface Facts {
  readonly template: 'LIQ1' | 'LIQ2';
  readonly jurisdiction: 'BASEL' | 'EU';
  readonly unit: 'unit' | 'million';
}

/** Rules with the severity error that the filing fails. */
function failedRules({ id, rows, n_observations }: Filing, facts: Facts): readonly string[] {
  const document = {
    ...facts,
    observations: facts.template === 'LIQ2' ? '1' : (n_observations ?? null),
    rows: Object.fromEntries(Object.entries(rows).map(([row, cells]) => [row, templateCells(cells)])),
  };
  const report = readReport(id, JSON.stringify(document), { template: null, jurisdiction: null });
  return evaluate(report)
    .filter(isFailure)
    .map(({ rule }) => rule.id);
}

const EU1: Facts = { template: 'LIQ1', jurisdiction: 'EU', unit: 'unit' };
const EU2: Facts = { template: 'LIQ2', jurisdiction: 'EU', unit: 'unit' };

/** Not wrong after all. */
const RIGHT: ReadonlyMap<string, string> = new Map([
  ['1AZ71.CON 09 T-3', 'every amount is a multiple of a million, and 57 against 58 is what rounding gives'],
]);

/** Wrong by a total none of whose parts is filed: parts that are not told can't contradict it. */
const NOT_JUDGED: ReadonlyMap<string, string> = new Map([
  ['9S632.CON 12 T-0', 'row 16 has a weighted amount, and none of its parts has one'],
]);

/** Wrong, though the sums that they were chosen by hold: with what, and the only rule that they fail. */
const WRONG: ReadonlyMap<string, readonly [reason: string, rule: string]> = new Map([
  ['OWN49.CON 12 T-1', ['row 10 unweighted is eleven million off rows 11 to 13', 'LIQ1.10.u']],
  ['J4238.CON 12 T-0', ['row 19 has more weighted than unweighted', 'LIQ1.19.rate']],
  ['J4238.CON 12 T-1', ['row 19 has more weighted than unweighted', 'LIQ1.19.rate']],
  ['J4N92.CON 12 T-0', ['row 1 is in thousands, the rest is not', 'LIQ1.21.most']],
]);

/** LIQ2 of the European data hub that does not add up in some column. */
const WRONG_LIQ2: ReadonlyMap<string, readonly [reason: string, rule: string]> = new Map([
  ['6HH77.CON 12', ['row 1 has an amount from a year on, and neither 2 nor 3 has', 'LIQ2.1.l']],
  ['ZLU57.CON 12', ['row 7 below a year is not the sum of 8 and 9', 'LIQ2.7.m']],
  ['RAU55.CON 12', ['row 33 is below its parts', 'LIQ2.33.w.eu']],
  ['Q1784.CON 12', ['row 30 has a weighted amount of nothing', 'LIQ2.30.rate']],
  ['YBV47.CON 12', ['row 33 is above its parts', 'LIQ2.33.w.eu']],
  ['62R27.CON 12', ['rows 7 and 17 are not the sums of theirs', 'LIQ2.17.w']],
  ['DG443.CON 12', ['row 26 is empty, its parts are not', 'LIQ2.26.w']],
]);

/** What a defect is called in the list of defective filings, and the rules that find it. */
const DEFECTS: readonly (readonly [words: RegExp, ...rules: readonly string[]])[] = [
  [/^row 16 differs/, 'LIQ1.16.w'],
  [/^row 5 !=/, 'LIQ1.5.u', 'LIQ1.5.w'],
  [/^ratio unit/, 'LIQ1.23.unit'],
];

describe.skipIf(vectorsMissing)('disclosures of real banks, which needs ../shared/vectors,', () => {
  it('with known defects fail the rule that is about the defect', () => {
    const defective = filings('liq1_eu_defective');
    expect(defective).toHaveLength(34);
    for (const filing of defective) {
      const failed = failedRules(filing, EU1);
      const id = shortId(filing.id);
      if (NOT_JUDGED.has(id)) expect(failed, NOT_JUDGED.get(id)).not.toContain('LIQ1.16.w');
      else if (RIGHT.has(id)) expect(failed, `${id}: ${RIGHT.get(id)}`).toEqual([]);
      else
        for (const defect of filing.defects ?? []) {
          const [, ...rules] = DEFECTS.find(([words]) => words.test(defect)) ?? [/./];
          expect(
            rules.some((rule) => failed.includes(rule)),
            `${id}: ${defect}`,
          ).toBe(true);
        }
    }
  });

  it('whose sums hold fail no rule, but those that are wrong in another way', () => {
    const clean = filings('liq1_eu_p3dh_clean');
    expect(clean).toHaveLength(40);
    for (const filing of clean) {
      const [, rule] = WRONG.get(shortId(filing.id)) ?? [];
      expect(failedRules(filing, EU1), filing.id).toEqual(rule === undefined ? [] : [rule]);
    }
    const ids = clean.map(({ id }) => shortId(id));
    expect([...WRONG.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });

  it('with a binding cap fail where one of their sums does not hold, and nowhere else', () => {
    const binding = filings('liq1_eu_inflow_cap_binding');
    expect(binding).toHaveLength(24);
    const told = binding.filter((filing) => failedRules(filing, EU1).length > 0);
    const broken = binding.filter(({ checks }) =>
      ['r5', 'r10', 'r16', 'r20'].some((check) => checks?.[check] === false),
    );
    expect(told.map(({ id }) => id)).toEqual(broken.map(({ id }) => id));
    expect(told.length).toBeGreaterThan(0);
  });

  it('of Singapore fail no rule, whatever the caps do to their averages', () => {
    const [liq1, liq2] = [filings('liq1_singapore_banks'), filings('liq2_singapore_banks')];
    expect([liq1.length, liq2.length]).toEqual([23, 12]);
    for (const filing of liq1)
      expect(
        failedRules(filing, { template: 'LIQ1', jurisdiction: 'BASEL', unit: 'million' }),
        filing.id,
      ).toEqual([]);
    for (const filing of liq2)
      expect(
        failedRules(filing, { template: 'LIQ2', jurisdiction: 'BASEL', unit: 'million' }),
        filing.id,
      ).toEqual([]);
  });

  it('of the United States fail no rule but that of the rows which they are given without', () => {
    const american = filings('liq1_us_jpmorgan').map(fromUs);
    expect(american).toHaveLength(2);
    for (const filing of american)
      expect(
        failedRules(filing, { template: 'LIQ1', jurisdiction: 'BASEL', unit: 'million' }),
        filing.id,
      ).toEqual(['LIQ1.totals']);
  });

  it('on stable funding in the EU fail no rule, but those that do not add up', () => {
    const european = filings('liq2_eu_p3dh');
    expect(european).toHaveLength(22);
    for (const filing of european) {
      const [reason, rule] = WRONG_LIQ2.get(shortId(filing.id)) ?? [];
      const failed = failedRules(filing, EU2);
      if (rule === undefined) expect(failed, filing.id).toEqual([]);
      else expect(failed, reason).toContain(rule);
    }
    const ids = european.map(({ id }) => shortId(id));
    expect([...WRONG_LIQ2.keys()].filter((id) => !ids.includes(id))).toEqual([]);
  });
});
