/** The reference page of formulas, rendered to Markdown: each law, where its terms are seen, and a worked example. */

import { assert } from '../../../std/assert.ts';
import type { ExampleRow, ExampleRun, ExampleTables, Formula, Step } from './formula.ts';
import { anchorOf } from './formulas.ts';

const INTRODUCTION = `# Formulas

Everything that is more than amount times factor: what the figures of the LCR (BCBS d238), the NSFR (d295) and LIQ1 (d272) are computed with, where each term can be seen, and one
worked example each. Factors by line are in [lcr-lines.md](lcr-lines.md) and [nsfr-lines.md](nsfr-lines.md).

- **¶** with the document. **House** marks what the standards do not lay down.
- **Seen in** names stages and columns: \`plimsoll show final_calc --where "perimeter = 'GROUP'"\`.
- **Examples** start from an entity E1 (or those listed), the day 2024-01-31 and euros, where nothing else is said. Columns that are left out are empty or have the
  [usual value](../../test/regulation/basel/bank.ts): irrevocable, bullet, for no purpose. Of perimeters E1 is shown, where \`GROUP\` says the same.
- **Checked.** What comes out was computed by hand. A test runs the pipeline on what goes in, in the reference interpreter and on DuckDB, and computes the arithmetic
  in exact fractions: [formulas.test.ts](../../test/regulation/basel/formulas.test.ts). A figure is rounded, half away from zero, to the digits that it shows.`;

/** `all`: in the order of the page. */
export function renderFormulasPage(all: readonly Formula[]): string {
  const contents = all.map(({ title, citation }) => `- [${title}](#${anchorOf(title)}): ${citation}`);
  return `${[INTRODUCTION, contents.join('\n'), ...all.map(section)].join('\n\n')}\n`;
}

function section({ title, citation, law, terms, lines, note, example }: Formula): string {
  const seen = terms.map(({ stage, columns, meaning }) => [
    `\`${stage}\``,
    columns.map(code).join(' '),
    meaning,
  ]);
  return [
    `## ${title}`,
    `${citation}.${lines.length === 0 ? '' : ` Lines: ${lines.map(code).join(' ')}.`}`,
    fence(law),
    table(['seen in', 'columns', 'what'], seen),
    ...(note === undefined ? [] : [note]),
    `**Example.** ${example.story}`,
    ...example.runs.map((run, index) =>
      runText(run, index === 0 ? undefined : example.runs[0], example.runs.length),
    ),
    ...(example.report === undefined ? [] : ['LIQ1 of these days:', figures(example.report)]),
    fence(stepLines(example.steps, example.runs, example.report ?? [])),
  ].join('\n\n');
}

/** `before`: the first run, where this is a later one; tables that are the same are not shown again. */
function runText(
  { date, tables, expected }: ExampleRun,
  before: ExampleRun | undefined,
  count: number,
): string {
  const isNew = (name: string): boolean =>
    JSON.stringify(tables[name]) !== JSON.stringify(before?.tables[name]);
  const inputs = Object.entries(tables).filter(([name]) => isNew(name));
  const rest =
    before === undefined
      ? ''
      : inputs.length === 0
        ? ', with the same input'
        : ', with the other tables as before';
  const heading = count === 1 ? [] : [`Run of ${date}${rest}:`];
  return [
    ...heading,
    ...inputs.flatMap(([name, rows]) => [code(name), figures(rows)]),
    ...outputs(expected),
  ].join('\n\n');
}

const outputs = (expected: ExampleTables): readonly string[] =>
  Object.entries(expected).flatMap(([stage, rows]) => [`→ \`${stage}\``, figures(rows)]);

function figures(rows: readonly ExampleRow[]): string {
  const heads = Object.keys(rows[0] ?? {});
  return table(
    heads,
    rows.map((row) => heads.map((name) => row[name] ?? '')),
  );
}

const fence = (lines: readonly string[]): string => ['```', ...lines, '```'].join('\n');
const code = (text: string): string => `\`${text}\``;

function table(heads: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...body.map(row)].join('\n');
}

/** The figure that a step is about, as the example has it. */
export function figureOf(
  { of, row = 0, run = 0 }: Step,
  runs: readonly ExampleRun[],
  report: readonly ExampleRow[],
): string {
  const [stage = '', column = ''] = of.split('.');
  const found =
    stage === 'LIQ1'
      ? report.find((each) => each['row'] === column)?.['weighted']
      : runs[run]?.expected[stage]?.[row]?.[column];
  assert(typeof found === 'string', `${of}, row ${String(row)} of run ${String(run)} is in the example`);
  return found;
}

function stepLines(
  steps: readonly Step[],
  runs: readonly ExampleRun[],
  report: readonly ExampleRow[],
): readonly string[] {
  const names = steps.map((step) => stepName(step, runs));
  const width = Math.max(...names.map((name) => name.length));
  return steps.map(
    (step, index) => `${(names[index] ?? '').padEnd(width)} = ${step.by} = ${figureOf(step, runs, report)}`,
  );
}

/** A column name, with the row that is meant where there are several: its first cell that tells them apart. */
function stepName({ of, row = 0, run = 0 }: Step, runs: readonly ExampleRun[]): string {
  const [stage = '', column = ''] = of.split('.');
  if (stage === 'LIQ1') return `row ${column}`;
  const day = runs.length > 1 ? ` on ${runs[run]?.date ?? ''}` : '';
  const rows = runs[run]?.expected[stage] ?? [];
  const telling = Object.keys(rows[0] ?? {}).find(
    (name) => new Set(rows.map((each) => each[name])).size === rows.length,
  );
  const which =
    rows.length === 1 || telling === undefined || telling === column
      ? ''
      : ` of ${rows[row]?.[telling] ?? ''}`;
  return `${column}${which}${day}`;
}
