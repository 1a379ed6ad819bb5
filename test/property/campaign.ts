/**
 * A long run of random pipelines: counts what was compared, and stops at the first difference with the shrunk case.
 * `scripts/campaign.mjs` starts it.
 */

import fc from 'fast-check';
import { pipelineCases } from '../oracle/generate-pipeline.ts';
import { comparePipeline, type PipelineCounts } from './compare-pipeline.ts';
import { withDuckDb } from './scratch-engine.ts';

export interface CampaignOptions {
  readonly pipelines: number;
  readonly seed: number;
  /** Called now and then with the number of pipelines done. */
  readonly progress: (done: number) => void;
}

export interface CampaignResult {
  readonly pipelines: number;
  readonly counts: PipelineCounts;
  /** The shrunk case with all of its data, and where to start again; null when nothing differs. */
  readonly difference: string | null;
}

/** Pipelines for one engine: a fresh one now and then keeps its memory small. */
const PIPELINES_PER_ENGINE = 500;

/** The same seed and number of pipelines give the same pipelines. */
export async function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const counts: PipelineCounts = { stages: 0, rows: 0, errorsAgreed: 0, errorsAvoided: 0 };
  let pipelines = 0;
  for (let done = 0; done < options.pipelines; done += PIPELINES_PER_ENGINE) {
    const numRuns = Math.min(PIPELINES_PER_ENGINE, options.pipelines - done);
    const seed = options.seed + done / PIPELINES_PER_ENGINE;
    const details = await withDuckDb((engine) =>
      fc.check(
        fc.asyncProperty(pipelineCases(), async (test) => {
          const found = await comparePipeline(engine, test);
          pipelines++;
          counts.stages += found.stages;
          counts.rows += found.rows;
          counts.errorsAgreed += found.errorsAgreed;
          counts.errorsAvoided += found.errorsAvoided;
        }),
        { numRuns, seed },
      ),
    );
    options.progress(pipelines);
    if (details.failed) {
      const difference = `${String(details.errorInstance)}\nseed ${details.seed}, path ${details.counterexamplePath}`;
      return { pipelines, counts, difference };
    }
  }
  return { pipelines, counts, difference: null };
}
