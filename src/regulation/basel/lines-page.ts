/** The reference page of lines: every line with rate, paragraph and mark, and the rules that lead to it, rendered to Markdown. */

import { LENDING_LINE } from './constants.ts';
import { factorText } from './factor-text.ts';
import { LCR_FACTOR_TABLE } from './factors.ts';
import { formulaLinks } from './formulas/formulas.ts';
import { INSTRUMENT_RULES } from './lcr-instruments.ts';
import type { Line, LineKind } from './line.ts';
import { LINES } from './lines.ts';
import { CLASSIFICATION } from './rules.ts';

const SECTIONS: readonly (readonly [kind: LineKind, title: string, rate: string])[] = [
  ['hqla', 'Stock of high-quality liquid assets', 'haircut'],
  ['outflow', 'Outflows', 'run-off'],
  ['inflow', 'Inflows', 'inflow rate'],
  ['outside', 'Outside the ratio', 'rate'],
];

const INTRODUCTION = `# Lines of the Basel LCR

Every line of BCBS d238 (January 2013), with its rate and since when it holds, and the rules that lead to it. [lcr.md](lcr.md) says how products
become lines and which conventions are ours, [formulas.md](formulas.md) how amounts and rates are computed that are no plain factors.

- **¶** is the paragraph of d238. **LIQ1** is the row of the disclosure template (BCBS d272) that the line feeds. [What the marks mean](README.md#marks).
- **Rate, since.** The value of each row of \`lcr_factor\`, and the jurisdiction and first day of that row. \`plimsoll show factors\` has the rate that holds on the day of a run.
- **Option.** A dated row of [national_option](../reference/input.md#national_option): *needed*, since without one a deal on the line stops the run; *replaces* the rate where there is
  one; *scales* what the formula gives; *none* is possible.
- **Formula** links to what is computed before the rate applies, or instead of it. What \`X.rnf\` gives is added to the outflows of each perimeter.`;

const RULES = `## Rules

The first rule that matches wins; a tranche that none matches is shown as unclassified. Conditions read the columns of the stage \`tranches\`.`;

const SECURITIES = `## Lines of securities

The first rule that matches gives a security its line, and with it level and haircut; conditions read the columns of \`instrument\`. A security that none
matches has no line: its holdings are unclassified.`;

export function renderLinesPage(): string {
  const parts = [
    INTRODUCTION,
    ...SECTIONS.map(([kind, title, rate]) =>
      section(
        title,
        rate,
        LINES.filter((line) => line.kind === kind),
      ),
    ),
    SECURITIES,
    rows(
      ['line', '¶', 'condition'],
      INSTRUMENT_RULES.map(([line, paragraph, when]) => [code(line), paragraph, code(when)]),
    ),
    RULES,
    rows(
      ['source', 'line', '¶', 'condition'],
      CLASSIFICATION.map((rule) => [
        rule.sources.join(', '),
        typeof rule.line === 'string' ? code(rule.line) : 'the line of the security',
        rule.paragraph,
        rule.when === undefined ? 'whatever is left' : code(rule.when),
      ]),
    ),
  ];
  return `${parts.join('\n\n')}\n`;
}

function section(title: string, rate: string, lines: readonly Line[]): string {
  const heads = ['line', 'item', rate, 'since', 'option', '¶', 'mark', 'LIQ1', 'formula', 'note'];
  return `## ${title}\n\n${rows(
    heads,
    lines.map((line) => [
      code(line.id),
      line.level === null ? line.item : `${line.item} (level ${line.level})`,
      ...rateCells(line),
      optionText(line),
      line.paragraph,
      line.mark,
      line.liq1Row === null ? '' : String(line.liq1Row),
      formulaLinks(line.id),
      line.note ?? '',
    ]),
  )}`;
}

/** The rate, and since when it holds; what is no number holds with the line. */
function rateCells({ id, kind, rate }: Line): readonly [rate: string, since: string] {
  if (rate.kind === 'national') return ['national', ''];
  if (rate.kind === 'formula') return [rate.formula, ''];
  const { values, since } = factorText(
    LCR_FACTOR_TABLE,
    id,
    kind === 'hqla' && rate.kind !== 'deduction' ? 'haircut' : 'liquidity_factor',
  );
  return [values, since];
}

/** As the stage `factors` takes it: haircuts and lines outside the ratio have no options, and neither has the share of contractual lending. */
function optionText({ id, kind, rate }: Line): string {
  if (rate.kind === 'option' || rate.kind === 'deduction') return 'needed, this at least';
  if ((kind !== 'outflow' && kind !== 'inflow') || id === LENDING_LINE) return 'none';
  return { national: 'needed', fixed: 'replaces', formula: 'scales' }[rate.kind];
}

const code = (text: string): string => `\`${text}\``;

function rows(heads: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...body.map(row)].join('\n');
}
