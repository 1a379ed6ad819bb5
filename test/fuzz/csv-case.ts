/**
 * A CSV case: one source of one or two files, made by a small grammar so that most are nearly right, and then damaged. The texts have an
 * encoding, separator, quotes and line ends of the source's own; records have repeated keys, missing and extra fields, blank lines, totals.
 */

import { gzipSync } from 'node:zlib';
import { plainColumn, type SourceSpec } from '../../src/input/source.ts';
import { NAMES, sourceSpec } from '../support/import-harness.ts';
import { bytesIn, damaged, damagedPacked } from './damage.ts';
import { DATE_FORMS } from './date-oracle.ts';
import { type CellForms, cellsOf, oddText } from './odd-cells.ts';
import type { FuzzDraw } from './seeded.ts';

export interface FuzzFile {
  readonly shown: string;
  readonly bytes: Buffer;
}

export interface CsvCase {
  readonly kind: 'csv';
  readonly spec: SourceSpec;
  readonly files: readonly FuzzFile[];
  /** What was done to the files, for people. */
  readonly damages: readonly string[];
}

export function csvCase(draw: FuzzDraw): CsvCase {
  const spec = drawSpec(draw);
  const made = Array.from({ length: draw.chance(15) ? 2 : 1 }, (_, i) => drawFile(draw, spec, i + 1));
  return {
    kind: 'csv',
    spec,
    files: made.map(({ shown, bytes }) => ({ shown, bytes })),
    damages: made.flatMap((file) => file.damages),
  };
}

const ENCODINGS = ['utf-8', 'utf-8', 'utf-8', 'utf-8', 'utf-8', 'utf-16', 'latin-1', 'windows-1252'] as const;

function drawSpec(draw: FuzzDraw): SourceSpec {
  const decimal = draw.chance(30) ? ',' : '.';
  const thousands = draw.chance(25) ? draw.pick([decimal === '.' ? ',' : '.', ' ', "'"]) : null;
  const header = !draw.chance(12);
  const names = header && !draw.chance(4) ? null : NAMES;
  const quote = draw.chance(90) ? '"' : draw.pick([null, "'"]);
  return sourceSpec({
    mayBeEmpty: true,
    csv: {
      separator: draw.pick([',', ',', ',', ';', ';', '\t', '|', draw.pick(['¦', '~', ':'])]),
      quote,
      header,
      names,
      skip: draw.chance(10) ? draw.between(1, 2) : 0,
      encoding: draw.pick(ENCODINGS),
      lastLineEnd: 'optional',
    },
    values: {
      decimal,
      thousands,
      date: draw.chance(60) ? '%Y-%m-%d' : draw.pick(DATE_FORMS),
      nulls: draw.pick([[''], [''], [''], ['', 'NULL'], ['', '-', 'n/a'], ['-']]),
    },
    columns: drawColumns(draw),
    ...(draw.chance(12) ? { where: "kind <> 'deposit'" } : {}),
    ...(draw.chance(12) ? { setAside: [{ name: 'short', condition: 'days < 9000' }] } : {}),
  });
}

function drawColumns(draw: FuzzDraw): SourceSpec['columns'] {
  if (draw.chance(15)) return 'same';
  const plain = NAMES.map((name) => plainColumn(name, name));
  if (!draw.chance(12)) return plain;
  return [
    { kind: 'row_number', name: 'id', prefix: '{file}#' },
    ...plain.filter(({ name }) => name !== 'id'),
  ];
}

interface Made extends FuzzFile {
  readonly damages: readonly string[];
}

function drawFile(draw: FuzzDraw, spec: SourceSpec, number: number): Made {
  const damages: string[] = [];
  const text = drawText(draw, spec, damages);
  let bytes = encoded(text, spec.csv.encoding, draw.chance(spec.csv.encoding === 'utf-16' ? 70 : 10));
  if (draw.chance(65)) bytes = damaged(draw, bytes, spec, damages);
  const isPacked = draw.chance(15);
  if (isPacked) bytes = damagedPacked(draw, gzipSync(bytes), damages);
  return { shown: `file-${number}.csv${isPacked ? '.gz' : ''}`, bytes, damages };
}

