/** A union: branches with the same columns and key, told apart by a tag that begins the key. */

import { fail } from '../errors/error.ts';
import { type Column, columnNamed, type TableSchema } from '../schema/table.ts';
import { sameType, TEXT, typeName } from '../schema/types.ts';
import type { StageContext } from './scope.ts';
import type { UnionStage } from './stage.ts';

export function checkUnion(stage: UnionStage, context: StageContext) {
  const [first, ...rest] = stage.branches.map((branch) => ({
    tag: branch.tag,
    schema: context.schemaOf(branch.input),
  }));
  if (first === undefined)
    return fail('pipeline.measure', { name: stage.name, found: 'no branch', allowed: 'at least one' });
  const tags = stage.branches.map((branch) => branch.tag);
  const twice = tags.find((tag, index) => tags.indexOf(tag) !== index);
  if (twice !== undefined) fail('pipeline.duplicate_name', { name: twice, what: 'branches' });
  if (columnNamed(first.schema.columns, stage.tagColumn) !== undefined) {
    fail('pipeline.duplicate_name', { name: stage.tagColumn, what: 'columns' });
  }
  for (const branch of rest) compare(branch.tag, branch.schema, first.schema);
  const columns = first.schema.columns.map((column) =>
    mergeColumn(
      column,
      rest.map((branch) => branch.schema),
    ),
  );
  const tag: Column = {
    name: stage.tagColumn,
    type: TEXT,
    nullable: false,
    domain: { kind: 'values', values: tags },
  };
  const schema: TableSchema = {
    name: stage.name,
    columns: [tag, ...columns],
    key: [stage.tagColumn, ...first.schema.key],
  };
  return {
    kind: 'union',
    name: stage.name,
    schema,
    tagColumn: stage.tagColumn,
    branches: stage.branches,
  } as const;
}

function compare(branch: string, found: TableSchema, allowed: TableSchema): void {
  for (const column of [...allowed.columns, ...found.columns]) {
    const [here, there] = [
      columnNamed(found.columns, column.name),
      columnNamed(allowed.columns, column.name),
    ];
    if (here !== undefined && there !== undefined && sameType(here.type, there.type)) continue;
    const describe = (side: Column | undefined): string =>
      side === undefined ? 'no such column' : typeName(side.type);
    fail('pipeline.union_mismatch', {
      branch,
      column: column.name,
      found: describe(here),
      allowed: describe(there),
    });
  }
  if (found.key.join() !== allowed.key.join()) {
    fail('pipeline.union_mismatch', {
      branch,
      column: 'key',
      found: found.key.join(', '),
      allowed: allowed.key.join(', '),
    });
  }
}

/** Nullable where any branch is; a domain holds only where all branches declare the same one, and so does what the column is among. */
function mergeColumn(column: Column, others: readonly TableSchema[]): Column {
  const all = [column, ...others.map((other) => columnNamed(other.columns, column.name) ?? column)];
  const { domain, among, ...bare } = column;
  const sameAmong = all.every((each) => each.among?.join() === among?.join());
  const sameDomain = all.every((each) => JSON.stringify(each.domain) === JSON.stringify(domain));
  return {
    ...bare,
    nullable: all.some((each) => each.nullable),
    ...(domain !== undefined && sameDomain ? { domain } : {}),
    ...(among !== undefined && sameAmong ? { among } : {}),
  };
}
