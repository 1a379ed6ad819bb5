/** What a change touches of a kept row stage, told from the stage's own base rows where that is possible (see delta/patch.ts). */

import { matchProbe, plainName, stageNamed } from '../delta/chain.ts';
import { adjustedRows } from '../delta/overlay.ts';
import { baseName, type Patch, patchOf } from '../delta/patch.ts';
import { columnList, keyColumns, quote } from '../delta/text.ts';
import { type Pipeline, stageReads, stageTables } from '../pipeline/pipeline.ts';
import { flagName } from '../rules/rewrite-match.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { Column } from '../schema/table.ts';
import { sliceQuery } from '../sql/stage-query.ts';
import { type Side, type SideStage, sideBindings } from './side.ts';
import { countRows, makeTable, TooManyTouched, type Work } from './work.ts';

/** Base rows that a changed rule matches: a table with the stage's columns. */
export interface PatchedRows {
  readonly matched: string;
  readonly count: number;
  readonly why: string;
  /** Queries of the stage's rows on each side. */
  readonly old: string;
  readonly now: string;
}

/** null: not possible here; the rows have to come from their roots. */
export async function patchedRows(work: Work, name: string, stored: SideStage): Promise<PatchedRows | null> {
  const found = patchableRules(work, name, stored);
  if (found === null) return null;
  const { names, came, went } = found;
  const { base, before, after } = work.context;
  const patch = ({ pipeline }: Side): Patch | null =>
    patchOf({
      base: base.pipeline,
      pipeline,
      names,
      chain: chainIn(pipeline, name, names),
      flagsOnly: false,
    });
  const now = patch(after);
  const old = went.length === 0 ? null : patch(before);
  if (now === null || (went.length > 0 && old === null)) return null;
  const { schema } = stored;
  const all = columnList(schema.columns, 'm');
  const tables = [
    ...(await matchTables(work, name, stored, {
      side: after,
      patch: now,
      rules: came,
      columns: schema.columns,
    })),
    ...(old === null
      ? []
      : await matchTables(work, name, stored, {
          side: before,
          patch: old,
          rules: went,
          columns: schema.columns,
        })),
  ];
  const table = await oneTable(work, name, tables, all, stored);
  const matched = `(SELECT ${all} FROM ${quote(table)} AS m)`;
  const restriction = {
    table,
    on: keyColumns(schema).map((target) => ({ target, key: target.name })),
    tags: [],
  };
  return {
    matched,
    count: await countRows(work, matched),
    why: reasonsOf(came, went),
    old:
      stored.segments.length === 0
        ? `SELECT * FROM ${matched}`
        : `SELECT * FROM ${adjustedRows({ ...stored, base: matched }, restriction)}`,
    now: sliceQuery(now.pipeline, name, [now.branch], sideBindings(after), { [now.branch.root]: matched }),
  };
}

const reasonsOf = (came: readonly CheckedRule[], went: readonly CheckedRule[]): string =>
  [...came.map((rule) => `${rule.id} matches`), ...went.map((rule) => `${rule.id} matched`)].join('; ');

async function oneTable(
  work: Work,
  name: string,
  tables: readonly string[],
  columns: string,
  stored: SideStage,
): Promise<string> {
  const [only] = tables;
  if (only !== undefined && tables.length === 1) return only;
  const queries = tables.map((table) => `SELECT ${columns} FROM ${quote(table)} AS m`);
  const empty = `SELECT ${columns} FROM ${stored.base} AS m WHERE false`;
  return makeTable(work, `matched ${name}`, [...queries, empty].join(' UNION '));
}

/** Keys of base rows that a changed rule matches; a table. */
export interface ShownKeys {
  readonly table: string;
  readonly why: string;
}