/** Signs that the encoding lacks become `?`. */
function encoded(text: string, encoding: SourceSpec['csv']['encoding'], mark: boolean): Buffer {
  const whole = mark && encoding.startsWith('utf') ? `\uFEFF${text}` : text;
  return bytesIn(whole, encoding);
}

function drawText(draw: FuzzDraw, spec: SourceSpec, damages: string[]): string {
  const { csv } = spec;
  const ends = draw.pick(['\n', '\n', '\n', '\r\n', '\r\n', '\r']);
  const columns = drawNames(draw, spec, damages);
  const forms: CellForms = {
    decimal: spec.values.decimal,
    thousands: spec.values.thousands,
    date: DATE_FORMS.find((form) => form === spec.values.date) ?? '%Y-%m-%d',
    nulls: spec.values.nulls,
  };
  const lines: string[] = Array.from({ length: csv.skip }, (_, i) => `title ${i}`);
  const header = columns
    .map((name) =>
      draw.chance(97) && csv.quote !== null && draw.chance(20)
        ? `${csv.quote}${name}${csv.quote}`
        : draw.chance(98)
          ? name
          : written(draw, name, csv),
    )
    .join(csv.separator);
  if (csv.header) lines.push(header);
  const rows = draw.chance(8) ? draw.between(0, 1) : draw.between(2, 40);
  const everyLineEnds = draw.chance(3) ? csv.separator : '';
  for (let row = 1; row <= rows; row++) {
    const cells = cellsOf(draw, row, forms);
    const fields = columns.map((name) => cells[name] ?? oddText(draw));
    lines.push(`${drawRecord(draw, fields, csv, damages)}${everyLineEnds}`);
    if (draw.chance(2)) lines.push(note(damages, 'header again', header));
    if (draw.chance(3)) lines.push(note(damages, 'blank line', draw.pick(['', '', '', ' '])));
  }
  if (draw.chance(5)) lines.push(note(damages, 'totals', ['Total', '', `${rows}`].join(csv.separator)));
  return lines.join(ends) + (draw.chance(85) ? ends : '');
}

function note(damages: string[], what: string, line: string): string {
  damages.push(what);
  return line;
}

function drawNames(draw: FuzzDraw, { csv }: SourceSpec, damages: string[]): readonly string[] {
  if (csv.names !== null) return csv.names;
  let names: string[] = [...NAMES];
  if (draw.chance(30)) names = draw.some(names, names.length, names.length);
  if (draw.chance(15))
    names.splice(draw.between(0, names.length), 0, draw.pick(['extra', 'Größe', '', 'a b']));
  if (draw.chance(1)) names.push(...Array.from({ length: draw.pick([100, 3000]) }, (_, i) => `x${i}`));
  if (draw.chance(2)) names.splice(draw.between(0, names.length - 1), 1);
  if (draw.chance(2)) names.push(draw.pick(names));
  if (names.length !== NAMES.length) damages.push(`${names.length} columns`);
  return names;
}

function drawRecord(
  draw: FuzzDraw,
  fields: readonly string[],
  csv: SourceSpec['csv'],
  damages: string[],
): string {
  let own = fields.map((field) =>
    written(draw, draw.chance(4) ? `${field}${oddText(draw)}${csv.separator}` : field, csv),
  );
  const { separator } = csv;
  if (draw.chance(3)) own = [...own, draw.pick(['', '', 'x', `""`])];
  else if (draw.chance(2)) own = own.slice(0, -draw.between(1, 2));
  else if (draw.chance(1)) own = [...own, ...Array.from({ length: draw.between(1, 3) }, () => '')];
  if (own.length !== fields.length) damages.push(`${own.length} fields`);
  return own.join(separator);
}

/** A field as the format writes it; some are quoted without need, and a few need quotes and get none. */
function written(draw: FuzzDraw, value: string, { quote, separator }: SourceSpec['csv']): string {
  if (quote === null)
    return value
      .split(separator)
      .join(' ')
      .replace(/[\r\n]/g, ' ');
  const special = value.includes(separator) || value.includes(quote) || /[\r\n]/.test(value);
  const text = !special && draw.chance(2) ? `${value}${draw.pick([separator, quote, '\n', '\r\n'])}` : value;
  const needs = special || text !== value;
  const quotes = needs ? !draw.chance(3) : draw.chance(15);
  return quotes ? `${quote}${text.replaceAll(quote, quote + quote)}${quote}` : text;
}
