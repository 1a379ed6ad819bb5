/**
 * Long runs of random pipelines, as one query per stage and as plans that are executed into a store, and of random histories of rules
 * and corrections: counts what was compared, and stops at the first difference with the shrunk case. `scripts/campaign.mjs` starts it.
 */

import fc from 'fast-check';
import type { Engine } from '../../src/engine/engine.ts';
import { LIMITS, type Limits } from '../../src/scenario/work.ts';
import { histories } from '../oracle/generate-history.ts';
import { pipelineCases } from '../oracle/generate-pipeline.ts';
import { planCases } from '../oracle/generate-plan.ts';
import type { History } from '../oracle/history.ts';
import { compareHistory, type HistoryCounts, NO_COUNTS } from './compare-history.ts';
import type { LcrWay } from './compare-lcr.ts';
import { comparePipeline, type PipelineCounts } from './compare-pipeline.ts';
import { comparePlan, type PlanCounts } from './compare-plan.ts';
import { incrementally } from './incremental.ts';
import { runLcrPart } from './lcr-campaign.ts';
import { withDuckDb } from './scratch-engine.ts';

export interface CampaignOptions {
  readonly pipelines: number;
  readonly seed: number;
  /** Called now and then with the number of pipelines done. */
  readonly progress: (done: number) => void;
}

export interface CampaignResult<Counts = PipelineCounts> {
  readonly pipelines: number;
  readonly counts: Counts;
  /** The shrunk case with all of its data, and where to start again; null when nothing differs. */
  readonly difference: string | null;
}

/** Pipelines for one engine: a fresh one now and then keeps its memory small. */
const PIPELINES_PER_ENGINE = 500;

/** Every stage as one query. The same seed and number of pipelines give the same pipelines. */
export function runCampaign(options: CampaignOptions): Promise<CampaignResult> {
  const none: PipelineCounts = { stages: 0, rows: 0, errorsAgreed: 0, errorsAvoided: 0 };
  return runCases(options, pipelineCases(), comparePipeline, none);
}

/** Kept stages as a run writes them. */
export function runPlanCampaign(options: CampaignOptions): Promise<CampaignResult<PlanCounts>> {
  const none: PlanCounts = { stages: 0, rows: 0, errorsAgreed: 0, errorsAvoided: 0, files: 0 };
  return runCases(options, planCases(), comparePlan, none);
}

/** A history, and how the incremental computation goes about it: which stages it keeps, and what it may do. */
export interface HistoryCase {
  readonly history: History;
  readonly keepEvery: number;
  readonly mode: 'auto' | 'delta' | 'full';
  readonly limits: Limits;
  readonly movesBase: boolean;
}

/** As for large tables, though those of histories are small; with the limits of a product all of them would be small. */
export const NO_LIMITS: Limits = { shareMax: 0, smallRows: 0, fewRules: 0 };
const SOME_LIMITS: readonly Limits[] = [LIMITS, NO_LIMITS, { shareMax: 0.5, smallRows: 1, fewRules: 1 }];

const MODES: readonly HistoryCase['mode'][] = ['delta', 'delta', 'auto', 'full'];

export function historyCases(modes = MODES): fc.Arbitrary<HistoryCase> {
  return fc.record({
    history: histories(),
    keepEvery: fc.constantFrom(2, 1, 3),
    mode: fc.constantFrom(...modes),
    limits: fc.constantFrom(...SOME_LIMITS),
    movesBase: fc.boolean(),
  });
}

/** From scratch and incrementally. */
export function compareHistoryCase(engine: Engine, { history, ...how }: HistoryCase): Promise<HistoryCounts> {
  return compareHistory(engine, history, incrementally(how)).catch((error: unknown) => {
    throw new Error(`${JSON.stringify(how)}: ${error}`, { cause: error });
  });
}

