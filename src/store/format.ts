/**
 * The format of a whole store, in `format.json` of its folder. An earlier version that meets a later one ends before it writes or removes anything:
 * it could not tell what the results there are and what they stand on.
 */

import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fail } from '../errors/error.ts';
import { jsonOrUndefined } from '../std/json.ts';
import { unlessCode } from '../std/unless-code.ts';
import { replaceFile } from './replace-file.ts';

/** Raised with the format of manifests, and whenever a record or anything else in a store says what earlier versions do not understand. */
const STORE_FORMAT = 1;

const formatFile = (root: string): string => join(root, 'format.json');

/** Is the store marked with the format of this version? One of an earlier version is not. Errors: store.newer. */
export async function refuseNewer(root: string): Promise<boolean> {
  const path = formatFile(root);
  const text = await readFile(path, 'utf8').catch(unlessCode('ENOENT'));
  if (text === undefined) return false;
  const value = jsonOrUndefined(text);
  const format = typeof value === 'object' && value !== null && 'format' in value ? value.format : undefined;
  if (typeof format === 'number' && format <= STORE_FORMAT) return format === STORE_FORMAT;
  return fail('store.newer', { path, found: JSON.stringify(format) ?? 'none', known: String(STORE_FORMAT) });
}

/** Where it can't be written nothing else can, and that is told there. */
export async function markFormat(root: string): Promise<void> {
  try {
    await replaceFile(formatFile(root), `${JSON.stringify({ format: STORE_FORMAT })}\n`);
  } catch (error) {
    if (!(error instanceof Error && 'code' in error)) throw error;
  }
}
