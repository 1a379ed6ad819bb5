/** What was thrown, as an error that a user can do something about; and how `--json` tells it. */

import { PlimsollError, plimsollError } from '../errors/error.ts';

const ACCESS_REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EPERM: 'not permitted',
  EROFS: 'the file system is read-only',
  ENOSPC: 'no space is left',
  EFBIG: 'a file would be larger than allowed',
  EDQUOT: 'the quota is used up',
  ENOTDIR: 'a part of the path is no folder',
  EEXIST: 'something else has that name',
  EISDIR: 'it is a folder',
};

/** undefined: a fault. What the file system refuses is the user's to mend, not a fault of Plimsoll. */
export function userError(thrown: unknown): PlimsollError | undefined {
  if (thrown instanceof PlimsollError) return thrown;
  if (!(thrown instanceof Error) || !('code' in thrown)) return undefined;
  const reason = ACCESS_REASONS[String(thrown.code)];
  const path = 'path' in thrown ? String(thrown.path) : 'a file';
  return reason === undefined ? undefined : plimsollError('cli.file_access', { reason, path });
}

export const errorJson = ({ code, message, place }: PlimsollError) => ({
  code,
  message,
  place: place ?? null,
});
