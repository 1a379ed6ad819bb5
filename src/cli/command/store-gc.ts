/**
 * `plimsoll store gc`: results that no run and no scenario needs, and that are old enough. Without `--remove` they are only shown.
 *
 * What the last run of a date or a scenario stands on is never among them, whatever its age.
 */

import { fail } from '../../errors/error.ts';
import { whileNobodyWorks } from '../../run/files-in-use.ts';
import { type UsedResults, usedResults } from '../../scenario/used-results.ts';
import { type ListedResult, listResults, removeResult } from '../../store/results.ts';
import type { Store } from '../../store/store.ts';
import type { CommandContext, Options } from '../context.ts';
import { projectStore } from '../project-store.ts';
import { bytesText, neededBy, resultsJson, shortPrint, unreadTexts } from '../view/results.ts';

const DAY_MS = 86_400_000;

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const days = daysOf(options['olderThan']);
  const store = await projectStore(folder);
  const isRemoved = options['remove'] === true;
  const before = Date.now() - days * DAY_MS;
  const { free, used } = isRemoved
    ? await whileNobodyWorks(store, () => removeUnneeded(store, before))
    : await unneeded(store, before);
  output.result({ removed: isRemoved, results: resultsJson(free, used), unread: unreadTexts(used) });
  for (const { fingerprint, name, written, damage } of free) {
    const state = damage === null ? '' : `, damaged: ${damage}`;
    output.line(`${shortPrint(fingerprint)}  ${name ?? 'unknown'}, written ${written.slice(0, 10)}${state}`);
  }
  const what = `${free.length} results that nobody needs and that were written ${days} days ago or earlier, ${bytesText(free)}`;
  output.line(isRemoved ? `Removed ${what}.` : `${what}. Nothing was touched; --remove removes them.`);
  for (const text of unreadTexts(used))
    output.warn(`Nothing will be removed while this is so, because what it needs is not known: ${text}.`);
}

interface Unneeded {
  readonly free: readonly ListedResult[];
  readonly used: UsedResults;
}

/** Errors: store.unread. */
async function removeUnneeded(store: Store, beforeMs: number): Promise<Unneeded> {
  const found = await unneeded(store, beforeMs);
  const unread = unreadTexts(found.used);
  if (unread.length > 0) fail('store.unread', { unread });
  for (const { fingerprint } of found.free) await removeResult(store, fingerprint);
  return found;
}

async function unneeded(store: Store, beforeMs: number): Promise<Unneeded> {
  const used = await usedResults(store);
  const free = (await listResults(store)).filter(
    ({ fingerprint, written }) => neededBy(used, fingerprint).length === 0 && Date.parse(written) <= beforeMs,
  );
  return { free, used };
}

/** Errors: cli.count. */
function daysOf(found: Options[string]): number {
  const text = String(found);
  if (/^\d{1,5}$/.test(text)) return Number.parseInt(text, 10);
  return fail('cli.count', { option: '--older-than', found: text, allowed: 'a whole number of days' });
}
