/**
 * The one error class that a user may see: a code of the registry, its parameters, and where it happened.
 *
 * Broken invariants are not these: they are plain assertions (std/assert.ts) and end the run as a fault.
 */

import type { ExitCode } from './define.ts';
import { ERROR_CODES, type ErrorCode, type ErrorParams } from './registry.ts';

/** Where in the user's own material: a file with line, or a place in a pipeline ("stage liquidity, column weight"). */
export interface ErrorPlace {
  readonly file?: string;
  readonly line?: number;
  readonly at?: string;
}

export class PlimsollError extends Error {
  readonly code: ErrorCode;
  readonly params: Readonly<Record<string, unknown>>;
  readonly exit: ExitCode;
  readonly place: ErrorPlace | undefined;

  constructor(
    code: ErrorCode,
    params: Readonly<Record<string, unknown>>,
    text: string,
    exit: ExitCode,
    place?: ErrorPlace,
  ) {
    super(placePrefix(place) + text);
    this.name = 'PlimsollError';
    this.code = code;
    this.params = params;
    this.exit = exit;
    this.place = place;
  }
}

/** Raises the error `code`; the message is made by the registry. */
export function fail<C extends ErrorCode>(code: C, params: ErrorParams<C>, place?: ErrorPlace): never {
  throw plimsollError(code, params, place);
}

/** Makes the error without raising it, for places that collect several before they stop. */
export function plimsollError<C extends ErrorCode>(
  code: C,
  params: ErrorParams<C>,
  place?: ErrorPlace,
): PlimsollError {
  const entry = ERROR_CODES[code];
  // The registry pairs each code with its own parameter type; TypeScript can't follow the pairing through a lookup.
  const message = (entry.message as (p: ErrorParams<C>) => string)(params);
  return new PlimsollError(code, params as Readonly<Record<string, unknown>>, message, entry.exit, place);
}

/** The same error with a place, if it has none yet: outer layers know the stage or file, inner ones the expression. */
export function withPlace<T>(place: ErrorPlace, run: () => T): T {
  try {
    return run();
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    const at = [place.at, error.place?.at].filter((part) => part !== undefined).join(', ');
    const merged = { ...place, ...error.place, ...(at === '' ? {} : { at }) };
    const bare = error.message.slice(placePrefix(error.place).length);
    throw new PlimsollError(error.code, error.params, bare, error.exit, merged);
  }
}

function placePrefix(place: ErrorPlace | undefined): string {
  if (place === undefined) return '';
  const file =
    place.file === undefined ? '' : `${place.file}${place.line === undefined ? '' : `:${place.line}`}: `;
  return file + (place.at === undefined ? '' : `${place.at}: `);
}
