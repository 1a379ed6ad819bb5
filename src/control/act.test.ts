/** Which texts are acts, and what is said of those that are not. */

import { expect, it } from 'vitest';
import { added, approved, created, dropped, recorded, revoked } from '../../test/e2e/control-acts.ts';
import { checkAct, parseAct } from './act.ts';

it.each([added('R'), approved('R'), revoked('R'), created('stress'), dropped('stress'), recorded('x')])(
  'takes $kind as it was given, and nobody can change it afterwards',
  (act) => {
    const checked = checkAct(JSON.parse(JSON.stringify(act)));
    expect(checked).toEqual(act);
    expect(Object.isFrozen(checked)).toBe(true);
  },
);

it.each<readonly [string, object, RegExp]>([
  ['a missing user', { user: undefined }, /`user`/],
  ['an empty user', { user: '' }, /`user`: allowed is a text that is not empty/],
  ['half a character', { user: 'a\ud800' }, /`user`: allowed is well-formed Unicode/],
  ['a local time', { at: '2024-01-14T10:00:00+01:00' }, /`at`: allowed is an instant/],
  ['a day that no month has', { at: '2024-01-32T10:00:00Z' }, /`at`/],
  ['a short hash', { hash: 'abc' }, /`hash`: allowed is a SHA-256/],
  ['a hash in capitals', { hash: 'A'.repeat(64) }, /`hash`/],
  ['a version that is no whole number', { version: 1.5 }, /`version`/],
  ['a field that no act has', { approval: 'me' }, /approval/],
  ['a reason that is left out', { reason: undefined }, /`reason`/],
])('refuses %s', (_, change, message) => {
  expect(() => checkAct({ ...added('R'), ...change })).toThrow(message);
});

it('tells an act of a later version from one that is wrong', () => {
  const codeOf = (value: unknown): unknown => {
    try {
      return parseAct(value);
    } catch (error) {
      return error instanceof Error && 'code' in error ? error.code : error;
    }
  };
  expect(codeOf({ ...added('R'), kind: 'rule_submitted' })).toBe('control.newer_act');
  expect(codeOf({ ...added('R'), hash: 1 })).toBe('control.act');
  expect(codeOf(null)).toBe('control.act');
});
