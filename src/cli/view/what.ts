/** What `show` can show: five words, and the stages of the pipeline by their names. */

import { fail } from '../../errors/error.ts';
import type { Pipeline } from '../../pipeline/pipeline.ts';
import { nearest } from '../../std/nearest.ts';

const WORDS = ['metrics', 'lines', 'ladder', 'stages', 'rejects'] as const;

/** Refuses what is none of them. Errors: cli.show. */
export function checkWhat(pipeline: Pipeline, name: string): void {
  const names = pipeline.stages.map((stage) => stage.name);
  const known = new Set<string>([...WORDS, ...names]);
  if (known.has(name)) return;
  fail('cli.show', {
    name,
    nearest: nearest(name, [...known]),
    words: WORDS,
    stages: names.filter((stage) => !WORDS.some((word) => word === stage)),
  });
}
