/**
 * Patching: a kept row stage computed again from its own base rows instead of from its roots.
 *
 * Where nothing below a stage S differs from base and no filter stands between S and the kept stage X, every row of X in base is one row
 * of S, and shows what it passes on of it. If that is enough to tell which rows the rules match and what becomes of the columns
 * they reach, X's rows come from X's base rows: one scan of few columns finds them, and nothing is looked up again.
 *
 *     #base                    base rows of X, as a source
 *     T (first stage of S)     the flags of the rules, and the columns that are read later, as X shows them
 *     …                        stages up to X with the columns that rules reach
 *     X                        reached columns formed again, all others as in base
 */

import type { TypedExpr } from '../expr/ast.ts';
import { columnsOf } from '../expr/columns.ts';
import type { CheckedColumn, CheckedLookup, CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { columnNamed } from '../schema/table.ts';
import type { Branch } from '../sql/slice.ts';
import { plainName, stageNamed } from './chain.ts';

export const PATCH_SOURCE = '#base';

/** The rewritten chain, and the way along it. */
export interface Patch {
  readonly pipeline: Pipeline;
  readonly branch: Branch;
}

type Derive = Extract<CheckedStage, { kind: 'derive' }>;
type RowStage = Extract<CheckedStage, { kind: 'derive' | 'expand' }>;

export interface PatchAsked {
  readonly base: Pipeline;
  readonly pipeline: Pipeline;
  /** The user's stages from X down to S. */
  readonly names: readonly string[];
  /** Their stages in `pipeline`: from X down to the first of S, or from the stage whose flags are asked. */
  readonly chain: readonly string[];
  /** true: the flags of the chain's stages are all that is wanted, with base rows of X beside them. */
  readonly flagsOnly: boolean;
}

/** null: X does not show enough, or the way is not row by row. */
export function patchOf({ base, pipeline, names: users, chain, flagsOnly }: PatchAsked): Patch | null {
  const stages = chain.map((name) => stageNamed(pipeline, name)).filter((stage) => stage.kind !== 'entries');
  const [top] = stages;
  const [x] = users;
  if (top === undefined || x === undefined) return null;
  if (!stages.every(isRowStage) || !stages.slice(0, -1).every(isDerive)) return null;
  const upwards = [...stages].reverse();
  const shown = shownColumns(base, users);
  const reached = reachedColumns(upwards);
  const needed = neededColumns(upwards, reached, flagsOnly);
  const { schema } = stageNamed(base, x);
  const made: Derive[] = [];
  for (const [index, stage] of upwards.entries()) {
    const input = made.at(-1)?.name ?? PATCH_SOURCE;
    // Entries come by a way of their own, so the stage that they join stands for the one with them.
    const name = stage === top && !flagsOnly ? x : stage.name;
    const next = patched(stage, {
      name,
      input,
      isFirst: index === 0,
      isTop: stage === top && !flagsOnly,
      top: schema,
      reached: reached.get(stage.name) ?? NONE,
      needed: needed.get(stage.name) ?? NONE,
      shownAs: (column) => shown.get(plainName(stage.name))?.get(column) ?? null,
    });
    if (next === null) return null;
    made.push(next);
  }
  const source: CheckedStage = {
    kind: 'source',
    name: PATCH_SOURCE,
    schema: { ...schema, name: PATCH_SOURCE },
    table: { ...schema, name: PATCH_SOURCE },
    validity: null,
    filter: null,
    persist: null,
    doc: null,
  };
  const names = new Set(made.map((stage) => stage.name));
  const others = pipeline.stages.filter((stage) => !names.has(stage.name));
  const way = [...made].reverse().map((stage) => stage.name);
  return {
    pipeline: { ...pipeline, stages: [source, ...others, ...made] },
    branch: {
      label: '',
      branches: {},
      chain: [...way, PATCH_SOURCE],
      root: PATCH_SOURCE,
      source: PATCH_SOURCE,
    },
  };
}

const NONE: ReadonlySet<string> = new Set();
const isRowStage = (stage: CheckedStage): stage is RowStage =>
  stage.kind === 'derive' || stage.kind === 'expand';
const isDerive = (stage: CheckedStage): stage is Derive => stage.kind === 'derive';

/** Per user's stage of the chain, under which name X shows its columns in base. */
function shownColumns(
  base: Pipeline,
  names: readonly string[],
): ReadonlyMap<string, ReadonlyMap<string, string>> {
  const shown = new Map<string, ReadonlyMap<string, string>>();
  let above: ReadonlyMap<string, string> | null = null;
  let reader: CheckedStage | null = null;
  for (const name of names) {
    const stage = stageNamed(base, name);
    const own = new Map<string, string>();
    for (const column of stage.schema.columns) {
      const as = reader === null ? column.name : passedAs(reader, column.name, above ?? new Map());
      if (as !== null) own.set(column.name, as);
    }
    shown.set(name, own);
    above = own;
    reader = stage;
  }
  return shown;
}

function passedAs(reader: CheckedStage, name: string, above: ReadonlyMap<string, string>): string | null {
  if (reader.kind !== 'derive' && reader.kind !== 'expand') return null;
  const passes = reader.columns.filter((column) => column.kind === 'pass' && column.from === name);
  return passes.map((column) => above.get(column.column.name)).find((as) => as !== undefined) ?? null;
}

const ownNames = (expr: TypedExpr): readonly string[] => namesOf(expr, 'own.');
const rowNames = (expr: TypedExpr): readonly string[] => namesOf(expr, 'row.');
const namesOf = (expr: TypedExpr, side: string): readonly string[] =>
  [...columnsOf(expr)].filter((name) => name.startsWith(side)).map((name) => name.slice(side.length));

/** The expressions that a column is formed from; a pass reads its column. */
function readsOf(stage: RowStage, column: CheckedColumn): { own: readonly string[]; row: readonly string[] } {
  if (column.kind === 'pass') return { own: [], row: [column.from] };
  const exprs =
    column.kind === 'compute' ? [column.expr] : lookupOf(stage, column.lookup).on.map((match) => match.expr);
  return { own: exprs.flatMap(ownNames), row: exprs.flatMap(rowNames) };
}

function lookupOf(stage: RowStage, name: string): CheckedLookup {
  const lookup = stage.lookups.find((each) => each.name === name);
  if (lookup === undefined) throw new Error(`Invariant broken: ${stage.name} has a look-up ${name}`);
  return lookup;
}

/** Columns that may differ from base: of the first stage those that rules made, above it what is formed from such. */
function reachedColumns(upwards: readonly RowStage[]): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>();
  let below: ReadonlySet<string> | null = null;
  for (const stage of upwards) {
    const reached = new Set<string>();
    for (const column of stage.columns) {
      const { own, row } = readsOf(stage, column);
      const isReached: boolean =
        below === null
          ? isMade(column.column.name)
          : own.some((name) => reached.has(name)) || row.some((name) => below?.has(name) === true);
      if (isReached || isMade(column.column.name)) reached.add(column.column.name);
    }
    all.set(stage.name, reached);
    below = reached;
  }
  return all;
}

