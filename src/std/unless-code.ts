/** Errors of the system that are an answer, as the missing file of what was never written. */

/** For `catch`: undefined in place of an error with one of the codes. */
export const unlessCode =
  (...codes: readonly string[]) =>
  (error: unknown): undefined => {
    if (error instanceof Error && 'code' in error && codes.includes(String(error.code))) return undefined;
    throw error;
  };
