/**
 * How many rows rules match, kept by content: the count of a rule belongs to the fingerprint of its stage's rows before the adjustment
 * with a flag for each rule, so what a preview counted is not counted again when the rule is approved.
 */

import { mkdir, readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { z } from 'zod';
import { jsonOrUndefined } from '../std/json.ts';
import { unlessCode } from '../std/unless-code.ts';
import { replaceFile } from '../store/replace-file.ts';
import type { Store } from '../store/store.ts';

const fileOf = (store: Store, print: string): string => join(store.root, 'matches', `${print}.json`);

/** By rule id; empty where nothing was counted. */
export async function readCounts(store: Store, print: string): Promise<Readonly<Record<string, number>>> {
  const text = await readFile(fileOf(store, print), 'utf8').catch(unlessCode('ENOENT'));
  const parsed = COUNTS.safeParse(jsonOrUndefined(text ?? '{}'));
  // What is damaged is counted again.
  return parsed.success ? parsed.data : {};
}

const COUNTS = z.record(z.string(), z.number().int());

export async function keepCounts(
  store: Store,
  print: string,
  counts: Readonly<Record<string, number>>,
): Promise<void> {
  const path = fileOf(store, print);
  const known = await readCounts(store, print);
  if (Object.entries(counts).every(([rule, count]) => known[rule] === count)) return;
  await mkdir(dirname(path), { recursive: true });
  await replaceFile(path, `${JSON.stringify({ ...known, ...counts })}\n`);
}
