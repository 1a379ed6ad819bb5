/**
 * Custom stages of the reference interpreter: for each text of the catalogue a twin that computes the same rows, row by row and without SQL.
 *
 * What a text does with a value that can't be calculated is its own affair: carried along, all of its rows are then open.
 */

import { PlimsollError } from '../../src/errors/error.ts';
import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { type CatalogueText, catalogueText } from './custom-text.ts';
import { type Failures, failureOf, markFailing, OPEN, setFailing } from './failing-cell.ts';
import { cell, compareKeys, identity, keyOf, type Row } from './row.ts';

type CustomStage = Extract<CheckedStage, { kind: 'custom' }>;
type Inputs = readonly (readonly Row[])[];

export function customRows(
  stage: CustomStage,
  rowsOf: (stage: string) => readonly Row[],
  failures: Failures,
): readonly Row[] {
  const args = catalogueText(stage);
  if (args === undefined) throw new Error(`Invariant broken: the text of ${stage.name} has a twin`);
  const inputs = stage.inputs.map(rowsOf);
  if (inputs.some((rows) => rows.some((row) => failureOf(row) !== undefined))) return [openRow(stage)];
  try {
    return TWINS[args.twin](args, inputs);
  } catch (error) {
    if (failures === 'carry' && error instanceof PlimsollError) return [openRow(stage)];
    throw error;
  }
}

function openRow(stage: CustomStage): Row {
  const row: Record<string, Value> = {};
  for (const { name } of stage.schema.columns) setFailing(row, name, OPEN);
  return markFailing(row, [OPEN]);
}

const TWINS: Readonly<
  Record<CatalogueText['twin'], (args: CatalogueText, inputs: Inputs) => readonly Row[]>
> = {
  rank: (args, [rows = []]) =>
    groupsOf(rows, args.group).flatMap((group) =>
      sorted(group, [args.value, ...args.key]).map((row, index) => ({
        ...taken(row, [...args.key, ...args.pass]),
        [`${args.own}_rank`]: BigInt(index + 1),
      })),
    ),

  running: (args, [rows = []]) =>
    groupsOf(rows, args.group).flatMap((group) => {
      let total: bigint | null = null;
      return sorted(group, args.key).map((row) => {
        total = plus(total, cell(row, args.value));
        return { ...taken(row, args.key), [`${args.own}_sum`]: total };
      });
    }),

  anti: (args, [rows = [], others = []]) => {
    const there = new Set(others.map((row) => identity([cell(row, args.other)])));
    const isThere = (value: Value): boolean => value !== null && there.has(identity([value]));
    return rows.filter((row) => !isThere(cell(row, args.value))).map((row) => taken(row, args.pass));
  },

  pivot: (args, [rows = []]) => {
    const groups = groupsOf(rows, args.group);
    // Without groups there is one row, for no input too.
    const all = groups.length === 0 && args.group.length === 0 ? [[]] : groups;
    return all.map((group) => {
      const sum = (isNull: boolean): Value =>
        group
          .filter((row) => (cell(row, args.other) === null) === isNull)
          .reduce<bigint | null>((total, row) => plus(total, cell(row, args.value)), null);
      return {
        ...(group[0] === undefined ? {} : taken(group[0], args.group)),
        [`${args.own}_p0`]: sum(true),
        [`${args.own}_p1`]: sum(false),
        [`${args.own}_n`]: BigInt(group.length),
      };
    });
  },

  merged: (args, [rows = [], others = []]) => {
    const found = new Map<string, Row>();
    const put = (value: Value, first: boolean): void => {
      const key = identity([value]);
      if (!found.has(key)) found.set(key, { [`${args.own}_v`]: value, [`${args.own}_first`]: first });
    };
    for (const row of rows) put(cell(row, args.value), true);
    for (const row of others) put(cell(row, args.other), false);
    return [...found.values()];
  },

  chain: (args, [rows = []]) =>
    rows.flatMap((row) => {
      const steps = cell(row, args.value) === null ? [1n] : [1n, 2n, 3n];
      return steps.map((step) => ({ ...taken(row, args.key), [`${args.own}_step`]: step }));
    }),
};

const taken = (row: Row, names: readonly string[]): Row =>
  Object.fromEntries(names.map((name) => [name, cell(row, name)]));

const sorted = (rows: readonly Row[], by: readonly string[]): readonly Row[] =>
  [...rows].sort((a, b) => compareKeys(a, b, by));

function groupsOf(rows: readonly Row[], by: readonly string[]): readonly (readonly Row[])[] {
  const groups = new Map<string, Row[]>();
  for (const row of rows) groups.set(keyOf(row, by), [...(groups.get(keyOf(row, by)) ?? []), row]);
  return [...groups.values()];
}

/** NULL adds nothing; a sum of nothing is NULL. */
const plus = (total: bigint | null, value: Value): bigint | null =>
  value === null ? total : (total ?? 0n) + BigInt(value);
