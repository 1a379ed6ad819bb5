/**
 * The incremental side of a history: from state to state by change sets, with overlays in a store, never from scratch.
 *
 * Besides the rows themselves it checks what a store says of them: the number of rows in the manifest, and that an overlay
 * holds the rows that differ from those it stands on and no others.
 */

import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { adjustedRows, beforeName, keyName, OP, overlayRows } from '../../src/delta/overlay.ts';
import type { Engine } from '../../src/engine/engine.ts';
import { fingerprint } from '../../src/pipeline/fingerprint.ts';
import type { CheckedStage, Pipeline } from '../../src/pipeline/pipeline.ts';
import { buildPlan } from '../../src/plan/build-plan.ts';
import { SMALL_ROWS } from '../../src/plan/pieces.ts';
import { withStates } from '../../src/plan/states.ts';
import { executePlan } from '../../src/run/execute.ts';
import { type KeptStage, readStored } from '../../src/run/stored-stage.ts';
import { changeSide, meantSide } from '../../src/scenario/change.ts';
import type { KnownSide, SideSource } from '../../src/scenario/side.ts';
import type { StageChange } from '../../src/scenario/transition.ts';
import type { Limits, Mode } from '../../src/scenario/work.ts';
import { parquetBelow } from '../../src/sql/duckdb/files.ts';
import { openStore, resultFolder, type Store } from '../../src/store/store.ts';
import { engineTexts, quoted } from '../oracle/on-engine.ts';
import type { CheckedState, Incremental, IncrementalFactory } from './compare-history.ts';
import { checkMatched } from './matches.ts';

export interface IncrementalOptions {
  /** Keeps every so many-th row stage as files besides those that a plan keeps; null: as the pipeline declares it. */
  readonly keepEvery: number | null;
  readonly mode: Mode;
  readonly limits: Limits;
  /** Do corrected tables make a new base, from which the rules are computed, or does the scenario go on from where it was? */
  readonly movesBase: boolean;
  /** Is every state previewed for its metrics alone first? What that leaves in the store is found afterwards, and compared as all rows are. */
  readonly metricsFirst?: boolean;
  readonly onStages?: (stages: readonly StageChange[]) => void;
}

interface Tools {
  readonly engine: Engine;
  readonly store: Store;
  readonly limits: Limits;
  readonly nowMs: () => number;
}

export const incrementally =
  (options: IncrementalOptions): IncrementalFactory =>
  (engine, pipeline) =>
    openIncrements(engine, pipeline, options);

export async function openIncrements(
  engine: Engine,
  pipeline: Pipeline,
  options: IncrementalOptions,
): Promise<Increments> {
  const { keepEvery, limits } = options;
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-history-'));
  const store = await openStore(join(folder, 'store'));
  const tools: Tools = { engine, store, limits, nowMs: () => performance.now() };
  const kept = keepEvery === null ? pipeline : keeping(pipeline, keepEvery);
  return new Increments(tools, folder, withStates(kept), options);
}

/** Row stages are kept as files where their place says so. */
function keeping(pipeline: Pipeline, every: number): Pipeline {
  const stages = pipeline.stages.map((stage, index): CheckedStage => {
    const isRow = stage.kind === 'derive' || stage.kind === 'expand' || stage.kind === 'union';
    return isRow && index % every === 0 ? { ...stage, persist: {} } : { ...stage, persist: null };
  });
  return { ...pipeline, stages };
}

export class Increments implements Incremental {
  private side: KnownSide | null = null;
  private first: KnownSide | null = null;
  private start: KnownSide | null = null;
  private date: unknown = null;
  private scratches = 0;
  private readonly copies: string[] = [];
  private readonly bases = new Map<string, readonly string[]>();
  private readonly tools: Tools;
  private readonly folder: string;
  private readonly pipeline: Pipeline;
  private readonly options: IncrementalOptions;

  constructor(tools: Tools, folder: string, pipeline: Pipeline, options: IncrementalOptions) {
    this.tools = tools;
    this.folder = folder;
    this.pipeline = pipeline;
    this.options = options;
  }

