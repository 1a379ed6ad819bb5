/** The pipelines that come with Plimsoll, by name, and those that a project brings as a module. */

import { existsSync } from 'node:fs';
import { resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { fail } from '../errors/error.ts';
import type { PipelineDefinition } from '../pipeline/stage.ts';
import { BASEL, BASEL_REFERENCE_TABLES } from '../regulation/basel/basel.ts';
import { BASEL_LINES, BASEL_LINES_REFERENCE_TABLES } from '../regulation/basel/basel-lines.ts';
import { BASEL_LCR } from '../regulation/basel/lcr.ts';
import { BASEL_LCR_LINES, LINES_REFERENCE_TABLES } from '../regulation/basel/lcr-lines.ts';
import { REFERENCE_TABLES } from '../regulation/basel/reference.ts';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import { nearest } from '../std/nearest.ts';

export interface PipelineModule {
  readonly pipeline: PipelineDefinition;
  /** Tables with literal rows that the pipeline's sources read. */
  readonly referenceTables: Readonly<Record<string, ReferenceTable>>;
}

const BUILT_IN: Readonly<Record<string, PipelineModule>> = Object.freeze({
  basel: { pipeline: BASEL, referenceTables: BASEL_REFERENCE_TABLES },
  'basel-lcr': { pipeline: BASEL_LCR, referenceTables: REFERENCE_TABLES },
  'basel-lines': { pipeline: BASEL_LINES, referenceTables: BASEL_LINES_REFERENCE_TABLES },
  'basel-lcr-lines': { pipeline: BASEL_LCR_LINES, referenceTables: LINES_REFERENCE_TABLES },
});

/** `name` is a built-in pipeline or the path of a module, relative to the project, that exports `pipeline` (and `referenceTables`). */
export async function findPipeline(name: string, projectFolder: string): Promise<PipelineModule> {
  const builtIn = BUILT_IN[name];
  if (builtIn !== undefined) return builtIn;
  const known = Object.keys(BUILT_IN);
  const path = resolve(projectFolder, name);
  if (!existsSync(path)) return fail('run.unknown_pipeline', { name, nearest: nearest(name, known), known });
  const loaded: Partial<PipelineModule> = await import(pathToFileURL(path).href);
  if (loaded.pipeline === undefined) return fail('run.pipeline_module', { path: name });
  return { pipeline: loaded.pipeline, referenceTables: loaded.referenceTables ?? {} };
}
