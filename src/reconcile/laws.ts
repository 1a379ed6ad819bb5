/**
 * What must be the same on both sides of a stage, by its operator. Sides are compared by entity and currency where the stage passes these on, else in all.
 *
 *   source      accepted records = rows + rows that its filter leaves out, in count and in every decimal
 *   derive      rows in = rows out + left out; every decimal that is passed on likewise. A look-up that found two rows, or lost one, would show.
 *   union       the rows and decimals of all branches together
 *   expand      by literal rows: so many rows each. By a table or by dates: nothing is the same on both sides
 *   aggregate   every sum = the sum over its input; every count of rows = the rows in
 *   custom      nothing is known
 */

import type { CheckedStage } from '../pipeline/pipeline.ts';
import {
  added,
  GROUPS,
  type GroupColumn,
  type Profile,
  type Renamed,
  rolledUp,
  type Sums,
  summedColumns,
} from './profile.ts';

export interface Sides {
  /** What goes in, per input; of a source, the accepted records. */
  readonly inputs: readonly Profile[];
  readonly out: Profile;
  /** What the filter leaves out, as it would be without it; null: there is no filter. */
  readonly leftOut: Profile | null;
}

/** One number on both sides of a stage, in units of the column's scale. */
export interface Compared {
  /** Column of the stage; null: its rows. */
  readonly column: string | null;
  readonly scale: number;
  /** What the law makes of the inputs. */
  readonly expected: bigint;
  readonly out: bigint;
  readonly leftOut: bigint;
  /** Groups in which the sides differ, with how much is missing (negative: too much). */
  readonly differences: readonly { readonly group: readonly (string | null)[]; readonly missing: bigint }[];
}

export interface StageCheck {
  readonly stage: string;
  readonly operator: CheckedStage['kind'];
  readonly rowsIn: bigint;
  readonly rowsOut: bigint;
  readonly leftOut: bigint;
  /** By what the groups in `compared` are told apart. */
  readonly by: readonly GroupColumn[];
  readonly compared: readonly Compared[];
}

/** Which columns of the input are which of the stage, by name; `rows`: how many rows each row becomes, or the column that counts them. */
interface Law {
  readonly by: readonly GroupColumn[];
  readonly columns: readonly Renamed[];
  readonly rows: { readonly times: bigint } | { readonly countedBy: string } | null;
}

export function checkStage(stage: CheckedStage, sides: Sides): StageCheck {
  const law = lawOf(stage, sides);
  const whole = (profile: Profile): Sums => sumOf([...rolledUp(profile, [], []).values()]);
  return {
    stage: stage.name,
    operator: stage.kind,
    rowsIn: sumOf(sides.inputs.map(whole)).rows,
    rowsOut: whole(sides.out).rows,
    leftOut: sides.leftOut === null ? 0n : whole(sides.leftOut).rows,
    by: law.by,
    compared: compare(stage, sides, law),
  };
}

function lawOf(stage: CheckedStage, { inputs, out }: Sides): Law {
  const shared = GROUPS.filter((name) => [out, ...inputs].every((profile) => profile.by.includes(name)));
  const same = decimals(stage).map((name) => ({ from: name, to: name }));
  switch (stage.kind) {
    case 'source':
      return stage.validity === null
        ? { by: shared, columns: same, rows: { times: 1n } }
        : { by: [], columns: [], rows: null };
    case 'union':
      return { by: shared, columns: same, rows: { times: 1n } };
    case 'derive':
    case 'expand':
      return rowLaw(stage, shared);
    case 'aggregate':
      return groupLaw(stage, shared);
    case 'custom':
    case 'scale':
    case 'entries':
      return { by: [], columns: [], rows: null };
  }
}

