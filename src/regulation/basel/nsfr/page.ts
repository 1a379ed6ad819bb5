/** The reference page of the NSFR's lines: every line with factor, paragraph and mark, and the table of classes, rendered to Markdown. */

import { BUCKETS, FUNDING_CLASSES, NSFR_CLASS_TABLE } from './classes.ts';
import { FUNDING_LINES, type FundingLine, type FundingSide } from './lines.ts';
import { NSFR_VALID_FROM } from './tables.ts';

const SECTIONS: readonly (readonly [side: FundingSide, title: string])[] = [
  ['asf', 'Available stable funding'],
  ['rsf', 'Required stable funding'],
  ['derivative', 'Derivatives before netting'],
];

const INTRODUCTION = `# Lines of the Basel NSFR

Every line of BCBS d295 (October 2014), with its factor from ${NSFR_VALID_FROM} on, and the classes of positions that lead to it. [nsfr.md](nsfr.md) says how products
become classes and which conventions are ours.

- **¶** is the paragraph of d295. **Mark** as in [lcr-lines.md](lcr-lines.md).
- **Factor.** \`national\` needs a dated row in [national_option](../reference/input.md#national_option): without one, a position on the line stops the run. A national option for
  another line replaces the factor shown here.`;

const CLASSES = `## Classes

A part of a position has a class, a residual maturity, and, where the class can be pledged, a remaining encumbrance; the reference table \`nsfr_class\` turns the three into
a line. **LIQ2** is the row of the disclosure template. An encumbered asset stays in its row: below 6 months as if it were free; from 6 months to below a year on
\`R50b\` (HQLA) or \`R50.enc\` where its own factor is lower than 50 %; from a year on on \`R100a\` (¶31).`;

const table = (header: readonly string[], rows: readonly (readonly string[])[]): string =>
  [header, header.map(() => '---'), ...rows].map((cells) => `| ${cells.join(' | ')} |`).join('\n');

const percent = (factor: string | null): string =>
  factor === null ? '`national`' : `${Number.parseInt(factor.replace('.', '').slice(0, 3), 10)} %`;

const lineRow = ({ id, item, factor, paragraph, mark, note }: FundingLine): readonly string[] => [
  `\`${id}\``,
  note === undefined ? item : `${item}. ${note}`,
  percent(factor),
  paragraph,
  mark,
];

const lineOf = (id: string, bucket: string): string => {
  const row = NSFR_CLASS_TABLE.rows.find(
    (each) => each['class'] === id && each['bucket'] === bucket && each['encumbrance'] === 'free',
  );
  return `\`${row?.['line'] ?? ''}\``;
};

export function renderFundingLinesPage(): string {
  const lines = SECTIONS.map(([side, title]) => {
    const rows = FUNDING_LINES.filter((line) => line.side === side).map(lineRow);
    return `## ${title}\n\n${table(['line', 'item', 'factor', '¶', 'mark'], rows)}`;
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
