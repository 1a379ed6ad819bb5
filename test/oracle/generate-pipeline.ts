/** Random pipelines of all operators with data for their sources, as a fast-check arbitrary with a shrinker of its own. */

import fc from 'fast-check';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type { PipelineDefinition, SourceStage, Stage } from '../../src/pipeline/stage.ts';
import type { Column } from '../../src/schema/table.ts';
import { DATE, decimal, INTEGER, TEXT, type Value } from '../../src/schema/types.ts';
import { fitsItsInputs } from './custom-text.ts';
import { type Draw, drawFrom } from './draw.ts';
import { type KnownStage, randomStage } from './generate-stage.ts';
import { DATES, randomDomain, randomKeyValue, randomType, randomValue } from './generate-values.ts';
import { keyOf, parseValue, type Row } from './row.ts';
import { smallerPipelines } from './shrink-pipeline.ts';

export interface PipelineCase {
  readonly definition: PipelineDefinition;
  /** By source stage. */
  readonly tables: Readonly<Record<string, readonly Row[]>>;
  readonly parameters: Readonly<Record<string, Value>>;
}

const SOURCES_MAX = 3;
const STAGES_MAX = 6;
const ROWS_MAX = 14;
/** In percent: extreme values make most calculations overflow, so most pipelines have few or none. */
const WILD = [0, 0, 0, 2, 10];

class PipelineArbitrary extends fc.Arbitrary<PipelineCase> {
  override generate(random: fc.Random): fc.Value<PipelineCase> {
    return new fc.Value(generateCase(drawFrom(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is PipelineCase {
    return value !== undefined;
  }

  override shrink(value: PipelineCase): fc.Stream<fc.Value<PipelineCase>> {
    return fc.stream(validOnly(smallerPipelines(value)));
  }
}

export function pipelineCases(): fc.Arbitrary<PipelineCase> {
  return new PipelineArbitrary();
}

function* validOnly(candidates: Iterable<PipelineCase>): Generator<fc.Value<PipelineCase>> {
  for (const candidate of candidates) {
    if (isValid(candidate.definition)) yield new fc.Value(candidate, undefined);
  }
}

export function isValid(definition: PipelineDefinition): boolean {
  try {
    const pipeline = checkPipeline(definition);
    return pipeline.stages.every(
      (stage) => stage.schema.columns.length > 0 && fitsItsInputs(stage, pipeline),
    );
  } catch {
    return false;
  }
}

export function generateCase(draw: Draw): PipelineCase {
  const sources = randomSources(draw);
  const stages: Stage[] = [...sources];
  const known: KnownStage[] = sources.map(knownSource);
  const count = draw.between(1, STAGES_MAX - sources.length);
  for (let i = 0; i < count; i++) {
    const { stage, known: made } = randomStage({ draw, name: `s${i}`, earlier: known });
    stages.push(withPersist(draw, stage, made));
    known.push(made);
  }
  const wild = draw.pick(WILD);
  const tables = Object.fromEntries(sources.map((source) => [source.name, randomRows(draw, source, wild)]));
  return {
    definition: { name: 'random', stages, outputs: [stages.at(-1)?.name ?? ''] },
    tables,
    parameters: {
      calculation_date: parseValue(draw.pick(DATES), DATE),
      reporting_currency: draw.pick(['EUR', 'a', '']),
      jurisdiction: 'basel',
    },
  };
}

/** Up to three; a later one may have the shape of the first, so that they can be united. */
function randomSources(draw: Draw): readonly SourceStage[] {
  const sources: SourceStage[] = [];
  const sourceCount = draw.between(1, SOURCES_MAX);
  for (let i = 0; i < sourceCount; i++) {
    const name = draw.pick([`t${i}`, `t${i}`, `odd table ${'abc'[i]}`]);
    const [first] = sources;
    sources.push(
      first !== undefined && draw.chance(40)
        ? { ...first, name, table: { ...first.table, name } }
        : randomSource(draw, name),
    );
  }
  return sources;
}

const NAMES = ['c0', 'c1', 'c2', 'end', 'row', 'own', 'odd name', 'größe'];
const KEYS = [
  [{ name: 'id', type: TEXT }],
  [
    { name: 'id', type: TEXT },
    { name: 'seq', type: INTEGER },
  ],
  [
    { name: 'seq', type: INTEGER },
    { name: 'id', type: TEXT },
  ],
  [{ name: 'day', type: DATE }],
  [{ name: 'rate', type: decimal(7, 2) }],
];

function randomSource(draw: Draw, name: string): SourceStage {
  const key = draw.pick(KEYS).map((column): Column => ({ ...column, nullable: false }));
  const others = draw.some(NAMES, 1, 5).map((column): Column => {
    const type = randomType(draw);
    const domain = randomDomain(draw, type);
    return { name: column, type, nullable: draw.chance(70), ...(domain === undefined ? {} : { domain }) };
  });
  if (!draw.chance(25)) {
    const table = { name, columns: [...key, ...others], key: key.map((column) => column.name) };
    return { kind: 'source', name, table };
  }
  const period: Column[] = [
    { name: 'valid_from', type: DATE, nullable: false },
    { name: 'valid_to', type: DATE, nullable: true },
  ];
  const names = [...key.map((column) => column.name), 'valid_from'];
  const table = { name, columns: [...key, ...period, ...others], key: names };
  return { kind: 'source', name, table, validity: { from: 'valid_from', to: 'valid_to' } };
}

function knownSource({ name, table, validity }: SourceStage): KnownStage {
  const key = table.key.filter((column) => column !== validity?.from);
  return { name, columns: table.columns.map(({ name: column, type }) => ({ name: column, type })), key };
}

/** Rows with different keys; of a dated table mostly one per key of the cut, so that overlaps are the exception. */
function randomRows(draw: Draw, { table, validity }: SourceStage, wild: number): readonly Row[] {
  const rows: Row[] = [];
  const seen = new Set<string>();
  const unique = validity !== undefined && draw.chance(80) ? table.key.slice(0, -1) : table.key;
  const count = draw.chance(12) ? 0 : draw.between(1, ROWS_MAX);
  for (let i = 0; i < count; i++) {
    const row = randomRow(draw, { table }, wild);
    const key = keyOf(row, unique);
    if (seen.has(key)) continue;
    seen.add(key);
    rows.push(row);
  }
  return rows;
}

export function randomRow(draw: Draw, { table }: Pick<SourceStage, 'table'>, wild: number): Row {
  return Object.fromEntries(
    table.columns.map((column) => [
      column.name,
      table.key.includes(column.name) ? randomKeyValue(draw, column.type) : randomValue(draw, column, wild),
    ]),
  );
}

function withPersist(draw: Draw, stage: Stage, { columns }: KnownStage): Stage {
  if (!draw.chance(15)) return stage;
  return { ...stage, persist: { orderBy: draw.some(columns, 0, 1).map((column) => column.name) } };
}
