/** The chain against hashes computed from texts that are spelled out here, and lines that were touched. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { added, chainOf, digest, dropped, manyActs } from '../../test/e2e/control-acts.ts';
import { EMPTY_HEAD, follows, nextLine, readLine } from './chain.ts';

const ACT =
  '{"at":"2024-01-14T10:00:00Z","kind":"scenario_dropped","name":"Größe \\"1\\"","reason":null,"user":"anna"}';

it('hashes the act, its place and the hash before, as canonical JSON', () => {
  const start = digest('plimsoll control log, format 1');
  expect(EMPTY_HEAD).toEqual({ seq: 0, hash: start });
  const hash = digest(`{"act":${ACT},"previous":"${start}","seq":1}`);
  const next = nextLine(EMPTY_HEAD, dropped('Größe "1"'));
  expect(next.line).toBe(`{"act":${ACT},"hash":"${hash}","previous":"${start}","seq":1}`);
  expect(next.head).toEqual({ seq: 1, hash });
});

it('reads back what it wrote, each line behind the one before', () => {
  const acts = manyActs(90);
  const { lines, heads } = chainOf(acts);
  lines.forEach((line, i) => {
    const reading = readLine(line);
    expect(reading.sound).toBe(true);
    expect(reading.act).toEqual(acts[i]);
    expect(follows(heads[i] ?? EMPTY_HEAD, reading)).toBe(true);
    expect(heads.filter((head) => follows(head, reading))).toHaveLength(1);
  });
});

describe('a line that was touched', () => {
  const { line } = nextLine(EMPTY_HEAD, added('R', 1, '0.95'));

  it('is not sound, whichever character it is', () => {
    fc.assert(
      fc.property(fc.nat(line.length - 1), fc.string({ minLength: 0, maxLength: 2 }), (at, text) => {
        const touched = line.slice(0, at) + text + line.slice(at + 1);
        fc.pre(touched !== line);
        expect(readLine(touched).sound).toBe(false);
      }),
    );
  });

  it.each([
    ['a space', line.replace('{"act"', '{ "act"')],
    ['another order of keys', line.replace(/^(\{)("act":.*),("hash":"\w+")/, '$1$3,$2')],
    ['an escape in place of the character', line.replace('anna', '\\u0061nna')],
    ['a key given twice', line.replace('"user":"anna"', '"user":"boris","user":"anna"')],
    ['a further key', line.replace(/\}$/, ',"signed":true}')],
    ['a line end of another system', `${line}\r`],
  ])('is not sound although it may say the same: %s', (_, touched) => {
    expect(touched).not.toBe(line);
    expect(readLine(touched).sound).toBe(false);
  });

  it.each(['', 'null', '[]', '{}', '{"act":{},"hash":1,"previous":"","seq":1}', '{"act":', '\0\0'])(
    'has no place at all where it is no line: %j',
    (text) => {
      expect(readLine(text)).toEqual({ link: undefined, act: undefined, sound: false });
    },
  );

  it.each(['{"user":"\\ud800"}', '{"user":1e999}', `${'['.repeat(20_000)}${']'.repeat(20_000)}`])(
    'is not sound where canonical JSON has no form for it: %#',
    (act) => {
      expect(readLine(`{"act":${act},"hash":"a","previous":"b","seq":1}`).sound).toBe(false);
    },
  );
});
