/** The commands that are disturbed: what stands before, the command, and what a user does afterwards. */

import { correctAccounts, done, fullBank, newPlace, type Place } from './fault-bank.ts';

export interface Act {
  readonly name: string;
  /** The project before the command. */
  readonly before: Place;
  readonly args: readonly string[];
  /** What follows the command when it has ended, disturbed or not. */
  readonly then: readonly (readonly string[])[];
  /** Words by which the command tells that its act is recorded. */
  readonly told: string | null;
}

const APPROVE = ['rule', 'approve', 'SHIFT'] as const;

export interface Acts {
  readonly acts: readonly Act[];
  readonly remove: () => void;
}

/** All acts on a bank of so many deals. */
export async function prepareActs(deals: number): Promise<Acts> {
  const bank = await fullBank(deals);
  const computed = await after(bank, ['run']);
  const corrected = newPlace(computed.project);
  correctAccounts(corrected);
  const drafted = await after(computed, ['rule', 'add', `${computed.project}/rule.json`]);
  const approved = await after(drafted, APPROVE);
  correctAccounts(approved);
  const rerun = await after(corrected, ['run']);
  const gc = ['store', 'gc', '--older-than', '0', '--remove'];
  const act = (name: string, before: Place, args: readonly string[], more: Partial<Act> = {}): Act => ({
    name,
    before,
    args,
    then: [],
    told: null,
    ...more,
  });
  const acts = [
    act('first run', bank, ['run']),
    act('run on a corrected file', corrected, ['run']),
    act('run in full on a corrected file', corrected, ['run', '--mode', 'full']),
    act('approval', drafted, APPROVE, { then: [['run']], told: 'Approved SHIFT' }),
    act('run with a rule on a corrected file', approved, ['run']),
    act('clean-up', rerun, gc, { then: [['run']] }),
  ];
  const places = [bank, computed, corrected, drafted, approved, rerun];
  return { acts, remove: () => places.forEach((place) => void place.remove()) };
}

async function after(before: Place, args: readonly string[]): Promise<Place> {
  const place = newPlace(before.project);
  await done(place, ...args);
  return place;
}
