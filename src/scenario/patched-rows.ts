/** What a change touches of a kept row stage, told from the stage's own base rows where that is possible (see delta/patch.ts). */

import { stageNamed } from '../delta/chain.ts';
import { adjustedRows, baseRows } from '../delta/overlay.ts';
import { type Patch, patchOf } from '../delta/patch.ts';
import { columnList, keyColumns, quote } from '../delta/text.ts';
import { type Pipeline, stageReads, stageTables } from '../pipeline/pipeline.ts';
import { rewritePipeline } from '../rules/rewrite.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { actingRules, chainIn, flagPatch, isBelow } from './acting-rules.ts';
import { type MatchQuestion, matchTable } from './matches.ts';
import { sideBindings } from './side.ts';
import { type MadeTable, makeTable, type Work } from './work.ts';

/** Base rows that a changed rule matches. */
export interface PatchedRows {
  readonly count: number;
  readonly why: string;
  /** Queries of the stage's rows on each side, and in what the overlay stands on. */
  readonly old: string;
  readonly now: string;
  readonly parent: string;
}

/** null: not possible here; the rows have to come from their roots. */
export async function patchedRows(work: Work, name: string, stored: KeptStage): Promise<PatchedRows | null> {
  const found = patchableRules(work, name, stored);
  if (found === null) return null;
  const { names, came, went, questions } = found;
  const { before, after } = work.context;
  const isShown = [after, ...(went.length === 0 ? [] : [before])].every(
    ({ pipeline }) => wholePatch(work, pipeline, names) !== null,
  );
  if (!isShown) return null;
  const { schema } = stored;
  const all = columnList(schema.columns, 'm');
  const tables: MadeTable[] = [];
  for (const question of questions) tables.push(await matchTable(work, name, question, schema.columns));
  const table = await oneTable(work, name, tables, all, stored);
  const matched = `(SELECT ${all} FROM ${quote(table.name)} AS m)`;
  const restriction = {
    table: table.name,
    on: keyColumns(schema).map((target) => ({ target, key: target.name })),
    tags: [],
  };
  const acting = await actingRules(work, names, matched, found.isActing);
  // Base is what the overlay stands on, unless it is an overlay itself, of corrected input.
  const isParent = work.context.base.stored.get(name)?.segments.length === 0;
  const parent = isParent ? matched : baseRows(stored, restriction);
  return {
    count: table.rows,
    why: reasonsOf(came, went),
    old: `SELECT * FROM ${stored.segments.length === 0 ? parent : adjustedRows(isParent ? { ...stored, base: matched } : stored, restriction)}`,
    now: patchedNow(work, names, acting, matched),
    parent: `SELECT * FROM ${parent}`,
  };
}

/** The rows as the rules make them; without rules they are those of base. */
function patchedNow(
  work: Work,
  names: readonly string[],
  acting: readonly CheckedRule[],
  matched: string,
): string {
  if (acting.length === 0) return `SELECT * FROM ${matched}`;
  const { base, after } = work.context;
  const patch = wholePatch(work, rewritePipeline(base.pipeline, acting), names);
  const [name] = names;
  if (patch === null || name === undefined)
    throw new Error('Invariant broken: fewer rules need no more columns');
  return sliceQuery(patch.pipeline, name, [patch.branch], sideBindings(after), {
    [patch.branch.root]: matched,
  });
}

function wholePatch(work: Work, pipeline: Pipeline, names: readonly string[]): Patch | null {
  const chain = chainIn(pipeline, names);
  return patchOf({ base: work.context.base.pipeline, pipeline, names, chain, flagsOnly: false });
}

const reasonsOf = (came: readonly CheckedRule[], went: readonly CheckedRule[]): string =>
  [...came.map((rule) => `${rule.id} matches`), ...went.map((rule) => `${rule.id} matched`)].join('; ');

async function oneTable(
  work: Work,
  name: string,
  tables: readonly MadeTable[],
  columns: string,
  stored: KeptStage,
): Promise<MadeTable> {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return only;
  const queries = tables.map((table) => `SELECT ${columns} FROM ${quote(table.name)} AS m`);
  const empty = `SELECT ${columns} FROM ${stored.base} AS m WHERE false`;
  return makeTable(work, `matched ${name}`, [...queries, empty].join(' UNION '));
}

/** Keys of base rows that a changed rule matches; a table. */
export interface ShownKeys {
  readonly table: string;
  readonly why: string;
}

/** The keys alone, where the stage shows what rules ask but not what becomes of their rows; null: not that either. */
export async function shownKeys(work: Work, name: string, stored: KeptStage): Promise<ShownKeys | null> {
  const found = patchableRules(work, name, stored);
  if (found === null) return null;
  const columns = keyColumns(stored.schema);
  const tables: MadeTable[] = [];
  for (const question of found.questions) tables.push(await matchTable(work, name, question, columns));
  const table = await oneTable(work, name, tables, columnList(columns, 'm') || '1 AS "any"', stored);
  return { table: table.name, why: reasonsOf(found.came, found.went) };
}

interface Patchable {
  /** The user's stages from X down. */
  readonly names: readonly string[];
  readonly isActing: (rule: CheckedRule) => boolean;
  readonly came: readonly CheckedRule[];
  readonly went: readonly CheckedRule[];
  /** One for each stage and side with changed rules. */
  readonly questions: readonly MatchQuestion[];
}

/**
 * The acting rules that differ, when all that the stage is made of besides is as in base and the stage shows what they ask; null otherwise.
 * Nothing is asked of the engine before that is known.
 */
function patchableRules(work: Work, name: string, stored: KeptStage): Patchable | null {
  const { base, rules, before, after } = work.context;
  if (stored.parent !== base.stored.get(name)?.parent) return null;
  const names = patchableChain(work, name);
  if (names === null) return null;
  const isActing = (rule: CheckedRule): boolean =>
    names.includes(rule.stage) && (rule.exclude || rule.steps.length > 0);
  const [came, went] = [rules.came.filter(isActing), rules.went.filter(isActing)];
  const questions: MatchQuestion[] = [];
  for (const [side, changed] of [
    [after, came],
    [before, went],
  ] as const) {
    for (const stage of new Set(changed.map((rule) => rule.stage))) {
      const mine = changed.filter((rule) => rule.stage === stage);
      const below = side.rules.filter(isActing).filter(isBelow(names, stage));
      const patch = flagPatch(work, names, stage, [...below, ...mine]);
      if (patch === null) return null;
      questions.push({ side, stage, rules: mine, patch });
    }
  }
  return { names, isActing, came, went, questions };
}

/** The stages from X down to the lowest with a rule, when all that they read besides is as in base; null otherwise. */
function patchableChain(work: Work, name: string): readonly string[] | null {
  const { base, before, after, kept } = work.context;
  const isAsBase = (stage: string): boolean =>
    [before, after].every((side) => side.fingerprints[stage] === base.fingerprints[stage]);
  const isSameTable = (table: string): boolean =>
    [before, after].every((side) => side.sources[table]?.fingerprint === base.sources[table]?.fingerprint);
  const chain: string[] = [];
  for (let current = name; ; ) {
    const stage = stageNamed(base.pipeline, current);
    // What changed of a kept stage below is known already, entries included.
    if (stage.filter !== null || (current !== name && kept.has(current))) return null;
    chain.push(current);
    if (stage.kind === 'source') return isSameTable(stage.table.name) ? chain : null;
    if (stageReads(stage).every(isAsBase)) return chain;
    if (stage.kind !== 'derive' || !stageTables(stage).every(isAsBase)) return null;
    current = stage.input;
  }
}