export interface HistoryCampaign {
  readonly histories: number;
  readonly seed: number;
  /** What an earlier run of the same campaign came to. */
  readonly from: HistoryProgress | null;
  /** Called after every part; what a later run may go on from. */
  readonly progress: (done: HistoryProgress) => void;
}

export interface HistoryProgress {
  readonly histories: number;
  /** Those of them that are of the LCR. */
  readonly lcr: number;
  readonly counts: HistoryCounts;
}

/** Histories in one part of a campaign, each of which has a seed of its own. */
const HISTORIES_PER_PART = 100;
/** One history of so many is of the LCR. */
const LCR_EVERY = 50;

const LCR_WAYS: readonly LcrWay[] = [
  { mode: 'delta', limits: LIMITS, movesBase: false },
  { mode: 'delta', limits: NO_LIMITS, movesBase: true },
  { mode: 'auto', limits: LIMITS, movesBase: true },
  { mode: 'full', limits: LIMITS, movesBase: false },
];

/** The same seed and number give the same histories, in one run or in several. */
export async function runHistoryCampaign(
  options: HistoryCampaign,
): Promise<HistoryProgress & { readonly difference: string | null }> {
  let done: HistoryProgress = options.from ?? { histories: 0, lcr: 0, counts: NO_COUNTS };
  while (done.histories < options.histories) {
    const part = Math.floor(done.histories / HISTORIES_PER_PART);
    const histories = Math.min(HISTORIES_PER_PART, options.histories - done.histories);
    const result = await runHistoryPart(done, histories, partSeed(options.seed, part), part);
    done = result.done;
    if (result.difference !== null) return { ...done, difference: result.difference };
    options.progress(done);
  }
  return { ...done, difference: null };
}

/** `runCases` counts on from a seed: neither the parts of a campaign nor campaigns of seeds beside each other may have cases in common. */
const partSeed = (seed: number, part: number): number =>
  (Math.imul(seed, 0x9e3779b1) + part * HISTORIES_PER_PART) | 0;

async function runHistoryPart(
  { histories, lcr, counts }: HistoryProgress,
  count: number,
  seed: number,
  part: number,
): Promise<{ readonly done: HistoryProgress; readonly difference: string | null }> {
  const ofLcr = Math.floor(count / LCR_EVERY);
  const options = { pipelines: count - ofLcr, seed, progress: () => undefined };
  const random = await runCases(options, historyCases(), compareHistoryCase, counts);
  const going = { histories: histories + random.pipelines, lcr, counts: random.counts };
  const how = LCR_WAYS[part % LCR_WAYS.length];
  if (random.difference !== null || ofLcr === 0 || how === undefined)
    return { done: going, difference: random.difference };
  const result = await runLcrPart({ histories: ofLcr, seed, how }, random.counts);
  const done = { histories: going.histories + ofLcr, lcr: lcr + ofLcr, counts: result.counts };
  return { done, difference: result.difference };
}

async function runCases<Case, Counts extends PipelineCounts>(
  options: CampaignOptions,
  cases: fc.Arbitrary<Case>,
  compare: (engine: Engine, test: Case) => Promise<Counts>,
  none: Counts,
): Promise<CampaignResult<Counts>> {
  let [pipelines, counts] = [0, none];
  for (let done = 0; done < options.pipelines; done += PIPELINES_PER_ENGINE) {
    const numRuns = Math.min(PIPELINES_PER_ENGINE, options.pipelines - done);
    const seed = options.seed + done / PIPELINES_PER_ENGINE;
    const details = await withDuckDb((engine) =>
      fc.check(
        fc.asyncProperty(cases, async (test) => {
          counts = sum(counts, await compare(engine, test));
          pipelines++;
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

/** All counts are numbers. */
function sum<Counts extends PipelineCounts>(a: Counts, b: Counts): Counts {
  const added = Object.entries(a).map(([name, value]) => [
    name,
    Number(value) + Number(Object.entries(b).find(([other]) => other === name)?.[1] ?? 0),
  ]);
  return { ...a, ...Object.fromEntries(added) };
}
