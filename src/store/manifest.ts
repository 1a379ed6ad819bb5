/** The manifest of a stored result: what it is, what its files hold. Written last, so a folder with one is complete. */

import { z } from 'zod';
import { jsonOrUndefined } from '../std/json.ts';

export const MANIFEST_FORMAT = 2;

const stored = z.object({
  path: z.string(),
  /** Value of the partition column, null when the result is not partitioned. */
  partition: z.string().nullable(),
  rows: z.number().int(),
  bytes: z.number().int(),
  /** SHA-256 of the content, hexadecimal. */
  sha256: z.string(),
  /** When it was written: nanoseconds since 1970 as the file system has them, decimal text. Left out by earlier versions. */
  modified: z.string().exactOptional(),
});

const manifest = z.object({
  format: z.literal(MANIFEST_FORMAT),
  fingerprint: z.string(),
  /** Stage or input table. */
  name: z.string(),
  columns: z.array(z.object({ name: z.string(), type: z.string(), nullable: z.boolean() })),
  key: z.array(z.string()),
  /** Columns by which each file is sorted. */
  order: z.array(z.string()),
  rows: z.number().int(),
  files: z.array(stored),
  /** What else lies in its folder, for example rejects. */
  others: z.array(stored.pick({ path: true, bytes: true, sha256: true, modified: true })),
  /** What the writer wants to keep beside it, for example the counts of an import. */
  details: z.unknown(),
});

export type StoredFile = Readonly<z.infer<typeof stored>>;
export type Manifest = Readonly<z.infer<typeof manifest>>;

/** What a writer knows of its result; the store adds times and hashes of the files. */
export type DraftManifest = Omit<Manifest, 'files' | 'others'> & {
  readonly files: readonly Omit<StoredFile, 'sha256' | 'modified'>[];
};

interface ManifestHead {
  readonly format?: unknown;
  readonly fingerprint?: unknown;
  readonly name?: unknown;
}

/** A text that should be a manifest: what any version writes into one, and all of it where it is one of this format. */
export function readManifest(text: string): { readonly head: ManifestHead; readonly manifest?: Manifest } {
  const value = jsonOrUndefined(text);
  if (typeof value !== 'object' || value === null) return { head: {} };
  const parsed = manifest.safeParse(value);
  return { head: value, ...(parsed.success ? { manifest: parsed.data } : {}) };
}

export const manifestText = (value: Manifest): string => `${JSON.stringify(value, null, 1)}\n`;
