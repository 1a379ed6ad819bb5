/** The text of `plimsoll.yaml` for a proposal: what is proposed as keys, why as comments, and `???` wherever a person must answer. */

import { DICTIONARY } from '../dictionary/dictionary.ts';
import { DEFAULT_CSV } from '../input/source.ts';
import { allowedIn, OPEN } from '../project/open-points.ts';
import { shortened, sqlName } from './look.ts';
import type { CodeProposal, ColumnProposal, Proposal, SourceProposal } from './proposal.ts';

/** Where comments begin, unless a line is longer. */
const COMMENT_COLUMN = 52;
const EXAMPLE_SIGNS = 24;

/** The configuration of a project called `name`. */
export function configOf(name: string, proposal: Proposal): string {
  const { currency, date, sources, unreadable } = proposal;
  return [
    '# Proposed by `plimsoll init --from`, from a look at the files. Read every line: each comment says how sure it is and why.',
    `# ${OPEN} stands where you must answer; \`plimsoll run\` lists these lines and does nothing before. An answer is the name of a column, or`,
    '# { constant: … }, or { expression: … }. Every key: docs/reference/configuration.md. Every table and column: docs/reference/input.md.',
    '',
    `name: ${yamlText(name)}`,
    commented(
      `reporting_currency: ${currency === null ? OPEN : currency.code}`,
      currency === null
        ? 'into which amounts are converted, such as EUR'
        : `the currency of ${currency.reason}; yours to decide`,
    ),
    'jurisdiction: BASEL',
    ...(date === null
      ? ['# calculation_date: 2024-01-31']
      : [commented(`calculation_date: ${date}`, 'the date in the names of the files')]),
    '',
    ...unreadable.map(
      ({ file, message }) => `# Not read: ${shortened(file, 100)}: ${shortened(message, 160)}`,
    ),
    ...proposal.gaps.map((gap) => `# Still needed: ${gap}. Add a source.`),
    'sources:',
    ...(proposal.entityMissing ? ENTITY : []),
    ...sources.flatMap((source, at) => sourceLines(source, anchorOf(source, sources, at))),
    '',
  ].join('\n');
}

const ENTITY: readonly string[] = [
  '  # No file gives the reporting entities, which every position names. Write this file: one line of names, one line per entity.',
  '  #   entity_id,reporting_entity_name,type,country_code',
  '  #   B1,My Bank,bank,DE',
  '  - table: entity',
  '    files: data/entity.csv',
  '',
];

/** Sources of one file say once how it is written. */
interface Anchor {
  readonly name: string;
  readonly isFirst: boolean;
}

function anchorOf(source: SourceProposal, sources: readonly SourceProposal[], at: number): Anchor | null {
  const same = sources.filter((one) => one.group === source.group);
  if (same.length === 1) return null;
  return { name: `file-${source.group + 1}`, isFirst: same[0] === sources[at] };
}

function sourceLines(source: SourceProposal, anchor: Anchor | null): readonly string[] {
  const { table, tableConfidence, tableReasons, rows, whole, warnings, patterns } = source;
  const looked = whole ? `all ${rows} rows` : `${rows} rows, at the beginning and further in`;
  return [
    `  # ${shortened(patterns.join(', '), 100)}: looked at ${looked}.`,
    ...warnings.map((warning) => `  # Note: ${shortened(warning, 240)}`),
    commented(
      `  - table: ${table ?? OPEN}`,
      `${tableConfidence === null ? '' : `${tableConfidence}: `}${tableReasons.join('; ')}`,
    ),
    `    files: ${patterns.length === 1 ? yamlText(patterns[0] ?? '') : `[${patterns.map(yamlText).join(', ')}]`}`,
    ...(source.where === null ? [] : [`    # where: ${plainOrQuoted(source.where)}`]),
    ...csvLines(source, anchor),
    ...readLines(source),
    ...(source.same
      ? ['    # The file has the names of the dictionary, so nothing is said of its columns.']
      : columnLines(source)),
    ...unusedLines(source),
    '',
  ];
}

function csvLines(
  { format, csv, csvReasons, values }: SourceProposal,
  anchor: Anchor | null,
): readonly string[] {
  const isCsv = format === 'csv';
  const line = (key: string, value: string, reason = csvReasons[key] ?? values.reasons[key] ?? ''): string =>
    commented(`      ${key}: ${value}`, reason);
  const lines = [
    ...(isCsv ? [line('separator', yamlText(csv.separator))] : []),
    ...(isCsv && csv.quote !== DEFAULT_CSV.quote
      ? [line('quote', csv.quote === null ? 'null' : yamlText(csv.quote))]
      : []),
    ...(isCsv ? [line('encoding', csv.encoding)] : []),
    ...(isCsv && csv.lastLineEnd !== DEFAULT_CSV.lastLineEnd ? [line('last_line_end', csv.lastLineEnd)] : []),
    ...(isCsv && csv.skip > 0 ? [line('skip', String(csv.skip))] : []),
    ...(isCsv ? [line('header', String(csv.header))] : []),
    ...(csv.names === null
      ? []
      : [
          line(
            'names',
            `[${csv.names.map(yamlText).join(', ')}]`,
            csv.header
              ? 'a name comes twice in the header'
              : 'names of ours; give them better ones, and below',
          ),
        ]),
    ...(values.reasons['decimal'] === undefined
      ? []
      : [line('decimal', values.decimal === null ? OPEN : yamlText(values.decimal))]),
    ...(values.thousands === null ? [] : [line('thousands', yamlText(values.thousands), 'see decimal')]),
    ...(values.reasons['date'] === undefined
      ? []
      : [line('date', values.date === null ? OPEN : yamlText(values.date))]),
    ...(values.nulls.length < 2 ? [] : [line('null', `[${values.nulls.map(yamlText).join(', ')}]`)]),
  ];
  if (lines.length === 0) return [];
  if (anchor === null) return ['    csv:', ...lines];
  return anchor.isFirst ? [`    csv: &${anchor.name}`, ...lines] : [`    csv: *${anchor.name}`];
}

