/** Published LIQ2: totals and weighted amounts against the identities of the template. */

import { evaluate } from '../../src/disclosure/evaluate.ts';
import { readReport } from '../../src/disclosure/read-report.ts';
import type { Verdict } from '../../src/disclosure/verdict.ts';
import { type Cells, type Filing, filings } from './files.ts';
import { withOddity } from './oddities.ts';
import { notCovered, type Outcome } from './outcome.ts';

export const LIQ2_COLUMNS: Readonly<Record<string, string>> = {
  unweighted: 'unweighted',
  weighted: 'weighted',
  no_maturity: 'no_maturity',
  lt_6m: 'under_6_months',
  m6_to_lt_1y: 'under_1_year',
  ge_1y: 'from_1_year',
  merged_lt6m_to_ge1y: 'merged',
};

export const templateCells = (cells: Cells): Cells =>
  Object.fromEntries(
    Object.entries(cells).flatMap(([name, value]) => {
      const column = LIQ2_COLUMNS[name];
      return column === undefined ? [] : [[column, value]];
    }),
  );

const FILE = 'liq2_singapore_banks';

export const liq2Outcomes = (): readonly Outcome[] => filings(FILE).flatMap(ofFiling).map(withOddity);

const KINDS: readonly string[] = ['identity', 'implied_rate'];

function ofFiling({ id, rows }: Filing): readonly Outcome[] {
  const document = {
    template: 'LIQ2',
    jurisdiction: 'BASEL',
    unit: 'million',
    observations: '1',
    rows: Object.fromEntries(Object.entries(rows).map(([row, cells]) => [row, templateCells(cells)])),
  };
  const report = readReport(id, JSON.stringify(document), { template: null, jurisdiction: null });
  return evaluate(report)
    .filter(({ rule, verdict }) => KINDS.includes(rule.kind) && verdict !== 'not_applicable')
    .map((verdict) => outcomeOf(id, verdict));
}

function outcomeOf(id: string, { rule, verdict, found, expected, difference }: Verdict): Outcome {
  const where = { file: FILE, id, figure: rule.id };
  if (verdict === 'cells_missing') return notCovered(where, 'not in the filing');
  return {
    ...where,
    expected: found,
    got: expected,
    difference,
    state: verdict === 'holds' ? 'agrees' : 'misses',
    reason: null,
  };
}
