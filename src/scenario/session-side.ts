/** The sides of a project's date: its base run, and a scenario as it was computed last. */

import { fail } from '../errors/error.ts';
import type { CheckedRule } from '../rules/rule.ts';
import { type BaseEngine, onDuckDb } from '../run/base-engine.ts';
import { literalSources } from '../run/literal-table.ts';
import { definitionPrint, type RunRecord } from '../run/record.ts';
import { computedPipeline, parameterValues, type Session } from '../run/session.ts';
import { readKept } from '../run/stored-stage.ts';
import { findResult } from '../store/store.ts';
import { meantSide } from './change.ts';
import { type ReplacedTables, replacedSource } from './replaced-table.ts';
import type { KnownSide, SideSource } from './side.ts';

/** What a side is computed from. */
export type InputRecord = Pick<RunRecord, 'date' | 'inputs' | 'definition'>;

/** What the rules mean on the run's input; nothing is stored of it yet. `server`: where stages are computed whole, if elsewhere. Errors: run.changed, store.missing. */
export async function sideOf(
  session: Session,
  record: InputRecord,
  rules: readonly CheckedRule[],
  tables: ReplacedTables = {},
  server?: BaseEngine,
): Promise<KnownSide> {
  if (definitionPrint(session, record.date, record.inputs) !== record.definition)
    fail('run.changed', { date: record.date, stage: 'liquidity' });
  const on = (base: BaseEngine) => sourcesOn(session, record, tables, base);
  return meantSide({
    pipeline: computedPipeline(session),
    rules,
    sources: await on(onDuckDb(session.engine)),
    ...(server === undefined ? {} : { serverSources: await on(server) }),
    parameters: parameterValues(session.project, record.date),
    salt: session.project.salt,
  });
}

async function sourcesOn(
  session: Session,
  record: InputRecord,
  tables: ReplacedTables,
  { dialect, resultRows }: BaseEngine,
): Promise<Readonly<Record<string, SideSource>>> {
  const sources: Record<string, SideSource> = { ...literalSources(session.referenceTables, dialect) };
  for (const input of record.inputs) {
    const result = await findResult(session.store, input.fingerprint);
    if (result === undefined) return fail('store.missing', { name: input.table });
    const { rows, order, files } = result.manifest;
    const relation = resultRows(
      result.folder,
      files.map(({ path }) => path),
    );
    sources[input.table] = { fingerprint: input.fingerprint, rows, relation, order };
  }
  for (const [name, hash] of Object.entries(tables))
    sources[name] = await replacedSource(session, name, hash, dialect);
  return sources;
}

/** The same with all that is in the store of it. Kept stages that are not there are not kept, and computed with what reads them. */
export async function storedSide(
  session: Session,
  record: InputRecord,
  rules: readonly CheckedRule[],
  tables: ReplacedTables = {},
): Promise<KnownSide> {
  const side = await sideOf(session, record, rules, tables);
  return { ...side, stored: new Map(await readKept(session.store, side.pipeline, side.fingerprints)) };
}

/** Does the side have every stage that a scenario must keep? */
export function isWhole(side: KnownSide, session: Session): boolean {
  return session.pipeline.stages
    .filter((stage) => stage.persist !== null || session.pipeline.outputs.includes(stage.name))
    .every((stage) => side.stored.has(stage.name));
}
