/**
 * Case files of the corpus: read strictly (unknown keys are refused) and turned into a pipeline definition, typed
 * rows and expectations. README.md describes the format.
 */

import { z } from 'zod';
import type { PipelineDefinition, SourceStage, Stage, StageColumn } from '../../src/pipeline/stage.ts';
import type { Column } from '../../src/schema/table.ts';
import { type ColumnType, parseTypeName, type Value } from '../../src/schema/types.ts';
import { parseValue, type Row } from '../oracle/row.ts';

const text = z.string().nullable();

const domain = z.union([
  z.strictObject({ kind: z.literal('range'), min: z.string().optional(), max: z.string().optional() }),
  z.strictObject({ kind: z.literal('values'), values: z.array(z.string()) }),
]);

const table = z.strictObject({
  columns: z.record(z.string(), z.string()),
  key: z.array(z.string()),
  rows: z.array(z.array(text)),
  validity: z.strictObject({ from: z.string(), to: z.string() }).optional(),
  filter: z.string().optional(),
});

const column = z.union([
  z.string(),
  z.strictObject({ name: z.string(), from: z.string() }),
  z.strictObject({ name: z.string(), lookup: z.string(), column: z.string() }),
  z.strictObject({
    name: z.string(),
    expr: z.string(),
    type: z.string(),
    required: z.literal(true).optional(),
    domain: domain.optional(),
  }),
]);

const lookup = z.strictObject({
  name: z.string(),
  table: z.string(),
  on: z.record(z.string(), z.string()),
  miss: z.union([z.literal('error'), z.strictObject({ defaults: z.record(z.string(), text) })]),
});

const expansion = z.union([
  z.strictObject({
    form: z.literal('rows'),
    sequence: z.string(),
    columns: z.array(z.strictObject({ name: z.string(), type: z.string() })),
    rows: z.array(z.strictObject({ sequence: z.string(), values: z.record(z.string(), text) })),
  }),
  z.strictObject({ form: z.literal('table'), table: z.string(), on: z.record(z.string(), z.string()) }),
  z.strictObject({ form: z.literal('dates'), column: z.string(), from: z.string(), to: z.string() }),
]);

const sqlTexts = z.strictObject({ duckdb: z.string().optional(), spark: z.string().optional() });

const lineage = z.discriminatedUnion('form', [
  z.strictObject({ form: z.literal('key'), input: z.string() }),
  z.strictObject({
    form: z.literal('group'),
    input: z.string(),
    columns: z.record(z.string(), z.string()),
  }),
  z.strictObject({
    form: z.literal('edges'),
    edges: z.array(z.strictObject({ input: z.string(), sql: sqlTexts })),
  }),
]);

const base = {
  name: z.string(),
  filter: z.string().optional(),
  persist: z
    .strictObject({ partitionBy: z.string().optional(), orderBy: z.array(z.string()).optional() })
    .optional(),
};

const stage = z.discriminatedUnion('kind', [
  z.strictObject({
    ...base,
    kind: z.literal('derive'),
    input: z.string(),
    lookups: z.array(lookup).default([]),
    columns: z.array(column),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('expand'),
    input: z.string(),
    expansion,
    lookups: z.array(lookup).default([]),
    columns: z.array(column),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('union'),
    tagColumn: z.string(),
    branches: z.array(z.strictObject({ tag: z.string(), input: z.string() })),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('aggregate'),
    input: z.string(),
    groupBy: z.array(z.string()),
    measures: z.array(
      z.strictObject({
        name: z.string(),
        fn: z.enum(['sum', 'count', 'min', 'max', 'count_distinct']),
        column: z.string().optional(),
      }),
    ),
  }),
  z.strictObject({
    ...base,
    kind: z.literal('custom'),
    inputs: z.array(z.string()),
    columns: z.record(z.string(), z.string()),
    domains: z.record(z.string(), domain).default({}),
    key: z.array(z.string()),
    lineage,
    sql: sqlTexts,
  }),
]);

const gap = z.strictObject({ kind: z.enum(['ours', 'upstream', 'never']), reason: z.string().min(10) });

const caseFile = z
  .strictObject({
    title: z.string().min(10),
    parameters: z
      .strictObject({
        calculation_date: z.string().optional(),
        reporting_currency: z.string().optional(),
        jurisdiction: z.string().optional(),
      })
      .default({}),
    tables: z.record(z.string(), table),
    stages: z.array(stage),
    expected: z.record(z.string(), z.array(z.array(text))).optional(),
    error: z.union([z.string(), z.strictObject({ stage: z.string(), code: z.string() })]).optional(),
    gaps: z
      .strictObject({ oracle: gap.optional(), duckdb: gap.optional(), spark: gap.optional() })
      .default({}),
  })
  .refine((file) => (file.expected === undefined) !== (file.error === undefined), {
    error: 'a case has either `expected` or `error`',
  });

