/** What a relation adds up to: rows and sums of its numbers, by entity and currency where it has them. */

import type { Engine } from '../engine/engine.ts';
import type { CheckedStage } from '../pipeline/pipeline.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { parseDecimal } from '../values/decimal.ts';

/** Columns by which sums are told apart, where a relation has them. */
export const GROUPS = ['entity_id', 'currency_code'] as const;
export type GroupColumn = (typeof GROUPS)[number];

/** Rows, and per column the sum of its values in units of its scale; nothing where all are NULL counts as zero. */
export interface Sums {
  readonly rows: bigint;
  readonly columns: Readonly<Record<string, bigint>>;
}

export interface Profile {
  /** Of `GROUPS` those that the relation has. */
  readonly by: readonly GroupColumn[];
  readonly groups: readonly { readonly values: readonly (string | null)[]; readonly sums: Sums }[];
}

/** A column that is added up, with the digits after its point. */
export interface Summed {
  readonly name: string;
  readonly scale: number;
}

/** The columns of a stage that can be added up. */
export function summedColumns({ schema }: CheckedStage): readonly Summed[] {
  return schema.columns.flatMap(({ name, type }) => {
    if (type.kind === 'decimal') return [{ name, scale: type.scale }];
    return type.kind === 'integer' ? [{ name, scale: 0 }] : [];
  });
}

/** Adds up `relation`, engine text with the stage's columns. */
export async function profileOf(engine: Engine, stage: CheckedStage, relation: string): Promise<Profile> {
  const by = GROUPS.filter((name) => stage.schema.columns.some((column) => column.name === name));
  const summed = summedColumns(stage);
  const names = by.map((name) => DUCKDB.quoteName(name));
  const sums = summed.map(
    ({ name, scale }, i) => `CAST(sum(${DUCKDB.quoteName(name)}) AS DECIMAL(38,${scale})) AS "s${i}"`,
  );
  const rows = await engine.rows(
    `SELECT ${[...names, 'count(*) AS "~rows"', ...sums].join(', ')} FROM ${relation} AS s${names.length === 0 ? '' : ` GROUP BY ${names.join(', ')}`}`,
  );
  const groups = rows.map((row) => ({
    values: by.map((name) => (row[name] === null ? null : String(row[name]))),
    sums: {
      rows: BigInt(String(row['~rows'])),
      columns: Object.fromEntries(summed.map(({ name }, i) => [name, unitsOf(row[`s${i}`])])),
    },
  }));
  return { by, groups };
}

/** The engine writes every digit of the scale. */
const unitsOf = (text: unknown): bigint => (text === null ? 0n : (parseDecimal(String(text))?.units ?? 0n));

/** A column of one side, and what it is called on the other. */
export interface Renamed {
  readonly from: string;
  readonly to: string;
}

/** The profile by fewer columns, with the columns that `names` has under their names there. */
export function rolledUp(
  profile: Profile,
  by: readonly GroupColumn[],
  names: readonly Renamed[],
): ReadonlyMap<string, Sums> {
  const found = new Map<string, Sums>();
  for (const { values, sums } of profile.groups) {
    const key = JSON.stringify(by.map((name) => values[profile.by.indexOf(name)] ?? null));
    const columns = Object.fromEntries(names.map(({ from, to }) => [to, sums.columns[from] ?? 0n]));
    found.set(key, added(found.get(key), { rows: sums.rows, columns }));
  }
  return found;
}

export function added(a: Sums | undefined, b: Sums): Sums {
  if (a === undefined) return b;
  const names = new Set([...Object.keys(a.columns), ...Object.keys(b.columns)]);
  return {
    rows: a.rows + b.rows,
    columns: Object.fromEntries(
      [...names].map((name) => [name, (a.columns[name] ?? 0n) + (b.columns[name] ?? 0n)]),
    ),
  };
}
