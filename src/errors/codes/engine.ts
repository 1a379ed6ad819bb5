/** Errors that an engine raises while it runs. */

import { spec } from '../define.ts';

export const ENGINE_CODES = {
  'engine.row': spec<{ text: string }>(2, (p) => p.text),
  'engine.overflow': spec<{ text: string; sql: string }>(
    2,
    (p) =>
      `A value does not fit in its type, so the calculation stopped rather than wrap or round: ${firstLine(p.text)}`,
  ),
  'engine.failed': spec<{ text: string; sql: string }>(
    3,
    (p) => `The engine refused a statement: ${firstLine(p.text)}`,
  ),
} as const;

function firstLine(text: string): string {
  return text.split('\n')[0] ?? text;
}
