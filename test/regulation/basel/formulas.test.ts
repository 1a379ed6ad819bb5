/**
 * The page of formulas is true: the pipeline gives the figures of each worked example, on the reference interpreter and on DuckDB; the arithmetic
 * between them is right in exact fractions; the stages, columns and lines that it names exist.
 */

import { describe, expect, it } from 'vitest';
import { LIQ1_AVERAGES } from '../../../src/disclosure/averages.ts';
import { liq1Report, reportCells } from '../../../src/disclosure/make-report.ts';
import { checkPipeline } from '../../../src/pipeline/check.ts';
import { BASEL } from '../../../src/regulation/basel/basel.ts';
import type { ExampleRow, ExampleRun, Formula } from '../../../src/regulation/basel/formulas/formula.ts';
import { anchorOf, FORMULAS } from '../../../src/regulation/basel/formulas/formulas.ts';
import { figureOf, renderFormulasPage } from '../../../src/regulation/basel/formulas/page.ts';
import { BASEL_LCR } from '../../../src/regulation/basel/lcr.ts';
import { LINES } from '../../../src/regulation/basel/lines.ts';
import { FUNDING_LINES } from '../../../src/regulation/basel/nsfr/lines.ts';
import { DAY_STAGES, dayOf } from '../../../src/report/read-day.ts';
import { anchors } from '../../support/markdown.ts';
import { sharedDuckDb } from '../../support/shared-engine.ts';
import { evaluate, fractionOf, unitsOf } from './arithmetic.ts';
import type { LcrCase } from './case.ts';
import { expectedRows, onEngine, onOracle } from './run-case.ts';

const ALL: readonly Formula[] = [...FORMULAS, LIQ1_AVERAGES];
const duckdb = sharedDuckDb();

type Rows = ReturnType<typeof onOracle>;

const definitionOf = ({ ratio }: Formula) => (ratio === 'LCR' ? BASEL_LCR : BASEL);

const caseOf = (formula: Formula, { date, tables, expected }: ExampleRun): LcrCase => ({
  name: formula.title,
  citation: formula.citation,
  tables,
  parameters: { calculation_date: date },
  expected,
});

/** An example shows one perimeter, one ladder and some of its buckets, where the others say no more. */
const CHOOSING = ['perimeter', 'currency', 'bucket'] as const;

/** All rows of a stage, but those of perimeters, currencies and buckets that the example leaves out. */
async function compare(rows: Rows, expected: ExampleRun['expected']): Promise<void> {
  for (const [stage, wanted] of Object.entries(expected)) {
    const { columns, rows: texts } = expectedRows(wanted);
    const chosen = CHOOSING.flatMap((name) => {
      const index = columns.indexOf(name);
      return index < 0 ? [] : [[index, new Set(wanted.map((row) => row[name] ?? null))] as const];
    });
    const found = (await rows(stage, columns)).filter((text) => {
      const cells = JSON.parse(text) as readonly (string | null)[];
      return chosen.every(([index, values]) => values.has(cells[index] ?? null));
    });
    expect(found, stage).toEqual(texts);
  }
}

/** The rows of a stage with the columns that a report reads. */
async function stageOf(rows: Rows, stage: string): Promise<readonly ExampleRow[]> {
  const columns = DAY_STAGES[stage] ?? [];
  return (await rows(stage, columns)).map((text) => {
    const cells = JSON.parse(text) as readonly (string | null)[];
    return Object.fromEntries(columns.map((name, index) => [name, cells[index] ?? null]));
  });
}

