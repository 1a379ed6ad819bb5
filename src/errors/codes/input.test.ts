import { expect, test } from 'vitest';
import { plimsollError } from '../error.ts';

const told = (known: readonly string[]): string =>
  plimsollError('input.unknown_raw_column', { name: 'Größe', file: 'a.csv', nearest: undefined, known })
    .message;

test('a header with bytes that are no text says which encoding to set', () => {
  expect(told(['Gr\uFFFD\uFFFDe', 'b'])).toContain('csv: { encoding: latin-1 }');
  expect(told(['Breite', 'b'])).not.toContain('latin-1');
});
