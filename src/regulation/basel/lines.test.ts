import { existsSync, readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { NATIONAL_OPTION } from '../../dictionary/reference.ts';
import { checkPipeline } from '../../pipeline/check.ts';
import { checkRule } from '../../rules/check.ts';
import { readRules } from '../../rules/parse.ts';
import { factorOf, LCR_FACTOR_TABLE } from './factors.ts';
import { BASEL_LCR } from './lcr.ts';
import type { Line } from './line.ts';
import { LINES, lineById } from './lines.ts';
import { FUNDING_LINES } from './nsfr/lines.ts';

/** Rates in per cent, typed from BCBS d238 apart from lines-*.ts: id, rate, paragraph. */
const FACTS = `
L1.coins 0 50(a)|L1.reserves 0 50(b)|L1.sec0 0 50(c)|L1.sovDom 0 50(d)|L1.sovFx 0 50(e)
L2A.sec20 15 52(a)|L2A.corp 15 52(b)|L2A.cb 15 52(b)|L2B.rmbs 25 54(a)|L2B.corp 50 54(b)|L2B.eq 50 54(c)|L2B.rclf 0 54a
R.stable3 3 78|R.stable5 5 75|R.less 10 79-81|R.term 0 82-84|SB.stable 5 89-92|SB.less 10 89-92
OP.25 25 93-103|OP.ins 5 104|OP.coop 25 105-106
W.nfc40 40 107|W.nfc20 20 108|W.other 100 109|W.debt 100 110|W.prime 100 99
S.cbL1 0 114-115|S.2A 15 115|S.sov 25 115|S.rmbs 25 115|S.2B 50 115|S.other 100 115
D.net 100 116-117|D.downgrade 100 118|D.posted20 20 119|D.excess 100 120|D.due 100 121|D.subst 100 122
F.abs 100 124|F.abcp 100 125
C.retail 5 131(a)|C.nfcC 10 131(b)|C.nfcL 30 131(c)|C.bank 40 131(d)|C.ofiC 40 131(e)|C.ofiL 100 131(f)|C.oth 100 131(g)
X.fi 100 132|G.short 50 140|O.other 100 141
I.L1 0 145-146|I.2A 15 146|I.rmbs 25 146|I.2B 50 146|I.margin 50 145-146|I.other 100 146|I.fac 0 149
I.retail 50 153|I.nfc 50 154|I.fi 100 154|I.sec 100 155|I.op 0 156|I.coop 0 157|I.deriv 100 158-159`
  .trim()
  .split(/[|\n]/)
  .map((fact) => fact.split(' '));

/** Lines of our own that split one of the standard's because its rate depends on the scheme (¶78), or because it is set off elsewhere (¶133). */
const VARIANTS = [
  ['SB.stable3', 3],
  ['OP.ins3', 3],
  ['I.oent', 50],
] as const;

const OWN = new Set([...VARIANTS.map(([id]) => id as string), 'UNW.cash', 'ALA1', 'ALA2', 'ALA3']);

const percent = (line: Line | undefined): number =>
  line !== undefined && 'value' in line.rate ? Math.round(Number(line.rate.value) * 100) : Number.NaN;

/** One item of the standard (¶134–137), lines of their own for supervisors who rate them apart. */
const CONTINGENT = ['G.disc', 'G.guar', 'G.buy', 'G.struct', 'G.fund', 'G.other'];

describe('the lines', () => {
  it('have unique ids', () => {
    expect(new Set(LINES.map((line) => line.id)).size).toBe(LINES.length);
  });

  it.each(FACTS)('%s has the rate %s %% of paragraph %s', (id, rate, paragraph) => {
    const line = lineById(String(id));
    expect(percent(line)).toBe(Number(rate));
    expect(line?.paragraph.startsWith(String(paragraph))).toBe(true);
  });

  it('with a fixed rate are those typed here, and ours', () => {
    const typed = new Set(FACTS.map(([id]) => id));
    const others = LINES.filter(
      (line) => line.rate.kind === 'fixed' && line.kind !== 'outside' && !typed.has(line.id),
    );
    expect(others.map((line) => line.id).filter((id) => !OWN.has(id))).toEqual([]);
    for (const [id, rate] of VARIANTS) expect(percent(lineById(id))).toBe(rate);
  });

  it('take their rate from the supervisor or a formula where Basel gives none (¶115, 123, 133–139, 146, 160)', () => {
    const ids = (kind: string) => LINES.filter((line) => line.rate.kind === kind).map((line) => line.id);
    expect(ids('national')).toEqual([...CONTINGENT, 'G.trade', 'I.seg', 'I.oth']);
    expect(ids('formula')).toEqual(['S.swap', 'D.mktval', 'X.rnf', 'I.swap']);
  });

  it('without any rate of their own are those in whose options no day may be left out', () => {
    const ids = [
      ...LINES.filter(({ rate }) => rate.kind === 'national'),
      ...FUNDING_LINES.filter(({ factor }) => factor === null),
    ].map(({ id }) => id);
    expect(NATIONAL_OPTION.gapless).toEqual({ column: 'line', values: ids });
  });

  it('count only where a supervisor opens them, at no less than the standard says (¶54a, 58–62)', () => {
    const least = (kind: string) =>
      LINES.filter((line) => line.rate.kind === kind).map((line) => [line.id, percent(line)]);
    expect(least('option')).toEqual([
      ['L2B.rclf', 0],
      ['ALA1', 0],
      ['ALA3', 20],
    ]);
    expect(least('deduction')).toEqual([['ALA2', 8]]);
  });

  it('have a level only in the stock, and say when they come if no input feeds them', () => {
    const levelled = LINES.filter((line) => line.level !== null);
    expect(levelled.every((line) => line.kind === 'hqla')).toBe(true);
    expect(levelled.map((line) => line.level).filter((level) => level === '2B')).toHaveLength(4);
    const later = LINES.filter((line) => line.rate.kind === 'formula' && line.note !== undefined);
    expect(later.map((line) => line.id)).toEqual(['X.rnf']);
  });

  it('feed the rows of LIQ1 (d272): 2–15 by outflows, 17–19 by inflows', () => {
    const rows = (row: number) => LINES.filter((line) => line.liq1Row === row).map((line) => line.id);
    expect(rows(3)).toEqual(['R.stable3', 'R.stable5', 'SB.stable3', 'SB.stable']);
    expect(rows(6)).toEqual(['OP.25', 'OP.ins', 'OP.ins3', 'OP.coop']);
    expect(rows(13)).toHaveLength(7);
    expect(rows(14)).toEqual(['X.fi', 'X.rnf', 'O.other']);
    expect(rows(18)).toEqual(['I.retail', 'I.nfc', 'I.oent', 'I.fi', 'I.op', 'I.coop']);
    const none = LINES.filter((line) => line.liq1Row === null && line.kind !== 'outside');
    expect(none.map((line) => line.id)).toEqual(['ALA3', 'UNW.cash', 'R.term', 'I.fac']);
  });
});

describe('the factors', () => {
  it('give assets factor 1 and a haircut, flows a factor, and amounts outside neither', () => {
    const row = (id: string) => LCR_FACTOR_TABLE.rows.find((each) => each['line'] === id);
    expect(row('L2A.corp')).toMatchObject({ liquidity_factor: '1.000000', haircut: '0.150000' });
    expect(row('W.nfc40')).toMatchObject({ liquidity_factor: '0.400000', haircut: '0.000000' });
    expect(row('OUT.not_hqla')).toMatchObject({ liquidity_factor: '0.000000', haircut: '0.000000' });
    expect(row('I.oth')).toBeUndefined();
    expect(factorOf({ ...(lineById('W.other') as Line) })).toEqual({
      liquidityFactor: '1.000000',
      haircut: '0.000000',
    });
  });
});

interface Vector {
  readonly id: string;
  readonly factor: number | string;
  readonly para: string;
  readonly provenance: string;
}

const file = fileURLToPath(
  new URL('../../../../shared/vectors/factors_lcr_basel_d238.json', import.meta.url),
);

describe('a rule', () => {
  const lineRule = (stage: string, line: string) =>
    readRules(
      JSON.stringify([
        {
          rule_id: 'R1',
          stage,
          effective_date: '2024-01-01',
          conditions: [{ field: 'line', operator: '=', value: 'R.less' }],
          adjustments: [{ field: 'line', operation: 'set', value: line }],
        },
      ]),
      'rules.json',
    ).map(({ document }) => checkRule(document, checkPipeline(BASEL_LCR)));

  it('gives no line that there is none of: the position would be in no total', () => {
    expect(lineRule('deal_enrichment', 'S.other')).toHaveLength(1);
    expect(() => lineRule('deal_enrichment', 'S.othr')).toThrow('Did you mean `S.other`');
  });
});

describe.skipIf(!existsSync(file))(
  'the lines against the table of factors, which needs ../shared/vectors,',
  () => {
    const vectors = (): readonly Vector[] => {
      const table = JSON.parse(readFileSync(file, 'utf8')) as Readonly<Record<string, readonly Vector[]>>;
      return ['hqla_haircuts', 'outflow_rates', 'inflow_rates'].flatMap((part) => table[part] ?? []);
    };

    it('agree in id, rate, paragraph and mark', () => {
      expect(vectors().length).toBeGreaterThan(60);
      for (const vector of vectors()) {
        const line = lineById(vector.id);
        expect(line, vector.id).toBeDefined();
        expect(line?.paragraph, vector.id).toBe(vector.para);
        expect(line?.mark, vector.id).toBe(vector.provenance);
        if (typeof vector.factor === 'number') expect(percent(line), vector.id).toBe(vector.factor * 100);
        else expect(line?.rate.kind, vector.id).not.toBe('fixed');
      }
    });

    it('have no line more than it, but our own', () => {
      const known = new Set(vectors().map((vector) => vector.id));
      const more = LINES.filter((line) => !known.has(line.id) && line.kind !== 'outside').map(
        (line) => line.id,
      );
      expect(more).toEqual(['UNW.cash', 'SB.stable3', 'OP.ins3', ...CONTINGENT.slice(1), 'I.oent']);
    });
  },
);
