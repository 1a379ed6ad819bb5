/**
 * Repeatable randomness as SQL text: a 32-bit hash of (seed, table, column, row).
 *
 * A *draw* is a column of whole numbers from 0 to 2^32 − 1 that look random and depend on nothing but the seed, the
 * names and the row's number, so the same bank comes out on any machine, with any number of threads, in any order of
 * rows. The engine's own random() and hash() promise none of that, least of all over versions.
 *
 * The hash is three rounds of multiply, mask and xor-shift. Each multiplier is below 2^31 and each state below 2^32,
 * so no product passes 2^63, where DuckDB would stop with an overflow. Two keys, one before and one between the
 * rounds, keep two columns from being shifted copies of each other.
 */

const MASK = 0xffffffff;
const MULTIPLIERS = Object.freeze({ spread: 1_640_531_527, first: 2_146_121_005, second: 739_982_445 });
const LAST_MULTIPLIER = 695_872_825;

/** Columns to draw for the rows of one table: named after `table`, numbered by the SQL expression `row`. */
export interface Draws {
  readonly table: string;
  readonly row: string;
  readonly names: readonly string[];
}

/** A column and the SQL expression that it holds. */
export type SqlColumns = Readonly<Record<string, string>>;

/**
 * The layers of SELECT that turn row numbers into draws: each is put around the one before, so that an intermediate
 * value is computed once although the next layer uses it twice.
 */
export function drawLayers(seed: number, draws: readonly Draws[]): readonly SqlColumns[] {
  const all = draws.flatMap((group) =>
    group.names.map((name) => ({
      name,
      row: group.row,
      before: hashText(`${seed}/${group.table}/${name}`),
      between: hashText(`${name}/${group.table}/${seed}`),
    })),
  );
  const layer = (expression: (draw: (typeof all)[number]) => string): SqlColumns =>
    Object.fromEntries(all.map((draw) => [draw.name, expression(draw)]));
  return [
    layer((d) => `(((${d.row}) & ${MASK}) * ${MULTIPLIERS.spread} + ${d.before}) & ${MASK}`),
    layer((d) => `(xor(${d.name}, ${d.name} >> 16) * ${MULTIPLIERS.first}) & ${MASK}`),
    layer((d) => `(xor(${d.name}, ${d.name} >> 15) * ${MULTIPLIERS.second} + ${d.between}) & ${MASK}`),
    layer((d) => `(xor(${d.name}, ${d.name} >> 16) * ${LAST_MULTIPLIER}) & ${MASK}`),
    layer((d) => `xor(${d.name}, ${d.name} >> 15)`),
  ];
}

/** 32-bit FNV-1a with a final mix: turns names into keys, and is the draw of what is not drawn for each row. */
export function hashText(text: string): number {
  let state = 0x811c9dc5;
  for (let i = 0; i < text.length; i++) state = Math.imul(state ^ text.charCodeAt(i), 0x01000193);
  state = Math.imul(state ^ (state >>> 16), 0x85ebca6b);
  state = Math.imul(state ^ (state >>> 13), 0xc2b2ae35);
  return (state ^ (state >>> 16)) >>> 0;
}
