/**
 * Random pipelines that are hard to plan: stages kept in random ways, unions of unions and of the same stage twice, tags and
 * column names that are no file names, tables stored in random orders.
 */

import fc from 'fast-check';
import { checkPipeline } from '../../src/pipeline/check.ts';
import type {
  PipelineDefinition,
  SourceStage,
  Stage,
  StageColumn,
  UnionStage,
} from '../../src/pipeline/stage.ts';
import { TEXT } from '../../src/schema/types.ts';
import { type Draw, drawFrom } from './draw.ts';
import { nameText, textLiteral } from './generate-expression.ts';
import { generateCase, isValid, type PipelineCase } from './generate-pipeline.ts';
import { type KnownStage, lookup, randomStage, type StageRequest, sameShape } from './generate-stage.ts';
import { smallerPlans } from './shrink-plan.ts';

export interface PlanCase {
  /** With persisted stages and outputs. */
  readonly test: PipelineCase;
  /** By source: the columns by which its files are sorted. */
  readonly orders: Readonly<Record<string, readonly string[]>>;
  readonly smallRows: number;
  readonly persist: boolean;
}

class PlanArbitrary extends fc.Arbitrary<PlanCase> {
  override generate(random: fc.Random): fc.Value<PlanCase> {
    return new fc.Value(generatePlan(drawFrom(random)), undefined);
  }

  override canShrinkWithoutContext(value: unknown): value is PlanCase {
    return value !== undefined;
  }

  override shrink(value: PlanCase): fc.Stream<fc.Value<PlanCase>> {
    return fc.stream(validOnly(smallerPlans(value)));
  }
}

export function planCases(): fc.Arbitrary<PlanCase> {
  return new PlanArbitrary();
}

function* validOnly(candidates: Iterable<PlanCase>): Generator<fc.Value<PlanCase>> {
  for (const candidate of candidates) {
    if (isValid(candidate.test.definition)) yield new fc.Value(candidate, undefined);
  }
}

const EXTRA_STAGES_MAX = 4;

/** Tags that begin with each other, that join to each other (`loan` and `x` to `loan-x`), and that are no file names. */
const TAGS = [
  ...['loan', 'loan-x', 'x', 'others', 'part', 'part-0', 'a b', 'é', "it's", ''],
  ...['a/b', '..', '%2F', '{i}', '[ab]', 'a*', 'a?'],
];
const ODD_NAMES = ['x"y', 'a b', 'é', 'k=v', 'a/b', '%41', "it's", 'x*[?]', 'a.b', '..'];

function generatePlan(draw: Draw): PlanCase {
  const base = generateCase(draw);
  let { definition } = base;
  const count = draw.between(1, EXTRA_STAGES_MAX);
  for (let i = 0; i < count; i++) definition = withOneMore(draw, definition, `p${i}`);
  if (draw.chance(40)) definition = withDiamond(draw, definition);
  const orders = Object.fromEntries(
    definition.stages.flatMap((stage) =>
      stage.kind === 'source' ? [[stage.name, randomOrder(draw, stage, wantedOrders(definition))]] : [],
    ),
  );
  const leading = Object.values(orders).flatMap((order) => order.slice(0, 1));
  const earlier = knownStages(definition);
  const stages = definition.stages.map((stage, i) => kept(draw, oddTags(draw, stage), earlier[i], leading));
  const outputs = draw.some(stages, 1, 3).map(({ name }) => name);
  return {
    test: { ...base, definition: { ...definition, stages, outputs } },
    orders,
    smallRows: draw.pick([0, 0, 3, 1_000_000]),
    persist: draw.chance(90),
  };
}

/** Columns that persisted stages so far want first. */
const wantedOrders = ({ stages }: PipelineDefinition): readonly string[] =>
  stages.flatMap((stage) => stage.persist?.orderBy ?? []);

function randomOrder(draw: Draw, { table }: SourceStage, wanted: readonly string[]): readonly string[] {
  const names = table.columns.map(({ name }) => name);
  const first = names.filter((name) => wanted.includes(name) && draw.chance(60)).slice(0, 1);
  return [...new Set([...first, ...draw.some(names, 0, 3)])];
}

function knownStages(definition: PipelineDefinition): readonly KnownStage[] {
  return checkPipeline(definition).stages.map(({ name, schema }) => {
    return { name, columns: schema.columns.map(({ name, type }) => ({ name, type })), key: schema.key };
  });
}

function withOneMore(draw: Draw, definition: PipelineDefinition, name: string): PipelineDefinition {
  const request = { draw, name, earlier: knownStages(definition) };
  const stage = draw.pick([
    () => reunion(request, definition),
    () => reunion(request, definition),
    () => passing(request),
    () => passing(request),
    () => randomStage(request).stage,
  ])();
  return { ...definition, stages: [...definition.stages, stage] };
}

