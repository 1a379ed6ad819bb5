/**
 * `plimsoll store verify`: is every file what was written? With `--set-aside` damaged results are moved away, which nobody else may be
 * using meanwhile, and with them what may have been computed from them; the next run of a date that needs them computes them again.
 */

import { whileNobodyWorks } from '../../run/files-in-use.ts';
import { type Derived, setDerivedAside } from '../../scenario/derived-results.ts';
import { usedResults } from '../../scenario/used-results.ts';
import { type Damage, listResults, setAside, verifyResult } from '../../store/results.ts';
import type { Store } from '../../store/store.ts';
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
  const prints = found.map(({ fingerprint }) => fingerprint);
  const { moved: derived, unknown } =
    isMoved && found.length > 0 ? await setDerivedAside(store, used, prints, null) : NOTHING_MOVED;
  if (unknown.length > 0)
    output.warn(
      `What was computed from damaged results stays where it is, because who needs it is not known: ${unknown.join('; ')}.`,
    );
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

const NOTHING_MOVED: Derived = { moved: [], unknown: [] };

interface Found extends Damage {
  readonly needed_by: readonly string[];
  readonly set_aside: string | null;
}
