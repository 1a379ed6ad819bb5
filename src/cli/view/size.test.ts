import { expect, it } from 'vitest';
import { sizeText } from './size.ts';

it('writes bytes in units of 1024, with two digits at least and the unit that Spark has', () => {
  const texts = [0, 1023, 1024, 1536, 10 * 1024, 2 ** 20 - 1, 2 ** 20, 1.5 * 2 ** 30, 2 ** 50].map(sizeText);
  expect(texts).toEqual([
    '0 B',
    '1023 B',
    '1.0 KB',
    '1.5 KB',
    '10 KB',
    '1.0 MB',
    '1.0 MB',
    '1.5 GB',
    '1.0 PB',
  ]);
});
