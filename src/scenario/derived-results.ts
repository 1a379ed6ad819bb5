/**
 * What may have been computed from damaged results. A damaged file may have been read before anybody noticed, and what was computed from it is sound
 * to look at. So all goes that was computed for those who need a damaged result, and what nobody needs, because a later run may take it up again.
 * Where nobody needs the damaged result itself, nobody knows who did, and all that was computed goes but what is pinned. Input stays: it is read from
 * files that may no longer be there.
 */

import { overlayName } from '../run/stored-stage.ts';
import type { Manifest } from '../store/manifest.ts';
import { overlayOf } from '../store/overlay.ts';
import { listResults, setAside } from '../store/results.ts';
import { lookAt, type Store } from '../store/store.ts';
import type { ResultUser, UsedResults } from './used-results.ts';

export interface SetAside {
  readonly fingerprint: string;
  readonly name: string | null;
  /** Where it lies now. */
  readonly set_aside: string;
}

/** One run, beside which others may work: of what nobody needs it moves only what it would take up itself. */
export interface OwnRun {
  readonly date: string;
  /** The fingerprints of its stages. */
  readonly prints: readonly string[];
}

export interface Derived {
  readonly moved: readonly SetAside[];
  /** Why nothing was moved, because not everybody is known who may need something; none: all are, or a run has moved what it needs itself. */
  readonly unknown: readonly string[];
}

/**
 * Moves them into the store's folder `damaged`; the damaged ones, by their fingerprints, are left where they are. `own`: null where nobody else works in
 * the store.
 */
export async function setDerivedAside(
  store: Store,
  used: UsedResults,
  damaged: readonly string[],
  own: OwnRun | null,
): Promise<Derived> {
  const gone = new Set(damaged);
  // What a damaged result stands on does not matter for what was computed from it.
  const unknown = used.unread.filter(({ fingerprint }) => fingerprint === null || !gone.has(fingerprint));
  // A run does not wait for that to be mended: its figures would stand on what may be wrong, and it computes what it moves anew.
  if (own === null && unknown.length > 0) return { moved: [], unknown: unknown.map(({ text }) => text) };
  const isHit = hitBy(
    damaged.map((fingerprint) => used.users.get(fingerprint) ?? []),
    own?.date ?? null,
  );
  const ours = own === null ? null : new Set(own.prints.flatMap((print) => [print, overlayName(print)]));
  const moved: SetAside[] = [];
  for (const { fingerprint, name } of await listResults(store)) {
    const { manifest } = gone.has(fingerprint) ? {} : await lookAt(store, fingerprint);
    if (manifest === undefined || !isComputed(manifest)) continue;
    // What was computed from a damaged result is needed by nobody who does not need that one as well.
    const users = used.users.get(fingerprint) ?? [];
    if (users.length === 0 ? ours?.has(fingerprint) === false : !users.every(isHit)) continue;
    moved.push({ fingerprint, name, set_aside: await setAside(store, fingerprint) });
  }
  return { moved, unknown: [] };
}

/** May what this user needs be computed from one of the damaged results? Scenarios stand on the run of their date; a pin is as it was. */
function hitBy(
  usersOfDamaged: readonly (readonly ResultUser[])[],
  ownDate: string | null,
): (user: ResultUser) => boolean {
  const users = new Set(usersOfDamaged.flat());
  const dates = new Set([...users].filter(({ kind }) => kind !== 'pin').map(({ date }) => date));
  if (ownDate !== null) dates.add(ownDate);
  const isUnknown = ownDate === null && usersOfDamaged.some((each) => each.length === 0);
  return (user) => users.has(user) || (user.kind !== 'pin' && (isUnknown || dates.has(user.date)));
}

/** The manifests of stages hold no details, those of overlays what they stand on, those of input what was counted. */
const isComputed = (manifest: Manifest): boolean =>
  manifest.details === null || overlayOf(manifest) !== undefined;
