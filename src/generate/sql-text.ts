/** Small pieces of SQL text that the tables of the generated bank are made of; all of them are integer arithmetic. */

/** A whole number from 0 to `count` − 1, each equally likely. `count` stays below 2^31, so the product fits 64 bits. */
export const uniform = (draw: string, count: number | string): string => `((${draw} * ${count}) >> 32)`;

/**
 * A whole number from 0 to `count` − 1 that prefers small ones: with the square of a uniform draw, a tenth of the
 * numbers gets a third of the draws, as a bank's largest counterparties do.
 */
export const skewed = (draw: string, count: number): string =>
  `(((((${draw} >> 1) * (${draw} >> 1)) >> 30) * ${count}) >> 32)`;

/** True in `perTenThousand` of 10,000 rows. */
export const chance = (draw: string, perTenThousand: number): string =>
  `(${draw} < ${Math.floor((perTenThousand * 2 ** 32) / 10_000)})`;

export type Cell = number | bigint | string | boolean | null;

/** The element of `values` at a position from 0; null where the list says null. */
export function at(values: readonly Cell[], position: string): string {
  const whole = values.every(
    (value) => value === null || typeof value === 'number' || typeof value === 'bigint',
  );
  const literals = values.map((value) => {
    if (value === null) return 'NULL';
    return typeof value === 'string' ? quoted(value) : String(value);
  });
  return `(([${literals.join(',')}]${whole ? '::BIGINT[]' : ''})[(${position}) + 1])`;
}

/** One of `values`, each equally likely. */
export const oneOf = (draw: string, values: readonly Cell[]): string =>
  at(values, uniform(draw, values.length));

/** A key as banks write them: `ACC-0000012345` for row 12344. */
export const key = (prefix: string, row: string): string =>
  `'${prefix}-' || substr((10000000001 + (${row}))::VARCHAR, 2)`;

/** A day so many days after the ISO date; null stays null. */
export const daysAfter = (date: string, days: string): string => `(DATE '${date}' + (${days})::INTEGER)`;

/** Rounds an amount down to whole multiples of `unit`. */
export const floorTo = (amount: string, unit: string | number): string =>
  `((${amount}) - (${amount}) % (${unit}))`;

export const quoted = (text: string): string => `'${text.replaceAll("'", "''")}'`;
