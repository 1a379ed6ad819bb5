/** A change that gives up looking half way must not tell the rows that it had counted by then. */

import { expect, it } from 'vitest';
import { compute, pass } from '../../src/pipeline/build.ts';
import type { PipelineDefinition } from '../../src/pipeline/stage.ts';
import { decimal, TEXT, type Value } from '../../src/schema/types.ts';
import { compareHistoryCase } from './campaign.ts';
import { add, BANK, by, test as condition } from './history-bank.ts';
import { withDuckDb } from './scratch-engine.ts';

const MONEY = decimal(18, 2);

const source = (name: string): PipelineDefinition['stages'][number] => ({
  kind: 'source',
  name,
  table: {
    name,
    key: ['id'],
    columns: [
      { name: 'id', type: TEXT, nullable: false },
      { name: 'v', type: MONEY, nullable: true, adjustable: true },
    ],
  },
});

const copy = (name: string, input: string): PipelineDefinition['stages'][number] => ({
  kind: 'derive',
  name,
  input,
  lookups: [],
  columns: [...pass('id'), ...pass('v')],
});

/** The filter keeps the stage's own rows from telling what the rule matches, so its two ways are asked one after the other. */
const definition: PipelineDefinition = {
  name: 'two ways',
  outputs: ['top'],
  stages: [
    source('few'),
    source('many'),
    copy('a few', 'few'),
    copy('a many', 'many'),
    {
      kind: 'union',
      name: 'both',
      tagColumn: 'kind',
      branches: [
        { tag: 'F', input: 'a few' },
        { tag: 'M', input: 'a many' },
      ],
    },
    {
      kind: 'derive',
      name: 'top',
      input: 'both',
      lookups: [],
      columns: [...pass('kind'), ...pass('id'), compute('w', 'v * 2', MONEY, { adjustable: true })],
      filter: 'w >= 1',
    },
  ],
};

const rows = (prefix: string, count: number): readonly Readonly<Record<string, Value>>[] =>
  Array.from({ length: count }, (_, index) => ({ id: `${prefix}${index}`, v: 10_000n }));

it('two rows by one way and eight by the other, of which five are too many', async () => {
  const start = { ...BANK, definition, tables: { few: rows('f', 2), many: rows('m', 8) } };
  const acts = [add('R', 'top', [condition('w', '>=', '5')], [by('multiply', 'w', '3')])];
  const counts = await withDuckDb((engine) =>
    compareHistoryCase(engine, {
      history: { start, acts },
      keepEvery: 100,
      mode: 'auto',
      limits: { shareMax: 0.5, smallRows: 1, fewRules: 1 },
      movesBase: false,
    }),
  );
  expect(counts.acts).toBe(1);
});