  /** The next state is the start of another history on the same base, in a store that has the results of earlier ones. */
  restart(): void {
    this.side = null;
    this.first = this.start;
    this.date = this.start?.parameters['calculation_date'];
  }

  async advance(state: CheckedState) {
    const before = this.side;
    const date = state.parameters['calculation_date'];
    const sources = await this.sources(state, before ?? this.first);
    const common = { pipeline: this.pipeline, parameters: state.parameters, salt: '' };
    // Another date has a base of its own; from there it is a change like any other.
    if (this.first === null || date !== this.date)
      this.first = await this.base({ ...common, rules: [], sources });
    this.start ??= this.first;
    const isCorrected = Object.entries(sources).some(
      ([name, { fingerprint: print }]) => this.first?.sources[name]?.fingerprint !== print,
    );
    const movesBase = isCorrected && this.options.movesBase;
    if (movesBase)
      this.first = await this.corrected(this.first, meantSide({ ...common, rules: [], sources }));
    const start = before !== null && date === this.date && !movesBase ? before : this.first;
    const target = meantSide({ ...common, rules: state.rules, sources });
    if (this.options.metricsFirst === true) await this.previewMetrics(this.first, start, target);
    const { side, stages, matched } = await changeSide(
      this.tools,
      this.first,
      start,
      target,
      this.options.mode,
    );
    await checkMatched(this.tools.engine, start, side, matched);
    this.options.onStages?.(stages);
    this.side = side;
    this.date = date;
    const rows = new Map<string, readonly string[]>();
    for (const [name, stored] of side.stored) {
      const texts = await engineTexts(
        this.tools.engine,
        stored.schema,
        `SELECT * FROM ${adjustedRows(stored)}`,
      );
      await this.checkStored(name, stored, texts);
      if (!name.includes(' (')) rows.set(name, texts);
    }
    return rows;
  }

  private async previewMetrics(first: KnownSide, start: KnownSide, target: KnownSide): Promise<void> {
    const alone = { ...this.tools, metricsAlone: true };
    const { stages } = await changeSide(
      alone,
      first,
      start,
      { ...target, stored: new Map() },
      this.options.mode,
    );
    this.options.onStages?.(stages);
  }

  private async corrected(first: KnownSide, target: KnownSide): Promise<KnownSide> {
    return (await changeSide(this.tools, first, first, target, this.options.mode)).side;
  }

  /** The state reached last as a run with its rules computes it in a store of its own: relations with the rows of kept stages. */
  async fromScratch(): Promise<ReadonlyMap<string, string>> {
    const { pipeline, folder, tools, side } = this;
    if (side === null) return missing('a state');
    const store = await openStore(join(folder, `from scratch ${this.scratches++}`));
    const { rules, sources, parameters } = side;
    return relations(
      await this.base({ pipeline, rules, sources, parameters, salt: '' }, { ...tools, store }),
    );
  }

  /** Of the state reached last: relations with the rows of kept stages. */
  relations(): ReadonlyMap<string, string> {
    return relations(this.side ?? missing('a state'));
  }

  /** As a run computes it (src/run/run.ts). */
  private async base(meaning: Parameters<typeof meantSide>[0], tools = this.tools): Promise<KnownSide> {
    const side = meantSide(meaning);
    const plan = buildPlan({
      pipeline: side.pipeline,
      fingerprints: side.fingerprints,
      isStored: () => false,
      sources: side.sources,
      parameters: side.parameters,
      resultRelation: (print) => parquetBelow(resultFolder(tools.store, print)),
      persist: true,
      smallRows: SMALL_ROWS,
    });
    await executePlan(plan, { ...tools, pipeline: side.pipeline });
    for (const { stage } of plan.steps) {
      const { schema } = side.pipeline.stages.find((each) => each.name === stage) ?? missing(stage);
      const found = await readStored(tools.store, schema, side.fingerprints[stage] ?? '');
      side.stored.set(stage, found ?? missing(stage));
    }
    return side;
  }