/** Flags, groups, steps and carried columns; no column of a user stands in a plain stage under such a name. */
const isMade = (name: string): boolean => /^(?:matches|by|row) | \d+$/.test(name);

/** Which columns of each stage have to be there for the reached columns of X. */
function neededColumns(
  upwards: readonly RowStage[],
  reached: ReadonlyMap<string, ReadonlySet<string>>,
  flagsOnly: boolean,
): ReadonlyMap<string, ReadonlySet<string>> {
  const all = new Map<string, ReadonlySet<string>>();
  let wanted: ReadonlySet<string> = flagsOnly ? NONE : (reached.get(upwards.at(-1)?.name ?? '') ?? NONE);
  for (const stage of [...upwards].reverse()) {
    const mine = reached.get(stage.name) ?? NONE;
    const isFirst = stage === upwards[0];
    const needed = new Set(wanted);
    // Flags are asked of every stage that has them.
    for (const { column } of stage.columns) if (column.name.startsWith('matches ')) needed.add(column.name);
    const below = new Set<string>();
    for (const column of [...stage.columns].reverse()) {
      const { name } = column.column;
      if (!needed.has(name) || !mine.has(name)) continue;
      const { own, row } = readsOf(stage, column);
      for (const each of own) needed.add(each);
      if (!isFirst) for (const each of row) below.add(each);
    }
    if (stage.filter !== null) for (const each of ownNames(stage.filter)) needed.add(each);
    all.set(stage.name, needed);
    wanted = below;
  }
  return all;
}

interface PatchRequest {
  readonly name: string;
  readonly input: string;
  readonly isFirst: boolean;
  readonly isTop: boolean;
  readonly top: CheckedStage['schema'];
  readonly reached: ReadonlySet<string>;
  readonly needed: ReadonlySet<string>;
  readonly shownAs: (column: string) => string | null;
}

export const baseName = (column: string): string => `base ${column}`;

function patched(stage: RowStage, request: PatchRequest): Derive | null {
  const { isFirst, isTop, top, reached, needed } = request;
  const columns: CheckedColumn[] = isTop
    ? []
    : top.columns.map((column) => ({
        kind: 'pass',
        from: isFirst ? column.name : baseName(column.name),
        column: { ...column, name: baseName(column.name) },
      }));
  for (const column of stage.columns) {
    const { name } = column.column;
    if (!(isTop || needed.has(name))) continue;
    const next = reached.has(name) ? madeColumn(stage, column, request) : shownColumn(column, request);
    if (next === null) return null;
    columns.push(next);
  }
  const lookups = stage.lookups.flatMap((lookup) => {
    const before = columns.findIndex((column) => column.kind === 'lookup' && column.lookup === lookup.name);
    return before < 0 ? [] : [{ ...lookup, before }];
  });
  const { filter } = stage;
  const { name } = request;
  const key = isTop ? top.key : top.key.map(baseName);
  const schema = { name, key, columns: columns.map((each) => each.column) };
  return {
    kind: 'derive',
    name,
    schema,
    filter,
    persist: null,
    doc: null,
    input: request.input,
    lookups,
    columns,
  };
}

/** A column as in base. */
function shownColumn(column: CheckedColumn, request: PatchRequest): CheckedColumn | null {
  const shown = request.shownAs(column.column.name);
  if (shown === null) return null;
  return {
    kind: 'pass',
    from: request.isFirst ? shown : baseName(shown),
    column: column.column,
  };
}

/** A column that rules made or reach. In the first stage what it reads of the row must be something that X shows. */
function madeColumn(stage: RowStage, column: CheckedColumn, request: PatchRequest): CheckedColumn | null {
  if (!request.isFirst) return column;
  if (column.kind === 'compute') return rowNames(column.expr).length === 0 ? column : null;
  if (column.kind !== 'pass') return null;
  const passed = stage.columns.find(
    (each) => each.kind === 'pass' && each.from === column.from && !isMade(each.column.name),
  );
  const shown = passed === undefined ? null : request.shownAs(passed.column.name);
  return shown === null || columnNamed(request.top.columns, shown) === undefined
    ? null
    : { ...column, from: shown };
}
