/** A text split into records and fields, as RFC 4180 says: quotes count at the start of a field, a doubled one stands for itself. */

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
  let breaks = 0;
  let at = start;
  for (;;) {
    let value = '';
    if (quote !== null && text[at] === quote) {
      const [inner, after] = quotedAt(text, at, quote);
      value = inner;
      breaks += inner.split('\n').length - 1;
      at = after;
    }
    const rest = at;
    while (at < text.length && text[at] !== separator && text[at] !== '\n' && text[at] !== '\r') at++;
    fields.push(value + text.slice(rest, at));
    if (text[at] !== separator || at >= text.length) break;
    at++;
  }
  const end = text[at] === '\r' && text[at + 1] === '\n' ? at + 2 : at + 1;
  return { fields, end, breaks };
}

/** What stands between the quotes from `start` on, and where the field goes on. One that never closes takes the rest. */
function quotedAt(text: string, start: number, quote: string): readonly [string, number] {
  let value = '';
  let at = start;
  for (;;) {
    const close = text.indexOf(quote, at + 1);
    if (close === -1) return [value + text.slice(at + 1), text.length];
    value += text.slice(at + 1, close);
    if (text[close + 1] !== quote) return [value, close + 1];
    value += quote;
    at = close + 1;
  }
}

/** The whole lines of a stretch that was cut out of a text. */
export function wholeLines(text: string, endsFile: boolean): string {
  const start = text.indexOf('\n') + 1;
  const end = endsFile ? text.length : text.lastIndexOf('\n') + 1;
  return text.slice(start, Math.max(start, end));
}
