/** What the manifest of an overlay says: the result that its segments are over, and where the segments lie. */

import { z } from 'zod';
import type { Manifest } from './manifest.ts';

const details = z.object({
  overlay: z.object({
    /** The result that the segments are over: the stage in base, or in a scenario that keeps all its rows. */
    base: z.string(),
    /** The oldest first: the result that holds it and its rows. */
    segments: z.array(z.object({ result: z.string(), rows: z.number().int() })),
  }),
});

export type Overlay = Readonly<z.infer<typeof details>['overlay']>;

/** The overlay that a manifest tells of; undefined: the result has all its rows in files of its own. */
export function overlayOf(manifest: Manifest): Overlay | undefined {
  const parsed = details.safeParse(manifest.details);
  return parsed.success ? parsed.data.overlay : undefined;
}
