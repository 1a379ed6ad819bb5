/** Metrics before and after, one row each; only those that moved. */

import type { MetricMove } from '../../scenario/metric-moves.ts';
import type { Output } from '../output.ts';
import { amount, difference, exactDigits, percent } from './metric-values.ts';

export const moved = (moves: readonly MetricMove[]): readonly MetricMove[] =>
  moves.filter(({ before, after }) => before !== after);

/** Exact decimal texts; what stands still is left out. */
export const movesJson = (moves: readonly MetricMove[]) =>
  moved(moves).map((move) => ({ ...move, difference: difference(move.before, move.after) }));

/** What is looked at first, where a pipeline has metrics of these names; the others are in --variance and --json. */
const HEADLINES: readonly string[] = [
  ...['lcr', 'stock', 'outflows', 'capped_inflows', 'net_outflows'],
  ...['nsfr', 'asf', 'rsf'],
];

/** By perimeter as they come, the headlines in their order; all of them where none is a headline. */
function headlines(moves: readonly MetricMove[]): readonly MetricMove[] {
  const rank = ({ key }: MetricMove): number => HEADLINES.indexOf(key['metric'] ?? '');
  const found = moves.filter((move) => rank(move) >= 0);
  if (found.length === 0) return moves;
  const perimeters = [...new Set(found.map(({ key }) => key['perimeter']))];
  return perimeters.flatMap((perimeter) =>
    found.filter(({ key }) => key['perimeter'] === perimeter).sort((a, b) => rank(a) - rank(b)),
  );
}

export interface SideNames {
  readonly before: string;
  readonly after: string;
}

export function printMoves(
  moves: readonly MetricMove[],
  currency: string,
  output: Output,
  names: SideNames & { readonly all?: boolean } = { before: 'before', after: 'after' },
): void {
  const all = moved(moves);
  const shown = names.all === true ? all : headlines(all);
  if (shown.length === 0) {
    output.line('No metric moves.');
    return;
  }
  const keys = Object.keys(shown[0]?.key ?? {});
  // Differences of rounded amounts would not foot, so all of them are shown with the digits that they have.
  const digits = exactDigits(
    shown.filter((move) => !isRatio(move)).flatMap(({ before, after }) => [before, after]),
  );
  output.table(
    [
      ...keys.map((title) => ({ title, align: 'left' as const })),
      ...[names.before, names.after, 'difference'].map((title) => ({ title, align: 'right' as const })),
    ],
    shown.map((move) => [
      ...keys.map((key) => move.key[key] ?? null),
      valueText(move, move.before, digits),
      valueText(move, move.after, digits),
      differenceText(move, digits),
    ]),
  );
  output.line();
  const still = moves.length - all.length;
  const hidden = all.length - shown.length;
  const rest = hidden === 0 ? '' : ` ${hidden} more metrics move; --json has all of them.`;
  output.line(`Amounts in ${currency}.${rest} ${still} stand still.`);
}

const isRatio = ({ unit }: MetricMove): boolean => unit === 'ratio';

const valueText = (move: MetricMove, value: string | null, digits: number): string | null =>
  isRatio(move) ? (percent(value) ?? 'none') : amount(value, digits);

function differenceText(move: MetricMove, digits: number): string | null {
  const value = difference(move.before, move.after);
  if (value === null) return null;
  const text = isRatio(move) ? percent(value)?.replace('%', 'points') : amount(value, digits);
  return value.startsWith('-') ? (text ?? null) : `+${text ?? ''}`;
}
