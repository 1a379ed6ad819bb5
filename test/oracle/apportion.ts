/**
 * A total divided among weights to the last unit: the shares are truncated, and the units that are then missing go to the
 * largest fractional remainders, one each; of equal ones to those that come first.
 */

/** Whole units; `weights` are not zero and have one sign. The shares have the order of the weights, and their sum is `total`. */
export function apportion(total: bigint, weights: readonly bigint[]): readonly bigint[] {
  const sum = weights.reduce((soFar, weight) => soFar + weight, 0n);
  // Division and remainder truncate towards zero, so both have the sign of the total.
  const shares = weights.map((weight) => ({ units: (total * weight) / sum, rest: (total * weight) % sum }));
  let missing = total - shares.reduce((soFar, share) => soFar + share.units, 0n);
  const one = missing < 0n ? -1n : 1n;
  const first = shares.map((_, i) => i).sort((a, b) => descending(rest(shares[a]), rest(shares[b])) || a - b);
  const units = shares.map((share) => share.units);
  for (const i of first) {
    if (missing === 0n) break;
    units[i] = (units[i] ?? 0n) + one;
    missing -= one;
  }
  return units;
}

/** Without its sign: all remainders have the same one. */
function rest(share: { readonly rest: bigint } | undefined): bigint {
  const value = share?.rest ?? 0n;
  return value < 0n ? -value : value;
}

function descending(a: bigint, b: bigint): number {
  return a > b ? -1 : a < b ? 1 : 0;
}
