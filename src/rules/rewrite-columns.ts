/**
 * The second half of the adjust step: column by column in declared order, formed again where something before it changed, then one
 * more column per operation. A scale-to-total ends a derive, because it looks at all rows; the next derive goes on.
 */

import { caseBranch, type TypedExpr } from '../expr/ast.ts';
import { columnsOf, mapTyped } from '../expr/columns.ts';
import type { CheckedColumn, CheckedLookup, CheckedStage } from '../pipeline/pipeline.ts';
import type { Column } from '../schema/table.ts';
import { BOOLEAN } from '../schema/types.ts';
import type { Reach, RowStage } from './reach.ts';
import { flagName, groupName, type Matched, rowName, type StageEnd } from './rewrite-match.ts';
import type { CheckedRule, RuleStep } from './rule.ts';

/** One derive being built. */
interface Segment {
  readonly input: string;
  readonly columns: CheckedColumn[];
  readonly lookups: CheckedLookup[];
}

interface Work {
  readonly stage: RowStage;
  readonly reach: Reach;
  readonly rules: readonly CheckedRule[];
  /** Flags, groups and carried columns. */
  readonly hidden: readonly Column[];
  /** Columns that are finished, under their own names. */
  readonly finished: CheckedColumn[];
  readonly done: CheckedStage[];
  /** By column so far the rules with an operation on it, or on what it reads. */
  readonly acting: Map<string, readonly string[]>;
  segment: Segment;
}

const segmentOver = (input: string): Segment => ({ input, columns: [], lookups: [] });

/** The stages after `S (matched)`, the last of them as `end` says. */
export function adjustedStages(
  stage: RowStage,
  { matched, hidden, reach }: Matched,
  rules: readonly CheckedRule[],
  end: StageEnd,
): readonly CheckedStage[] {
  const work: Work = {
    stage,
    reach,
    rules,
    hidden,
    finished: [],
    done: [],
    acting: new Map(),
    segment: segmentOver(matched.name),
  };
  for (const column of stage.columns) adjustColumn(work, column);
  const { input, columns, lookups } = work.segment;
  const names = new Set(stage.columns.map((column) => column.column.name));
  // Steps on the way are columns too; the stage shows its own.
  const way = columns.some((column) => !names.has(column.column.name));
  if (!way) return [...work.done, { ...end, kind: 'derive', input, lookups, columns }];
  const name = `${stage.name} (steps)`;
  const schema = { name, key: end.schema.key, columns: columns.map((each) => each.column) };
  return [
    ...work.done,
    { kind: 'derive', name, schema, doc: null, persist: null, filter: null, input, lookups, columns },
    { ...end, kind: 'derive', input: name, lookups: [], columns: stage.columns.map(passOf) },
  ];
}

const passOf = ({ column }: CheckedColumn): CheckedColumn => ({ kind: 'pass', from: column.name, column });

function adjustColumn(work: Work, column: CheckedColumn): void {
  const { name } = column.column;
  const steps = work.rules.flatMap((rule) =>
    rule.steps.filter((step) => step.column === name).map((step) => ({ rule, step })),
  );
  const acting = actingOn(work, column, steps);
  work.acting.set(name, acting);
  const formed = formedColumn(work, column);
  if (steps.length === 0) {
    finish(work, formed);
    return;
  }
  let current = `${name} 0`;
  push(work, renamed(formed, current));
  for (const [index, { rule, step }] of steps.entries()) {
    const next = `${name} ${index + 1}`;
    if (step.kind === 'assign') push(work, assigned(column, rule, step, current, next));
    else scaleTo(work, column, rule, step, current);
    current = step.kind === 'assign' ? next : current;
  }
  const text = column.kind === 'compute' ? column.text : name;
  const required = column.kind === 'compute' ? column.required : null;
  finish(work, {
    kind: 'compute',
    column: column.column,
    expr: ownColumn(current, column.column),
    text,
    required,
    rules: acting,
  });
}

interface Step {
  readonly rule: CheckedRule;
  readonly step: RuleStep;
}

function actingOn({ stage, acting }: Work, column: CheckedColumn, steps: readonly Step[]): readonly string[] {
  const lookup = stage.lookups.find((each) => column.kind === 'lookup' && each.name === column.lookup);
  const exprs = [
    ...(column.kind === 'compute' ? [column.expr] : []),
    ...(lookup?.on.map((match) => match.expr) ?? []),
    ...steps.flatMap(({ step }) => (step.kind === 'assign' ? [step.expr] : [])),
  ];
  const weights = steps.flatMap(({ step }) =>
    step.kind === 'scale' && step.weight !== null ? [step.weight] : [],
  );
  const reads = [...exprs.flatMap((expr) => [...columnsOf(expr)]), ...weights].map((read) =>
    read.replace(/^own\./, ''),
  );
  return [
    ...new Set([...reads.flatMap((read) => acting.get(read) ?? []), ...steps.map(({ rule }) => rule.id)]),
  ];
}

