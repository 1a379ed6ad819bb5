/**
 * A second reader of CSV files, slow and simple: bytes to records with their fields, as docs/reference/configuration.md describes them. It shares
 * nothing with the import. Where a file can be split in more than one way it says so (`unclear`); what it gives then is one of the ways.
 *
 * 1. A packed file is unpacked whole; one that can't be must be refused.
 * 2. Bytes become a text of one character per sign that could split it; a byte that is no text in the encoding stays recognisable.
 * 3. Records end at line ends outside quotes, fields at separators; quotes count at the start of a field; an empty line is no record.
 */

import { gunzipSync } from 'node:zlib';
import type { CsvFormat } from '../../src/input/source.ts';
import type { FuzzFile } from './csv-case.ts';

export interface CsvRecord {
  /** From 1, after the header. */
  readonly row: number;
  /** null where a field has bytes that are no text. */
  readonly fields: readonly (string | null)[];
  /** Why the record can't be split, whatever its fields. */
  readonly broken: 'open quote' | 'behind quotes' | 'too long' | null;
}

export interface CsvReading {
  /** Names of the columns; null when there is no header or one whose quote does not close. */
  readonly names: readonly (string | null)[] | null;
  readonly records: readonly CsvRecord[];
  /** Why the file could be read in another way; empty: it could not. */
  readonly unclear: readonly string[];
  /** Does the last record leave a quote open? The engine loses it at times. */
  readonly endsInQuotes: boolean;
  /** Do signs beyond ASCII stand behind a closing quote? The engine fails within itself where it reads not all columns of such a file. */
  readonly hasSignsBehindQuotes: boolean;
}

/** The import must refuse the file with one of these codes. */
export interface Refusal {
  readonly codes: readonly string[];
  readonly why: string;
}

/** What the engine keeps of a record that it could not split. */
const COPY_BYTES = 9_990;
/** Records up to this length are read, those beyond the second are rejects; what lies between may be either. */
const RECORD_BYTES = { surely: 1_990_000, never: 2_010_000 };

/** Also where something else is told first: of a header, of columns, of what could not be split. */
const ZERO_BYTE: Refusal = {
  codes: [
    'input.zero_byte',
    'input.no_header',
    'input.field_count',
    'input.files_differ',
    'input.missing_columns',
    'expr.unknown_column',
    'input.unknown_raw_column',
    'input.ambiguous_raw_column',
    'input.renamed_column',
    'input.last_record',
    'input.unreadable_file',
  ],
  why: 'it has a zero byte',
};

export function readCsv(file: FuzzFile, csv: CsvFormat): CsvReading | Refusal {
  const unclear: string[] = [];
  const bytes = file.shown.endsWith('.gz') ? unpacked(file.bytes, unclear) : file.bytes;
  if (bytes === null)
    return {
      codes: ['input.unreadable_file', 'input.no_header', 'input.other_encoding'],
      why: 'it can not be unpacked',
    };
  const other = otherEncoding(bytes, csv.encoding);
  if (other !== null) return { codes: ['input.other_encoding'], why: other };
  const text = asText(bytes, csv.encoding, unclear);
  return text.includes('\0') ? ZERO_BYTE : split(text, csv, unclear);
}

function unpacked(bytes: Buffer, unclear: string[]): Buffer | null {
  try {
    const { buffer, engine } = gunzipSync(bytes, { info: true }) as unknown as {
      buffer: Buffer;
      engine: { bytesWritten: number };
    };
    if (engine.bytesWritten < bytes.length) unclear.push('bytes after the end of the packed text');
    return buffer;
  } catch {
    return null;
  }
}

/** By the first bytes: a mark of another encoding, or zero bytes between the letters. */
function otherEncoding(bytes: Buffer, encoding: CsvFormat['encoding']): string | null {
  const start = bytes.subarray(0, 3).toString('hex');
  const [first, second] = bytes;
  const found = start.startsWith('efbbbf')
    ? 'utf-8'
    : bytes.length < 2
      ? null
      : start.startsWith('fffe') || (first !== 0 && second === 0)
        ? 'utf-16'
        : start.startsWith('feff') || (first === 0 && second !== 0)
          ? 'the other utf-16'
          : null;
  return found === null || found === encoding ? null : `its first bytes are ${found}`;
}

/** A sign that stands for a byte that is no text: half of a pair, which no text has alone. */
const NO_TEXT = '\uDCFF';

/**
 * One character per byte for UTF-8, whose signs beyond ASCII never hold a byte that splits; fields are decoded later. The other encodings are
 * decoded here.
 */