function readLines({ columns }: SourceProposal): readonly string[] {
  const types = columns.flatMap(({ mapping }) =>
    mapping.kind === 'scaled' ? [[mapping.column, mapping.type] as const] : [],
  );
  if (types.length === 0) return [];
  return ['    read:', ...types.map(([name, type]) => `      ${yamlText(name)}: ${yamlText(type)}`)];
}

function columnLines({ table, columns }: SourceProposal): readonly string[] {
  if (table === null) return ['    columns: {}'];
  return ['    columns:', ...columns.flatMap((column) => linesOf(column, table))];
}

function linesOf(column: ColumnProposal, table: string): readonly string[] {
  const { name, mapping, required, confidence, reasons, examples } = column;
  const because = `${confidence === null ? 'needed' : confidence}: ${reasons.join('; ')}${exampleText(examples)}`;
  switch (mapping.kind) {
    case 'constant':
      return [commented(`      ${name}: { constant: ${yamlText(mapping.value)} }`, because)];
    case 'scaled': {
      const raw = sqlName(mapping.column);
      return [commented(`      ${name}: { expression: ${yamlText(`${raw} * ${mapping.factor}`)} }`, because)];
    }
    case 'open':
      return required
        ? [
            commented(
              `      ${name}: ${OPEN}`,
              mapping.perhaps === null
                ? `${because}. ${meaningText(table, name)}`
                : `${because}. Perhaps ${mapping.perhaps}. ${meaningText(table, name)}`,
            ),
          ]
        : [commented(`      # ${name}: ${yamlText(mapping.perhaps ?? '')}`, because)];
    case 'column':
      return mappedLines(column, mapping, because, table);
  }
}

function mappedLines(
  { name }: ColumnProposal,
  { column, codes, date, emptyIsOpen }: Extract<ColumnProposal['mapping'], { kind: 'column' }>,
  because: string,
  table: string,
): readonly string[] {
  const isOpen = emptyIsOpen || codes?.some((code) => code.value === undefined) === true;
  if (codes === null && date === null && !emptyIsOpen)
    return [commented(`      ${name}: ${yamlText(column)}`, because)];
  return [
    commented(`      ${name}:`, isOpen ? `${because}. ${meaningText(table, name)}` : because),
    `        column: ${yamlText(column)}`,
    ...(date === null
      ? []
      : [
          commented(
            `        date: ${date.format === null ? OPEN : yamlText(date.format)}`,
            date.format === null
              ? `fits ${date.fitting.join(' and ')}`
              : 'another format than that of the file',
          ),
        ]),
    ...(codes === null || codes.length === 0 ? [] : ['        codes:', ...codes.map(codeLine)]),
    ...(emptyIsOpen
      ? [commented(`        empty: ${OPEN}`, 'some rows have no value: what does that mean?')]
      : []),
  ];
}

function codeLine({ code, rows, value }: CodeProposal): string {
  const counted = `${rows} ${rows === 1 ? 'row' : 'rows'}`;
  if (value === undefined)
    return commented(`          ${yamlText(code)}: ${OPEN}`, `${counted}: which of the allowed is it?`);
  return commented(`          ${yamlText(code)}: ${value === null ? 'null' : yamlText(value)}`, counted);
}

/** What a column of the dictionary wants, for somebody who must answer. */
function meaningText(table: string, name: string): string {
  const column = DICTIONARY.find((one) => one.name === table)?.columns.find((one) => one.name === name);
  return column === undefined ? '' : `${column.doc ?? ''} Allowed: ${allowedIn(column)}`;
}

function unusedLines({ unused, same }: SourceProposal): readonly string[] {
  if (unused.length === 0 || same) return [];
  return [
    '    # Columns that nothing is taken from:',
    ...unused.map(
      ({ name, examples }) => `    #   ${shortened(name, 60)}${exampleText(examples).replace(/^\. /, '  ')}`,
    ),
  ];
}

function exampleText(examples: readonly string[]): string {
  if (examples.length === 0) return '';
  return `. E.g. ${examples.map((text) => shortened(text, EXAMPLE_SIGNS)).join(' | ')}`;
}

function commented(text: string, comment: string): string {
  if (comment === '') return text;
  return `${text.padEnd(COMMENT_COLUMN)} # ${comment.replace(/[\p{C}\p{Zl}\p{Zp}]+/gu, ' ')}`;
}

/** A condition as YAML: a plain text where it has no sign that means something else there. */
const plainOrQuoted = (text: string): string =>
  /^[A-Za-z][^\p{C}\p{Zl}\p{Zp}]*[^\s:]$/u.test(text) && !/: | #/.test(text) ? text : JSON.stringify(text);

/** A text as YAML: as it is where nothing in it could be read otherwise. */
function yamlText(text: string): string {
  return /^[\p{L}\d_][\p{L}\d_./-]*$/u.test(text) && !/^null$/i.test(text) ? text : JSON.stringify(text);
}
