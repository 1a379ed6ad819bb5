/** Reads a project's configuration: `plimsoll.yaml` in its folder, checked against the dictionary, all mistakes at once. */

import { readFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { INPUT_TABLES } from '../dictionary/dictionary.ts';
import { fail, type PlimsollError, plimsollError } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import { frozen } from '../std/frozen.ts';
import { parseDate } from '../values/date.ts';
import { openPoints, withOpenPoints } from './open-points.ts';
import type { Limits, Project, SparkServer } from './project.ts';
import { isVariableName } from './read-server.ts';
import { checkAmount, readSource, wholeNumber } from './read-source.ts';
import { type ProjectShape, readShape } from './shape.ts';
import { readYaml, type YamlText } from './yaml-text.ts';

export const CONFIG_FILE = 'plimsoll.yaml';

/** The project in `folder`. Errors: project.… and input.… with file and line. */
export async function loadProject(folder: string): Promise<Project> {
  const absolute = resolve(folder);
  const text = await readFile(join(absolute, CONFIG_FILE), 'utf8').catch(() =>
    fail('project.no_configuration', { folder: absolute }),
  );
  return readProject(text, absolute);
}

/** The project that a configuration's text describes; `folder` is what its paths are relative to. */
export function readProject(
  text: string,
  folder: string,
  dictionary: readonly TableSchema[] = INPUT_TABLES,
): Project {
  const yaml = readYaml(text, CONFIG_FILE);
  const open = openPoints(yaml, dictionary);
  const read = readShape(yaml.data);
  if ('problems' in read) {
    const misshapen = read.problems.map(({ path, problem }) =>
      plimsollError('project.shape', { problem }, yaml.placeOf(path)),
    );
    return refuse(withOpenPoints(misshapen, open, yaml));
  }
  const { shape } = read;
  const problems: PlimsollError[] = [];
  const nextQuery = queryNumbers();
  const project: Project = {
    folder,
    name: shape.name,
    reportingCurrency:
      fitting(
        shape,
        'reporting_currency',
        /^[A-Z]{3}$/,
        'must be an ISO 4217 code such as EUR',
        yaml,
        problems,
      ) ?? '',
    jurisdiction: shape.jurisdiction ?? 'BASEL',
    pipeline: shape.pipeline ?? 'basel-lcr',
    calculationDate: dateOf(shape, yaml, problems),
    memoryLimit: fitting(
      shape,
      'memory_limit',
      /^\d+(\.\d+)? ?[KMGT]i?B$/,
      'must be a size such as 4GB',
      yaml,
      problems,
    ),
    threads: threadsOf(shape, yaml, problems),
    salt: shape.salt ?? '',
    limits: readLimits(shape, yaml, problems),
    spark: readSpark(shape, yaml, problems),
    sources: (shape.sources ?? []).map((source, i) =>
      readSource(source, {
        dictionary,
        problems,
        nextQuery,
        placeOf: (path) => yaml.placeOf(['sources', i, ...path]),
      }),
    ),
  };
  const all = withOpenPoints(problems, open, yaml);
  return all.length > 0 ? refuse(all) : frozen(project);
}

const SPARK_VARIABLE = 'PLIMSOLL_SPARK_SERVER';

/** A stage takes a server about a second however few rows it has, and this process less up to here. */
const SPARK_SMALL_ROWS = '200000';

function readSpark({ spark }: ProjectShape, yaml: YamlText, problems: PlimsollError[]): SparkServer {
  const { server = SPARK_VARIABLE, settings = {}, stages = {}, ui } = spark ?? {};
  // A connection string stands there by mistake, perhaps with a token: it is not shown.
  if (!isVariableName(server))
    problems.push(plimsollError('project.server_name', {}, yaml.placeOf(['spark', 'server'])));
  const place = yaml.placeOf(['spark', 'small_rows']);
  const rows = spark?.small_rows ?? SPARK_SMALL_ROWS;
  const smallRows = wholeNumber(rows, 'spark.small_rows', place, problems) ?? 0;
  if (ui !== undefined && !isPagesAddress(ui))
    problems.push(plimsollError('project.spark_ui', {}, yaml.placeOf(['spark', 'ui'])));
  return { variable: server, settings, stages, ui: ui?.replace(/\/+$/, '') ?? null, smallRows };
}

/** Without a user: a password may stand behind it. */
function isPagesAddress(text: string): boolean {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  return (
    url !== undefined &&
    /^https?:$/.test(url.protocol) &&
    `${url.username}${url.password}${url.search}${url.hash}` === ''
  );
}

/** For each name 1, 2, 3, … */
function queryNumbers(): (variable: string) => number {
  const last = new Map<string, number>();
  return (variable) => {
    const next = (last.get(variable) ?? 0) + 1;
    last.set(variable, next);
    return next;
  };
}

/** One mistake is told as it is; several in the order of their lines, so that they can be mended in one go. */
function refuse(problems: readonly PlimsollError[]): never {
  const [only] = problems;
  if (problems.length === 1 && only !== undefined) throw only;
  const sorted = problems.toSorted((a, b) => (a.place?.line ?? 0) - (b.place?.line ?? 0));
  const messages = sorted.map((problem) => problem.message);
  const isOpen = problems.every((problem) => problem.code === 'project.open_point');
  return isOpen ? fail('project.open_points', { messages }) : fail('project.several', { messages });
}

function fitting(
  shape: ProjectShape,
  key: 'reporting_currency' | 'memory_limit',
  pattern: RegExp,
  problem: string,
  yaml: YamlText,
  problems: PlimsollError[],
): string | null {
  const found = shape[key];
  if (found === undefined || pattern.test(found)) return found ?? null;
  problems.push(plimsollError('project.value', { key, found, problem }, yaml.placeOf([key])));
  return null;
}

function dateOf(shape: ProjectShape, yaml: YamlText, problems: PlimsollError[]): string {
  const found = shape.calculation_date;
  if (found === undefined || parseDate(found) !== undefined) return found ?? '';
  const problem = 'must be a date such as 2024-01-31';
  const place = yaml.placeOf(['calculation_date']);
  problems.push(plimsollError('project.value', { key: 'calculation_date', found, problem }, place));
  return '';
}

function threadsOf(shape: ProjectShape, yaml: YamlText, problems: PlimsollError[]): number | null {
  const { threads } = shape;
  if (threads === undefined) return null;
  const count = wholeNumber(threads, 'threads', yaml.placeOf(['threads']), problems);
  return count === 0 ? null : count;
}

function readLimits({ limits }: ProjectShape, yaml: YamlText, problems: PlimsollError[]): Limits {
  const amount = limits?.unclassified_amount ?? '0';
  checkAmount(amount, 'unclassified_amount', yaml.placeOf(['limits', 'unclassified_amount']), problems);
  const rows = limits?.rejected_rows;
  const place = yaml.placeOf(['limits', 'rejected_rows']);
  return {
    unclassifiedAmount: amount,
    rejectedRows: rows === undefined ? null : wholeNumber(rows, 'rejected_rows', place, problems),
  };
}
