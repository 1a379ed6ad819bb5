/**
 * One random pipeline on both sides: every stage by the reference interpreter, and every stage as one fused query on DuckDB.
 *
 * Equal means the same rows, as multisets of canonical texts. Where the interpreter raises an error, the engine must raise one too, or give
 * the rows that come out when failing values are carried along and nobody reads them (oracle/failing-cell.ts): it may never
 * calculate them, because a filter drops their rows or because nobody asked for their column.
 */

import type { Engine } from '../../src/engine/engine.ts';
import { fail, PlimsollError } from '../../src/errors/error.ts';
import { checkPipeline } from '../../src/pipeline/check.ts';
import { type CheckedStage, type Pipeline, stageReads } from '../../src/pipeline/pipeline.ts';
import type { CheckedRule } from '../../src/rules/rule.ts';
import { typeName } from '../../src/schema/types.ts';
import { type Failures, failureOf, isOpen } from '../oracle/failing-cell.ts';
import type { PipelineCase } from '../oracle/generate-pipeline.ts';
import {
  createTable,
  dropTable,
  type EngineCase,
  engineTexts,
  oracleTexts,
  type RowTexts,
  stageSql,
} from '../oracle/on-engine.ts';
import { type Row, valueText } from '../oracle/row.ts';
import { stageRows } from '../oracle/run.ts';
import { hasFailingConstant } from './failing-constant.ts';
import { folded } from './folded.ts';

export interface PipelineCounts {
  stages: number;
  rows: number;
  /** Stages where both sides raise an error, and where the engine rightly did without the failing values. */
  errorsAgreed: number;
  errorsAvoided: number;
}

/** The rows, `error` where the interpreter raises one, `open` where it depends on the engine whether there is one. */
export type Texts = RowTexts | 'error' | 'open';

export interface Expected {
  readonly strict: Texts;
  /** With failing values carried along. */
  readonly carried: Texts;
}

export type Found =
  | { readonly kind: 'rows'; readonly texts: RowTexts }
  | { readonly kind: 'error'; readonly error: PlimsollError };

/** Throws, with all that is needed to see the difference, at the first stage where the two sides differ. */
export async function comparePipeline(engine: Engine, test: PipelineCase): Promise<PipelineCounts> {
  const pipeline = checkPipeline(test.definition);
  const expectedOf = expectedStages(pipeline, test);
  const tableNames = Object.fromEntries(Object.keys(test.tables).map((name) => [name, `table ${name}`]));
  const engineCase = { pipeline, parameters: test.parameters, tableNames };
  const counts: PipelineCounts = { stages: 0, rows: 0, errorsAgreed: 0, errorsAvoided: 0 };
  try {
    for (const stage of pipeline.stages) {
      if (stage.kind !== 'source') continue;
      await createTable(engine, `table ${stage.name}`, stage.table.columns, test.tables[stage.name] ?? []);
    }
    for (const stage of pipeline.stages) {
      const expected = expectedOf.get(stage.name) ?? { strict: 'error', carried: 'error' };
      const found = await foundStage(engine, engineCase, stage);
      const excused = found.kind === 'error' && hasFailingConstant(pipeline, test.parameters, stage);
      const problem = excused ? undefined : problemOf(stage, expected, found);
      if (problem !== undefined) throw new Error(`${problem}\n${describe(test, engineCase, stage)}`);
      count(counts, expected, found);
    }
  } finally {
    for (const name of Object.values(tableNames)) await dropTable(engine, name);
  }
  return counts;
}

/** The data of a calculation; of rules, those that are in force act. */
export type Calculation = Pick<PipelineCase, 'tables' | 'parameters'> & {
  readonly rules?: readonly CheckedRule[];
};

/** What the interpreter says of every stage. */
export function expectedStages(pipeline: Pipeline, test: Calculation): ReadonlyMap<string, Expected> {
  const strict = expectedTexts(pipeline, test, 'raise');
  const refused = [...strict.values()].includes('error');
  const carried = refused ? expectedTexts(...simplified(pipeline, test), 'carry') : strict;
  return new Map(
    pipeline.stages.map(({ name }) => [
      name,
      { strict: strict.get(name) ?? 'error', carried: carried.get(name) ?? 'error' },
    ]),
  );
}

const simplified = (pipeline: Pipeline, test: Calculation): readonly [Pipeline, Calculation] => [
  folded(pipeline, test.parameters),
  { ...test, rules: folded(test.rules ?? [], test.parameters) },
];

