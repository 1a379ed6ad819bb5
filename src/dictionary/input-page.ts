/**
 * The page docs/reference/input.md, rendered from the data dictionary: every table, its columns, what they may hold and mean.
 *
 * scripts/docs.mjs writes the page and a test compares it, so that the page and the reader of input files can't differ.
 */

import type { Column, Domain, TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import { INPUT_TABLES } from './dictionary.ts';

const INTRODUCTION = `# Input tables

Every table that Plimsoll reads, with its columns. A project maps its own files to them; a table that the bank does not have is left
out. Values are read without loss: text as written, decimals with all their digits, dates as calendar days.

- **Type.** \`text\`, \`boolean\`, \`integer\`, \`date\`, or \`decimal(precision,scale)\`: up to precision digits, scale of them after the point.
- **Empty.** "may be empty" columns may have no value, which is different from zero; in all others an empty value makes the row a reject.
- **Unit.** \`money\`: in the currency of the row. \`rate\`: a fraction, so 3 % is 0.03. \`days\`: calendar days.
- **Allowed.** What the column may hold, both ends included. A row with any other value is a reject, kept with file, row, column, value and reason.
- **Key.** The columns that together name one row; of several records with one key the first is taken and every other is a reject \`duplicate_key\`. In a dated table one key may have several rows whose periods do not overlap; where two share a day, the import stops, and in \`national_option\` also where days between two leave a line without any rate.`;

/** The whole page in Markdown, ending with one newline. */
export function renderInputPage(tables: readonly TableSchema[] = INPUT_TABLES): string {
  const contents = tables.map((table) => `- [${table.name}](#${table.name}): ${lowerFirst(table.doc ?? '')}`);
  return `${[INTRODUCTION, `## Tables\n\n${contents.join('\n')}`, ...tables.map(renderTable)].join('\n\n')}\n`;
}

function renderTable(table: TableSchema): string {
  const key = table.key.map((name) => `\`${name}\``).join(', ');
  return [
    `## ${table.name}`,
    table.doc ?? '',
    table.key.length === 0 ? 'Key: none, the table has one row.' : `Key: ${key}.`,
    [
      '| column | type | empty | unit | allowed | meaning |',
      '| --- | --- | --- | --- | --- | --- |',
      ...table.columns.map(renderColumn),
    ].join('\n'),
  ].join('\n\n');
}

function renderColumn(column: Column): string {
  const cells = [
    `\`${column.name}\``,
    typeName(column.type),
    column.nullable ? 'may be empty' : '',
    column.unit ?? '',
    column.domain === undefined ? '' : renderDomain(column.domain),
    column.doc ?? '',
  ];
  return `| ${cells.map(escapeCell).join(' | ')} |`;
}

function renderDomain(domain: Domain): string {
  if (domain.kind === 'values') return domain.values.map((value) => `\`${value}\``).join(', ');
  if (domain.min !== undefined && domain.max !== undefined) return `${domain.min} to ${domain.max}`;
  if (domain.min !== undefined) return `from ${domain.min}`;
  return domain.max === undefined ? '' : `up to ${domain.max}`;
}

/** A bar would end the cell and a line break the row. */
const escapeCell = (text: string): string => text.replaceAll('|', '\\|').replaceAll(/\s*\n\s*/g, ' ');

const lowerFirst = (text: string): string => text.charAt(0).toLowerCase() + text.slice(1);