function asText(bytes: Buffer, encoding: CsvFormat['encoding'], unclear: string[]): string {
  if (encoding === 'utf-8') {
    const text = bytes.toString('latin1').replace(/^\xef\xbb\xbf/, '');
    if (text.startsWith('\xef\xbb\xbf')) unclear.push('two byte order marks');
    return text;
  }
  if (encoding === 'utf-16') {
    const text = new TextDecoder('utf-16le', { fatal: false }).decode(bytes);
    if (text.startsWith('\uFEFF')) unclear.push('two byte order marks');
    if (bytes.length % 2 === 1 || !isWellFormed(bytes)) unclear.push('half signs of UTF-16');
    return text;
  }
  return [...bytes]
    .map((byte) => (byte < 0x80 || byte >= 0xa0 ? String.fromCharCode(byte) : sign(byte, encoding)))
    .join('');
}

/** The signs of Windows-1252 from 80 to 9F, as Unicode lists them; Latin-1 has none there. */
const WINDOWS = [
  0x20ac, 0, 0x201a, 0x0192, 0x201e, 0x2026, 0x2020, 0x2021, 0x02c6, 0x2030, 0x0160, 0x2039, 0x0152, 0,
  0x017d, 0, 0, 0x2018, 0x2019, 0x201c, 0x201d, 0x2022, 0x2013, 0x2014, 0x02dc, 0x2122, 0x0161, 0x203a,
  0x0153, 0, 0x017e, 0x0178,
];

function sign(byte: number, encoding: 'latin-1' | 'windows-1252'): string {
  const code = encoding === 'latin-1' ? 0 : (WINDOWS[byte - 0x80] ?? 0);
  return code === 0 ? NO_TEXT : String.fromCharCode(code);
}

