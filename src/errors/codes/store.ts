/** Errors of the store of results. */

import { spec } from '../define.ts';

export const STORE_CODES = {
  'store.missing': spec<{ name: string }>(
    3,
    (p) =>
      `The stored result of \`${p.name}\` is missing or incomplete. Type \`plimsoll run\`: it computes what is missing.`,
  ),
  'store.cleaning': spec<{ pid: number; folder: string }>(
    3,
    (p) =>
      `Process ${p.pid} is removing results of this project. Nothing was done; run again when it has ended. If no process of Plimsoll has this number, remove ${p.folder}.`,
  ),
  'store.in_use': spec<{ pid: number; folder: string }>(
    3,
    (p) =>
      `Process ${p.pid} works in this project, and may need what would be removed. Nothing was touched; try again when it has ended. If no process of Plimsoll has this number, remove ${p.folder}.`,
  ),
  'store.unread': spec<{ unread: readonly string[] }>(
    3,
    (p) =>
      `What cannot be read may need results that would be removed, so nothing was touched: ${p.unread.join('; ')}. \`plimsoll store verify --set-aside\` moves damaged results away; a record is written anew by the next run of its date.`,
  ),
} as const;