  /** Tables of the state under names that stay, also when the history changes its own. */
  private async sources(state: CheckedState, before: KnownSide | null) {
    const sources: Record<string, SideSource> = {};
    for (const [name, table] of Object.entries(state.tableNames)) {
      const rows = state.tables[name] ?? [];
      const print = fingerprint({ name, rows });
      const known = before?.sources[name];
      if (known?.fingerprint === print) {
        sources[name] = known;
        continue;
      }
      const copy = `copy ${this.copies.length} of ${name}`;
      this.copies.push(copy);
      await this.tools.engine.execute(`CREATE TABLE ${quoted(copy)} AS FROM ${quoted(table)}`);
      sources[name] = { fingerprint: print, rows: rows.length, relation: quoted(copy), order: [] };
    }
    return sources;
  }

  private async checkStored(name: string, stored: KeptStage, now: readonly string[]): Promise<void> {
    if (stored.rows !== now.length)
      throw new Error(`incremental: ${name} has ${now.length} rows, its manifest says ${stored.rows}`);
    if (stored.segments.length === 0) return;
    const { schema } = stored;
    const overlay = `(SELECT * FROM ${overlayRows(stored)})`;
    const said = (nameOf: (column: string) => string, ops: string): Promise<readonly string[]> => {
      const columns = schema.columns
        .map(({ name: as }) => `${quoted(nameOf(as))} AS ${quoted(as)}`)
        .join(', ');
      const query = `SELECT ${columns} FROM ${overlay} WHERE ${quoted(OP)} IN (${ops})`;
      return engineTexts(this.tools.engine, schema, query);
    };
    const base = await this.baseTexts(stored);
    const shown = await said((column) => column, "'insert', 'update'");
    const hidden = await said(beforeName, "'delete', 'update'");
    assertSame(`the overlay of ${name} shows other rows than those that came`, shown, without(now, base));
    assertSame(`the overlay of ${name} hides other rows than those that went`, hidden, without(base, now));
    const keys = schema.key.map((column) => quoted(keyName(column))).join(', ');
    if (keys === '') return;
    const [twice] = await this.tools.engine.rows(
      `SELECT count(*) AS n FROM (SELECT ${keys} FROM ${overlay} GROUP BY ALL HAVING count(*) > 1)`,
    );
    if (twice?.['n'] !== 0n) throw new Error(`incremental: the overlay of ${name} has a key twice`);
  }

  /** Results do not change under their name. */
  private async baseTexts({ schema, base }: KeptStage): Promise<readonly string[]> {
    const known = this.bases.get(base);
    if (known !== undefined) return known;
    const texts = await engineTexts(this.tools.engine, schema, `SELECT * FROM ${base}`);
    this.bases.set(base, texts);
    return texts;
  }

  async close(): Promise<void> {
    for (const copy of this.copies) await this.tools.engine.execute(`DROP TABLE ${quoted(copy)}`);
    await rm(this.folder, { recursive: true, force: true });
  }
}

function relations(side: KnownSide): ReadonlyMap<string, string> {
  return new Map([...side.stored].map(([name, stored]) => [name, adjustedRows(stored)]));
}

/** The rows of `all` that are more than in `other`, with how often. */
function without(all: readonly string[], other: readonly string[]): readonly string[] {
  const left = new Map<string, number>();
  for (const row of other) left.set(row, (left.get(row) ?? 0) + 1);
  return all.filter((row) => {
    const count = left.get(row) ?? 0;
    if (count > 0) left.set(row, count - 1);
    return count === 0;
  });
}

function assertSame(what: string, found: readonly string[], expected: readonly string[]): void {
  const differing = [...without(found, expected), ...without(expected, found)];
  if (differing.length > 0) throw new Error(`incremental: ${what}: ${differing.join('; ')}`);
}

function missing(what: string): never {
  throw new Error(`Invariant broken: ${what} is there`);
}