async function reportOf(formula: Formula): Promise<readonly ExampleRow[]> {
  const days = await Promise.all(
    formula.example.runs.map(async (run) => {
      const rows = onOracle(definitionOf(formula), caseOf(formula, run));
      const stages = {
        final_calc: await stageOf(rows, 'final_calc'),
        perimeter_totals: await stageOf(rows, 'perimeter_totals'),
        perimeter_rows: await stageOf(rows, 'perimeter_rows'),
      };
      const day = dayOf(stages, { date: run.date, perimeter: 'E1', feeding: 'lines' });
      if (day === undefined) throw new Error('E1 has no day');
      return day;
    }),
  );
  return reportCells(liq1Report(days, { currency: 'EUR', scenario: 'base' })).map(({ row, cells }) => ({
    row,
    weighted: cells.weighted ?? null,
  }));
}

describe.each(ALL)('$title', (formula) => {
  const { example, terms, lines } = formula;

  it('has an example that the reference interpreter computes', async () => {
    for (const run of example.runs)
      await compare(onOracle(definitionOf(formula), caseOf(formula, run)), run.expected);
  });

  it('has an example that DuckDB computes', async () => {
    for (const run of example.runs)
      await onEngine(duckdb(), definitionOf(formula), caseOf(formula, run), (rows) =>
        compare(rows, run.expected),
      );
  });

  it('has arithmetic that gives the figures', () => {
    const wrong = example.steps.flatMap((step) => {
      const figure = figureOf(step, example.runs, example.report ?? []);
      const digits = /^\d{4}-/.test(figure) ? 0 : (figure.split('.')[1] ?? '').length;
      const same = unitsOf(evaluate(step.by), digits) === unitsOf(fractionOf(figure), digits);
      return same ? [] : [`${step.of}: ${step.by} is not ${figure}`];
    });
    expect(wrong).toEqual([]);
  });

  it('names stages, columns and lines that exist', () => {
    const { stages } = checkPipeline(BASEL);
    const missing = terms.flatMap(({ stage, columns }) => {
      const schema = stages.find(({ name }) => name === stage)?.schema;
      return columns
        .filter((column) => schema?.columns.some(({ name }) => name === column) !== true)
        .map((column) => `${stage}.${column}`);
    });
    const known = [...LINES, ...FUNDING_LINES].map(({ id }) => id);
    expect([...missing, ...lines.filter((line) => !known.includes(line))]).toEqual([]);
  });
});

describe('the formulas together', () => {
  it('give a report the averages that it shows', async () => {
    const { report = [] } = LIQ1_AVERAGES.example;
    const found = await reportOf(LIQ1_AVERAGES);
    const shown = found.filter(({ row }) => report.some((wanted) => wanted['row'] === row));
    expect(shown).toEqual(report);
  });

  it('are behind every line whose rate is a formula', () => {
    const without = LINES.filter(
      ({ id, rate }) => rate.kind === 'formula' && !FORMULAS.some(({ lines }) => lines.includes(id)),
    );
    expect(without.map(({ id }) => id)).toEqual([]);
  });

  it('have sections where the pages of lines link to', () => {
    expect(anchors(renderFormulasPage(ALL))).toEqual(
      expect.arrayContaining(FORMULAS.map(({ title }) => anchorOf(title))),
    );
  });
});

describe('the arithmetic of examples', () => {
  it('knows order, brackets, percent, functions and dates', () => {
    const text = (by: string): string => unitsOf(evaluate(by), 4).toString();
    expect(text('1 + 2 · 3')).toBe('70000');
    expect(text('(1 + 2) · 3 − 10 ÷ 4')).toBe('65000');
    expect(text('max(−1, 50 % · 3, min(4, 1))')).toBe('15000');
    expect(text('abs(−1 ÷ 3)')).toBe('3333');
    expect(text('−2 ÷ 3')).toBe('-6667');
    expect(text('2024-03-01 − 2024-02-28')).toBe('20000');
    expect(() => evaluate('1 / 2')).toThrow("can't be read");
    expect(() => evaluate('(1')).toThrow("instead of ')'");
    expect(() => evaluate('1 2')).toThrow('goes on');
    expect(() => evaluate('1 ÷ 0')).toThrow('division by zero');
  });
});
