/** Tests of text: code points against UTF-8 bytes and against regular expressions. */

import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  compareText,
  lowerAscii,
  matchesLike,
  substring,
  textLength,
  trimSpaces,
  upperAscii,
} from './text.ts';

const anyText = fc.string({ unit: 'binary', maxLength: 6 });
const narrow = fc.string({
  unit: fc.constantFrom('a', 'b', 'é', '😀', '～', '%', '_', '\n', '.'),
  maxLength: 8,
});

describe('compareText', () => {
  it('orders as the bytes of UTF-8 do', () => {
    fc.assert(
      fc.property(fc.oneof(anyText, narrow), fc.oneof(anyText, narrow), (a, b) => {
        expect(compareText(a, b)).toBe(Buffer.compare(Buffer.from(a, 'utf8'), Buffer.from(b, 'utf8')));
      }),
      { numRuns: 2000 },
    );
  });

  it('puts an emoji after U+FF5E, unlike UTF-16', () => {
    expect(compareText('～', '😀')).toBe(-1);
    expect('～' < '😀').toBe(false);
  });
});

describe('length and substring', () => {
  it('count code points', () => {
    expect(textLength('a😀é')).toBe(3);
    expect(substring('a😀éb', 2, 2)).toBe('😀é');
  });

  it.each([
    ['abc', 1, 0, ''],
    ['abc', 3, 5, 'c'],
    ['abc', 4, 1, ''],
    ['', 1, 1, ''],
  ])('%j from %i, %i characters', (text, start, length, expected) => {
    expect(substring(text, start, length)).toBe(expected);
  });
});

describe('letters and spaces', () => {
  it('change A to Z only, and spaces only', () => {
    expect(upperAscii('straße éa1')).toBe('STRAßE éA1');
    expect(lowerAscii('ÉAB İZ')).toBe('Éab İz');
    expect(trimSpaces('  a b\t ')).toBe('a b\t');
    expect(trimSpaces('\u00a0a\n')).toBe('\u00a0a\n');
    expect(trimSpaces('   ')).toBe('');
  });
});

describe('matchesLike', () => {
  it.each([
    ['', '', true],
    ['', '%', true],
    ['', '_', false],
    ['abc', 'a%', true],
    ['abc', '%b%', true],
    ['abc', 'a_', false],
    ['abc', '_b_', true],
    ['ABC', 'abc', false],
    ['a%c', 'a%c', true],
    ['😀', '_', true],
    ['a\nb', 'a%b', true],
    ['a.c', 'a_c', true],
    ['abc', 'a.c', false],
    ['a\\%', 'a\\%', true],
  ])('%j like %j: %s', (text, pattern, expected) => {
    expect(matchesLike(text, pattern)).toBe(expected);
  });

  it('agrees with the regular expression of the same meaning', () => {
    fc.assert(
      fc.property(narrow, narrow, (text, pattern) => {
        const source = [...pattern]
          .map((c) => (c === '%' ? '.*' : c === '_' ? '.' : c.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')))
          .join('');
        expect(matchesLike(text, pattern)).toBe(new RegExp(`^${source}$`, 'su').test(text));
      }),
      { numRuns: 2000 },
    );
  });
});
