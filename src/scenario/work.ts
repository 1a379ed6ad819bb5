/** What a change keeps while it is executed: temporary tables of the engine, and which rows of each stage differ. */

import { quote } from '../delta/text.ts';
import type { Engine } from '../engine/engine.ts';
import type { EngineName } from '../pipeline/stage.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import type { Store } from '../store/store.ts';
import type { RuleChanges } from './rule-changes.ts';
import type { KnownSide } from './side.ts';

/** auto: what is quicker; delta and full force one way, for comparison. */
export type Mode = 'auto' | 'delta' | 'full';

/** Where one way becomes quicker than another. Results are the same whatever they are. */
export interface Limits {
  /** A large stage of which more than this share of rows is touched is computed whole. */
  readonly shareMax: number;
  /** Stages with up to so many rows are compared, never kept whole. */
  readonly smallRows: number;
  /** Up to so many rules, touched rows are computed with all of them; of more, those that match none are left out. */
  readonly fewRules: number;
}

export const LIMITS: Limits = { shareMax: 0.3, smallRows: 300_000, fewRules: 4 };

/** The stage that the metrics are read from. */
export const METRICS = 'metrics';

export interface ChangeContext {
  readonly engine: Engine;
  readonly store: Store;
  readonly base: KnownSide;
  readonly before: KnownSide;
  /** Its `stored` is filled as the change is executed. */
  readonly after: KnownSide;
  readonly rules: RuleChanges;
  /** Kept stages in the pipeline's order. */
  readonly kept: ReadonlySet<string>;
  readonly mode: Mode;
  /** Large stages that would have to be computed whole are left out: what reads them is computed from what they read. */
  readonly metricsAlone: boolean;
  readonly limits: Limits;
  readonly nowMs: () => number;
  /** Where large stages are computed whole, if not on the engine. */
  readonly serverName: EngineName | null;
  /** Computes a kept stage of the side after whole, into a result of its own. */
  readonly computeWhole: (stage: string) => Promise<KeptStage>;
}

/** Rows of a stage that differ between the sides, as before and as after; relations with the stage's columns. */
export interface DeltaRows {
  readonly old: string;
  readonly now: string;
  /** How many keys differ. */
  readonly changed: number;
}

/** null: no row differs. undefined: which rows differ is not known. */
export type Delta = DeltaRows | null | undefined;

export interface Work {
  readonly context: ChangeContext;
  readonly deltas: Map<string, Delta>;
  readonly tables: string[];
  /** Rows that each changed rule matches, or matched; counted where the rule is met first. */
  readonly matched: Map<string, number>;
  /** `from` tells rows apart that come to the rule's stage by different ways. */
  readonly count: (rule: string, from: string, rows: number) => void;
  /** Rules met at the stage under way are not counted on the way, because not all of the rows that they match are looked at. */
  readonly uncount: () => void;
  /** Kept stages whose own rows a changed rule acts on. */
  readonly direct: Set<string>;
  /** The kept stage under way, and milliseconds spent on finding out what is touched. */
  current: string;
  impactMs: number;
  /** More touched rows than this, and the stage under way is computed whole. */
  mostTouched: number;
}

/** Ends the search for touched rows, before all of them are written down. */
export class TooManyTouched extends Error {}

export function startWork(context: ChangeContext): Work {
  const metAt = new Map<string, string>();
  const counted = new Set<string>();
  const partial = new Set<string>();
  const work: Work = {
    context,
    deltas: new Map(),
    tables: [],
    matched: new Map(),
    direct: new Set(),
    current: '',
    impactMs: 0,
    mostTouched: Number.POSITIVE_INFINITY,
    count: (rule, from, rows) => {
      if (!metAt.has(rule)) metAt.set(rule, work.current);
      const once = JSON.stringify([rule, from]);
      if (metAt.get(rule) !== work.current || partial.has(work.current) || counted.has(once)) return;
      counted.add(once);
      work.matched.set(rule, (work.matched.get(rule) ?? 0) + rows);
    },
    uncount: () => {
      partial.add(work.current);
      for (const [rule, stage] of metAt) if (stage === work.current) work.matched.delete(rule);
    },
  };
  return work;
}

export interface MadeTable {
  readonly name: string;
  readonly rows: number;
}

let tablesMade = 0;

/** Makes a temporary table; its name is unique in the process. */
export async function makeTable(work: Work, what: string, query: string, most?: number): Promise<MadeTable> {
  tablesMade += 1;
  const name = `${what} #${tablesMade}`;
  const rows = await work.context.engine.createTable(name, query, most);
  work.tables.push(name);
  return { name, rows };
}

/** The same for touched rows; no more of them are looked for than there may be. Errors: TooManyTouched. */
export async function makeTouched(work: Work, what: string, query: string): Promise<MadeTable> {
  if (!Number.isFinite(work.mostTouched)) return makeTable(work, what, query);
  const most = Math.floor(work.mostTouched);
  const table = await makeTable(work, what, query, most + 1);
  if (table.rows > most) throw new TooManyTouched();
  return table;
}

/** Finding out what is touched has a time of its own. */
export async function timed<T>(work: Work, find: () => Promise<T>): Promise<T> {
  const startMs = work.context.nowMs();
  try {
    return await find();
  } finally {
    work.impactMs += work.context.nowMs() - startMs;
  }
}

export async function countRows(work: Work, relation: string): Promise<number> {
  const [row] = await work.context.engine.rows(`SELECT count(*) AS n FROM ${relation}`);
  return Number(row?.['n'] ?? 0n);
}

export async function dropTables(work: Work): Promise<void> {
  const drops = work.tables.splice(0).map((name) => `DROP TABLE IF EXISTS ${quote(name)}`);
  // A table that stays takes memory until the process ends; an error here would hide the one that came before.
  if (drops.length > 0) await work.context.engine.execute(drops.join('; ')).catch(() => undefined);
}
