/** `plimsoll explain`: the steps of a run, or one stage with its columns and SQL. The steps are those that `run` executes. With `--engine spark`: what a server did. */

import { fail } from '../../errors/error.ts';
import type { CheckedStage } from '../../pipeline/pipeline.ts';
import { stageReads } from '../../pipeline/pipeline.ts';
import type { Piece, StageStep } from '../../plan/plan.ts';
import { withSession } from '../../run/open-session.ts';
import { planRun, storeTables } from '../../run/run.ts';
import { parameterValues, type Session } from '../../run/session.ts';
import { typeName } from '../../schema/types.ts';
import { loneStageSql } from '../../sql/stage-query.ts';
import { wideColumns } from '../../sql/wide.ts';
import { nearest } from '../../std/nearest.ts';
import type { CommandContext, Options } from '../context.ts';
import { dateOf } from '../date.ts';
import { explainSpark } from '../explain-spark.ts';
import { engineOf } from '../mode.ts';

export async function command(
  context: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const { output, folder } = context;
  if (engineOf(options) === 'spark') return explainSpark(context, args[0], options);
  await withSession(folder, async (session) => {
    const date = dateOf(options, session.project);
    const tables = await storeTables(session, { date, verify: false, onProgress: output.progress });
    output.endProgress();
    const plan = await planRun(session, { date, persist: true }, tables);
    const name = args[0];
    if (name !== undefined) return explainStage(session, name, date, plan.steps, output);
    const wide = session.pipeline.stages.flatMap((stage) =>
      wideColumns(session.pipeline, stage).map((column) => `${stage.name}.${column}`),
    );
    output.result({
      date,
      pipeline: plan.pipeline,
      steps: plan.steps.map(stepJson),
      columns_in_128_bits: wide,
    });
    printSteps(plan.steps, output);
    output.line();
    output.line('`plimsoll explain STAGE` shows the columns and the SQL of one stage.');
    if (wide.length > 0) output.line(`Calculated in 128 bits, as exact but slower: ${wide.join(', ')}.`);
  });
}

function printSteps(steps: readonly StageStep[], output: CommandContext['output']): void {
  output.table(
    [
      { title: 'step', align: 'left' },
      { title: 'what', align: 'left' },
      { title: 'why it is kept', align: 'left' },
      { title: 'queries', align: 'right' },
      { title: 'sorted by', align: 'left' },
    ],
    steps.map((step) => [
      step.stage,
      step.state === 'stored' ? 'found in the store' : 'compute in full',
      WHY[step.why],
      step.pieces.length,
      step.order.join(', '),
    ]),
  );
}

const WHY: Readonly<Record<StageStep['why'], string>> = {
  persisted: 'the stage says persist',
  output: 'output of the pipeline',
  shared: 'a persisted stage looks up in it',
  state: 'changes move its sums by differences',
};

function explainStage(
  session: Session,
  name: string,
  date: string,
  steps: readonly StageStep[],
  output: CommandContext['output'],
): void {
  const names = session.pipeline.stages.map((stage) => stage.name);
  const stage = session.pipeline.stages.find((each) => each.name === name);
  if (stage === undefined) fail('run.unknown_stage', { name, nearest: nearest(name, names), known: names });
  const step = steps.find((each) => each.stage === name);
  const wide = wideColumns(session.pipeline, stage);
  const sql =
    step === undefined ? loneStageSql(session.pipeline, name, parameterValues(session.project, date)) : null;
  const columns = stage.schema.columns.map((column) => ({
    name: column.name,
    type: typeName(column.type),
    nullable: column.nullable,
    from: origin(stage, column.name, wide),
  }));
  output.result({
    date,
    stage: name,
    operator: stage.kind,
    doc: stage.doc,
    reads: stageReads(stage),
    key: stage.schema.key,
    columns,
    sql,
    step: step === undefined ? null : stepJson(step),
    columns_in_128_bits: wide,
  });
  output.line(`${stage.name}: ${stage.kind}${stage.doc === null ? '' : `. ${stage.doc}`}`);
  output.line(
    `reads ${stageReads(stage).join(', ') || 'files'}; key ${stage.schema.key.join(', ') || '(one row)'}`,
  );
  output.line();
  output.table(
    ['column', 'type', 'null', 'from'].map((title) => ({ title, align: 'left' })),
    columns.map((column) => [column.name, column.type, column.nullable ? 'yes' : '', column.from]),
  );
  if (sql !== null) output.line(`\n${sql}`);
  for (const piece of step?.pieces ?? []) output.line(`\n-- ${filesOf(piece)}\n${piece.sql}`);
}

/** A step of the plan with the names that JSON output has. */
const stepJson = ({ pieces, emptySql, codes, ...step }: StageStep): unknown => ({
  ...step,
  codes: Object.entries(codes).map(([type, values]) => ({ type, values })),
  pieces: pieces.map(({ name, partitionBy, orderBy, reads, sql }) => ({
    name,
    sql,
    partition_by: partitionBy,
    order_by: orderBy,
    reads,
  })),
  empty_sql: emptySql,
});

const filesOf = (piece: Piece): string =>
  piece.partitionBy === null ? `${piece.name}.parquet` : `${piece.partitionBy}=…/${piece.name}-….parquet`;

function origin(stage: CheckedStage, name: string, wide: readonly string[]): string {
  if (stage.kind === 'aggregate') {
    const measure = stage.measures.find((each) => each.name === name);
    return measure === undefined ? 'group' : `${measure.fn} of ${measure.column ?? 'rows'}`;
  }
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return '';
  const column = stage.columns.find((each) => each.column.name === name);
  if (column?.kind === 'pass') return `${column.from} of the row`;
  if (column?.kind === 'lookup') return `${column.from} of look-up ${column.lookup}`;
  return column === undefined ? '' : `${column.text}${wide.includes(name) ? '   (in 128 bits)' : ''}`;
}
