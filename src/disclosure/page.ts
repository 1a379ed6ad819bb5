/** The reference page of disclosures: the form of a report, the rows of each template with the lines that feed them, and the rules; rendered to Markdown. */

import { LINES } from '../regulation/basel/lines.ts';
import { RULES } from './evaluate.ts';
import { linesOf, reasonForNoRow, unfedLines } from './lines.ts';
import type { Rule } from './rule.ts';
import { type ColumnId, rowsOf, type Template, type TemplateRow } from './template.ts';
import { TEMPLATES } from './templates.ts';

const INTRODUCTION = `# Disclosure templates

LIQ1 and LIQ2, the tables in which banks disclose LCR and NSFR: their rows, the lines of the LCR that feed them, and the rules that a report must keep.
\`plimsoll check report\` holds a report from anywhere against the rules ([how](../guides/check-a-report.md)).

Labels are short forms of the template's own.

## The form of a report

**CSV**: commas, a header, one record per row of the template. \`row\` is its number; a figure stands in the column of its cell. Columns may come in any
order, and those without a figure may be left out; \`item\` is for people. A fact about the report stands in a column of its own, the same in every record.

**JSON**: an object with the facts, and \`rows\`: an object per row number, with a name per cell. Figures are text or numbers; both are read to the last digit.

| fact | meaning |
| --- | --- |
| \`template\` | LIQ1 or LIQ2; or \`--template\` |
| \`jurisdiction\` | whose form: BASEL (without it), or EU, which has rows of its own; or \`--jurisdiction\` |
| \`perimeter\`, \`scenario\` | whose figures, and with which adjustments; nothing depends on them |
| \`currency\` | of the amounts; nothing depends on it |
| \`unit\` | of the amounts: unit (without it), thousand, million or billion |
| \`ratio_unit\` | of the ratio: percent or fraction; without it percent for BASEL, and fraction for EU |
| \`date\`, or \`first_date\` and \`last_date\` | the days of the figures; \`date\` alone means one day |
| \`observations\` | number of days that the figures are the average of; of 1, rows 22 and 23 must follow from the others |

A figure has digits, a point and no separators. An empty cell has no figure, which is not zero; in a sum it counts as nothing. A zero in a cell that the template greys
out is left out, anything else there is an error.

## How figures are compared

- The *printed unit* is the greatest power of ten that all amounts are multiples of, from one of the currency up to a million of it, or the report's unit.
  Each figure is right to half of it, so a sum of n rows may miss its total by (n + 1) halves. Two millionths of the larger side are allowed in any
  case: reports in which some figures are rounded further than others miss by no more.
- A ratio may be rounded or cut off at its last digit.
- All figures and differences are exact decimals.
- An **error** is a law of the template or of arithmetic, and sets exit code 1. A **remark** is unusual and may be right.
- Averages: rows 22 and 23 of LIQ1 are averages of daily results, in which the cap of inflows may bind on some days. Their differences from the other
  averages are told without a verdict. What holds on each day as an inequality holds of the average too, and is a rule.`;

export function renderDisclosurePage(): string {
  const templates = Object.values(TEMPLATES).flatMap((template) => [
    `## ${template.id}: ${template.title}`,
    `${template.citation}.`,
    template.id === 'LIQ1' ? liq1Table(template) : liq2Table(template),
    ...(template.id === 'LIQ1' ? [NO_ROW] : []),
    `### Rules of ${template.id}`,
    rulesTable(RULES[template.id]),
  ]);
  return `${[INTRODUCTION, ...templates].join('\n\n')}\n`;
}

const NO_ROW = `Amounts on these lines are in no row: ${LINES.filter(({ kind }) => kind !== 'outside')
  .flatMap((line) => {
    const reason = reasonForNoRow(line);
    return reason === undefined ? [] : [`\`${line.id}\` (${reason})`];
  })
  .join('; ')}; and the lines outside the ratio, whose [item](lcr-lines.md#outside-the-ratio) is the reason.`;

const LETTERS: Readonly<Record<ColumnId, string>> = {
  unweighted: 'unweighted',
  weighted: 'weighted',
  no_maturity: 'n',
  under_6_months: 's',
  under_1_year: 'm',
  from_1_year: 'l',
  merged: 'M',
};

function liq1Table(template: Template): string {
  return table(
    ['row', 'label', 'cells', 'what it is', 'lines'],
    rowsOf(template, 'EU').map((row) => [
      row.id,
      row.label,
      row.cells.EU.map((column) => LETTERS[column]).join(', '),
      whatText(row),
      linesText(row.id),
    ]),
  );
}

function whatText({ parts, source }: TemplateRow): string {
  return [parts.join(' + '), source].filter((text) => text !== '').join('; ');
}

/** Lines that no input table feeds yet stand in brackets. */
function linesText(row: string): string {
  const unfed = unfedLines(row);
  return linesOf(row)
    .map(({ id }) => (unfed.includes(id) ? `(\`${id}\`)` : `\`${id}\``))
    .join(' ');
}

const LIQ2_COLUMNS =
  'Columns: n `no_maturity`, s `under_6_months`, m `under_1_year`, l `from_1_year`, M `merged` (one cell across s, m and l), w `weighted`. In the EU the maturities are apart where Basel merges them. `report liq2` fills in the form of Basel; [the table of classes](nsfr-lines.md#classes) says what is in which row.';

function liq2Table(template: Template): string {
  const letters = (columns: readonly ColumnId[]): string =>
    columns.map((column) => (column === 'weighted' ? 'w' : LETTERS[column])).join(' ');
  const rows = table(
    ['row', 'label', 'cells', 'sum of', 'in d295'],
    rowsOf(template, 'EU').map((row) => [
      row.id,
      row.label,
      letters(row.cells.BASEL),
      row.parts.join(' + '),
      row.source,
    ]),
  );
  return `${LIQ2_COLUMNS}\n\n${rows}`;
}

const rulesTable = (rules: readonly Rule[]): string =>
  table(
    ['rule', 'what it says', 'kind', 'severity', 'for'],
    rules.map(({ id, says, kind, severity, forms, singleDay }) => [
      `\`${id}\``,
      says,
      kind.replaceAll('_', ' '),
      severity,
      `${forms.join(', ')}${singleDay ? '; one day' : ''}`,
    ]),
  );

function table(heads: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...body.map(row)].join('\n');
}
