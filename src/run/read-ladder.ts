/** The maturity ladders of a run: per perimeter and currency the buckets, and how long the counterbalancing capacity lasts. */

import type { ResultRow } from '../engine/engine.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { baseRelations, hasColumns, type RelationOf, readAll } from './read-stage.ts';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

/** What a perimeter or a currency must be called; null: any. */
export interface LadderAsk {
  readonly perimeter: string | null;
  readonly currency: string | null;
  readonly limit: number;
}

export interface Ladder {
  readonly perimeter: string;
  /** Code of ISO 4217, or TOTAL for all currencies together. */
  readonly currency: string;
  readonly significant: boolean;
  /** Of the perimeter, by code. */
  readonly significantCurrencies: readonly string[];
  /** Days that the counterbalancing capacity lasts; null: more than 30. */
  readonly survivalDays: string | null;
  /** ISO date; null with survivalDays. */
  readonly lastsUntil: string | null;
  /** Rows of the stage `ladder`, in the order of time. */
  readonly buckets: readonly ResultRow[];
}

export interface LadderView {
  /** The first `limit` of those asked for, by perimeter and currency. */
  readonly ladders: readonly Ladder[];
  /** How many were asked for. */
  readonly total: number;
  /** All that there are. */
  readonly perimeters: readonly string[];
  readonly currencies: readonly string[];
}

const NEEDED: Readonly<Record<string, readonly string[]>> = {
  ladder: ['perimeter', 'currency', 'bucket', 'item', 'last_day', 'inflows', 'outflows', 'surplus'],
  survival: ['perimeter', 'currency', 'significant', 'lasts_until', 'survival_days'],
};

/** null when the pipeline has no stages `ladder` and `survival` with the columns that this needs. */
export async function readLadder(
  session: Session,
  record: RunRecord,
  ask: LadderAsk,
  relationOf: RelationOf = baseRelations(session, record),
): Promise<LadderView | null> {
  if (!Object.entries(NEEDED).every(([stage, columns]) => hasColumns(session.pipeline, stage, columns)))
    return null;
  return withHeld(session, STEPS, relationOf, async (heldRelation) => {
    const survival = await readAll(session, record, 'survival', heldRelation);
    return viewOf(survival, ask, () => readAll(session, record, 'ladder', heldRelation));
  });
}

/** Both stages that are shown are made from it; it is computed once. */
const STEPS = 'ladder_step_rows';

/** Gives relations that stand on the stage's rows, computed once into a table that is removed afterwards. */
async function withHeld<T>(
  { engine, pipeline }: Session,
  stage: string,
  relationOf: RelationOf,
  use: (heldRelation: RelationOf) => Promise<T>,
): Promise<T> {
  // A bank's own pipeline may make its ladder otherwise.
  if (!pipeline.stages.some((each) => each.name === stage)) return use(relationOf);
  const name = `held ${stage}`;
  const table = DUCKDB.quoteName(name);
  await engine.createTable(name, `SELECT * FROM ${await relationOf(stage)} AS s`);
  try {
    return await use((each) => relationOf(each, { [stage]: table }));
  } finally {
    // An engine that has ended can't; what ended it is what counts.
    await engine.execute(`DROP TABLE IF EXISTS ${table}`).catch(() => undefined);
  }
}

async function viewOf(
  survival: readonly ResultRow[],
  ask: LadderAsk,
  readBuckets: () => Promise<readonly ResultRow[]>,
): Promise<LadderView> {
  const isAsked = (row: ResultRow): boolean =>
    (ask.perimeter === null || row['perimeter'] === ask.perimeter) &&
    (ask.currency === null || row['currency'] === ask.currency);
  const asked = survival.filter(isAsked);
  const buckets = asked.length === 0 ? [] : await readBuckets();
  return {
    ladders: asked.slice(0, ask.limit).map((row) => ladderOf(row, survival, buckets)),
    total: asked.length,
    perimeters: distinct(survival, 'perimeter'),
    currencies: distinct(survival, 'currency'),
  };
}

function ladderOf(row: ResultRow, survival: readonly ResultRow[], buckets: readonly ResultRow[]): Ladder {
  const [perimeter, currency] = [String(row['perimeter']), String(row['currency'])];
  return {
    perimeter,
    currency,
    significant: row['significant'] === true,
    significantCurrencies: survival
      .filter((each) => each['perimeter'] === perimeter && each['significant'] === true)
      .map((each) => String(each['currency'])),
    survivalDays: textOf(row['survival_days']),
    lastsUntil: textOf(row['lasts_until']),
    buckets: buckets.filter((each) => each['perimeter'] === perimeter && each['currency'] === currency),
  };
}

const distinct = (rows: readonly ResultRow[], column: string): readonly string[] => [
  ...new Set(rows.map((row) => String(row[column]))),
];

const textOf = (value: ResultRow[string] | undefined): string | null =>
  value === null || value === undefined ? null : String(value);
