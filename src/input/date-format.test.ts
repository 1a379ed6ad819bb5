import { expect, it } from 'vitest';
import { datePattern } from './date-format.ts';

it.each([
  ['%Y-%m-%d', '2025-02-30', true],
  ['%Y-%m-%d', '2025-13-01', false],
  ['%Y-%m-%d', '2025-2-30', false],
  ['%Y-%m-%d', '1025-02-28', false],
  ['%Y-%m-%d', 'x2025-02-30', false],
  ['%d.%m.%Y', '31.11.2024', true],
  ['%d.%m.%Y', '31x11x2024', false],
  ['%d/%m/%Y', '12/31/2024', false],
  ['%-d %b %y', '31 Feb 24', true],
  ['%-d %B %Y', '31 february 2024', true],
  ['%Y%j', '2023366', true],
] as const)('the text of a day in the form %s has its pattern: %s %s', (format, text, has) => {
  // The engine's patterns know one group of flags; here it stands for the whole.
  const pattern = new RegExp(`^(${datePattern(format).replaceAll('(?i:', '(?:')})$`, 'i');
  expect(pattern.test(text)).toBe(has);
});
