/** Pipelines that a plan once got wrong, or easily could: by name, each with what was wrong. */

import { compute, lookupColumn, pass, passAs } from '../../src/pipeline/build.ts';
import type { Persist, Stage, UnionStage } from '../../src/pipeline/stage.ts';
import { BOOLEAN, INTEGER, TEXT, type Value } from '../../src/schema/types.ts';
import type { PlanCase } from '../oracle/generate-plan.ts';

const HUGE = 1_000_000;

const source = (name: string): Stage => ({
  kind: 'source',
  name,
  table: {
    name,
    key: ['id'],
    columns: [
      { name: 'id', type: TEXT, nullable: false },
      { name: 'c', type: INTEGER, nullable: true },
      { name: 'kind', type: TEXT, nullable: true },
    ],
  },
});

const row = (id: string, c: bigint, kind: Value): Readonly<Record<string, Value>> => ({ id, c, kind });

const ROWS = [
  row('a', 1n, null),
  row('b', 2n, ''),
  row('c', 2n, 'a/b'),
  row('d', 3n, 'a%c'),
  row('e', 5n, "it's=é"),
];

const union = (name: string, branches: Readonly<Record<string, string>>, persist?: Persist): UnionStage => ({
  kind: 'union',
  name,
  tagColumn: `${name}_tag`,
  branches: Object.entries(branches).map(([tag, input]) => ({ tag, input })),
  ...(persist === undefined ? {} : { persist }),
});

function planCase(stages: readonly Stage[], smallRows: number, outputs?: readonly string[]): PlanCase {
  const sources = stages.flatMap((stage) => (stage.kind === 'source' ? [stage.name] : []));
  return {
    test: {
      definition: { name: 'fixed', stages, outputs: outputs ?? stages.slice(-1).map(({ name }) => name) },
      tables: Object.fromEntries(sources.map((name) => [name, ROWS])),
      parameters: { calculation_date: 19753, reporting_currency: 'EUR', jurisdiction: 'basel' },
    },
    // Only the first one is sorted, so that only its branches go alone.
    orders: Object.fromEntries(sources.map((name, i) => [name, i === 0 ? ['c', 'id'] : []])),
    smallRows,
    persist: true,
  };
}

/** `inner` is reached by two ways; by one of them its order is lost, so that one of four branches goes alone. */
const diamond = (smallRows: number): PlanCase =>
  planCase(
    [
      source('t'),
      source('other'),
      union('inner', { a: 't', b: 'other' }),
      {
        kind: 'derive',
        name: 'again',
        input: 'inner',
        lookups: [],
        columns: [...pass('inner_tag', 'id'), compute('c', 'c + 0', INTEGER), ...pass('kind')],
      },
      union('outer', { x: 'inner', y: 'again' }, { orderBy: ['c'] }),
    ],
    smallRows,
  );

/** Joined, `loan` and `x` are called as `loan-x` and the empty tag. */
const collision = (partitionBy?: string): PlanCase =>
  planCase(
    [
      source('t'),
      union('inner', { x: 't', '': 't', others: 't', '../up': 't', 'a*[?]{i}': 't' }),
      union(
        'outer',
        { loan: 'inner', 'loan-x': 'inner', '': 'inner', part: 'inner' },
        { orderBy: ['c'], ...(partitionBy === undefined ? {} : { partitionBy }) },
      ),
    ],
    0,
  );

const oddPartitions = (): PlanCase => {
  const names = ['k=v', 'a/b', 'größe', '%41', "it's", 'a.b', '..', 'a b', 'x*[?]'];
  const stages = names.map(
    (name, i): Stage => ({
      kind: 'derive',
      name: `f${i}`,
      input: 't',
      lookups: [],
      columns: [...pass('id', 'c'), passAs(name, 'kind')],
      persist: { partitionBy: name, orderBy: ['c'] },
    }),
  );
  return planCase([source('t'), ...stages], 0);
};

/** `outer` has branches for `f`, so that what `f` looks up is wanted by several queries. */
const ownInput = (smallRows: number): PlanCase =>
  planCase(
    [
      source('t'),
      union('u', { a: 't', b: 't' }),
      {
        kind: 'derive',
        name: 'f',
        input: 'u',
        lookups: [
          {
            name: 'first',
            table: 'u',
            on: { u_tag: `'a'`, id: 'kind' },
            miss: { defaults: { c: null } },
          },
        ],
        columns: [
          ...pass('u_tag', 'id', 'c'),
          { kind: 'lookup', name: 'found', lookup: 'first', column: 'c' },
        ],
        persist: { orderBy: ['c'] },
      },
    ],
    smallRows,
  );