function rowLaw(
  stage: Extract<CheckedStage, { kind: 'derive' | 'expand' }>,
  shared: readonly GroupColumn[],
): Law {
  const passed = stage.columns.flatMap((column) =>
    column.kind === 'pass' ? [{ name: column.column.name, from: column.from }] : [],
  );
  const by = shared.filter((name) => passed.some((column) => column.name === name && column.from === name));
  if (stage.kind === 'expand') {
    const { expansion } = stage;
    const times = expansion.form === 'rows' ? BigInt(expansion.rows.length) : null;
    return { by, columns: [], rows: times === null ? null : { times } };
  }
  const numbers = decimals(stage);
  const columns = passed
    .filter(({ name }) => numbers.includes(name))
    .map(({ name, from }) => ({ from, to: name }));
  return { by, columns, rows: { times: 1n } };
}

/** What is passed on and worth adding up; days and years are whole numbers. */
const decimals = ({ schema }: CheckedStage): readonly string[] =>
  schema.columns.filter(({ type }) => type.kind === 'decimal').map(({ name }) => name);

function groupLaw(stage: Extract<CheckedStage, { kind: 'aggregate' }>, shared: readonly GroupColumn[]): Law {
  const sums = stage.measures.flatMap(({ fn, column, name }) =>
    fn === 'sum' && column !== null ? [{ from: column, to: name }] : [],
  );
  const counted = stage.measures.find(({ fn, column }) => fn === 'count' && column === null);
  return {
    by: shared.filter((name) => stage.groupBy.includes(name)),
    columns: sums,
    rows: counted === undefined ? null : { countedBy: counted.name },
  };
}

function compare(stage: CheckedStage, sides: Sides, law: Law): readonly Compared[] {
  const own = summedColumns(stage).map(({ name }) => ({ from: name, to: name }));
  const expected = merged(sides.inputs.map((input) => rolledUp(input, law.by, law.columns)));
  const out = rolledUp(sides.out, law.by, own);
  const leftOut = sides.leftOut === null ? new Map<string, Sums>() : rolledUp(sides.leftOut, law.by, own);
  const keys = [...new Set([...expected.keys(), ...out.keys(), ...leftOut.keys()])];
  const { rows } = law;
  const one = (
    column: string | null,
    scale: number,
    wanted: (sums: Sums) => bigint,
    found: (sums: Sums) => bigint,
  ) => {
    const at = (key: string) => ({
      expected: amountIn(expected.get(key), wanted),
      out: amountIn(out.get(key), found),
      leftOut: amountIn(leftOut.get(key), found),
    });
    const all = keys.map((key) => ({ key, ...at(key) }));
    const total = (side: 'expected' | 'out' | 'leftOut') => all.reduce((sum, each) => sum + each[side], 0n);
    const differences = all
      .map((each) => ({ key: each.key, missing: each.expected - each.out - each.leftOut }))
      .filter(({ missing }) => missing !== 0n)
      .map(({ key, missing }) => ({ group: JSON.parse(key) as (string | null)[], missing }));
    return {
      column,
      scale,
      expected: total('expected'),
      out: total('out'),
      leftOut: total('leftOut'),
      differences,
    };
  };
  const inRows = (sums: Sums): bigint => sums.rows;
  const ofRows =
    rows === null
      ? []
      : 'times' in rows
        ? [one(null, 0, (sums) => sums.rows * rows.times, inRows)]
        : [one(rows.countedBy, 0, inRows, (sums) => sums.columns[rows.countedBy] ?? 0n)];
  const ofColumns = summedColumns(stage)
    .filter(({ name }) => law.columns.some(({ to }) => to === name))
    .map(({ name, scale }) => {
      const value = (sums: Sums): bigint => sums.columns[name] ?? 0n;
      return one(name, scale, value, value);
    });
  return [...ofRows, ...ofColumns];
}

const amountIn = (sums: Sums | undefined, value: (sums: Sums) => bigint): bigint =>
  sums === undefined ? 0n : value(sums);

function merged(all: readonly ReadonlyMap<string, Sums>[]): ReadonlyMap<string, Sums> {
  const found = new Map<string, Sums>();
  for (const each of all) for (const [key, sums] of each) found.set(key, added(found.get(key), sums));
  return found;
}

const sumOf = (all: readonly Sums[]): Sums =>
  all.reduce((sum, each) => added(sum, each), { rows: 0n, columns: {} });