export type CaseFile = z.infer<typeof caseFile>;
type TableSpec = z.infer<typeof table>;
type StageSpec = z.infer<typeof stage>;
type ColumnSpec = z.infer<typeof column>;

/** Reads the text of a case file; the error of a malformed one names the path inside it. */
export function parseCase(json: string): CaseFile {
  return caseFile.parse(JSON.parse(json));
}

export function caseDefinition(file: CaseFile): PipelineDefinition {
  const sources = Object.entries(file.tables).map(([name, spec]) => sourceStage(name, spec));
  const stages = [...sources, ...file.stages.map(stageOf)];
  return { name: 'case', stages, outputs: stages.slice(-1).map((last) => last.name) };
}

export function caseRows(file: CaseFile): Record<string, readonly Row[]> {
  return Object.fromEntries(
    Object.entries(file.tables).map(([name, spec]) => {
      const columns = tableColumns(spec);
      return [name, spec.rows.map((texts) => rowOf(columns, texts, `a row of ${name}`))];
    }),
  );
}

export function caseParameters(file: CaseFile): Record<string, Value> {
  const {
    calculation_date = '2024-01-31',
    reporting_currency = 'EUR',
    jurisdiction = 'basel',
  } = file.parameters;
  return {
    calculation_date: parseValue(calculation_date, { kind: 'date' }),
    reporting_currency,
    jurisdiction,
  };
}

export function rowOf(columns: readonly Column[], texts: readonly (string | null)[], what: string): Row {
  if (texts.length !== columns.length) {
    throw new Error(`${what} has ${texts.length} values for ${columns.length} columns: ${texts.join(', ')}`);
  }
  return Object.fromEntries(columns.map(({ name, type }, i) => [name, parseValue(texts[i] ?? null, type)]));
}

function sourceStage(name: string, spec: TableSpec): SourceStage {
  return {
    kind: 'source',
    name,
    table: { name, columns: tableColumns(spec), key: spec.key },
    ...(spec.validity === undefined ? {} : { validity: spec.validity }),
    ...(spec.filter === undefined ? {} : { filter: spec.filter }),
  };
}

/** `decimal(18,2)` is never NULL, `decimal(18,2)?` may be. */
function tableColumns(spec: Pick<TableSpec, 'columns'>): readonly Column[] {
  return Object.entries(spec.columns).map(([name, type]) => ({
    name,
    type: typeOf(type.replace(/\?$/, '')),
    nullable: type.endsWith('?'),
  }));
}

function typeOf(name: string): ColumnType {
  const type = parseTypeName(name);
  if (type === undefined) throw new Error(`\`${name}\` is no column type`);
  return type;
}

function stageOf(spec: StageSpec): Stage {
  // Zod's optional keys are there with undefined or not at all; the definition's are not there at all.
  const plain = JSON.parse(JSON.stringify(spec)) as StageSpec & { readonly persist?: object };
  switch (plain.kind) {
    case 'derive':
      return { ...plain, columns: plain.columns.map(columnOf) } as Stage;
    case 'expand': {
      const typed =
        plain.expansion.form === 'rows'
          ? {
              ...plain.expansion,
              columns: plain.expansion.columns.map(({ name, type }) => ({ name, type: typeOf(type) })),
            }
          : plain.expansion;
      return { ...plain, expansion: typed, columns: plain.columns.map(columnOf) } as Stage;
    }
    case 'union':
    case 'aggregate':
      return plain as Stage;
    case 'custom': {
      const { domains, ...rest } = plain;
      const columns = tableColumns(plain).map((column) => ({
        ...column,
        ...(domains[column.name] === undefined ? {} : { domain: domains[column.name] }),
      }));
      return { ...rest, columns } as Stage;
    }
  }
}

function columnOf(spec: ColumnSpec): StageColumn {
  if (typeof spec === 'string') return { kind: 'pass', name: spec, from: spec };
  if ('from' in spec) return { kind: 'pass', ...spec };
  if ('lookup' in spec) return { kind: 'lookup', ...spec };
  return { ...spec, kind: 'compute', type: typeOf(spec.type) } as StageColumn;
}
