/**
 * To what a report is rounded, read off its figures: the greatest power of ten that all amounts are multiples of, from one of the currency up
 * to a million of it or the report's unit. So figures that are printed in millions are compared as such, also where they are written out.
 */

import { ZERO } from '../values/arithmetic.ts';
import type { Decimal } from '../values/decimal.ts';
import { type Report, UNIT_ZEROS } from './report.ts';

const ZEROS_MAX = 6;

/** In the report's unit. A figure is then right to half of it. */
export function printedUnit(report: Report): Decimal {
  const unitZeros = UNIT_ZEROS[report.unit];
  const amounts = [...report.rows]
    .filter(([row]) => row !== report.template.ratioRow)
    .flatMap(([, cells]) => [...cells.values()])
    .filter(({ units }) => units !== 0n);
  const fewest = amounts.reduce<number>(
    (least, amount) => Math.min(least, zerosOf(amount) + unitZeros),
    Math.max(ZEROS_MAX, unitZeros),
  );
  const zeros = Math.max(0, fewest) - unitZeros;
  return zeros >= 0 ? { units: 10n ** BigInt(zeros), scale: 0 } : { ...ZERO, units: 1n, scale: -zeros };
}

/** The power of ten that the value is a multiple of; negative where it has digits behind the point. */
function zerosOf({ units, scale }: Decimal): number {
  const digits = /0*$/.exec(units.toString())?.[0] ?? '';
  return digits.length - scale;
}
