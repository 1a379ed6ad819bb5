/** A source: the declared table, and for dated tables the key without the period's first day. */

import { fail } from '../errors/error.ts';
import { columnNamed, type TableSchema } from '../schema/table.ts';
import { nearest } from '../std/nearest.ts';
import type { SourceStage } from './stage.ts';

export function checkSource(stage: SourceStage) {
  const { table, validity } = stage;
  const names = table.columns.map((column) => column.name);
  const wanted = [...table.key, ...(validity === undefined ? [] : [validity.from, validity.to])];
  for (const name of wanted) {
    if (columnNamed(table.columns, name) === undefined) {
      fail('pipeline.unknown_column', { name, nearest: nearest(name, names), known: names });
    }
  }
  const key = validity === undefined ? table.key : table.key.filter((name) => name !== validity.from);
  const schema: TableSchema = { name: stage.name, columns: table.columns, key };
  return { kind: 'source', name: stage.name, schema, table, validity: validity ?? null } as const;
}
