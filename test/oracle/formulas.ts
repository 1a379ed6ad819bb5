/**
 * The formulas of caps and derivatives once more, written from the standards and not from the product: fractions of bigints, rounded where a column is, half away
 * from zero. Nothing of `src/` is imported.
 */

interface Fraction {
  readonly over: bigint;
  readonly under: bigint;
}

const whole = (units: bigint): Fraction => ({ over: units, under: 1n });
const times = (a: Fraction, over: bigint, under: bigint): Fraction => ({
  over: a.over * over,
  under: a.under * under,
});
const minus = (a: Fraction, b: Fraction): Fraction => ({
  over: a.over * b.under - b.over * a.under,
  under: a.under * b.under,
});

/** `under` is positive. */
function rounded({ over, under }: Fraction): bigint {
  const size = over < 0n ? -over : over;
  const [down, rest] = [size / under, size % under];
  const up = 2n * rest >= under ? down + 1n : down;
  return over < 0n ? -up : up;
}

const greatest = (first: bigint, ...others: readonly bigint[]): bigint =>
  others.reduce((most, each) => (each > most ? each : most), first);
const least = (a: bigint, b: bigint): bigint => (a < b ? a : b);

/** Amounts in units of four digits after the point. */
export interface CapTotals {
  readonly l1: bigint;
  readonly l2a: bigint;
  readonly l2b: bigint;
  readonly a1: bigint;
  readonly a2a: bigint;
  readonly a2b: bigint;
  readonly outflows: bigint;
  readonly inflows: bigint;
  /** Outside the caps (¶58–61). */
  readonly alternatives: bigint;
  /** Level 2A that may count above its cap (¶62), at market value, and what counts of one unit, in units of six digits. */
  readonly extra2a: bigint;
  readonly extraWeight: bigint;
}

export interface Caps {
  readonly adj15: bigint;
  readonly adj40: bigint;
  readonly stock: bigint;
  readonly inflowCap: bigint;
  readonly cappedInflows: bigint;
  readonly netOutflows: bigint;
  /** In units of six digits; null without net outflows. */
  readonly lcr: bigint | null;
}

/** d238 Annex 1 (4): each candidate is rounded to four digits, and so is the cap on inflows (¶69, 144). */
export function capsOf(totals: CapTotals): Caps {
  const { l1, l2a, l2b, a1, a2a, a2b, outflows, inflows } = totals;
  const adj15 = greatest(
    rounded(minus(whole(a2b), times(whole(a1 + a2a), 15n, 85n))),
    rounded(minus(whole(a2b), times(whole(a1), 15n, 60n))),
    0n,
  );
  const adj40 = greatest(rounded(minus(whole(a2a + a2b - adj15), times(whole(a1), 2n, 3n))), 0n);
  const stock = l1 + l2a + l2b - adj15 - adj40 + totals.alternatives + extraOf(totals, adj40);
  const inflowCap = rounded(times(whole(outflows), 75n, 100n));
  const cappedInflows = least(inflows, inflowCap);
  const netOutflows = outflows - cappedInflows;
  const sign = netOutflows < 0n ? -1n : 1n;
  const lcr =
    netOutflows === 0n ? null : rounded({ over: sign * stock * 1_000_000n, under: sign * netOutflows });
  return { adj15, adj40, stock, inflowCap, cappedInflows, netOutflows, lcr };
}

/** Of level 2A above its cap what the cap cut off comes back: at most all that there is of it before and after unwinding, whose haircut was 15 %. */
function extraOf({ l2a, a2a, extra2a, extraWeight }: CapTotals, adj40: bigint): bigint {
  const cut = greatest(least(adj40, least(a2a, l2a)), 0n);
  const counted = least(extra2a, rounded(times(whole(cut), 100n, 85n)));
  return rounded(times(whole(counted), extraWeight, 1_000_000n));
}

/** In cents. */
export interface NettingSet {
  readonly entity: string;
  readonly values: readonly bigint[];
  readonly posted: bigint;
  readonly received: bigint;
}

/** d295 ¶19–20, 34–35, 43(d): what a set counts with; a set off never changes the sign. */
export function setOf({ values, posted, received }: NettingSet) {
  const cost = values.reduce((sum, value) => sum + value, 0n);
  return {
    asset: cost > received ? cost - received : 0n,
    liability: -cost > posted ? -cost - posted : 0n,
    addOn: cost < 0n ? -cost : 0n,
  };
}

/** d295 ¶25(c), 43(b), 43(d): required funding of an entity's sets in units of four digits, `addOnRate` in millionths. */
export function requiredOf(sets: readonly NettingSet[], addOnRate: bigint) {
  const each = sets.map(setOf);
  const sum = (of: (set: ReturnType<typeof setOf>) => bigint): bigint =>
    each.reduce((total, set) => total + of(set), 0n);
  const net = sum(({ asset }) => asset) - sum(({ liability }) => liability);
  // The add-on is valued set by set, each rounded to four digits.
  const addOn = sum(({ addOn: amount }) => rounded({ over: amount * 100n * addOnRate, under: 1_000_000n }));
  return {
    netAsset: net > 0n ? net * 100n : 0n,
    netLiability: net < 0n ? -net * 100n : 0n,
    required: (net > 0n ? net * 100n : 0n) + addOn,
  };
}
