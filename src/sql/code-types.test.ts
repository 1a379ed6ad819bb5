import { expect, test } from 'vitest';
import { compute, lookupColumn, pass, passAs } from '../pipeline/build.ts';
import { checkPipeline } from '../pipeline/check.ts';
import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import type { Stage } from '../pipeline/stage.ts';
import { INTEGER, TEXT } from '../schema/types.ts';
import { codeTypes } from './code-types.ts';

const SOURCE: Stage = {
  kind: 'source',
  name: 'deal',
  table: {
    name: 'deal',
    key: ['id'],
    columns: [
      { name: 'id', type: TEXT, nullable: false },
      { name: 'n', type: INTEGER, nullable: false },
      { name: 'free', type: TEXT, nullable: true },
      { name: 'kind', type: TEXT, nullable: true, domain: { kind: 'values', values: ['stock', 'flow'] } },
    ],
  },
};

/** Names of lines with their groups; `line` is the key. */
const GROUPS: Stage = {
  kind: 'aggregate',
  name: 'groups',
  input: 'lines',
  groupBy: ['line'],
  measures: [{ name: 'n', fn: 'sum', column: 'n' }],
};

const LINES: Stage = {
  kind: 'derive',
  name: 'lines',
  input: 'deal',
  lookups: [],
  columns: [
    ...pass('id', 'n', 'kind', 'free'),
    compute('line', "case when n > 1 then 'b' when n > 0 then 'B' else 'é' end", TEXT),
  ],
};

const FACT: Stage = {
  kind: 'derive',
  name: 'fact',
  input: 'lines',
  lookups: [{ name: 'g', table: 'groups', on: { line: 'line' }, miss: { defaults: { n: null } } }],
  columns: [
    ...pass('id', 'free'),
    passAs('sort', 'kind'),
    compute('line', "case when n > 5 then 'z' else line end", TEXT),
    compute('mixed', "coalesce(free, 'none')", TEXT),
    lookupColumn('g', 'total', { column: 'n' }),
  ],
};

function typesOf(target: string) {
  const pipeline: Pipeline = checkPipeline({
    name: 'codes',
    stages: [SOURCE, LINES, GROUPS, FACT],
    outputs: ['fact'],
  });
  const stage: CheckedStage | undefined = pipeline.stages.find((each) => each.name === target);
  if (stage === undefined) throw new Error(`no stage ${target}`);
  const types = codeTypes(pipeline, stage);
  return (name: string, column: string) => types.get(name)?.get(column);
}

test('columns between which values move share one type, sorted as texts are', () => {
  const type = typesOf('fact');
  // UTF-8: B is 42, b 62, z 7A, é C3 A9.
  expect(type('fact', 'line')?.values).toEqual(['B', 'b', 'z', 'é']);
  expect(type('lines', 'line')).toBe(type('fact', 'line'));
  expect(type('groups', 'line')).toBe(type('fact', 'line'));
});

test('a domain gives the codes of a source, and they go by the name of the column that is written', () => {
  const type = typesOf('fact');
  expect(type('deal', 'kind')).toEqual({ kind: 'code', name: 'sort_codes', values: ['flow', 'stock'] });
  expect(type('fact', 'sort')).toBe(type('deal', 'kind'));
});

test('free text, and what free text flows into, has no type', () => {
  const type = typesOf('fact');
  expect(type('fact', 'free')).toBeUndefined();
  expect(type('fact', 'mixed')).toBeUndefined();
  expect(type('deal', 'id')).toBeUndefined();
});

test('columns that the stage does not write have no type', () => {
  const type = typesOf('groups');
  expect(type('groups', 'line')?.values).toEqual(['B', 'b', 'z', 'é']);
  expect(type('deal', 'kind')).toBeUndefined();
});
