import { expect, test } from 'vitest';
import { plimsollError } from '../error.ts';

const told = (text: string): string => plimsollError('engine.overflow', { text, sql: '' }).message;

test('an overflow is told in our words, with the value', () => {
  const cast =
    'Conversion Error: Casting value "810000000000000.00" to type DECIMAL(16,2) failed: value is out of range!';
  expect(told(cast)).toContain('or round: 810000000000000.00 is no decimal(16,2). Look for');
  expect(told('Conversion Error: Could not cast value 1234.5 to DECIMAL(4,2)!')).toContain(
    ': 1234.5 is no decimal(4,2).',
  );
  expect(told('Out of Range Error: Overflow in multiplication of INT64 (900 * -800)!')).toContain(
    ': the multiplication 900 * -800, counted in the last digit of each, has too many digits.',
  );
});

test('words of the engine that tell nothing are left out, and our own are kept', () => {
  expect(told('Out of Range Error: something about hugeint')).toContain('wrap or round. Look for');
  expect(told('the sum needs more than 38 digits.')).toContain(': the sum needs more than 38 digits. Look');
});
