/** Errors of the store of results. */

import { hint, spec } from '../define.ts';

export interface AtWork {
  readonly pid: number;
  readonly folder: string;
  /** false: of another machine or container, or of an earlier version. */
  readonly isKnown: boolean;
}

const ifEnded = ({ folder, isKnown }: AtWork): string =>
  isKnown
    ? `If no process of Plimsoll has this number, remove ${folder}.`
    : `Whether it still runs can't be seen from here: it is of another container, of another machine or of an earlier version. Where it was killed, what it left counts for ten minutes (of an earlier version for a day); if you know that it has ended, remove ${folder}.`;

export const STORE_CODES = {
  'store.missing': spec<{ name: string }>(
    3,
    (p) =>
      `The stored result of \`${p.name}\` is missing or damaged. Type \`plimsoll run\`: it computes what is missing.`,
  ),
  'store.newer': spec<{ path: string; found: string; known: string }>(
    2,
    (p) =>
      `${p.path} says format ${p.found}, and this version of Plimsoll knows formats up to ${p.known}: a later version has written it, or it is damaged. Nothing was written or removed. Use that version. If you can't, and the input files are still there, move \`.plimsoll/results\`, \`.plimsoll/runs\` and \`.plimsoll/format.json\` away: the next run computes everything again.`,
  ),
  'store.cleaning': spec<AtWork>(
    3,
    (p) =>
      `Process ${p.pid} is removing results of this project. Nothing was done; run again when it has ended. ${ifEnded(p)}`,
  ),
  'store.in_use': spec<AtWork>(
    3,
    (p) =>
      `Process ${p.pid} works in this project, and may need what would be removed. Nothing was touched; try again when it has ended. ${ifEnded(p)}`,
  ),
  'store.pin_name': spec<object>(2, () => 'A pin needs a name, for example `filed-2024-01`.'),
  'store.pin_twice': spec<{ name: string }>(
    2,
    (p) =>
      `There is a pin \`${p.name}\` already; what it keeps does not change. Take another name, or \`plimsoll store unpin\` it first.`,
  ),
  'store.no_pin': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no pin \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'store.unread': spec<{ unread: readonly string[] }>(
    3,
    (p) =>
      `What cannot be read may need results that would be removed, so nothing was touched: ${p.unread.join('; ')}. \`plimsoll store verify --set-aside\` moves damaged results away; a record is written anew by the next run of its date.`,
  ),
} as const;
