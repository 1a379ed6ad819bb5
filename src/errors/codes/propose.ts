/** Errors of looking at files for a proposal; the other files are looked at all the same. */

import { spec } from '../define.ts';

export const PROPOSE_CODES = {
  'propose.no_file': spec<{ path: string }>(
    2,
    (p) => `There is no file ${p.path}. Check the path; a pattern such as data/*.csv must match a file.`,
  ),
  'propose.no_text': spec<{ file: string; found: string }>(
    2,
    (p) =>
      `${p.file} can't be looked at: it is ${p.found}. CSV (also packed, as .csv.gz) and Parquet can be looked at; a source of another kind is written by hand, see docs/reference/configuration.md.`,
  ),
  'propose.no_parquet': spec<{ file: string }>(
    2,
    (p) => `${p.file} can't be read as Parquet: it is damaged, or something else under that name.`,
  ),
  'propose.unreadable': spec<{ file: string; reason: string }>(
    2,
    (p) => `${p.file} can't be read: ${p.reason}. See that the file is whole and may be read.`,
  ),
  'propose.nothing': spec<{ messages: readonly string[] }>(
    2,
    (p) =>
      `None of the files could be read, and nothing was written.\n${p.messages.map((one) => `  ${one}`).join('\n')}`,
  ),
} as const;
