/** The manifest of a stored result: what it is, what its files hold. Written last, so a folder with one is complete. */

import { z } from 'zod';

export const MANIFEST_FORMAT = 1;

const stored = z.object({
  path: z.string(),
  /** Value of the partition column, null when the result is not partitioned. */
  partition: z.string().nullable(),
  rows: z.number().int(),
  bytes: z.number().int(),
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
  /** What the writer wants to keep beside it, for example the counts of an import. */
  details: z.unknown(),
});

export type StoredFile = Readonly<z.infer<typeof stored>>;
export type Manifest = Readonly<z.infer<typeof manifest>>;

/** Reads a manifest's text; undefined when it is not one of this format. */
export function parseManifest(text: string): Manifest | undefined {
  try {
    const result = manifest.safeParse(JSON.parse(text));
    return result.success ? result.data : undefined;
  } catch {
    return undefined;
  }
}

export const manifestText = (value: Manifest): string => `${JSON.stringify(value, null, 1)}\n`;
