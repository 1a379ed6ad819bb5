/**
 * How an error code is declared: its exit code and a message made from typed parameters.
 *
 * A message says what was asked, what was found, what is allowed and what to do. Exit codes are those of the command
 * line: 1 a business "no", 2 usage or bad input, 3 a fault of the machine or of Plimsoll itself.
 */

export type ExitCode = 1 | 2 | 3;

export interface ErrorSpec<P> {
  readonly exit: ExitCode;
  readonly message: (params: P) => string;
}

/** Declares one error code with typed parameters. */
export function spec<P>(exit: ExitCode, message: (params: P) => string): ErrorSpec<P> {
  return Object.freeze({ exit, message });
}

/** " Did you mean `x`?" when there is a near name, the allowed names otherwise. Used at the end of a message. */
export function hint(nearest: string | undefined, known: readonly string[]): string {
  if (nearest !== undefined) return ` Did you mean \`${nearest}\`?`;
  if (known.length === 0) return '';
  const shown = known.slice(0, 20).join(', ');
  return ` Known: ${shown}${known.length > 20 ? `, and ${known.length - 20} more` : ''}.`;
}