/** By stage; `error` also where a stage that it reads raises one. */
function expectedTexts(
  pipeline: Pipeline,
  { tables, parameters, rules = [] }: Calculation,
  failures: Failures,
): ReadonlyMap<string, Texts> {
  const texts = new Map<string, Texts>();
  const rows = new Map<string, readonly Row[]>();
  const rowsOf = (name: string): readonly Row[] => rows.get(name) ?? fail('engine.row', { text: 'upstream' });
  for (const stage of pipeline.stages) {
    texts.set(
      stage.name,
      unlessRefused(() => {
        // Strictly, a stage is refused with any that it reads; also where it has no use for their rows.
        if (failures === 'raise') stageReads(stage).forEach(rowsOf);
        const result = stageRows(stage, { pipeline, tables, parameters, rowsOf, failures, rules });
        rows.set(stage.name, result);
        const failing = result.map(failureOf).filter((error) => error !== undefined);
        if (failing.length > 0) return failing.some(isOpen) ? 'open' : 'error';
        return oracleTexts(stage.schema, result);
      }),
    );
  }
  return texts;
}

function unlessRefused(run: () => Texts): Texts {
  try {
    return run();
  } catch (error) {
    if (error instanceof PlimsollError) return 'error';
    throw error;
  }
}

export async function foundStage(
  engine: Engine,
  engineCase: EngineCase,
  stage: CheckedStage,
): Promise<Found> {
  try {
    const texts = await engineTexts(engine, stage.schema, stageSql(engineCase, stage.name, engine));
    return { kind: 'rows', texts };
  } catch (error) {
    if (error instanceof PlimsollError && error.code !== 'engine.failed') return { kind: 'error', error };
    throw new Error(`stage ${stage.name}: ${error}\n${stageSql(engineCase, stage.name, engine)}`, {
      cause: error,
    });
  }
}

export function count(counts: PipelineCounts, { strict }: Expected, found: Found): void {
  counts.stages++;
  if (typeof strict !== 'string') counts.rows += strict.length;
  else if (found.kind === 'error') counts.errorsAgreed++;
  else counts.errorsAvoided++;
}

/** What differs, as a sentence; undefined for nothing. */
export function problemOf(
  stage: CheckedStage,
  { strict, carried }: Expected,
  found: Found,
): string | undefined {
  const name = `stage ${stage.name}`;
  if (found.kind === 'error') {
    if (typeof strict === 'string') return undefined;
    return `${name}: the engine refuses what the interpreter calculates: ${found.error.message}`;
  }
  const wanted = typeof strict === 'string' ? carried : strict;
  if (wanted === 'open') return undefined;
  if (wanted === 'error')
    return `${name}: the interpreter refuses it, the engine gives ${found.texts.join(' ')}`;
  if (wanted.join('\n') === found.texts.join('\n')) return undefined;
  const [missing, extra] = [without(wanted, found.texts), without(found.texts, wanted)];
  return `${name}: only the interpreter has ${missing.join(' ') || 'nothing'}, only the engine ${extra.join(' ') || 'nothing'}`;
}

/** Multiset difference. */
function without(texts: RowTexts, others: RowTexts): RowTexts {
  const rest = [...others];
  return texts.filter((text) => {
    const at = rest.indexOf(text);
    if (at >= 0) rest.splice(at, 1);
    return at < 0;
  });
}

function describe(test: PipelineCase, engineCase: EngineCase, stage: CheckedStage): string {
  return [describeCase(test), 'SQL:', stageSql(engineCase, stage.name)].join('\n');
}

/** The data and the stages, as text. */
export function describeCase(test: PipelineCase): string {
  const stages = test.definition.stages.map((each) => `  ${JSON.stringify(each)}`);
  return [...describeTables(test), 'stages:', ...stages].join('\n');
}

export function describeTables(test: PipelineCase): readonly string[] {
  return test.definition.stages.flatMap((each) => {
    if (each.kind !== 'source') return [];
    const columns = each.table.columns.map((column) => `${column.name} ${typeName(column.type)}`);
    const rows = (test.tables[each.table.name] ?? []).map((row) =>
      each.table.columns.map(({ name, type }) => valueText(row[name] ?? null, type) ?? 'NULL').join(' | '),
    );
    return [`table ${each.name} (${columns.join(', ')})`, ...rows.map((row) => `  ${row}`)];
  });
}
