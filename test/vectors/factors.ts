/** Published tables of factors against the product's. */

import { INFLOW_CAP } from '../../src/regulation/basel/constants.ts';
import { lineById } from '../../src/regulation/basel/lines.ts';
import { fundingLine } from '../../src/regulation/basel/nsfr/lines.ts';
import { decimalOf, ZERO } from '../../src/values/arithmetic.ts';
import { vectorFile } from './files.ts';
import { compared, figureText, notCovered, type Outcome, same } from './outcome.ts';

interface Factor {
  readonly id: string;
  readonly factor: string;
}

const PARTS = ['hqla_haircuts', 'outflow_rates', 'inflow_rates'] as const;

export function factorOutcomes(): readonly Outcome[] {
  const file = 'factors_lcr_basel_d238';
  const found = vectorFile(file) as Readonly<Record<string, unknown>>;
  const factors = PARTS.flatMap((part) => found[part] as readonly Factor[]);
  const caps = found['caps'] as Readonly<Record<string, string>>;
  return [
    ...factors.map(({ id, factor }) => factorOutcome(file, id, factor)),
    compared(
      { file, id: 'caps', figure: 'inflow_cap' },
      figureText(caps['inflow_cap']),
      decimalOf(INFLOW_CAP),
      ZERO,
    ),
    ...['level2', 'level2b'].map((figure) =>
      notCovered(
        { file, id: 'caps', figure },
        'part of the formulas, which caps_derived tests',
        caps[figure],
      ),
    ),
  ];
}

function factorOutcome(file: string, id: string, factor: string): Outcome {
  const where = { file, id, figure: 'factor' };
  const line = lineById(id);
  if (line === undefined) return same(where, factor, 'no such line');
  const [, number] = /^(?:>=)?(\d+(?:\.\d+)?)( .*)?$/.exec(factor) ?? [];
  if (number !== undefined)
    return 'value' in line.rate
      ? compared(where, figureText(number), decimalOf(line.rate.value), ZERO)
      : same(where, factor, line.rate.kind);
  if (line.rate.kind === 'option')
    return notCovered(where, 'a price for the facility, which counts as the supervisor says', factor);
  return same(where, worded(factor), line.rate.kind);
}

/** A factor in words: a supervisor's choice, as 0..0.05 is one, or a formula. */
const worded = (factor: string): string =>
  factor.startsWith('national') || factor.includes('..') ? 'national' : 'formula';

const NSFR_FILE = 'factors_nsfr_basel_d295';
const NSFR_PARTS = ['asf_factors', 'rsf_factors'] as const;

/** The add-on of ¶43(d) is a factor of 20 % of liabilities at 100 %; what supervisors decide is no figure. */
export function nsfrFactorOutcomes(): readonly Outcome[] {
  const found = vectorFile(NSFR_FILE) as Readonly<Record<string, readonly Factor[]>>;
  return NSFR_PARTS.flatMap((part) =>
    (found[part] ?? []).map(({ id, factor }) => {
      const where = { file: NSFR_FILE, id, figure: 'factor' };
      const line = fundingLine(id);
      if (line === undefined) return same(where, factor, 'no such line');
      if (!/^\d+(\.\d+)?$/.test(factor))
        return same(where, 'national', line.factor === null ? 'national' : 'fixed');
      return line.factor === null
        ? same(where, factor, 'national')
        : compared(where, figureText(factor), decimalOf(line.factor), ZERO);
    }),
  );
}

const OTHERS: Readonly<Record<string, string>> = {
  factors_lcr_us_249: 'the product has no table of the United States',
  factors_eu_2015_61: 'the product has no table of the EU',
};

/** Tables that the product has nothing to compare with: every factor in them is named. */
export const otherFactorOutcomes = (): readonly Outcome[] =>
  Object.entries(OTHERS).flatMap(([file, reason]) =>
    Object.entries(vectorFile(file) as Readonly<Record<string, unknown>>).flatMap(([part, content]) =>
      namesIn(content).map((id) => notCovered({ file, id, figure: part }, reason)),
    ),
  );

/** Rows of a table have an id, or begin with what they are about. Texts and formulas are no tables. */
function namesIn(content: unknown): readonly string[] {
  if (!Array.isArray(content)) return [];
  return content.map((row: unknown) => String(Array.isArray(row) ? row[0] : (row as Factor).id));
}
