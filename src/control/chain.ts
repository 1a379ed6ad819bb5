/**
 * The hash chain: how an act becomes a line of the log, and what a line says when it is read again.
 *
 *     {"act":{…},"hash":"…","previous":"…","seq":7}        canonical JSON, one line
 *
 * `hash` is the SHA-256 of the line without `hash`; it covers the act, the place (`seq`, from 1) and through `previous`, the hash of the
 * line before, everything that came earlier. The head, (seq, hash) of the last line, therefore stands for the whole log.
 */

import { createHash } from 'node:crypto';
import { canonicalJson, type Json } from '../rules/canonical-json.ts';
import { frozen } from '../std/frozen.ts';
import { jsonOrUndefined } from '../std/json.ts';
import type { Act } from './act.ts';

/** SHA-256 of a text's UTF-8 bytes, 64 hexadecimal digits. */
export const sha256 = (text: string): string => createHash('sha256').update(text, 'utf8').digest('hex');

/** The last line of a log, or of its beginning up to a line. */
export interface Head {
  /** Number of acts. */
  readonly seq: number;
  readonly hash: string;
}

/** The head of a log without acts. Its hash names the format, so a log of another format can't be taken for one of this. */
export const EMPTY_HEAD: Head = frozen({ seq: 0, hash: sha256('plimsoll control log, format 1') });

/** What ties a line to its place. */
export interface Link {
  readonly seq: number;
  readonly previous: string;
  readonly hash: string;
}

/** An act in its place. */
export interface Entry {
  readonly seq: number;
  readonly hash: string;
  readonly act: Act;
}

export interface LineReading {
  /** Undefined when the text is no line of a log at all. */
  readonly link: Link | undefined;
  /** Not yet checked against the known acts. */
  readonly act: unknown;
  /** The text is what was hashed, to the byte. */
  readonly sound: boolean;
}

/** The line that follows `head`, without line end, and the head that it makes. */
export function nextLine(head: Head, act: Act): { readonly line: string; readonly head: Head } {
  const link = { seq: head.seq + 1, previous: head.hash };
  const text = canonicalJson(act satisfies Json);
  const hash = hashOf(text, link);
  return { line: lineText(text, { ...link, hash }), head: { seq: link.seq, hash } };
}

const hashOf = (act: string, { seq, previous }: Omit<Link, 'hash'>): string =>
  sha256(`{"act":${act},"previous":${JSON.stringify(previous)},"seq":${seq}}`);

const lineText = (act: string, { seq, previous, hash }: Link): string =>
  `{"act":${act},"hash":${JSON.stringify(hash)},"previous":${JSON.stringify(previous)},"seq":${seq}}`;

const NO_LINE: LineReading = frozen({ link: undefined, act: undefined, sound: false });

/** Reads a line without its line end. Never fails: what is wrong with a line is for others to say, who see its neighbours. */
export function readLine(line: string): LineReading {
  const value = jsonOrUndefined(line);
  if (typeof value !== 'object' || value === null) return NO_LINE;
  const { act, seq, previous, hash } = value as Readonly<Record<string, unknown>>;
  if (typeof seq !== 'number' || typeof previous !== 'string' || typeof hash !== 'string') return NO_LINE;
  const link = { seq, previous, hash };
  return { link, act, sound: isSound(line, act, link) };
}

/** Spelling counts: a line that says the same in other bytes was touched by somebody. */
function isSound(line: string, act: unknown, link: Link): boolean {
  const text = canonicalText(act);
  return text !== undefined && lineText(text, link) === line && hashOf(text, link) === link.hash;
}

/** Undefined for what JSON can spell and canonical JSON can't: half a surrogate pair, 1e999. Such a line was not written here. */
function canonicalText(act: unknown): string | undefined {
  try {
    // It comes from JSON.parse.
    return act === undefined ? undefined : canonicalJson(act as Json);
  } catch {
    return undefined;
  }
}

/** Does the line stand where it says it stands: behind `head`? */
export const follows = (head: Head, reading: LineReading): boolean =>
  reading.sound && reading.link?.seq === head.seq + 1 && reading.link.previous === head.hash;
