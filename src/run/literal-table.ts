/** Reference tables that come with a pipeline: their rows are few and written out, checked like any input, and a relation in SQL. */

import { fail } from '../errors/error.ts';
import { literalValue } from '../expr/check.ts';
import { inDomain } from '../pipeline/domain.ts';
import { fingerprint, SEMANTICS_VERSION } from '../pipeline/fingerprint.ts';
import type { SourceRelation } from '../plan/pieces.ts';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import type { Column } from '../schema/table.ts';
import type { Value } from '../schema/types.ts';
import type { Dialect } from '../sql/dialect.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { renderQuery } from '../sql/render.ts';
import { type SqlExpr, sqlColumn, sqlSelect } from '../sql/tree.ts';

export type ReferenceTables = Readonly<Record<string, ReferenceTable>>;

/** Where the rows of the reference tables lie. Errors: run.reference_row, those of literals. */
export function literalSources(
  tables: ReferenceTables,
  dialect: Dialect = DUCKDB,
): Readonly<Record<string, SourceRelation>> {
  return Object.fromEntries(
    Object.entries(tables).map(([name, table]) => {
      const known = SOURCES.get(table) ?? new Map<string, SourceRelation>();
      const source = known.get(dialect.name) ?? literalSource(table, dialect);
      if (Object.isFrozen(table)) SOURCES.set(table, known.set(dialect.name, source));
      return [name, source];
    }),
  );
}

/** Of tables that nobody changes any more: every side of every change asks for them. */
const SOURCES = new WeakMap<ReferenceTable, Map<string, SourceRelation>>();

const literalSource = (table: ReferenceTable, dialect: Dialect): SourceRelation => ({
  relation: literalRelation(table, dialect),
  fingerprint: literalFingerprint(table),
  rows: table.rows.length,
  order: [],
});

function literalFingerprint(table: ReferenceTable): string {
  return fingerprint({
    semantics: SEMANTICS_VERSION,
    table: table.schema.columns.map(({ name, type }) => [name, type]),
    rows: table.rows,
  });
}

function literalRelation(table: ReferenceTable, dialect: Dialect): string {
  const { columns, key } = table.schema;
  const rows = table.rows.map((row, index) => checkedRow(table, row, index));
  checkKeys(table.schema.name, key, columns, rows);
  const cells = rows.map((row) =>
    row.map(
      (value, index): SqlExpr => ({ kind: 'literal', value, type: columns[index]?.type ?? { kind: 'text' } }),
    ),
  );
  const names = columns.map((column) => column.name);
  const query = sqlSelect({
    items: names.map((name) => ({ expr: sqlColumn('v', name), alias: name })),
    from: { kind: 'values', columns: names, rows: cells },
    alias: 'v',
  });
  return `(\n${renderQuery(query, dialect)}\n)`;
}

function checkedRow(
  table: ReferenceTable,
  row: ReferenceTable['rows'][number],
  index: number,
): readonly Value[] {
  const { columns, name } = table.schema;
  const refuse = (found: string, allowed: string): never =>
    fail('run.reference_row', { table: name, row: String(index + 1), found, allowed });
  const unknown = Object.keys(row).find((each) => !columns.some((column) => column.name === each));
  if (unknown !== undefined)
    refuse(`a column \`${unknown}\``, columns.map((column) => column.name).join(', '));
  return columns.map((column) => {
    const text = row[column.name] ?? null;
    if (text === null)
      return column.nullable ? null : refuse(`no value of \`${column.name}\``, 'a value in every row');
    return checkedValue(column, text, refuse);
  });
}

function checkedValue(
  column: Column,
  text: string,
  refuse: (found: string, allowed: string) => never,
): Value {
  const value = literalValue(text, column.type);
  const inside = value === null || column.domain === undefined || inDomain(value, column.type, column.domain);
  return inside
    ? value
    : refuse(`\`${text}\` in \`${column.name}\``, `the values ${JSON.stringify(column.domain)}`);
}

function checkKeys(
  name: string,
  key: readonly string[],
  columns: readonly Column[],
  rows: readonly (readonly Value[])[],
): void {
  const at = key.map((each) => columns.findIndex((column) => column.name === each));
  const seen = new Set<string>();
  for (const [index, row] of rows.entries()) {
    const text = at.map((position) => String(row[position])).join(' | ');
    if (seen.has(text)) {
      fail('run.reference_row', {
        table: name,
        row: String(index + 1),
        found: `the key ${text} again`,
        allowed: 'each key once',
      });
    }
    seen.add(text);
  }
}
