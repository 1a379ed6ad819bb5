/**
 * Expansion of the reference interpreter: how one input row becomes many, before the stage's columns are formed.
 *
 * An expanded row has the columns that the expansion brings and the parent's; where both have a name, the parent's counts.
 */

import { PlimsollError } from '../../src/errors/error.ts';
import type { CheckedExpansion } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { type Failures, joinedRow, markFailing, setFailing } from './failing-cell.ts';
import { matchingRows, type Table } from './match.ts';
import type { Row } from './row.ts';
import { exprValue } from './scope.ts';

type RowsForm = Extract<CheckedExpansion, { form: 'rows' }>;
type TableForm = Extract<CheckedExpansion, { form: 'table' }>;
type DatesForm = Extract<CheckedExpansion, { form: 'dates' }>;

/** `expandRow`, or where it can't be told what the rows are and failures are carried along, one failing row that stands for them. */
export function expandedRows(
  expansion: CheckedExpansion,
  parent: Row,
  context: ExpandContext,
): readonly Row[] {
  try {
    return expandRow(expansion, parent, context);
  } catch (error) {
    if (context.failures === 'raise' || !(error instanceof PlimsollError)) throw error;
    const added: Record<string, Value> = {};
    for (const column of addedColumns(expansion, context)) setFailing(added, column, error);
    return [markFailing(joinedRow(added, parent), [error])];
  }
}

function addedColumns(expansion: CheckedExpansion, context: ExpandContext): readonly string[] {
  switch (expansion.form) {
    case 'rows':
      return [expansion.sequence, ...expansion.columns.map((column) => column.name)];
    case 'table':
      return context.tableOf(expansion.table).schema.columns.map((column) => column.name);
    case 'dates':
      return [expansion.column];
  }
}

export interface ExpandContext {
  readonly parameters: Readonly<Record<string, Value>>;
  readonly tableOf: (stage: string) => Table;
  readonly failures: Failures;
}

function expandRow(expansion: CheckedExpansion, parent: Row, context: ExpandContext): readonly Row[] {
  switch (expansion.form) {
    case 'rows':
      return literalRows(expansion).map((extra) => joinedRow(extra, parent));
    case 'table':
      return tableRows(expansion, parent, context).map((extra) => joinedRow(extra, parent));
    case 'dates':
      return days(expansion, parent, context.parameters).map((day) =>
        joinedRow({ [expansion.column]: day }, parent),
      );
  }
}

function literalRows(expansion: RowsForm): readonly Row[] {
  return expansion.rows.map(({ sequence, values }) => ({
    ...Object.fromEntries(expansion.columns.map((column, i) => [column.name, values[i] ?? null])),
    [expansion.sequence]: sequence,
  }));
}

function tableRows(expansion: TableForm, parent: Row, context: ExpandContext): readonly Row[] {
  const scope = { row: parent, own: {}, parameters: context.parameters };
  return matchingRows(context.tableOf(expansion.table), expansion.on, scope, context.failures);
}

function days(
  expansion: DatesForm,
  parent: Row,
  parameters: Readonly<Record<string, Value>>,
): readonly number[] {
  const scope = { row: parent, own: {}, parameters };
  const [from, to] = [exprValue(expansion.from, scope), exprValue(expansion.to, scope)];
  if (from === null || to === null) return [];
  return Array.from({ length: Math.max(0, Number(to) - Number(from) + 1) }, (_, i) => Number(from) + i);
}
