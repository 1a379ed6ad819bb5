/**
 * From what a Spark server did for a stage to what to change: sentences that name a setting and, where it can be told, a value.
 *
 * A pure function of what is kept of a run. Its limits are rules of thumb; what lies below them is not worth a change.
 */

import { type StageWork, sumOf } from '../../engine/spark/pages/stage-work.ts';
import type { SparkRunPart, SparkRunStage } from '../../run/spark-run.ts';
import { grouped } from '../table.ts';
import { seconds } from './seconds.ts';
import { sizeText } from './size.ts';
import { skewOf, tooSkewed } from './spark-skew.ts';

export interface Advice {
  readonly stage: string;
  readonly kind: 'spill' | 'skew' | 'one_task' | 'small_files' | 'large_files' | 'failed_tasks';
  readonly text: string;
}

const MB = 2 ** 20;

/** Files of Parquet are read well between these. */
const FILE_BYTES = { least: 32 * MB, most: 512 * MB };

/** Files so much smaller on average cost more to open than to read. */
const SMALL_SHARE = 4;

/** Fewer files than this more than there must be are no trouble, whatever their size. */
const SPARE_FILES = 4;

/** A task alone for so long leaves the other cores without work. */
const ALONE_MS = 10_000;

/** What to change for a stage, what matters most first; none: nothing. Tasks of one that failed did not run again. */
export function adviceOn(stage: SparkRunStage, isFailed = false): readonly Advice[] {
  const all: readonly (readonly [Advice['kind'], string | null])[] = [
    ['spill', spill(stage)],
    ['skew', skew(stage)],
    ['one_task', oneTask(stage)],
    ...stage.parts.flatMap((part) => [
      ['large_files', largeFiles(stage, part)] as const,
      ['small_files', smallFiles(stage, part)] as const,
    ]),
    ['failed_tasks', isFailed ? null : failedTasks(stage)],
  ];
  return all.flatMap(([kind, text]) => (text === null ? [] : [{ stage: stage.stage, kind, text }]));
}

const workOf = ({ parts }: SparkRunStage): readonly StageWork[] => parts.flatMap(({ work }) => work ?? []);

function largest(work: readonly StageWork[], of: (each: StageWork) => number): StageWork | undefined {
  return [...work].sort((a, b) => of(b) - of(a)).find((each) => of(each) > 0);
}

function spill(stage: SparkRunStage): string | null {
  const work = workOf(stage);
  const worst = largest(work, ({ spillDiskBytes }) => spillDiskBytes);
  if (worst === undefined) return null;
  const [disk, memory] = [
    sumOf(work, (each) => each.spillDiskBytes),
    sumOf(work, (each) => each.spillMemoryBytes),
  ];
  return `${stage.stage} spilled ${sizeText(disk)} to disk (${sizeText(memory)} as it lay in memory), most of it in ${named(worst)}: a task has less memory than its rows need. Give it more and smaller tasks, ${moreTasks(stage, worst)}; or give the executors more memory (\`spark.executor.memory\` of the server, \`spark.driver.memory\` of one that is its own executor).`;
}

function skew(stage: SparkRunStage): string | null {
  const found = workOf(stage)
    .flatMap((work) => skewOf(work).map((each) => ({ work, ...each })))
    .filter((each) => tooSkewed(each) && (each.of !== 'duration' || isCuttable(each.work)))
    .sort((a, b) => b.factor - a.factor)[0];
  if (found === undefined) return null;
  const { work, of, spread, factor } = found;
  const times = `${Math.round(factor)} times as much`;
  if (of === 'duration')
    return `In ${stage.stage} one task of ${named(work)} took ${seconds(spread.largest)}, and half of the tasks ${seconds(spread.median)} at most. Smaller tasks even that out: ${moreTasks(stage, work)}. Where it is always one machine, it is slower than the others.`;
  const threshold = mega(Math.max(spread.median * 2, 16 * MB));
  return `In ${stage.stage} one task of ${named(work)} read ${sizeText(spread.largest)} of a shuffle, ${times} as the one in the middle (${sizeText(spread.median)}): few values have most of the rows. Where rows are joined, Spark cuts such a part from a size on that is ${inStage(stage, 'spark.sql.adaptive.skewJoin.skewedPartitionThresholdInBytes', threshold)}; where they are sorted or grouped, ${moreTasks(stage, work)} helps unless it is one value alone.`;
}

function oneTask(stage: SparkRunStage): string | null {
  const alone = workOf(stage)
    .filter((work) => work.tasks === 1 && work.durationMs >= ALONE_MS && isCuttable(work))
    .sort((a, b) => b.durationMs - a.durationMs)[0];
  if (alone === undefined) return null;
  return `In ${stage.stage} one task alone took ${seconds(alone.durationMs)} (${named(alone)}). More tasks do it at once: ${moreTasks(stage, alone)}.`;
}

function largeFiles(stage: SparkRunStage, part: SparkRunPart): string | null {
  const large = part.files.filter((bytes) => bytes > FILE_BYTES.most);
  if (large.length === 0) return null;
  const what = `${filesText(large.length)} of ${stage.stage} ${large.length === 1 ? 'is' : 'are'} larger than ${sizeText(FILE_BYTES.most)} (up to ${sizeText(Math.max(...large))})`;
  const writing = (part.work ?? []).find(({ outputBytes }) => outputBytes > 0);
  return `${what}. For smaller ones ${writing === undefined ? smallerCut(stage, part) : moreTasks(stage, writing)}.`;
}

