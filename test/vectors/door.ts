/** Banks that are known by amounts only, through the pipeline of amounts by line and into LIQ1: all of them in one run, an entity each. */

import { type DayCells, liq1OfDay } from '../../src/disclosure/day.ts';
import type { Engine, ResultRow } from '../../src/engine/engine.ts';
import { BASEL_LCR_LINES } from '../../src/regulation/basel/lcr-lines.ts';
import { dayOf, type StageRows } from '../../src/report/read-day.ts';
import { type Decimal, formatDecimal } from '../../src/values/decimal.ts';
import { roundUnits } from '../../src/values/rounding.ts';
import { CALCULATION_DATE } from '../regulation/basel/bank.ts';
import type { TextRow } from '../regulation/basel/case.ts';
import { onEngine } from '../regulation/basel/run-case.ts';

/** An amount of a bank; what it is given for is one of the first three. */
export interface Given {
  readonly line?: string;
  readonly liq1_row?: string;
  readonly level?: string;
  readonly unweighted: Decimal;
  readonly weighted?: Decimal;
}

/** Filings may have more digits than cents, which the input table has not. */
const cents = ({ units, scale }: Decimal): string =>
  formatDecimal(roundUnits(units, scale, 2, 'half_away_from_zero'), 2);

/** Columns of the stages that LIQ1 is made from. */
const STAGES: Readonly<Record<keyof StageRows, readonly string[]>> = {
  perimeter_rows: ['perimeter', 'line', 'counts_as', 'amount', 'liquidity_value'],
  perimeter_totals: ['perimeter', 'sovereign_fx_excess'],
  final_calc: ['perimeter', 'l1', 'l2a', 'l2b', 'outflows', 'inflows', 'stock', 'net_outflows', 'lcr'],
};

/** LIQ1 of every bank, by its name. */
export async function throughDoor(
  engine: Engine,
  banks: ReadonlyMap<string, readonly Given[]>,
): Promise<ReadonlyMap<string, DayCells>> {
  const amounts = [...banks].flatMap(([bank, given]) =>
    given.map(
      ({ line = null, liq1_row = null, level = null, unweighted, weighted }, index): TextRow => ({
        amount_id: `${bank} ${index}`,
        entity_id: bank,
        line,
        liq1_row,
        level,
        unweighted: cents(unweighted),
        weighted: weighted === undefined ? null : cents(weighted),
      }),
    ),
  );
  const tables = { entity: [...banks.keys()].map((entity_id) => ({ entity_id })), line_amount: amounts };
  const found = new Map<string, DayCells>();
  const test = { name: 'filings', citation: 'published', tables };
  await onEngine(engine, BASEL_LCR_LINES, test, async (rows) => {
    const read = async (stage: keyof StageRows): Promise<readonly ResultRow[]> =>
      (await rows(stage, STAGES[stage])).map((text) => {
        const cells = JSON.parse(text) as readonly (string | null)[];
        return Object.fromEntries(STAGES[stage].map((name, index) => [name, cells[index] ?? null]));
      });
    const all: StageRows = {
      perimeter_rows: await read('perimeter_rows'),
      perimeter_totals: await read('perimeter_totals'),
      final_calc: await read('final_calc'),
    };
    for (const perimeter of banks.keys()) {
      const day = dayOf(all, { date: CALCULATION_DATE, perimeter, feeding: 'lines' });
      if (day !== undefined) found.set(perimeter, liq1OfDay(day));
    }
  });
  return found;
}
