/** An expand stage: what the expansion adds to the row and to the key, then columns as in derive. */

import { fail, withPlace } from '../errors/error.ts';
import { checkText, literalValue } from '../expr/check.ts';
import { type Column, columnNamed, type TableSchema } from '../schema/table.ts';
import { DATE, TEXT } from '../schema/types.ts';
import { checkColumns, keyMatch, passedKey } from './check-derive.ts';
import type { CheckedExpansion } from './pipeline.ts';
import { type StageContext, stageScope } from './scope.ts';
import type { ExpandStage, Expansion } from './stage.ts';

export function checkExpand(stage: ExpandStage, context: StageContext) {
  const input = context.schemaOf(stage.input);
  const { expansion, added, addedKey } = withPlace({ at: 'expansion' }, () =>
    checkExpansion(stage.expansion, input, context),
  );
  // Parent names win: an added column of the same name is out of reach.
  const row = [
    ...input.columns,
    ...added.filter((column) => columnNamed(input.columns, column.name) === undefined),
  ];
  for (const name of addedKey) {
    if (columnNamed(input.columns, name) !== undefined)
      fail('pipeline.duplicate_name', { name, what: 'columns' });
  }
  const { columns, lookups } = checkColumns(stage.columns, stage.lookups, row, context);
  const key = passedKey([...input.key, ...addedKey], columns);
  const schema: TableSchema = { name: stage.name, columns: columns.map((each) => each.column), key };
  return {
    kind: 'expand',
    name: stage.name,
    schema,
    input: stage.input,
    expansion,
    lookups,
    columns,
  } as const;
}

interface Added {
  readonly expansion: CheckedExpansion;
  readonly added: readonly Column[];
  readonly addedKey: readonly string[];
}

function checkExpansion(expansion: Expansion, input: TableSchema, context: StageContext): Added {
  switch (expansion.form) {
    case 'rows':
      return checkRows(expansion);
    case 'table':
      return checkTable(expansion, input, context);
    case 'dates': {
      const scope = stageScope(input.columns, []);
      const [from, to] = [expansion.from, expansion.to].map((text) => {
        const expr = checkText(text, scope, context.parameters);
        if (expr.type.kind !== 'date')
          fail('expr.type', { what: `\`${text}\``, found: expr.type.kind, allowed: 'date' });
        return expr;
      });
      if (from === undefined || to === undefined) throw new Error('Invariant broken: a range has two ends');
      const column: Column = { name: expansion.column, type: DATE, nullable: false };
      return {
        expansion: { form: 'dates', column: expansion.column, from, to },
        added: [column],
        addedKey: [expansion.column],
      };
    }
  }
}

function checkRows(expansion: Extract<Expansion, { form: 'rows' }>): Added {
  const tags = expansion.rows.map((row) => row.sequence);
  const twice = tags.find((tag, index) => tags.indexOf(tag) !== index);
  if (twice !== undefined) fail('pipeline.duplicate_name', { name: twice, what: 'literal rows' });
  const rows = expansion.rows.map((row) => ({
    sequence: row.sequence,
    values: expansion.columns.map(({ name, type }) => {
      const text = row.values[name] ?? null;
      return text === null ? null : literalValue(text, type);
    }),
  }));
  const columns = expansion.columns.map(
    ({ name, type }, index): Column => ({
      name,
      type,
      nullable: rows.some((row) => row.values[index] === null),
    }),
  );
  const sequence: Column = { name: expansion.sequence, type: TEXT, nullable: false };
  return {
    expansion: { form: 'rows', sequence: expansion.sequence, columns, rows },
    added: [sequence, ...columns],
    addedKey: [expansion.sequence],
  };
}

function checkTable(
  expansion: Extract<Expansion, { form: 'table' }>,
  input: TableSchema,
  context: StageContext,
): Added {
  const table = context.schemaOf(expansion.table);
  const found = Object.keys(expansion.on);
  const prefix = table.key.slice(0, found.length);
  const restKey = table.key.slice(found.length);
  if (found.length === 0 || restKey.length === 0 || prefix.some((name) => !found.includes(name))) {
    fail('pipeline.expand_key', { table: expansion.table, key: table.key, found });
  }
  const scope = stageScope(input.columns, []);
  const on = prefix.map((keyColumn) =>
    keyMatch(keyColumn, expansion.on[keyColumn] ?? '', table, scope, context),
  );
  const added = table.columns.filter((column) => !prefix.includes(column.name));
  return { expansion: { form: 'table', table: expansion.table, on, restKey }, added, addedKey: restKey };
}
