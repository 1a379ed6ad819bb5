/** Snapshots come back as they were written, and a touched one does not. */

import { describe, expect, it } from 'vitest';
import { added, approved, created, digest, manyActs } from '../../test/e2e/control-acts.ts';
import { foldEntries } from './fold.ts';
import { parseSnapshot, snapshotText } from './snapshot.ts';
import { EMPTY_STATE } from './state.ts';

const state = foldEntries(
  EMPTY_STATE,
  [added('Z'), ...manyActs(200), created('stress'), added('É "1"'), approved('Z')].map((act, i) => ({
    seq: i + 1,
    act,
  })),
);
const head = { seq: 204, hash: digest('head') };
const text = snapshotText({ head, state });

it('comes back with its state and head', () => {
  expect(parseSnapshot(text)).toEqual({ head, state });
});

it('is one text for one state, in whatever order it came about', () => {
  const turned = (order: readonly string[]) =>
    foldEntries(
      EMPTY_STATE,
      order.map((rule) => ({ seq: 1, act: added(rule) })),
    );
  const [one, two] = [turned(['a', 'b', 'c']), turned(['c', 'b', 'a'])];
  expect(snapshotText({ head, state: one })).toBe(snapshotText({ head, state: two }));
});

describe('is nothing', () => {
  const hashed = (body: string): string => `{"body":${body},"hash":"${digest(body)}"}`;
  it.each([
    ['when empty', ''],
    ['when cut', text.slice(0, -1)],
    ['when it holds zeros', '\0'.repeat(text.length)],
    ['when a status was changed', text.replace('"draft"', '"approved"')],
    ['with another hash', text.replace(/"hash":"\w{4}(?=\w{60}"\}$)/, '"hash":"0000')],
    ['of another format', hashed('{"format":2,"head":{},"state":{}}')],
  ])('%s', (_, touched) => {
    expect(touched).not.toBe(text);
    expect(parseSnapshot(touched)).toBeUndefined();
  });
});
