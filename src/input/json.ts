/**
 * JSON as CSV: one record per object, one field per name that the source speaks of, numbers digit by digit as they are written. A name with
 * dots is a path: `party.country`, `legs.0.amount`. What an object lacks, and null, is an empty text, which means "no value".
 *
 * JSON lines: a line that is no object is kept as a record that can't be split into fields, and becomes a reject; blank lines are no records.
 * A document is one whole: where it is broken, the file is.
 */

import { createWriteStream } from 'node:fs';
import { Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { type ParsedTokenInfo, Tokenizer, TokenParser, TokenType } from '@streamparser/json';
import { fail, PlimsollError } from '../errors/error.ts';
import { exactJson } from '../std/json.ts';
import { fileBytes } from './file-bytes.ts';
import type { SourceFile } from './source.ts';

export interface JsonTarget {
  /** The fields of each record, in their order. */
  readonly names: readonly string[];
  /** Names on the way to the list of records of a document. */
  readonly records: readonly string[];
  /** One object per line, instead of one document? */
  readonly lines: boolean;
}

/** What the records of a file have. */
export interface JsonFields {
  readonly records: number;
  /** Of the names, those that some record has. */
  readonly seen: ReadonlySet<string>;
  /** Paths of the values in the first records, for messages. */
  readonly known: ReadonlySet<string>;
}

interface Fields {
  records: number;
  readonly seen: Set<string>;
  readonly known: Set<string>;
}

/** Errors: input.json, input.json_value. */
export async function jsonToCsv(file: SourceFile, to: string, target: JsonTarget): Promise<JsonFields> {
  const fields: Fields = { records: 0, seen: new Set(), known: new Set() };
  const bytes = fileBytes(file);
  const place = { file, target, fields };
  const records = target.lines ? lineRecords(bytes, place) : documentRecords(bytes, place);
  try {
    await pipeline(
      Readable.from(withHeader(target.names, records), { objectMode: true }),
      joined(),
      createWriteStream(to),
    );
  } catch (error) {
    // What the machine refuses (no room, no right) is not the file's fault.
    if (error instanceof PlimsollError || isSystemError(error)) throw error;
    fail('input.json', { file: file.shown, text: error instanceof Error ? error.message : String(error) });
  }
  return fields;
}

/** The first record may be one that can't be split, and must not be taken for the names. */
async function* withHeader(
  names: readonly string[],
  records: AsyncIterable<string | Buffer>,
): AsyncGenerator<string | Buffer> {
  yield `${names.map(quoted).join(',')}\n`;
  yield* records;
}

const quoted = (text: string): string => `"${text.replaceAll('"', '""')}"`;

const isSystemError = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && /^E[A-Z]+$/.test(String(error.code));

/** Small texts in blocks: a write per record would take longer than all else. */
function joined(): Transform {
  let parts: (string | Buffer)[] = [];
  const block = (): Buffer => {
    const all = Buffer.concat(parts.map((part) => (typeof part === 'string' ? Buffer.from(part) : part)));
    parts = [];
    return all;
  };
  return new Transform({
    writableObjectMode: true,
    transform(part: string | Buffer, _encoding, done) {
      parts.push(part);
      done(null, parts.length < 1000 ? undefined : block());
    },
    flush(done) {
      done(null, block());
    },
  });
}

const LINE_END = 0x0a;
const BYTE_ORDER_MARK = '\uFEFF';

async function* lineRecords(bytes: AsyncIterable<Buffer>, place: Place): AsyncGenerator<string | Buffer> {
  let first = true;
  for await (const line of linesOf(bytes)) {
    const text = line
      .toString('utf8')
      .replace(first ? BYTE_ORDER_MARK : '', '')
      .trim();
    first = false;
    if (text === '') continue;
    place.fields.records++;
    const object = objectIn(text);
    const isText = Buffer.from(line.toString('utf8')).equals(line);
    const record = object !== undefined && isText ? csvRecord(object, place) : undefined;
    yield record === undefined || NO_TEXT.test(record) ? brokenRecord(line, place) : record;
  }
}

async function* linesOf(bytes: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let rest: Buffer[] = [];
  for await (const chunk of bytes) {
    let from = 0;
    for (let end = chunk.indexOf(LINE_END); end >= 0; end = chunk.indexOf(LINE_END, from)) {
      yield Buffer.concat([...rest, chunk.subarray(from, end)]);
      rest = [];
      from = end + 1;
    }
    rest.push(chunk.subarray(from));
  }
  yield Buffer.concat(rest);
}

function objectIn(line: string): object | undefined {
  const found = exactJson(line);
  return typeof found === 'object' && found !== null && !Array.isArray(found) ? found : undefined;
}

/** One field more than there are names, so that the reader refuses it; the field is the line itself. */
function brokenRecord(line: Buffer, { target: { names } }: Place): Buffer {
  const text = Buffer.from(line.toString('latin1').replaceAll('"', '""').replace(/\r$/, ''), 'latin1');
  return Buffer.concat([Buffer.from('"'), text, Buffer.from(`"${',x'.repeat(names.length)}\n`)]);
}

class ExactTokenizer extends Tokenizer {
  /** Numbers stay the texts that they are written as. The parser declares a number, and hands on whatever it gets. */
  override parseNumber(text: string): number {
    return text as unknown as number;
  }
}

async function* documentRecords(bytes: AsyncIterable<Buffer>, place: Place): AsyncGenerator<string> {
  const { file, target, fields } = place;
  const decoder = new TextDecoder('utf-8', { fatal: true });
  const tokenizer = new ExactTokenizer();
  const list = ['$', ...target.records].join('.');
  const parser = new TokenParser({ paths: [`${list}.*`, list], keepStack: false });
  let failed: unknown;
  let found: unknown[] = [];
  const names = nameWatch((name) => {
    failed ??= new Error(
      `the name "${name}" stands twice in an object, behind record ${fields.records + found.length}`,
    );
  });
  tokenizer.onToken = (token) => {
    names(token);
    parser.write(token);
  };
  tokenizer.onError = (error) => {
    failed ??= error;
  };
  let isList = false;
  parser.onValue = ({ value, parent, stack }) => {
    if (stack.length > target.records.length) {
      found.push(value);
      // The list is asked for as well, to know that it is there; it must not keep its records.
      if (Array.isArray(parent)) parent.length = 0;
    } else isList = Array.isArray(value);
  };
  const taken = function* (): Generator<string> {
    if (failed !== undefined) throw failed;
    for (const value of found) {
      fields.records++;
      const refuse = (problem: string): never =>
        fail('input.json', { file: file.shown, text: `record ${fields.records} ${problem}` });
      if (typeof value !== 'object' || value === null || Array.isArray(value)) return refuse('is no object');
      const record = csvRecord(value, place);
      if (NO_TEXT.test(record))
        refuse('has half of a sign, such as \\ud83d without its other half, or a zero byte, \\u0000');
      yield record;
    }
    found = [];
  };
  for await (const chunk of bytes) {
    tokenizer.write(decoder.decode(chunk, { stream: true }));
    yield* taken();
  }
  tokenizer.write(decoder.decode());
  tokenizer.end();
  yield* taken();
  if (!isList) fail('input.json', { file: file.shown, text: `there is no list of records at ${list}` });
}

/** Looks at the tokens of a document, and calls `twice` with a name that an object has a second time: the parser would keep the last value. */
function nameWatch(twice: (name: string) => void): (token: ParsedTokenInfo) => void {
  const open: Set<string>[] = [];
  let last = '';
  return ({ token, value }) => {
    if (token === TokenType.LEFT_BRACE) open.push(new Set());
    else if (token === TokenType.RIGHT_BRACE) open.pop();
    else if (token === TokenType.STRING) last = String(value);
    else if (token === TokenType.COLON) {
      const names = open.at(-1);
      if (names?.has(last) === true) twice(last);
      names?.add(last);
    }
  };
}

interface Place {
  readonly file: SourceFile;
  readonly target: JsonTarget;
  readonly fields: Fields;
}

/** Records whose paths are remembered for messages. */
const KNOWN_FROM = 100;

function csvRecord(object: object, place: Place): string {
  const { target, fields } = place;
  if (fields.records <= KNOWN_FROM) for (const path of pathsOf(object)) fields.known.add(path);
  return `${target.names.map((name) => cellOf(object, name, place)).join(',')}\n`;
}

/**
 * What no text has: half of a sign beyond the basic plane, which an escape without its other half gives and which would become another sign as
 * UTF-8; and the zero byte, which no file of corrections could give back.
 */
// biome-ignore lint/suspicious/noControlCharactersInRegex: the zero byte is what is looked for
const NO_TEXT = /[\ud800-\udfff\u0000]/u;

function cellOf(object: object, name: string, { file, fields }: Place): string {
  const value = Object.hasOwn(object, name) ? fieldOf(object, name) : valueAt(object, name.split('.'));
  if (value !== undefined) fields.seen.add(name);
  // A record of one empty cell would be an empty line, which is none.
  if (value === undefined || value === null) return '""';
  if (typeof value === 'object') fail('input.json_value', { file: file.shown, row: fields.records, name });
  return quoted(String(value));
}

function pathsOf(object: object, before = ''): readonly string[] {
  return Object.entries(object).flatMap(([name, value]) =>
    typeof value === 'object' && value !== null ? pathsOf(value, `${before}${name}.`) : [`${before}${name}`],
  );
}

const fieldOf = (object: object, name: string): unknown =>
  Object.getOwnPropertyDescriptor(object, name)?.value;

function valueAt(object: object, path: readonly string[]): unknown {
  let value: unknown = object;
  for (const step of path) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, step)) return undefined;
    value = fieldOf(value, step);
  }
  return value;
}