function smallFiles(stage: SparkRunStage, { files, partitions, cut, work }: SparkRunPart): string | null {
  const mean = files.reduce((total, bytes) => total + bytes, 0) / Math.max(1, files.length);
  const isSmall = files.length - partitions >= SPARE_FILES && mean * SMALL_SHARE < FILE_BYTES.least;
  if (!isSmall) return null;
  const what = `${filesText(files.length)} of ${stage.stage} have ${sizeText(mean)} each on average, and each has to be opened by whoever reads it. For fewer and larger ones`;
  const writing = (work ?? []).find(({ outputBytes }) => outputBytes > 0);
  const name = cut === 'ranges' || (writing?.shuffleReadBytes ?? 0) > 0 ? ADVISORY : READ;
  const now = bytesOf(stage.settings[name]);
  const taken = writing === undefined ? null : writing.shuffleReadBytes / Math.max(1, writing.tasks);
  // Below what it is told to join, Spark stops at a task for each core.
  if (name === ADVISORY && now !== null && taken !== null && taken * 2 < now)
    return `${what} ${inStage(stage, PARALLEL, 'false')}: Spark joins ranges then up to \`${ADVISORY}\` (${sizeText(now)}), and not only until there is one for each core.`;
  const wanted = mega(Math.min(((now ?? 64 * MB) * FILE_BYTES.least) / Math.max(mean, MB / 2), 1024 * MB));
  return `${what} ${inStage(stage, name, wanted)}${nowText(stage.settings[name])}.`;
}

function failedTasks(stage: SparkRunStage): string | null {
  const failed = sumOf(workOf(stage), (each) => each.failedTasks);
  if (failed === 0) return null;
  return `${grouped(String(failed))} ${failed === 1 ? 'task' : 'tasks'} of ${stage.stage} failed and ran again, which cost time and no figure; the log of the server says why.`;
}

const PARTITIONS = 'spark.sql.shuffle.partitions';
const ADVISORY = 'spark.sql.adaptive.advisoryPartitionSizeInBytes';
const READ = 'spark.sql.files.maxPartitionBytes';
const PARALLEL = 'spark.sql.adaptive.coalescePartitions.parallelismFirst';

/** Of tasks that read less, smaller ones take no less time: it went into something else, as where a machine is busy. */
const isCuttable = ({ inputBytes, shuffleReadBytes, tasks }: StageWork): boolean =>
  inputBytes + shuffleReadBytes >= 4 * MB * Math.max(1, tasks);

/** The setting that cuts what a stage of Spark reads into more tasks: twice as many. */
function moreTasks(stage: SparkRunStage, { tasks, shuffleReadBytes }: StageWork): string {
  if (shuffleReadBytes === 0) return halved(stage, READ);
  const most = Number.parseInt(stage.settings[PARTITIONS] ?? '', 10);
  // Fewer tasks than ranges: Spark has joined small ones.
  if (tasks < most) return halved(stage, ADVISORY);
  return `${inStage(stage, PARTITIONS, String(tasks * 2))}${nowText(stage.settings[PARTITIONS])}`;
}

/** Where nothing is known of tasks. */
const smallerCut = (stage: SparkRunStage, { cut, files }: SparkRunPart): string =>
  cut === 'ranges' && Number.parseInt(stage.settings[PARTITIONS] ?? '', 10) === files.length
    ? `${inStage(stage, PARTITIONS, String(files.length * 2))}${nowText(stage.settings[PARTITIONS])}`
    : halved(stage, cut === 'reads' ? READ : ADVISORY);

function halved(stage: SparkRunStage, name: typeof READ | typeof ADVISORY): string {
  const now = bytesOf(stage.settings[name]) ?? (name === READ ? 128 : 64) * MB;
  return `${inStage(stage, name, mega(now / 2))}${nowText(stage.settings[name])}`;
}

/** Stages that Plimsoll adds, as `aggregation (state)`, are none of the pipeline and have no settings of their own. */
const inStage = ({ stage }: SparkRunStage, name: string, value: string): string =>
  `\`${name}: "${value}"\` in \`${stage.includes(' (') ? 'spark.settings' : `spark.stages.${stage}`}\``;

function nowText(value: string | undefined): string {
  if (value === undefined) return '';
  const bytes = /\D/.test(value) ? bytesOf(value) : null;
  return ` (now ${bytes === null ? value : sizeText(bytes)})`;
}

const named = ({ id, tasks }: StageWork): string =>
  `Spark's stage ${id} (${grouped(String(tasks))} ${tasks === 1 ? 'task' : 'tasks'})`;

const filesText = (count: number): string => `${grouped(String(count))} ${count === 1 ? 'file' : 'files'}`;

/** As a setting has it. */
const mega = (bytes: number): string => `${Math.max(1, Math.round(bytes / MB))}MB`;

const UNITS: Readonly<Record<string, number>> = { '': 1, b: 1, k: 1024, m: MB, g: MB * 1024, t: MB * MB };

/** `64MB`, `64m`, `67108864b`, `67108864`, as Spark reads and prints them; null: something else. */
function bytesOf(text: string | undefined): number | null {
  const [, digits, unit = ''] = /^(\d{1,15}) ?([bkmgt]?)i?b?$/i.exec(text ?? '') ?? [];
  const size = UNITS[unit.toLowerCase()];
  return digits === undefined || size === undefined ? null : Number.parseInt(digits, 10) * size;
}
