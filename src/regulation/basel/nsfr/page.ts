/** The reference page of the NSFR's lines: every line with factor, paragraph and mark, and the table of classes, rendered to Markdown. */

import { factorText, percentText } from '../factor-text.ts';
import { formulaLinks } from '../formulas/formulas.ts';
import { BUCKETS, FUNDING_CLASSES, NSFR_CLASS_TABLE } from './classes.ts';
import { FUNDING_LINES, type FundingLine, type FundingSide } from './lines.ts';
import { NSFR_FACTOR_TABLE } from './tables.ts';

const SECTIONS: readonly (readonly [side: FundingSide, title: string])[] = [
  ['asf', 'Available stable funding'],
  ['rsf', 'Required stable funding'],
  ['derivative', 'Derivatives before netting'],
];

const INTRODUCTION = `# Lines of the Basel NSFR

Every line of BCBS d295 (October 2014), with its factor and since when it holds, and the classes of positions that lead to it. [nsfr.md](nsfr.md) says how products
become classes and which conventions are ours, [formulas.md](formulas.md) how amounts are computed that are no plain positions.

- **¶** is the paragraph of d295. [What the marks mean](README.md#marks).
- **Factor, since.** The value of each row of \`nsfr_factor\`, and the jurisdiction and first day of that row. \`plimsoll show nsfr_factors\` has the factor that holds on the day of a run.
- **Option.** A dated row of [national_option](../reference/input.md#national_option): *needed*, since without one a position on the line stops the run; *replaces* the factor where
  there is one, within limits where it says so; *none* is possible.`;

const CLASSES = `## Classes

A part of a position has a class, a residual maturity, and, where the class can be pledged, a remaining encumbrance; the reference table \`nsfr_class\` turns the three into
a line. **LIQ2** is the row of the disclosure template. An encumbered asset stays in its row: below 6 months as if it were free; from 6 months to below a year on
\`R50b\` (HQLA) or \`R50.enc\` where its own factor is lower than 50 %; from a year on on \`R100a\` (¶31).`;

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const lineRow = (line: FundingLine): readonly string[] => {
  const { id, item, factor, paragraph, mark, note } = line;
  const { values, since } = factorText(NSFR_FACTOR_TABLE, id, 'factor');
  return [
    `\`${id}\``,
    note === undefined ? item : `${item}. ${note}`,
    factor === null ? 'national' : values,
    since,
    optionText(line),
    paragraph,
    mark,
    formulaLinks(id),
  ];
};

/** As the stage `nsfr_factors` takes it. */
function optionText({ side, factor, option }: FundingLine): string {
  if (side === 'derivative' || (option !== undefined && option.least === option.most)) return 'none';
  if (option !== undefined) return `replaces, ${percentText(option.least)} to ${percentText(option.most)}`;
  return factor === null ? 'needed' : 'replaces';
}

const lineOf = (id: string, bucket: string): string => {
  const row = NSFR_CLASS_TABLE.rows.find(
    (each) => each['class'] === id && each['bucket'] === bucket && each['encumbrance'] === 'free',
  );
  return `\`${row?.['line'] ?? ''}\``;
};

const HEADS = ['line', 'item', 'factor', 'since', 'option', '¶', 'mark', 'formula'];

export function renderFundingLinesPage(): string {
  const lines = SECTIONS.map(([side, title]) => {
    const rows = FUNDING_LINES.filter((line) => line.side === side).map(lineRow);
    return `## ${title}\n\n${table(HEADS, rows)}`;
  });
  const classes = FUNDING_CLASSES.map(({ id, row, pledged }) => [
    `\`${id}\``,
    String(row),
    ...BUCKETS.map((bucket) => lineOf(id, bucket)),
    pledged === true ? 'yes' : 'no',
  ]);
  const header = [
    'class',
    'LIQ2',
    'no maturity',
    'below 6 months',
    'below a year',
    'a year and more',
    'can be pledged',
  ];
  return `${[INTRODUCTION, ...lines, CLASSES, table(header, classes)].join('\n\n')}\n`;
}
