/**
 * `plimsoll store verify`: is every file what was written? With `--set-aside` damaged results are moved away, which nobody else may be
 * using meanwhile, and with them what may have been computed from them; the next run of a date that needs them computes them again.
 */

import { whileNobodyWorks } from '../../run/files-in-use.ts';
import { type UsedResults, usedResults } from '../../scenario/used-results.ts';
import type { Manifest } from '../../store/manifest.ts';
import { overlayOf } from '../../store/overlay.ts';
import { type Damage, type ListedResult, listResults, setAside, verifyResult } from '../../store/results.ts';
import { lookAt, type Store } from '../../store/store.ts';
import type { CommandContext, Options } from '../context.ts';
import type { Output } from '../output.ts';
import { projectStore } from '../project-store.ts';
import { neededBy, shortPrint } from '../view/results.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const store = await projectStore(folder);
  const isMoved = options['setAside'] === true;
  const check = (): Promise<void> => checkAll(store, isMoved, output);
  await (isMoved ? whileNobodyWorks(store, check) : check());
}

async function checkAll(store: Store, isMoved: boolean, output: Output): Promise<void> {
  const [results, used] = [await listResults(store), await usedResults(store)];
  const found: Found[] = [];
  for (const [index, result] of results.entries()) {
    output.progress(`Reading result ${index + 1} of ${results.length}`);
    const damage = await verifyResult(store, result);
    if (damage === null) continue;
    const place = isMoved ? await setAside(store, damage.fingerprint) : null;
    const users = neededBy(used, damage.fingerprint);
    found.push({ ...damage, needed_by: users, set_aside: place });
    const who = users.length === 0 ? 'nobody needs it' : `needed by ${users.join(', ')}`;
    output.warn(
      `${damage.name ?? 'A result'} ${shortPrint(damage.fingerprint)}: ${damage.problem} (${who}).${place === null ? '' : ` Moved to ${place}.`}`,
    );
  }
  output.endProgress();
  const derived = isMoved && found.length > 0 ? await setDerivedAside(store, results, used, found) : [];
  output.result({ results: results.length, damaged: found, derived });
  if (found.length === 0) {
    output.line(`${results.length} results: every file is what was written.`);
    return;
  }
  const next = isMoved
    ? 'The next run of a date that needs one computes it again, from the files that are there then.'
    : '`plimsoll store verify --set-aside` moves them away.';
  const moved =
    derived.length === 0 ? '' : ` ${derived.length} that may be computed from them are moved too.`;
  output.line(`${results.length} results, ${found.length} of them damaged.${moved} ${next}`);
  process.exitCode = 1;
}

interface Found extends Damage {
  readonly needed_by: readonly string[];
  readonly set_aside: string | null;
}

/**
 * A damaged file may have been read before anybody noticed, and what was computed from it is sound to look at. So all that was computed for
 * the dates that need a damaged result goes, and all that nobody needs, because a later run may take it up again. Input stays: it is read from
 * files that may no longer be there.
 */
async function setDerivedAside(
  store: Store,
  results: readonly ListedResult[],
  used: UsedResults,
  damaged: readonly Found[],
): Promise<
  readonly { readonly fingerprint: string; readonly name: string | null; readonly set_aside: string }[]
> {
  const dates = new Set(damaged.flatMap((each) => each.needed_by.map(dateOf)));
  const gone = new Set(damaged.map(({ fingerprint }) => fingerprint));
  const derived = [];
  for (const { fingerprint, name } of results.filter((each) => !gone.has(each.fingerprint))) {
    const { manifest } = await lookAt(store, fingerprint);
    if (manifest === undefined || !isComputed(manifest)) continue;
    const users = neededBy(used, fingerprint);
    if (users.length > 0 && !users.some((user) => dates.has(dateOf(user)))) continue;
    derived.push({ fingerprint, name, set_aside: await setAside(store, fingerprint) });
  }
  return derived;
}

/** A user is called by what it is and its date. */
const dateOf = (user: string): string => user.slice(user.lastIndexOf(' ') + 1);

/** The manifests of stages hold no details, those of overlays what they stand on, those of input what was counted. */
const isComputed = (manifest: Manifest): boolean =>
  manifest.details === null || overlayOf(manifest) !== undefined;
