/** Errors of expressions: reading, naming and typing them. */

import { hint, spec } from '../define.ts';

export const EXPR_CODES = {
  'expr.syntax': spec<{ text: string; column: number; found: string; expected: string }>(
    2,
    (p) =>
      `Can't read the expression \`${p.text}\` at character ${p.column}: found ${p.found}, expected ${p.expected}.`,
  ),
  'expr.unknown_column': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no column \`${p.name}\` here.${hint(p.nearest, p.known)}`,
  ),
  'expr.unknown_function': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no function \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'expr.type': spec<{ what: string; found: string; allowed: string }>(
    2,
    (p) => `${p.what}: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'expr.digits': spec<{ text: string; digits: number }>(
    2,
    (p) =>
      `\`${p.text}\` needs up to ${p.digits} digits, and exact arithmetic here has 38. Put round(…, scale) around a part of it, or assign a part to a column of its own.`,
  ),
} as const;