const push = (work: Work, column: CheckedColumn): void => {
  work.segment.columns.push(column);
};

function finish(work: Work, column: CheckedColumn): void {
  push(work, column);
  work.finished.push(column);
}

/** The column as it stands before its first operation. */
function formedColumn(work: Work, column: CheckedColumn): CheckedColumn {
  if (!work.reach.formedAgain.has(column.column.name) || column.kind === 'pass') return passOf(column);
  if (column.kind === 'compute')
    return { ...column, expr: fromCarried(column.expr), rules: work.acting.get(column.column.name) ?? [] };
  const again = `${column.lookup} (again)`;
  const { columns, lookups } = work.segment;
  if (!lookups.some((lookup) => lookup.name === again)) {
    const lookup = work.stage.lookups.find((each) => each.name === column.lookup);
    if (lookup === undefined) throw new Error(`Invariant broken: there is a look-up ${column.lookup}`);
    const on = lookup.on.map((match) => ({ ...match, expr: fromCarried(match.expr) }));
    lookups.push({ ...lookup, name: again, on, before: columns.length });
  }
  return { ...column, lookup: again };
}

/** Columns of the input row are carried along under names of their own. */
const fromCarried = (expr: TypedExpr): TypedExpr =>
  mapTyped(expr, (node) =>
    node.kind === 'column' && node.name.startsWith('row.')
      ? { ...node, name: `row.${rowName(node.name.slice('row.'.length))}` }
      : node,
  );

/** Under a name of the way, without the checks that belong after the last operation. */
function renamed(column: CheckedColumn, name: string): CheckedColumn {
  const { domain: _, ...rest } = column.column;
  const hidden: Column = { ...rest, name };
  return column.kind === 'compute'
    ? { ...column, column: hidden, required: null }
    : { ...column, column: hidden };
}

const ownColumn = (name: string, { type, nullable }: Column): TypedExpr => ({
  kind: 'column',
  name: `own.${name}`,
  type,
  nullable,
});

/** The operation where the rule matches; the column's value so far goes by the name `current`. */
function assigned(
  column: CheckedColumn,
  rule: CheckedRule,
  step: Extract<RuleStep, { kind: 'assign' }>,
  current: string,
  next: string,
): CheckedColumn {
  const { domain: _, ...rest } = column.column;
  const value = mapTyped(step.expr, (node) =>
    node.kind === 'column' && node.name === `own.${step.column}` ? { ...node, name: `own.${current}` } : node,
  );
  const flag = flagName(rule);
  const matches: TypedExpr = { kind: 'column', name: `row.${flag}`, type: BOOLEAN, nullable: true };
  const { type, nullable } = column.column;
  return {
    kind: 'compute',
    column: { ...rest, name: next },
    // The branches differ in scale until they are assigned, which happens to each of them on its own.
    expr: {
      kind: 'case',
      branches: [caseBranch(matches, value)],
      otherwise: ownColumn(current, column.column),
      type,
      nullable,
    },
    text: next,
    required: null,
  };
}

/** Ends the derive, scales, and begins the next one, in which everything so far is passed on. */
function scaleTo(
  work: Work,
  column: CheckedColumn,
  rule: CheckedRule,
  step: Extract<RuleStep, { kind: 'scale' }>,
  current: string,
): void {
  const { stage, segment, done } = work;
  const finished = new Set(work.finished.map((each) => each.column.name));
  const rest = stage.columns.filter((each) => !finished.has(each.column.name)).map(passOf);
  const hidden = work.hidden.map((each) => passOf({ kind: 'pass', from: each.name, column: each }));
  const columns = [...segment.columns, ...rest, ...hidden];
  const key = stage.schema.key;
  const derive = `${stage.name} (${done.length + 1})`;
  const scale = `${stage.name} (${done.length + 2})`;
  const common = { doc: null, persist: null, filter: null } as const;
  const schema = { key, columns: columns.map((each) => each.column) };
  done.push(
    {
      ...common,
      ...segment,
      kind: 'derive',
      name: derive,
      schema: { ...schema, name: derive },
      columns,
    },
    {
      ...common,
      kind: 'scale',
      name: scale,
      schema: { ...schema, name: scale },
      input: derive,
      column: current,
      matched: flagName(rule),
      total: step.total,
      by: step.by.map(groupName),
      weight: step.weight === null || step.weight === step.column ? current : step.weight,
      rule: rule.id,
    },
  );
  work.segment = segmentOver(scale);
  for (const each of work.finished) push(work, passOf(each));
  // Under a name of the way, so without the domain: an engine trusts what a column declares.
  push(work, passOf(renamed(column, current)));
}
