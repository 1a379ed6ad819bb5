/**
 * Where a command's words go: results to standard output, progress and errors to standard error.
 *
 * With `--json` standard output holds exactly one JSON document. Colours, tables' rules and progress lines that overwrite themselves
 * appear on a terminal only.
 */

import { type TableCell, type TableColumn, tableLines } from './table.ts';

export interface Output {
  readonly json: boolean;
  /** One line for people; nothing with `--json`. */
  line(text?: string): void;
  table(columns: readonly TableColumn[], rows: readonly (readonly TableCell[])[]): void;
  /** The command's result as JSON; nothing without `--json`. */
  result(value: unknown): void;
  /** What is going on; a later call replaces the line on a terminal. */
  progress(text: string): void;
  /** Ends a progress line, if there is one. */
  endProgress(): void;
  warn(text: string): void;
}

const PROGRESS_EVERY_MS = 5000;

interface Stream {
  write(text: string): unknown;
  readonly isTTY?: boolean;
}

/** `nowMs`: a clock that only goes forward; without a terminal it keeps progress to a line every few seconds. */
export function makeOutput(json: boolean, out: Stream, err: Stream, nowMs: () => number): Output {
  let progressOpen = false;
  let lastMs = nowMs();
  const endProgress = (): void => {
    if (progressOpen) err.write('\r\u001b[K');
    progressOpen = false;
  };
  const line = (text = ''): void => {
    if (json) return;
    endProgress();
    out.write(`${visible(text)}\n`);
  };
  return {
    json,
    line,
    endProgress,
    table: (columns, rows) => {
      const shown = rows.map((row) => row.map((cell) => (typeof cell === 'string' ? visible(cell) : cell)));
      for (const text of tableLines(columns, shown)) line(text);
    },
    result: (value) => {
      endProgress();
      if (json) out.write(`${jsonText(value)}\n`);
    },
    progress: (text) => {
      if (err.isTTY === true) {
        err.write(`\r\u001b[K${text}`);
        progressOpen = true;
      } else if (nowMs() - lastMs >= PROGRESS_EVERY_MS) {
        lastMs = nowMs();
        err.write(`${text}\n`);
      }
    },
    warn: (text) => {
      endProgress();
      err.write(`${visible(text)}\n`);
    },
  };
}

/** Texts of files may hold signs that a terminal acts on, or that turn the direction of writing; they are shown as what they are. Line breaks and tabs stay. */
export const visible = (text: string): string =>
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  text.replace(/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u200e\u200f\u202a-\u202e\u2066-\u2069]/g, (sign) => {
    const code = sign.charCodeAt(0).toString(16);
    return code.length > 2 ? `\\u{${code}}` : `\\x${code.padStart(2, '0')}`;
  });

/** Integers beyond 2^53 keep their digits: bigint is written as a number's text. */
function jsonText(value: unknown): string {
  return JSON.stringify(
    value,
    (_, inner: unknown) => (typeof inner === 'bigint' ? inner.toString() : inner),
    2,
  );
}
