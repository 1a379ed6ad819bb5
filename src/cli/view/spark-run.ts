/** `explain --engine spark`: what a server did for a run, stage by stage, and what to change; and for one stage each stage of Spark. */

import { type StageWork, sumOf } from '../../engine/spark/pages/stage-work.ts';
import type { SparkRun, SparkRunPart, SparkRunStage } from '../../run/spark-run.ts';
import type { Output } from '../output.ts';
import type { TableCell, TableColumn } from '../table.ts';
import { seconds } from './seconds.ts';
import { sizeText } from './size.ts';
import { type Advice, adviceOn } from './spark-advice.ts';
import { type Skew, skewOf } from './spark-skew.ts';

export interface ShownSparkRun {
  readonly run: SparkRun;
  /** Number of the date's last run, also where that failed; null: nothing of it can be read. */
  readonly last: number | null;
  /** The address of Spark's pages; null: the project does not say. */
  readonly ui: string | null;
}

export function showSparkRun({ run, last, ui }: ShownSparkRun, output: Output): void {
  const advice = run.stages.flatMap((stage) => adviceIn(run, stage));
  const unknown = unknownText(run, ui);
  output.result({ ...head(run, last), stages: run.stages.map(stageJson), advice, unknown });
  printHead(run, last, output);
  output.table(
    columns(['stage'], ['tasks', 'duration', 'rows', ...FILE_TITLES, ...WORK_TITLES]),
    run.stages.map(stageRow),
  );
  printAdvice(advice, run, unknown, output);
}

/** One stage of the run, which it must have. */
export function showSparkStage({ run, last, ui }: ShownSparkRun, stage: SparkRunStage, output: Output): void {
  const advice = adviceIn(run, stage);
  const unknown = unknownText({ ...run, stages: [stage] }, ui);
  const work = stage.parts.flatMap((part, index) => (part.work ?? []).map((each) => ({ index, each })));
  output.result({
    ...head(run, last),
    ...stageJson(stage),
    settings: Object.entries(stage.settings).map(([name, value]) => ({ name, value })),
    parts: stage.parts.map(partJson),
    advice,
    unknown,
  });
  printHead(run, last, output);
  output.line(`${stage.stage}: ${stage.parts.length === 1 ? 'one query' : `${stage.parts.length} queries`}.`);
  output.line();
  output.table(
    columns(['query', 'cut by'], ['duration', 'rows', ...FILE_TITLES]),
    stage.parts.map((part, index) => [
      String(index + 1),
      CUT_TEXTS[part.cut],
      seconds(part.durationMs),
      part.rows,
      ...filesCells(part.files),
    ]),
  );
  if (work.length > 0) {
    output.line();
    output.table(
      columns(['query', "Spark's stage"], ['tasks', 'duration', 'read', ...WORK_TITLES]),
      work.map(({ index, each }) => [
        String(index + 1),
        String(each.id),
        each.tasks,
        seconds(each.durationMs),
        bytes(each.inputBytes),
        ...workCells([each]),
      ]),
    );
  }
  printAdvice(advice, run, unknown, output);
}

const adviceIn = ({ failed }: SparkRun, stage: SparkRunStage): readonly Advice[] =>
  adviceOn(stage, stage.stage === failed?.stage);

const CUT_TEXTS: Readonly<Record<SparkRunPart['cut'], string>> = {
  ranges: 'ranges, after a shuffle',
  reads: 'what a task reads',
};

const FILE_TITLES = ['files', 'smallest', 'median', 'largest'];
const WORK_TITLES = ['spill', 'on disk', 'shuffle read', 'written', 'skew'];

const columns = (left: readonly string[], right: readonly string[]): readonly TableColumn[] => [
  ...left.map((title) => ({ title, align: 'left' }) as const),
  ...right.map((title) => ({ title, align: 'right' }) as const),
];

const head = ({ date, number, application, failed }: SparkRun, last: number | null) => ({
  date,
  run: number,
  last_run: last,
  application,
  failed,
});

function printHead(
  { date, number, application, failed }: SparkRun,
  last: number | null,
  output: Output,
): void {
  const of = application === null ? '' : `, application ${application}`;
  output.line(`What Spark did for run ${number}, of ${date}${of}`);
  if (failed !== null) {
    output.line(
      `It failed${failed.stage === null ? '' : ` as ${failed.stage} was computed`}: ${failed.message}`,
    );
  }
  if (last !== null && last > number)
    output.line(`The last run of the date is ${last}; nothing that Spark did for it is kept.`);
  output.line();
}

function printAdvice(
  advice: readonly Advice[],
  { failed }: SparkRun,
  unknown: string | null,
  output: Output,
): void {
  output.line();
  for (const { text } of advice) output.line(`- ${text}`);
  if (advice.length === 0 && unknown === null && failed === null) output.line('Nothing to change.');
  if (unknown !== null) output.line(unknown);
}

