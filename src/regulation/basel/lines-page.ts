/** The reference page of lines: every line with rate, paragraph and mark, and the rules that lead to it, rendered to Markdown. */

import { VALID_FROM } from './factors.ts';
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

Every line of BCBS d238 (January 2013), with its rate from ${VALID_FROM} on, and the rules that lead to it. [lcr.md](lcr.md) says how products
become lines and which conventions are ours.

- **¶** is the paragraph of d238. **LIQ1** is the row of the disclosure template (BCBS d272) that the line feeds.
- **Mark.** V: item and rate were seen in a national text that follows Basel. P: the paragraph was seen, the rate is from knowledge of the
  standard. K: both are from knowledge of the standard; check P and K against the BIS text before relying on them. H: a line of our own.
- **Rate.** \`national\` needs a dated row in [national_option](../reference/input.md#national_option): without one, a deal on the line stops the run. A
  national option for another flow replaces the rate shown here. What a formula in words gives is computed before the deals, and counts in full; that of X.rnf is added to the outflows of each perimeter.`;

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
  const heads = ['line', 'item', rate, '¶', 'mark', 'LIQ1', 'note'];
  return `## ${title}\n\n${rows(
    heads,
    lines.map((line) => [
      code(line.id),
      line.level === null ? line.item : `${line.item} (level ${line.level})`,
      rateText(line),
      line.paragraph,
      line.mark,
      line.liq1Row === null ? '' : String(line.liq1Row),
      line.note ?? '',
    ]),
  )}`;
}

/** A fraction with six digits as per cent: 0.150000 → 15 %. */
function rateText({ rate }: Line): string {
  if (rate.kind === 'national') return 'national';
  if (rate.kind === 'formula') return rate.formula;
  return `${BigInt(rate.value.replace('.', '')) / 10_000n} %`;
}

const code = (text: string): string => `\`${text}\``;

function rows(heads: readonly string[], body: readonly (readonly string[])[]): string {
  const row = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [row(heads), row(heads.map(() => '---')), ...body.map(row)].join('\n');
}