/** The table's `kind` has few values, the parent's, which counts, has any. */
const shadowedCodes = (): PlanCase => {
  const table: Stage = {
    kind: 'derive',
    name: 'codes',
    input: 'pairs',
    lookups: [],
    columns: [...pass('pairs_tag', 'id'), compute('kind', `case when c > 1 then 'L1' else 'L2' end`, TEXT)],
  };
  return planCase(
    [
      source('t'),
      union('pairs', { p: 't', q: 't' }),
      table,
      {
        kind: 'derive',
        name: 'parents',
        input: 't',
        lookups: [],
        columns: [passAs('parent', 'id'), ...pass('kind')],
      },
      {
        kind: 'expand',
        name: 'f',
        input: 'parents',
        expansion: { form: 'table', table: 'codes', on: { pairs_tag: `'p'` } },
        lookups: [],
        columns: pass('parent', 'id', 'kind'),
        persist: { partitionBy: 'kind' },
      },
    ],
    0,
  );
};

/** Columns of codes in every place where text may stand: order, equality, parts of texts, defaults, limits, tags. */
const usedCodes = (smallRows: number): PlanCase => {
  const kinds: Stage = {
    kind: 'derive',
    name: 'kinds',
    input: 't',
    lookups: [],
    columns: [
      ...pass('id', 'c'),
      compute('word', `case when c > 2 then 'b' when c > 1 then 'B' else null end`, TEXT),
      compute('other', `case when c > 3 then 'é' else 'a' end`, TEXT),
    ],
  };
  const words: Stage = {
    kind: 'derive',
    name: 'words',
    input: 'pairs',
    lookups: [
      { name: 'k', table: 'kinds', on: { id: 'id' }, miss: { defaults: { word: 'x' } } },
      { name: 'no', table: 'kinds', on: { id: `'none'` }, miss: { defaults: { word: 'y' } } },
    ],
    columns: [
      ...pass('pairs_tag', 'id', 'word', 'other'),
      lookupColumn('k', 'found', { column: 'word' }),
      lookupColumn('no', 'missed', { column: 'word' }),
      compute('smaller', 'least(other, coalesce(word, found))', TEXT),
      compute('is_less', 'word < other', BOOLEAN),
      compute('longer', `word || '-' || other`, TEXT),
      compute('first', 'substring(other, 1, 1)', TEXT),
      compute('like_b', `word like 'b%' or word in ('B', 'q')`, BOOLEAN),
      compute('either', `case when other = 'a' then other when word is null then 'none' else word end`, TEXT),
      compute('limited', `case when c > 2 then other else 'a' end`, TEXT, {
        domain: { kind: 'values', values: ['a', 'é'] },
      }),
    ],
    filter: `other >= 'a' and pairs_tag != 'none'`,
    persist: { partitionBy: 'either', orderBy: ['id'] },
  };
  return planCase([source('t'), kinds, union('pairs', { p: 'kinds', q: 'kinds' }), words], smallRows);
};

export const oddOrder = (): PlanCase =>
  planCase(
    [
      source('t'),
      {
        kind: 'derive',
        name: 'f',
        input: 't',
        lookups: [],
        columns: [passAs('say "id"', 'id'), passAs('"', 'c'), passAs('""', 'kind')],
        persist: { orderBy: ['"'], partitionBy: '""' },
      },
    ],
    HUGE,
  );

export const PLAN_CASES: Readonly<Record<string, PlanCase>> = {
  'a union reached by two ways, one of its branches alone: rows twice': diamond(0),
  'a union reached by two ways, in one query': diamond(HUGE),
  'tags that join to the same text or are no file names: files overwritten': collision(),
  'the same, partitioned: files counted twice': collision('kind'),
  'partition columns with names that folders change, values NULL and empty': oddPartitions(),
  'a persisted stage that looks up its own input, by branch': ownInput(0),
  'a persisted stage that looks up its own input, in one query': ownInput(HUGE),
  'a list of codes of a column that the parent hides': shadowedCodes(),
  'codes compared, cut, joined and limited, by branch': usedCodes(0),
  'codes compared, cut, joined and limited, in one query': usedCodes(HUGE),
};
