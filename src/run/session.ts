/** An open project as runs see it, and what a date means in it. open-session.ts opens one. */

import { INPUT_TABLES } from '../dictionary/dictionary.ts';
import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import type { ResolvedSource } from '../input/source.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { withStates } from '../plan/states.ts';
import type { Project } from '../project/project.ts';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import { type Column, columnNamed, type TableSchema } from '../schema/table.ts';
import type { Value } from '../schema/types.ts';
import { sameType, typeName } from '../schema/types.ts';
import type { Store } from '../store/store.ts';
import { parseDate } from '../values/date.ts';

export interface Session {
  readonly project: Project;
  readonly pipeline: Pipeline;
  readonly referenceTables: Readonly<Record<string, ReferenceTable>>;
  readonly store: Store;
  readonly engine: Engine;
  /** The sources that feed a dictionary table on a date (ISO), with the files that they find now, or that were fetched for the date. */
  readonly sourcesOf: (table: string, date: string) => Promise<readonly ResolvedSource[]>;
}

/** The pipeline that runs compute: the project's, with a state before each group-by. */
export const computedPipeline = (session: Pick<Session, 'pipeline'>): Pipeline =>
  withStates(session.pipeline);

/** The values of the pipeline's parameters on a date; the date is ISO text. Errors: run.date. */
export function parameterValues(project: Project, date: string): Readonly<Record<string, Value>> {
  const day = parseDate(date) ?? fail('run.date', { found: date });
  return {
    calculation_date: day,
    reporting_currency: project.reportingCurrency,
    jurisdiction: project.jurisdiction,
  };
}

/** The dictionary tables that the pipeline reads, in the dictionary's order. */
export function dictionaryTables(
  session: Pick<Session, 'pipeline' | 'referenceTables'>,
): readonly TableSchema[] {
  const names = sourceNames(session.pipeline).filter((name) => session.referenceTables[name] === undefined);
  const unknown = names.find((name) => !INPUT_TABLES.some((table) => table.name === name));
  if (unknown !== undefined) fail('run.unknown_source', { stage: unknown });
  for (const stage of session.pipeline.stages) {
    const table = INPUT_TABLES.find((each) => each.name === stage.name);
    const isLiteral = session.referenceTables[stage.name] !== undefined;
    if (stage.kind === 'source' && table !== undefined && !isLiteral)
      compareSchemas(stage.name, stage.table, table);
  }
  // Entities come first, whoever reads them: their types tell the parts in which other tables are stored.
  return INPUT_TABLES.filter((table) => table.name === 'entity' || names.includes(table.name));
}

/** Tables that a source of the project feeds and that the pipeline does not read: what lies in them takes no part. */
export function unreadTables(
  session: Pick<Session, 'project' | 'pipeline' | 'referenceTables'>,
): readonly string[] {
  const read = dictionaryTables(session).map(({ name }) => name);
  const fed = new Set(session.project.sources.map(({ spec }) => spec.table));
  return [...fed].filter((name) => !read.includes(name));
}

const sourceNames = (pipeline: Pipeline): readonly string[] =>
  pipeline.stages.filter((stage) => stage.kind === 'source').map((stage) => stage.name);

/** A source must be the dictionary's table: the same key, and what it says of a column must hold for every value there. */
function compareSchemas(stage: string, found: TableSchema, allowed: TableSchema): void {
  if (found.key.join() !== allowed.key.join()) {
    fail('run.schema', {
      stage,
      column: 'key',
      found: found.key.join(', '),
      allowed: allowed.key.join(', '),
    });
  }
  for (const column of found.columns) {
    const declared = columnNamed(allowed.columns, column.name);
    if (declared === undefined || !holds(column, declared)) {
      fail('run.schema', {
        stage,
        column: column.name,
        found: describe(column),
        allowed: describe(declared),
      });
    }
  }
}

/** Is the pipeline's column no narrower than the dictionary's? */
function holds(column: Column, declared: Column): boolean {
  const domain =
    column.domain === undefined || JSON.stringify(column.domain) === JSON.stringify(declared.domain);
  return sameType(column.type, declared.type) && domain && (column.nullable || !declared.nullable);
}

function describe(column: Column | undefined): string {
  if (column === undefined) return 'no such column';
  const domain = column.domain === undefined ? '' : `, ${JSON.stringify(column.domain)}`;
  return `${typeName(column.type)}${column.nullable ? ', may be empty' : ''}${domain}`;
}
