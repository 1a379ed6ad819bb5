/** Tampering of each kind, at random places, is found and called by its name. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { chainOf, manyActs, recorded } from '../../test/e2e/control-acts.ts';
import { type Head, nextLine, readLine } from './chain.ts';
import { diagnose, type Finding } from './diagnose.ts';

const COUNT = 30;
const { lines, heads } = chainOf(manyActs(COUNT));
const LAST = heads[COUNT] as Head;

const findingsIn = (texts: readonly string[], known: readonly Head[] = []): readonly Finding[] =>
  diagnose(texts.map(readLine), known);
/** Kinds and lines, in order. */
const named = (
  texts: readonly string[],
  known: readonly Head[] = [],
): readonly (readonly [string, number | null])[] =>
  findingsIn(texts, known).map(({ kind, line }) => [kind, line]);

/** A line of the log, from 1; the last one only where the damage shows without a known head. */
const anyLine = fc.integer({ min: 1, max: COUNT });
const notTheLast = fc.integer({ min: 1, max: COUNT - 1 });

const withLine = (at: number, change: (line: string) => string): readonly string[] =>
  lines.map((line, i) => (i === at - 1 ? change(line) : line));
/** Another act in the place of `at`, with right hashes. */
const forged = (at: number): string => nextLine(heads[at - 1] as Head, recorded('forged')).line;

it('finds nothing in a log that is what was written, or in none', () => {
  expect(findingsIn(lines, [...heads])).toEqual([]);
  expect(findingsIn([])).toEqual([]);
});

describe('changed', () => {
  it('a text that was not hashed', () => {
    fc.assert(
      fc.property(anyLine, (at) => {
        expect(named(withLine(at, (line) => line.replace('2024-01-14', '2024-01-15')))).toEqual([
          ['changed', at],
        ]);
      }),
    );
  });

  it('a line that can no longer be read', () => {
    fc.assert(
      fc.property(notTheLast, fc.constantFrom('', 'x', '{"act":', '\0'.repeat(20)), (at, text) => {
        expect(named(withLine(at, () => text))).toEqual([['changed', at]]);
      }),
    );
  });

  it.each(['hash', 'previous'])('the %s of a line', (key) => {
    fc.assert(
      fc.property(anyLine, (at) => {
        const touched = withLine(at, (line) =>
          line.replace(new RegExp(`"${key}":"\\w{4}`), `"${key}":"0000`),
        );
        expect(named(touched)).toEqual([['changed', at]]);
      }),
    );
  });

  it('a line that was hashed anew', () => {
    fc.assert(
      fc.property(notTheLast, (at) => {
        expect(named(withLine(at, () => forged(at)))).toEqual([['changed', at]]);
      }),
    );
  });

  it('everything from a line on hashed anew, where a head from before is known', () => {
    fc.assert(
      fc.property(anyLine, (at) => {
        const anew = chainOf([...manyActs(at - 1), recorded('forged'), ...manyActs(COUNT).slice(at)]).lines;
        expect(named(anew)).toEqual([]);
        expect(named(anew, [LAST])).toEqual([['changed', COUNT]]);
      }),
    );
  });

  it('the beginning, which is of another log', () => {
    const [first = '', ...rest] = lines;
    const other = nextLine({ seq: 0, hash: '0'.repeat(64) }, recorded('other')).line;
    expect(named([other, ...rest])).toEqual([['changed', 1]]);
    expect(first).not.toBe(other);
  });
});

describe('removed', () => {
  it('one act or several, with their numbers', () => {
    fc.assert(
      fc.property(notTheLast, fc.nat(5), (at, more) => {
        const to = Math.min(at + more, COUNT - 1);
        const found = findingsIn([...lines.slice(0, at - 1), ...lines.slice(to)]);
        expect(found.map(({ kind, line }) => [kind, line])).toEqual([['removed', at]]);
        expect(found[0]?.text).toContain(to === at ? `act ${at} was` : `acts ${at} to ${to} were`);
      }),
    );
  });

  it('two in different places', () => {
    const left = lines.filter((_, i) => i !== 4 && i !== 20);
    expect(named(left)).toEqual([
      ['removed', 5],
      ['removed', 20],
    ]);
  });
});

describe('inserted', () => {
  const withExtra = (at: number, line: string): readonly string[] => [
    ...lines.slice(0, at - 1),
    line,
    ...lines.slice(at - 1),
  ];

  it('an act with right hashes for its place', () => {
    fc.assert(
      fc.property(notTheLast, (at) => {
        // Before the last act two lines have the same claim, and the earlier one is believed.
        fc.pre(at < COUNT - 1);
        expect(named(withExtra(at, forged(at)))).toEqual([['inserted', at]]);
      }),
    );
  });

  it('a copy of another line', () => {
    fc.assert(
      fc.property(anyLine, anyLine, (at, of) => {
        fc.pre(of !== at && of !== at - 1);
        const [finding, ...others] = findingsIn(withExtra(at, lines[of - 1] ?? ''));
        expect(others).toEqual([]);
        expect(finding).toMatchObject({ kind: 'inserted', line: at });
      }),
    );
  });

  it('a text that is no act', () => {
    fc.assert(
      fc.property(anyLine, (at) => {
        expect(named(withExtra(at, '{"note":"ours"}'))).toEqual([['inserted', at]]);
      }),
    );
  });
});

describe('reordered', () => {
  it('one line that stands elsewhere', () => {
    fc.assert(
      fc.property(anyLine, anyLine, (from, to) => {
        fc.pre(Math.abs(from - to) > 1);
        const others = lines.filter((_, i) => i !== from - 1);
        const moved = [...others.slice(0, to - 1), lines[from - 1] ?? '', ...others.slice(to - 1)];
        expect(named(moved)).toEqual([['reordered', to]]);
      }),
    );
  });

  it('two lines that changed places', () => {
    const swapped = lines.map((line, i) => (i === 9 ? lines[10] : i === 10 ? lines[9] : line) ?? '');
    expect(named(swapped).map(([kind]) => kind)).toEqual(['reordered']);
  });
});

describe('truncated', () => {
  it('shows against a known head, and against nothing else', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: COUNT - 1 }), (kept) => {
        expect(named(lines.slice(0, kept))).toEqual([]);
        const found = findingsIn(lines.slice(0, kept), [LAST]);
        expect(found).toMatchObject([{ kind: 'truncated', line: null }]);
        expect(found[0]?.text).toContain(`ends with act ${kept}, and act ${COUNT}`);
      }),
    );
  });
});

it('several kinds at once are each found', () => {
  const texts = [...withLine(3, (line) => line.replace('anna', 'eve'))];
  texts.splice(10, 1);
  texts.splice(15, 0, 'note');
  expect(named(texts.slice(0, 25), [LAST])).toEqual([
    ['changed', 3],
    ['removed', 11],
    ['inserted', 16],
    ['truncated', null],
  ]);
});