/** A union of a stage with itself and others of its shape; rather of a union, so that it is reached by several ways. */
function reunion({ draw, name, earlier }: StageRequest, { stages }: PipelineDefinition): UnionStage {
  const unions = earlier.filter((known) =>
    stages.some((stage) => stage.name === known.name && stage.kind === 'union'),
  );
  const first = draw.pick(unions.length > 0 && draw.chance(60) ? unions : earlier);
  const alike = earlier.filter((other) => sameShape(first, other));
  const inputs = [first, ...draw.some(alike, 0, 2)];
  const branches = inputs.map((input, i) => ({ tag: `t${i}`, input: input.name }));
  return { kind: 'union', name, tagColumn: `${name}${draw.pick(['_tag', '/tag', ' =%'])}`, branches };
}

/**
 * A union, a copy of it in which one column is computed anew, and a union of both: rows reach it by two ways, and an order by that
 * column by one of them only.
 */
function withDiamond(draw: Draw, definition: PipelineDefinition): PipelineDefinition {
  const request = { draw, name: 'inner', earlier: knownStages(definition) };
  const inner = reunion(request, definition);
  const known = knownStages({ ...definition, stages: [...definition.stages, inner] }).at(-1);
  if (known === undefined) return definition;
  const others = known.columns.filter((column) => !known.key.includes(column.name));
  const lost = others.length > 0 ? draw.pick(others).name : '';
  const again: Stage = {
    kind: 'derive',
    name: 'again',
    input: inner.name,
    lookups: [],
    columns: known.columns.map(
      ({ name, type }): StageColumn =>
        name === lost
          ? { kind: 'compute', name, expr: nameText(name), type }
          : { kind: 'pass', name, from: name },
    ),
  };
  const branches = [
    { tag: 'x', input: inner.name },
    { tag: 'y', input: again.name },
  ];
  const outer: UnionStage = { kind: 'union', name: 'outer', tagColumn: 'outer_tag', branches };
  const persist = { orderBy: lost === '' ? [] : [lost] };
  return { ...definition, stages: [...definition.stages, inner, again, { ...outer, persist }] };
}

/** All columns on, some under odd names; a look-up, now and then in the stage itself is formed from; a text column of few values. */
function passing(request: StageRequest): Stage {
  const { draw, name, earlier } = request;
  const input = draw.pick(earlier);
  const taken = new Set(input.columns.map((column) => column.name));
  const hidden = input.columns.find(
    (column) => column.type.kind === 'text' && !input.key.includes(column.name) && draw.chance(30),
  );
  const columns = input.columns
    .filter((column) => column !== hidden)
    .map((column): StageColumn => {
      const odd = draw.pick(ODD_NAMES);
      const renamed = draw.chance(15) && !taken.has(odd);
      if (renamed) taken.add(odd);
      return { kind: 'pass', name: renamed ? odd : column.name, from: column.name };
    });
  const coded = draw.chance(50) ? [fewValues(draw, hidden?.name ?? `${name}_code`, input)] : [];
  const found = draw.chance(40)
    ? lookup(draw.chance(50) ? { ...request, earlier: [input] } : request, `${name}_l`, input.columns)
    : undefined;
  return {
    kind: 'derive',
    name,
    input: input.name,
    lookups: found === undefined ? [] : [found.lookup],
    columns: [...columns, ...coded, ...(found?.columns ?? []).map(({ column }) => column)],
  };
}

function fewValues(draw: Draw, name: string, { columns }: KnownStage): StageColumn {
  const [first, second] = draw.some(['L1', 'L2A', '', 'é', "it's", 'a/b'], 2, 2).map(textLiteral);
  const texts = columns
    .filter((column) => column.type.kind === 'text')
    .map((column) => nameText(column.name));
  const any = nameText(draw.pick(columns).name);
  const expr = draw.pick([
    `case when ${any} is null then ${first} else ${second} end`,
    `case when ${any} is not null then ${first} end`,
    ...texts.map((text) => `coalesce(${text}, ${first})`),
    ...texts.map((text) => `case when ${any} is null then ${second} else ${text} end`),
  ]);
  return { kind: 'compute', name, expr, type: TEXT };
}

function oddTags(draw: Draw, stage: Stage): Stage {
  if (stage.kind !== 'union') return stage;
  const count = stage.branches.length;
  const tags = draw.some(TAGS, count, count);
  return {
    ...stage,
    branches: stage.branches.map((branch, i) => ({ ...branch, tag: tags[i] ?? branch.tag })),
  };
}

/** The stage, now and then persisted; rather sorted by what a table is sorted by. */
function kept(draw: Draw, stage: Stage, known: KnownStage | undefined, leading: readonly string[]): Stage {
  const { persist, ...bare } = stage;
  if (known === undefined || !draw.chance(persist === undefined ? 35 : 70)) return bare;
  if (persist !== undefined && draw.chance(50)) return stage;
  const names = known.columns.map((column) => column.name);
  const texts = known.columns.filter((column) => column.type.kind === 'text').map((column) => column.name);
  const sorted = leading.filter((name) => names.includes(name));
  const first = sorted.length > 0 && draw.chance(60) ? [draw.pick(sorted)] : [];
  const partition = texts.length > 0 && draw.chance(60) ? { partitionBy: draw.pick(texts) } : {};
  return { ...bare, persist: { ...partition, orderBy: [...new Set([...first, ...draw.some(names, 0, 2)])] } };
}
