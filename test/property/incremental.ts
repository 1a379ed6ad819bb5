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
import { withStates } from '../../src/plan/states.ts';
import { executePlan } from '../../src/run/execute.ts';
import { changeSide, meantSide, sidePlan } from '../../src/scenario/change.ts';
import { readStored } from '../../src/scenario/overlay-store.ts';
import type { KnownSide, SideSource, SideStage } from '../../src/scenario/side.ts';
import type { StageChange } from '../../src/scenario/transition.ts';
import type { Mode } from '../../src/scenario/work.ts';
import { openStore, type Store } from '../../src/store/store.ts';
import { engineTexts, quoted } from '../oracle/on-engine.ts';
import type { CheckedState, Incremental, IncrementalFactory } from './compare-history.ts';

/** Keeps every stage whose place in the pipeline leaves this remainder, and all outputs. */
export interface IncrementalOptions {
  readonly keepEvery: number;
  readonly mode: Mode;
  readonly onStages?: (stages: readonly StageChange[]) => void;
}

interface Tools {
  readonly engine: Engine;
  readonly store: Store;
  readonly nowMs: () => number;
}

export const incrementally =
  (options: IncrementalOptions): IncrementalFactory =>
  async (engine, pipeline) => {
    const folder = await mkdtemp(join(tmpdir(), 'plimsoll-history-'));
    const tools: Tools = { engine, store: await openStore(folder), nowMs: () => performance.now() };
    return new Increments(tools, folder, withStates(keeping(pipeline, options.keepEvery)), options);
  };

/** Row stages are kept as files where their place says so. */
function keeping(pipeline: Pipeline, every: number): Pipeline {
  const stages = pipeline.stages.map((stage, index): CheckedStage => {
    const isRow = stage.kind === 'derive' || stage.kind === 'expand' || stage.kind === 'union';
    return isRow && index % every === 0 ? { ...stage, persist: {} } : { ...stage, persist: null };
  });
  return { ...pipeline, stages };
}

class Increments implements Incremental {
  private side: KnownSide | null = null;
  private first: KnownSide | null = null;
  private date: unknown = null;
  private readonly copies: string[] = [];
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

  async advance(state: CheckedState) {
    const before = this.side;
    const date = state.parameters['calculation_date'];
    const sources = await this.sources(state, before);
    const common = { pipeline: this.pipeline, parameters: state.parameters, salt: '' };
    // Another date has a base of its own; from there it is a change like any other.
    if (this.first === null || date !== this.date)
      this.first = await this.base({ ...common, rules: [], sources });
    const start = before !== null && date === this.date ? before : this.first;
    const target = meantSide({ ...common, rules: state.rules, sources });
    const { side, stages } = await changeSide(this.tools, this.first, start, target, this.options.mode);
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
      await this.checkStored(name, stored, texts.length);
      if (!name.includes(' (')) rows.set(name, texts);
    }
    return rows;
  }

  private async base(meaning: Parameters<typeof meantSide>[0]): Promise<KnownSide> {
    const side = meantSide(meaning);
    const plan = sidePlan(side, () => false);
    // The plan's own texts name results that are not there yet, so each step is planned when it is its turn.
    for (const { stage } of plan.steps) {
      const now = sidePlan(side, () => false);
      const steps = now.steps.filter((step) => step.stage === stage);
      await executePlan({ ...now, steps }, { ...this.tools, pipeline: side.pipeline });
      const { schema } = side.pipeline.stages.find((each) => each.name === stage) ?? missing(stage);
      const found = await readStored(this.tools.store, schema, side.fingerprints[stage] ?? '');
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

  private async checkStored(name: string, stored: SideStage, rows: number): Promise<void> {
    if (stored.rows !== rows)
      throw new Error(`incremental: ${name} has ${rows} rows, its manifest says ${stored.rows}`);
    if (stored.segments.length === 0) return;
    const { schema } = stored;
    const list = (nameOf: (column: string) => string) =>
      schema.columns.map((column) => `${quoted(nameOf(column.name))} AS ${quoted(column.name)}`).join(', ');
    const overlay = `(SELECT * FROM ${overlayRows(stored)})`;
    const shown = `SELECT ${list((column) => column)} FROM ${overlay} WHERE ${quoted(OP)} IN ('insert', 'update')`;
    const hidden = `SELECT ${list(beforeName)} FROM ${overlay} WHERE ${quoted(OP)} IN ('delete', 'update')`;
    const base = `SELECT ${list((column) => column)} FROM ${stored.base}`;
    const now = `SELECT ${list((column) => column)} FROM ${adjustedRows(stored)}`;
    const compare = async (what: string, a: string, b: string): Promise<void> => {
      const [row] = await this.tools.engine.rows(
        `SELECT (SELECT count(*) FROM (${a} EXCEPT ALL ${b})) + (SELECT count(*) FROM (${b} EXCEPT ALL ${a})) AS n`,
      );
      if (row?.['n'] !== 0n)
        throw new Error(`incremental: the overlay of ${name} ${what}: ${row?.['n']} rows differ`);
    };
    await compare('shows other rows than those that came', shown, `(${now} EXCEPT ALL ${base})`);
    await compare('hides other rows than those that went', hidden, `(${base} EXCEPT ALL ${now})`);
    const keys = schema.key.map((column) => quoted(keyName(column))).join(', ');
    if (keys === '') return;
    const [twice] = await this.tools.engine.rows(
      `SELECT count(*) AS n FROM (SELECT ${keys} FROM ${overlay} GROUP BY ALL HAVING count(*) > 1)`,
    );
    if (twice?.['n'] !== 0n) throw new Error(`incremental: the overlay of ${name} has a key twice`);
  }

  async close(): Promise<void> {
    for (const copy of this.copies) await this.tools.engine.execute(`DROP TABLE ${quoted(copy)}`);
    await rm(this.folder, { recursive: true, force: true });
  }
}

function missing(what: string): never {
  throw new Error(`Invariant broken: ${what} is there`);
}
