/** What `plimsoll init --from` has found: a line per source, what can't be used as it is, and what to do next. */

import { basename, relative } from 'node:path';
import { CONFIG_FILE } from '../../project/load.ts';
import { OPEN } from '../../project/open-points.ts';
import type { ColumnProposal, Proposal, SourceProposal } from '../../propose/proposal.ts';
import type { Output } from '../output.ts';

interface Written {
  readonly folder: string;
  readonly config: string;
  /** Of the configuration. */
  readonly text: string;
}

export function showProposal(output: Output, proposal: Proposal, { folder, config, text }: Written): void {
  const { sources, unreadable, entityMissing } = proposal;
  const open = openLines(text);
  output.result({
    folder,
    config,
    reporting_currency: proposal.currency?.code ?? null,
    calculation_date: proposal.date,
    entity_missing: entityMissing,
    gaps: proposal.gaps,
    sources: sources.map(sourceJson),
    unreadable,
    open_lines: open,
  });
  output.table(
    [
      { title: 'files', align: 'left' },
      { title: 'table', align: 'left' },
      { title: 'how sure', align: 'left' },
      ...['rows looked at', 'mapped', 'unclear', 'missing'].map(
        (title) => ({ title, align: 'right' }) as const,
      ),
    ],
    sources.map((source) => [
      source.patterns.length > 1
        ? `${basename(source.patterns[0] ?? '')} and ${source.patterns.length - 1} more`
        : basename(source.patterns[0] ?? ''),
      source.table ?? OPEN,
      source.tableConfidence ?? '',
      source.whole ? `all ${source.rows}` : String(source.rows),
      ...(['mapped', 'unclear', 'missing'] as const).map((state) =>
        String(source.columns.filter((column) => column.state === state).length),
      ),
    ]),
  );
  const told = sources.flatMap((source) =>
    source.warnings.map((text) => `${source.patterns.join(', ')}: ${text}.`),
  );
  for (const text of new Set(told)) output.line(text);
  for (const gap of proposal.gaps) output.line(`Still needed: ${gap}.`);
  for (const { message } of unreadable) output.warn(message);
  output.line();
  output.line(`Made ${config}.`);
  for (const line of nextSteps(open.length, entityMissing, folder)) output.line(line);
}

function nextSteps(open: number, entityMissing: boolean, folder: string): readonly string[] {
  const entity = entityMissing
    ? [`Write ${relative(process.cwd(), folder) || '.'}/data/entity.csv: who reports; the file says how.`]
    : [];
  const answer =
    open === 0
      ? `Next: read ${CONFIG_FILE}, then \`plimsoll doctor\` and \`plimsoll run\`.`
      : `Next: read ${CONFIG_FILE} and answer its ${open} open ${open === 1 ? 'point' : 'points'}, marked ${OPEN}; then \`plimsoll doctor\` and \`plimsoll run\`.`;
  return [...entity, answer];
}

/** Numbers of the lines that wait for an answer, from 1. */
function openLines(text: string): readonly number[] {
  return text
    .split('\n')
    .flatMap((line, index) =>
      !line.trimStart().startsWith('#') && line.replace(/ # .*$/, '').includes(`: ${OPEN}`)
        ? [index + 1]
        : [],
    );
}

function sourceJson(source: SourceProposal): unknown {
  const { csv, values } = source;
  return {
    table: source.table,
    confidence: source.tableConfidence,
    reasons: source.tableReasons,
    files: source.patterns,
    format: source.format,
    csv:
      source.format === 'csv'
        ? {
            separator: csv.separator,
            quote: csv.quote,
            encoding: csv.encoding,
            skip: csv.skip,
            header: csv.header,
            names: csv.names,
          }
        : null,
    decimal: values.decimal,
    thousands: values.thousands,
    date: values.date,
    no_value: values.nulls,
    dialect_reasons: Object.entries({ ...source.csvReasons, ...values.reasons }).map(([key, reason]) => ({
      key,
      reason,
    })),
    rows_looked_at: source.rows,
    whole: source.whole,
    columns: source.columns.map(columnJson),
    unused: source.unused,
    where: source.where,
    warnings: source.warnings,
  };
}

function columnJson({
  name,
  required,
  state,
  confidence,
  mapping,
  reasons,
  examples,
}: ColumnProposal): unknown {
  const from = mapping.kind === 'column' || mapping.kind === 'scaled' ? mapping.column : null;
  return {
    name,
    required,
    state,
    confidence,
    column: from,
    perhaps: mapping.kind === 'open' ? mapping.perhaps : null,
    constant: mapping.kind === 'constant' ? mapping.value : null,
    factor: mapping.kind === 'scaled' ? mapping.factor : null,
    date: mapping.kind === 'column' && mapping.date !== null ? mapping.date.fitting : null,
    codes:
      mapping.kind === 'column' && mapping.codes !== null
        ? mapping.codes.map(({ code, rows, value }) => ({ code, rows, value: value ?? null }))
        : null,
    reasons,
    examples,
  };
}
