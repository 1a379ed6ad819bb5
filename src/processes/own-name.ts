/**
 * Names that tell which process made them, for folders and files that are of no use without it:
 *
 *     result-4711-81234567.a1b2c3d4.0f1e2d3c.9a8b7c6d-<random>
 *     kind, process number, start time, and hashes of the boot, the process numbers' space and the host; 0: the system does not tell
 *
 * A name is there with what it names: there is no moment at which nobody knows whose it is, and nothing is written for it.
 */

import { createHash, randomUUID } from 'node:crypto';
import { ownMark, type ProcessMark, type ProcessPlace } from './process-life.ts';

/** `kind` is a word of small letters. No two names are the same. */
export const ownName = async (kind: string): Promise<string> => nameBy(kind, await ownMark());

/** A name as the process of `mark` makes it. */
export function nameBy(kind: string, mark: ProcessMark): string {
  const { boot, pidSpace, host } = placeInName(mark);
  const place = [mark.started, boot, pidSpace, host].map((part) => part ?? '0');
  return `${kind}-${mark.pid}-${place.join('.')}-${randomUUID()}`;
}

export interface Maker {
  readonly pid: number;
  /** With a place as names have it; null: the name is of an earlier version, which wrote the number alone. */
  readonly mark: ProcessMark | null;
}

/** undefined: the name is of another kind. */
export function makerIn(name: string): Maker | undefined {
  const [, number, place] = /^[a-z]+-(\d+)-(?:(\d+(?:\.[0-9a-f]+){3})-)?/.exec(name) ?? [];
  if (number === undefined) return undefined;
  const pid = Number.parseInt(number, 10);
  const [started, boot, pidSpace, host] = place?.split('.').map((part) => (part === '0' ? null : part)) ?? [];
  if (started === undefined || boot === undefined || pidSpace === undefined || !host)
    return { pid, mark: null };
  return { pid, mark: { pid, started, boot, pidSpace, host } };
}

/** Names are compared only, so that a few signs of a hash do. */
export const placeInName = ({ host, boot, pidSpace }: ProcessPlace): ProcessPlace => ({
  host: short(host),
  boot: boot === null ? null : short(boot),
  pidSpace: pidSpace === null ? null : short(pidSpace),
});

const short = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 8);
