/** Is a finished run acceptable? What the classification leaves over is shown, and above the project's limit it fails the run. */

import { fail } from '../errors/error.ts';
import { compareDecimals, formatDecimal, parseDecimal, rescaleExact } from '../values/decimal.ts';
import { readAll } from './read-stage.ts';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

export interface Unclassified {
  readonly source: string;
  readonly productType: string;
  readonly rows: string;
  /** In the reporting currency, decimal text. */
  readonly amount: string;
}

export interface Verdict {
  readonly unclassified: readonly Unclassified[];
  /** Raises run.rejected or run.unclassified when a limit is passed. */
  readonly refuse: () => void;
}

const STAGE = 'unclassified';
const SCALE = 2;

/** `rejectedRows`: records rejected over all sources. A pipeline without the stage `unclassified` classifies nothing, and its runs are accepted. */
export async function judgeRun(session: Session, record: RunRecord, rejectedRows: number): Promise<Verdict> {
  const known = session.pipeline.stages.some((stage) => stage.name === STAGE);
  const rows = known ? await readAll(session, record, STAGE) : [];
  const unclassified = rows.map((row) => ({
    source: String(row['source'] ?? ''),
    productType: String(row['product_type'] ?? ''),
    rows: String(row['rows'] ?? 0),
    amount: String(row['amount'] ?? '0'),
  }));
  const units = unclassified.reduce((sum, row) => sum + amountUnits(row.amount), 0n);
  const limit = session.project.limits.unclassifiedAmount;
  return {
    unclassified,
    refuse: () => {
      const { rejectedRows: most } = session.project.limits;
      if (most !== null && rejectedRows > most)
        fail('run.rejected', { found: String(rejectedRows), limit: String(most) });
      const limitParts = parseDecimal(limit);
      if (limitParts === undefined || unclassified.length === 0) return;
      if (compareDecimals({ units, scale: SCALE }, limitParts) <= 0) return;
      fail('run.unclassified', {
        rows: String(unclassified.reduce((sum, row) => sum + BigInt(row.rows), 0n)),
        amount: formatDecimal(units, SCALE),
        limit,
        currency: session.project.reportingCurrency,
      });
    },
  };
}

/** Units of 0.01; amounts count by size, so that what is owed and what is due can't hide each other. */
function amountUnits(text: string): bigint {
  const amount = parseDecimal(text);
  const units = amount === undefined ? undefined : rescaleExact(amount.units, amount.scale, SCALE);
  if (units === undefined)
    throw new Error(`Invariant broken: the amount ${text} has at most ${SCALE} digits after the point`);
  return units < 0n ? -units : units;
}