/** What is not known and how to get it; null: all is known. */
function unknownText(run: SparkRun, ui: string | null): string | null {
  const without = run.stages.filter(({ parts }) => parts.some(({ work }) => work === null));
  if (without.length === 0) return null;
  const names =
    without.length === run.stages.length ? '' : ` of ${without.map(({ stage }) => stage).join(', ')}`;
  const what = `Tasks, spill, shuffles and skew${names} are not known.`;
  if (ui === null)
    return `${what} Spark's pages know them: say in plimsoll.yaml where these are, \`spark: { ui: "http://127.0.0.1:4040" }\` or the address of a history server, and type the same again while they know of this run.`;
  return run.problem === null ? what : `${what} ${run.problem}`;
}

/** undefined: of one part it is not known. */
function workIn({ parts }: SparkRunStage): readonly StageWork[] | undefined {
  const known = parts.flatMap(({ work }) => (work === null ? [] : [work]));
  return known.length === parts.length ? known.flat() : undefined;
}

const durationOf = ({ parts }: SparkRunStage): number =>
  parts.reduce((total, { durationMs }) => total + durationMs, 0);

const rowsOf = ({ parts }: SparkRunStage): number => parts.reduce((total, { rows }) => total + rows, 0);

function stageRow(stage: SparkRunStage): readonly TableCell[] {
  const work = workIn(stage);
  return [
    stage.stage,
    work === undefined ? null : sumOf(work, ({ tasks }) => tasks),
    seconds(durationOf(stage)),
    rowsOf(stage),
    ...filesCells(stage.parts.flatMap(({ files }) => files)),
    ...(work === undefined ? WORK_TITLES.map(() => null) : workCells(work)),
  ];
}

/** Nothing is an empty cell. */
const bytes = (count: number): string | null => (count === 0 ? null : sizeText(count));

function filesCells(files: readonly number[]): readonly TableCell[] {
  const { smallest, median, largest } = sizesOf(files);
  return [
    files.length,
    ...[smallest, median, largest].map((size) => (size === null ? null : sizeText(size))),
  ];
}

function workCells(work: readonly StageWork[]): readonly TableCell[] {
  const skew = worstSkew(work);
  return [
    bytes(sumOf(work, ({ spillMemoryBytes }) => spillMemoryBytes)),
    bytes(sumOf(work, ({ spillDiskBytes }) => spillDiskBytes)),
    bytes(sumOf(work, ({ shuffleReadBytes }) => shuffleReadBytes)),
    bytes(sumOf(work, ({ shuffleWriteBytes }) => shuffleWriteBytes)),
    skew === null ? null : `${skew.factor.toFixed(1)} × ${skew.of === 'duration' ? 'time' : 'bytes'}`,
  ];
}

function sizesOf(files: readonly number[]) {
  const sorted = [...files].sort((a, b) => a - b);
  const at = (index: number): number | null => sorted[index] ?? null;
  return { smallest: at(0), median: at(Math.floor(sorted.length / 2)), largest: at(sorted.length - 1) };
}

function worstSkew(work: readonly StageWork[]): (Skew & { readonly id: number }) | null {
  const all = work.flatMap((each) => skewOf(each).map((skew) => ({ ...skew, id: each.id })));
  return all.sort((a, b) => b.factor - a.factor)[0] ?? null;
}

function stageJson(stage: SparkRunStage) {
  const work = workIn(stage);
  return {
    stage: stage.stage,
    fingerprint: stage.fingerprint,
    duration_ms: durationOf(stage),
    rows: rowsOf(stage),
    ...filesJson(stage.parts.flatMap(({ files }) => files)),
    ...(work === undefined ? NO_WORK : workJson(work)),
  };
}

function filesJson(files: readonly number[]) {
  const { smallest, median, largest } = sizesOf(files);
  return {
    files: files.length,
    file_bytes_smallest: smallest,
    file_bytes_median: median,
    file_bytes_largest: largest,
  };
}

const NO_WORK = {
  tasks: null,
  failed_tasks: null,
  spill_memory_bytes: null,
  spill_disk_bytes: null,
  shuffle_read_bytes: null,
  shuffle_write_bytes: null,
  skew: null,
};

function workJson(work: readonly StageWork[]) {
  const skew = worstSkew(work);
  return {
    tasks: sumOf(work, ({ tasks }) => tasks),
    failed_tasks: sumOf(work, ({ failedTasks }) => failedTasks),
    spill_memory_bytes: sumOf(work, ({ spillMemoryBytes }) => spillMemoryBytes),
    spill_disk_bytes: sumOf(work, ({ spillDiskBytes }) => spillDiskBytes),
    shuffle_read_bytes: sumOf(work, ({ shuffleReadBytes }) => shuffleReadBytes),
    shuffle_write_bytes: sumOf(work, ({ shuffleWriteBytes }) => shuffleWriteBytes),
    skew:
      skew === null
        ? null
        : {
            of: skew.of,
            factor: skew.factor.toFixed(1),
            median: skew.spread.median,
            largest: skew.spread.largest,
            spark_stage: skew.id,
          },
  };
}

const partJson = ({ cut, rows, durationMs, partitions, files, work, operation }: SparkRunPart) => ({
  operation,
  cut,
  duration_ms: durationMs,
  rows,
  partitions,
  ...filesJson(files),
  spark_stages:
    work?.map((each) => ({
      spark_stage: each.id,
      duration_ms: each.durationMs,
      input_bytes: each.inputBytes,
      output_bytes: each.outputBytes,
      ...workJson([each]),
    })) ?? null,
});
