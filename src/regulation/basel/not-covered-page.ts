/** The page of what is not covered: where each list stands, and what the tables themselves tell. Rendered to Markdown. */

import { LINES } from './lines.ts';
import { FUNDING_LINES } from './nsfr/lines.ts';

const INTRODUCTION = `# What is not covered

What the standards ask for and Plimsoll does not do, or not yet. Each list stands on the page of its subject and says what happens until then; here is where they
are, and what the tables themselves tell.

| subject | where |
| --- | --- |
| LCR: items, derivatives, limits, higher run-off rates | [lcr.md](lcr.md#not-there-yet) |
| NSFR: items, collateral, netting, carrying value | [nsfr.md](nsfr.md#not-there-yet) |
| perimeters: eliminations, and what is not on the cautious side | [perimeters.md](perimeters.md#not-there-yet) |
| maturity ladder and the other monitoring tools | [ladder.md](ladder.md#not-there-yet) |
| jurisdictions: factors of Basel alone; what supervisors decide comes as national options | [README.md](README.md#jurisdictions) |
| disclosure: LIQ1 and LIQ2 in the form of Basel; the EU's form is checked, not filled in | [disclosure.md](disclosure.md) |
| bank with amounts by line: what it can't tell | [roadmap.md](../roadmap.md#known-limits-today) |
| when any of it is planned | [roadmap.md](../roadmap.md) |`;

const NATIONAL = `## Rates that only a supervisor gives

Without a dated row of [national_option](../reference/input.md#national_option) a position on one of these lines stops the run.`;

const UNCHECKED = `## Rows not yet compared with the standard

Marks P and K: paragraph or rate are from knowledge of the standard ([marks](README.md#marks)). Compare them with the BIS text before relying on them.`;

/** A line of either standard, as this page lists it. */
interface Listed {
  readonly id: string;
  readonly item: string;
  readonly paragraph: string;
  readonly mark: string;
}

const ALL: readonly (readonly [document: string, lines: readonly Listed[]])[] = [
  ['d238', LINES],
  ['d295', FUNDING_LINES],
];

export function renderNotCoveredPage(): string {
  const national = [
    ...LINES.filter(({ rate }) => ['national', 'option', 'deduction'].includes(rate.kind)),
    ...FUNDING_LINES.filter(({ factor }) => factor === null),
  ].map(({ id }) => id);
  const sections: readonly (readonly [text: string, isListed: (line: Listed) => boolean])[] = [
    [NATIONAL, ({ id }) => national.includes(id)],
    [UNCHECKED, ({ mark }) => mark === 'P' || mark === 'K'],
  ];
  const parts = sections.flatMap(([text, isListed]) => [text, table(isListed)]);
  return `${[INTRODUCTION, ...parts].join('\n\n')}\n`;
}

function table(isListed: (line: Listed) => boolean): string {
  const rows = ALL.flatMap(([document, lines]) =>
    lines
      .filter(isListed)
      .map(
        ({ id, item, paragraph, mark }) => `| \`${id}\` | ${item} | ${document} ¶${paragraph} | ${mark} |`,
      ),
  );
  return ['| line | item | ¶ | mark |', '| --- | --- | --- | --- |', ...rows].join('\n');
}
