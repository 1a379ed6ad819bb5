/** Errors of expressions: reading, naming and typing them. */

import { hint, spec } from '../define.ts';

export const EXPR_CODES = {
  'expr.syntax': spec<{ text: string; column: number; found: string; expected: string }>(
    2,
    (p) =>
      `Can't read the expression \`${shortened(p.text)}\` at character ${p.column}: found ${p.found}, expected ${p.expected}.`,
  ),
  'expr.unknown_column': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no column \`${p.name}\` here.${hint(p.nearest, p.known)}`,
  ),
  'expr.unknown_function': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no function \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'expr.unknown_parameter': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no parameter \`:${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'expr.arguments': spec<{ text: string; usage: string; problem: string }>(
    2,
    (p) => `\`${shortened(p.text)}\`: ${p.problem}. It is written ${p.usage}.`,
  ),
  'expr.type': spec<{ what: string; found: string; allowed: string }>(
    2,
    (p) => `${p.what}: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'expr.untyped_null': spec<{ text: string }>(
    2,
    (p) =>
      `NULL in \`${shortened(p.text)}\` has no type that follows from what stands beside it. Give one branch or argument a value, or leave the part out.`,
  ),
  'expr.digits': spec<{ text: string; digits: number; limit?: number }>(2, (p) => {
    const room = p.limit === undefined ? 'exact arithmetic here has 38' : `exact division has ${p.limit}`;
    return `\`${shortened(p.text)}\` needs up to ${p.digits} digits, and ${room}. Put round(…, scale) around a part of it, or assign a part to a column of its own.`;
  }),
} as const;

/** Texts in messages are cut, as somebody may have generated one of a megabyte. */
function shortened(text: string): string {
  return text.length <= 300 ? text : `${text.slice(0, 300)}…`;
}