function isWellFormed(bytes: Buffer): boolean {
  try {
    new TextDecoder('utf-16le', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
}

/** A field as people read it; null when it holds bytes that are no text. */
function decoded(field: string, encoding: CsvFormat['encoding']): string | null {
  if (encoding !== 'utf-8') return field.includes(NO_TEXT) ? null : field;
  try {
    return new TextDecoder('utf-8', { fatal: true, ignoreBOM: true }).decode(Buffer.from(field, 'latin1'));
  } catch {
    return null;
  }
}

interface Scan {
  readonly text: string;
  readonly separator: string;
  readonly quote: string | null;
  readonly lineEnds: Set<string>;
  /** Length of a part of the text in UTF-8. */
  readonly bytes: (from: number, to: number) => number;
  readonly unclear: string[];
  hasSignsBehindQuotes: boolean;
}

function split(text: string, csv: CsvFormat, unclear: string[]): CsvReading {
  const inText = (sign: string): string =>
    csv.encoding === 'utf-8' ? Buffer.from(sign).toString('latin1') : sign;
  const scan: Scan = {
    text,
    separator: inText(csv.separator),
    quote: csv.quote,
    lineEnds: new Set(),
    // The text of a UTF-8 file has a character per byte.
    bytes: (from, to) => (csv.encoding === 'utf-8' ? to - from : Buffer.byteLength(text.slice(from, to))),
    unclear,
    hasSignsBehindQuotes: false,
  };
  let at = skipped(scan, csv);
  const without = { records: [], unclear, endsInQuotes: false, hasSignsBehindQuotes: false };
  if (at === null || at >= text.length) return { names: csv.header ? null : csv.names, ...without };
  const first = recordAt(scan, at);
  const header = first.fields.map((field) => decoded(field, csv.encoding));
  if (first.broken !== null) {
    if (!csv.header || first.broken !== 'open quote') unclear.push('a first record that can not be split');
    return { names: null, ...without };
  }
  if (scan.lineEnds.size > 1) unclear.push('lines before the header that end otherwise');
  // The engine looks for the line end of a file in quoted names as well, and may find none of its records; such a file is refused.
  const [end = '\n'] = scan.lineEnds;
  if (first.fields.some((field) => /[\r\n]/.test(field.replaceAll(end, ''))))
    unclear.push('a name with another line end than the header');
  const width = header.length;
  if (csv.names !== null && csv.names.length !== width) return { names: header, ...without };
  if (csv.header) at = first.end;
  const records: CsvRecord[] = [];
  while (at < text.length) {
    const { fields, end, start, broken } = recordAt(scan, at, width > 1);
    if (start < end) {
      const decodedFields = fields.map((field) => decoded(field, csv.encoding));
      const isWhole = broken === null && fields.length === width && !decodedFields.includes(null);
      // The engine cuts its copy of such a record within a sign, and may refuse what it cut itself.
      if (!isWhole && scan.bytes(start, end) > COPY_BYTES && /[\u0080-\uffff]/.test(text.slice(start, end)))
        unclear.push('a long record that can not be split, with signs of several bytes');
      // A line of spaces, or an empty one, is a line that the quote takes.
      if (broken !== null && /[\r\n]/.test(text.slice(start, end).replace(/(\r\n|\r|\n)$/, '')))
        unclear.push('a quote that takes lines into its record');
      records.push({ row: records.length + 1, fields: decodedFields, broken });
    }
    at = Math.max(end, at + 1);
  }
  if (scan.lineEnds.size > 1) unclear.push('line ends of several kinds');
  const endsInQuotes = records.at(-1)?.broken === 'open quote';
  const { hasSignsBehindQuotes } = scan;
  return { names: csv.names ?? header, records, unclear, endsInQuotes, hasSignsBehindQuotes };
}

/** Where the text after the skipped lines starts; null when there are fewer. */
function skipped({ text, lineEnds, unclear }: Scan, { skip, quote }: CsvFormat): number | null {
  let at = 0;
  for (let line = 0; line < skip; line++) {
    const end = text.indexOf('\n', at);
    if (end === -1) {
      if (text.includes('\r', at)) unclear.push('skipped lines that end without a line feed');
      return null;
    }
    const skippedLine = text.slice(at, end);
    lineEnds.add(skippedLine.endsWith('\r') ? '\r\n' : '\n');
    if (/\r(?!$)/.test(skippedLine) || (quote !== null && skippedLine.includes(quote)))
      unclear.push('odd lines before the header');
    at = end + 1;
  }
  return at;
}

interface Split {
  readonly fields: readonly string[];
  /** Where the record starts behind empty lines, and where the next one may. */
  readonly start: number;
  readonly end: number;
  readonly broken: CsvRecord['broken'];
}

const isLineEnd = (sign: string | undefined): boolean => sign === '\n' || sign === '\r';

function recordAt(scan: Scan, from: number, skipEmpty = false): Split {
  const { text, separator, unclear } = scan;
  let start = from;
  while (skipEmpty && isLineEnd(text[start])) start = lineEnd(scan, start);
  if (start >= text.length) return { fields: [], start, end: start, broken: null };
  const fields: string[] = [];
  for (let at = start; ; ) {
    const field = fieldAt(scan, at);
    if (field.broken !== null) {
      const end = brokenEnd(scan, field.end);
      return { fields: [], start, end, broken: field.broken };
    }
    fields.push(field.value);
    if (text.startsWith(separator, field.end)) at = field.end + separator.length;
    else {
      const length = scan.bytes(start, field.end);
      const end = field.end < text.length ? lineEnd(scan, field.end) : field.end;
      if (length > RECORD_BYTES.surely && length < RECORD_BYTES.never)
        unclear.push('a record of about the greatest length');
      return {
        fields,
        start,
        end,
        broken: length >= RECORD_BYTES.never ? 'too long' : null,
      };
    }
  }
}

/** Behind the line end at `at`. */
function lineEnd({ text, lineEnds }: Scan, at: number): number {
  const kind = text.startsWith('\r\n', at) ? '\r\n' : (text[at] ?? '');
  lineEnds.add(kind);
  return at + kind.length;
}

interface Field {
  readonly value: string;
  readonly end: number;
  readonly broken: 'open quote' | 'behind quotes' | null;
}

function fieldAt(scan: Scan, start: number): Field {
  const { text, separator, quote, unclear } = scan;
  const plainEnd = (from: number): number => {
    let at = from;
    while (at < text.length && !isLineEnd(text[at]) && !text.startsWith(separator, at)) at++;
    return at;
  };
  if (quote === null || text[start] !== quote) {
    const end = plainEnd(start);
    const value = text.slice(start, end);
    if (quote !== null && value.trimStart().startsWith(quote)) unclear.push('quotes behind spaces');
    return { value, end, broken: null };
  }
  let value = '';
  for (let at = start + 1; ; ) {
    const close = text.indexOf(quote, at);
    if (close === -1) {
      if (scan.bytes(start, text.length) > RECORD_BYTES.surely) unclear.push('a long rest in quotes');
      return { value, end: text.length, broken: 'open quote' };
    }
    value += text.slice(at, close);
    if (text[close + 1] === quote) {
      value += quote;
      at = close + 2;
      continue;
    }
    const end = plainEnd(close + 1);
    if (end === close + 1) return { value, end, broken: null };
    const behind = text.slice(close + 1, end);
    if (/^\s+$/.test(behind)) unclear.push('spaces behind quotes');
    if (/[\u0080-\uffff]/.test(behind)) scan.hasSignsBehindQuotes = true;
    return { value, end: close + 1, broken: 'behind quotes' };
  }
}

/** A record with signs behind its closing quote ends with its line, as far as that has no quote that may open another. */
function brokenEnd(scan: Scan, from: number): number {
  const { text, quote } = scan;
  let at = from;
  while (at < text.length && !isLineEnd(text[at])) at++;
  if (quote !== null && text.slice(from, at).includes(quote)) scan.unclear.push('quotes behind quotes');
  return at < text.length ? lineEnd(scan, at) : at;
}
