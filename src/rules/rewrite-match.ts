/** The first half of the adjust step: the unadjusted row, which rules match it, and what forming again needs of the input row. */

import type { TypedExpr } from '../expr/ast.ts';
import { caseBranch } from '../expr/ast.ts';
import { visitTyped } from '../expr/columns.ts';
import type { CheckedColumn, CheckedStage } from '../pipeline/pipeline.ts';
import type { Column } from '../schema/table.ts';
import { BOOLEAN } from '../schema/types.ts';
import { type Reach, type RowStage, reachOf } from './reach.ts';
import type { CheckedRule } from './rule.ts';

/** Names of the way; no column of a user can have a space. */
/** By content: two rule ids may differ in case alone, which engines do not tell apart in names. */
export const flagName = (rule: Pick<CheckedRule, 'hash'>): string => `matches ${rule.hash.slice(0, 20)}`;
export const rowName = (column: string): string => `row ${column}`;
export const groupName = (column: string): string => `by ${column}`;

/** The stage without filter under another name. */
export const formedStage = (stage: CheckedStage, name: string): CheckedStage => ({
  ...stage,
  name,
  schema: { ...stage.schema, name },
  filter: null,
  persist: null,
  doc: null,
});

export interface Matched {
  readonly matched: RowStage;
  /** Its columns that the stage itself does not have. */
  readonly hidden: readonly Column[];
  readonly reach: Reach;
}

/** Columns: the stage's own, unadjusted and unchecked where rules reach; then flags, groups and carried columns of the row. */
export function matchedStage(stage: RowStage, rules: readonly CheckedRule[]): Matched {
  const reach = reachOf(stage, rules);
  const own = stage.columns.map((column) =>
    reach.reached.has(column.column.name) ? unchecked(column) : column,
  );
  const flags = rules.map((rule) => computed(flagName(rule), BOOLEAN, rule.condition ?? TRUE));
  const groups = groupColumns(rules).map((name) => {
    const column = own.find((each) => each.column.name === name)?.column;
    if (column === undefined) throw new Error(`Invariant broken: ${stage.name} has a column ${name}`);
    return computed(groupName(name), column.type, ownColumn(column));
  });
  const carried = reach.rowColumns.map((name): CheckedColumn => {
    const column = { ...rowColumn(stage, name), name: rowName(name) };
    return { kind: 'pass', from: name, column };
  });
  const hidden = [...flags, ...groups, ...carried];
  const columns = [...own, ...hidden];
  const name = `${stage.name} (matched)`;
  const schema = { name, key: stage.schema.key, columns: columns.map((each) => each.column) };
  const filter = notExcluded(rules);
  const matched = { ...stage, name, schema, columns, filter, persist: null, doc: null };
  return { matched, hidden: hidden.map((each) => each.column), reach };
}

const TRUE: TypedExpr = { kind: 'literal', value: true, type: BOOLEAN, nullable: false };
const FALSE: TypedExpr = { kind: 'literal', value: false, type: BOOLEAN, nullable: false };

const ownColumn = (column: Column): TypedExpr => ({
  kind: 'column',
  name: `own.${column.name}`,
  type: column.type,
  nullable: column.nullable,
});

function computed(name: string, type: Column['type'], expr: TypedExpr): CheckedColumn {
  return {
    kind: 'compute',
    column: { name, type, nullable: expr.nullable },
    expr,
    text: name,
    required: null,
  };
}

function unchecked(column: CheckedColumn): CheckedColumn {
  const { domain: _, adjustable: __, ...rest } = column.column;
  if (column.kind !== 'compute') return { ...column, column: rest };
  return {
    ...column,
    required: null,
    column: { ...rest, nullable: rest.nullable || column.required !== null },
  };
}

const groupColumns = (rules: readonly CheckedRule[]): readonly string[] => [
  ...new Set(rules.flatMap((rule) => rule.steps.flatMap((step) => (step.kind === 'scale' ? step.by : [])))),
];

/** A type for a carried column. Its name is all that is read of it later, so what the row says is found by who reads it. */
function rowColumn(stage: RowStage, name: string): Column {
  const reads = stage.columns.flatMap((column) => (column.kind === 'compute' ? [column.expr] : []));
  const keys = stage.lookups.flatMap((lookup) => lookup.on.map((match) => match.expr));
  const found = [...reads, ...keys]
    .map((expr) => findColumn(expr, `row.${name}`))
    .find((each) => each !== null);
  if (found === undefined || found === null)
    throw new Error(`Invariant broken: ${stage.name} reads ${name} of its row`);
  return { name, type: found.type, nullable: true };
}

function findColumn(expr: TypedExpr, name: string): Extract<TypedExpr, { kind: 'column' }> | null {
  let found: Extract<TypedExpr, { kind: 'column' }> | null = null;
  visitTyped(expr, (node) => {
    if (node.kind === 'column' && node.name === name) found = node;
  });
  return found;
}

function notExcluded(rules: readonly CheckedRule[]): TypedExpr | null {
  const branches = rules
    .filter((rule) => rule.exclude)
    .map((rule) => caseBranch(ownColumn({ name: flagName(rule), type: BOOLEAN, nullable: true }), FALSE));
  if (branches.length === 0) return null;
  return { kind: 'case', branches, otherwise: TRUE, type: BOOLEAN, nullable: false };
}

/** The end of a rewritten stage: what its last derive is called and whether it filters. */
export type StageEnd = Pick<CheckedStage, 'name' | 'schema' | 'doc' | 'persist' | 'filter'>;