/** The keys alone, where the stage shows what rules ask but not what becomes of their rows; null: not that either. */
export async function shownKeys(work: Work, name: string, stored: SideStage): Promise<ShownKeys | null> {
  const found = patchableRules(work, name, stored);
  if (found === null) return null;
  const { names, came, went } = found;
  const { base, before, after } = work.context;
  const columns = keyColumns(stored.schema);
  const tables: string[] = [];
  for (const [side, rules] of [
    [after, came],
    [before, went],
  ] as const) {
    for (const stage of new Set(rules.map((rule) => rule.stage))) {
      const whole = chainIn(side.pipeline, name, names);
      const chain = whole.slice(whole.indexOf(`${stage} (matched)`));
      const patch = patchOf({ base: base.pipeline, pipeline: side.pipeline, names, chain, flagsOnly: true });
      if (patch === null) return null;
      const mine = rules.filter((rule) => rule.stage === stage);
      tables.push(...(await matchTables(work, name, stored, { side, patch, rules: mine, columns })));
    }
  }
  const table = await oneTable(work, name, tables, columnList(columns, 'm') || '1 AS "any"', stored);
  return { table, why: reasonsOf(came, went) };
}

/** The acting rules that differ, when all that the stage is made of besides is as in base; null otherwise. */
function patchableRules(work: Work, name: string, stored: SideStage) {
  const { base, rules } = work.context;
  if (stored.parent !== base.fingerprints[name]) return null;
  const names = patchableChain(work, name);
  if (names === null) return null;
  const isActing = (rule: CheckedRule): boolean =>
    names.includes(rule.stage) && (rule.exclude || rule.steps.length > 0);
  return { names, came: rules.came.filter(isActing), went: rules.went.filter(isActing) };
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

/** The stages of a side's pipeline that belong to the chain, from X down. */
function chainIn(pipeline: Pipeline, name: string, chain: readonly string[]): readonly string[] {
  const found: string[] = [];
  let current: string | null = name;
  while (current !== null && chain.includes(plainName(current))) {
    found.push(current);
    const stage: ReturnType<typeof stageNamed> = stageNamed(pipeline, current);
    current = 'input' in stage ? stage.input : null;
  }
  return found;
}

interface MatchRequest {
  readonly side: Side;
  readonly patch: Patch;
  readonly rules: readonly CheckedRule[];
  /** Which of the stage's columns the tables get. */
  readonly columns: readonly Column[];
}

/** One table per stage with changed rules: the base rows that any of them matches. */
async function matchTables(
  work: Work,
  name: string,
  stored: SideStage,
  { side, patch, rules, columns }: MatchRequest,
): Promise<readonly string[]> {
  const tables: string[] = [];
  for (const stage of new Set(rules.map((rule) => rule.stage))) {
    const mine = rules.filter((rule) => rule.stage === stage);
    const probe = matchProbe(patch.pipeline, patch.branch, stage, mine);
    const rows = sliceQuery(probe.pipeline, probe.stage, [probe.branch], sideBindings(side), {
      [probe.branch.root]: stored.base,
    });
    const items = columns.map((column) => {
      const shown = probe.stage === name ? column.name : baseName(column.name);
      return `v.${quote(shown)} AS ${quote(column.name)}`;
    });
    const flags = mine.map((rule) => `v.${quote(flagName(rule))}`);
    const query = `SELECT ${[...items, ...flags].join(', ')} FROM (\n${rows}\n) AS v WHERE ${probe.condition}`;
    tables.push(await countedTable(work, `matches ${stage}`, query, mine));
  }
  return tables;
}

/** Makes the table and notes how many rows each rule matches in it. Errors: TooManyTouched, the matches being noted. */
export async function countedTable(
  work: Work,
  what: string,
  query: string,
  rules: readonly CheckedRule[],
): Promise<string> {
  work.direct.add(work.current);
  if (!Number.isFinite(work.mostTouched)) {
    const table = await makeTable(work, what, query);
    await countMatches(work, quote(table), rules);
    return table;
  }
  const rows = await countMatches(work, `(${query})`, rules);
  if (rows > work.mostTouched) throw new TooManyTouched(rows);
  return makeTable(work, what, query);
}

async function countMatches(work: Work, relation: string, rules: readonly CheckedRule[]): Promise<number> {
  const counts = rules.map((rule, index) => `count(*) FILTER (${quote(flagName(rule))}) AS "rule ${index}"`);
  const [row] = await work.context.engine.rows(`SELECT count(*) AS n, ${counts.join(', ')} FROM ${relation}`);
  const found = (name: string): number => Number(row?.[name] ?? 0n);
  for (const [index, rule] of rules.entries()) work.count(rule.id, found(`rule ${index}`));
  return found('n');
}
