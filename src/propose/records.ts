/** A text split into records and fields, as RFC 4180 says: quotes count at the start of a field, a doubled one stands for itself. */

import { fieldAt } from '../input/csv-header.ts';

export interface TextRecord {
  readonly fields: readonly string[];
  /** Number of the line on which it begins, from 0. */
  readonly line: number;
  /** How many lines it takes. */
  readonly lines: number;
}

/** The records of `text`; empty lines are none. At most `most` of them. */
export function recordsOf(
  text: string,
  separator: string,
  quote: string | null,
  most = Number.POSITIVE_INFINITY,
): readonly TextRecord[] {
  const records: TextRecord[] = [];
  let at = text.startsWith('\uFEFF') ? 1 : 0;
  let line = 0;
  while (at < text.length && records.length < most) {
    const { fields, end, breaks } = recordAt(text, at, separator, quote);
    if (fields.length > 1 || fields[0] !== '') records.push({ fields, line, lines: breaks + 1 });
    line += breaks + 1;
    at = end;
  }
  return records;
}

interface RecordFound {
  readonly fields: readonly string[];
  /** Where the next one begins. */
  readonly end: number;
  /** Line breaks inside of quotes. */
  readonly breaks: number;
}

function recordAt(text: string, start: number, separator: string, quote: string | null): RecordFound {
  const fields: string[] = [];
  let at = start;
  for (;;) {
    const field = fieldAt(text, at, { quote, separator }) ?? unclosed(text, at, quote ?? '');
    fields.push(field.value);
    at = field.end;
    if (text[at] !== separator || at >= text.length) break;
    at++;
  }
  const end = text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
  return { fields, end, breaks: text.slice(start, at).split('\n').length - 1 };
}

/** A quote that never closes takes the rest. */
function unclosed(
  text: string,
  start: number,
  quote: string,
): { readonly value: string; readonly end: number } {
  return { value: text.slice(start + 1).replaceAll(quote + quote, quote), end: text.length };
}

/** The whole lines of a stretch that was cut out of a text. */
export function wholeLines(text: string, endsFile: boolean): string {
  const start = text.indexOf('\n') + 1;
  const end = endsFile ? text.length : text.lastIndexOf('\n') + 1;
  return text.slice(start, Math.max(start, end));
}
