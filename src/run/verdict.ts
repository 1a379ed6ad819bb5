/** Is a finished run acceptable? What the classification leaves over is shown, and above the project's limit it fails the run. */

import type { ResultRow } from '../engine/engine.ts';
import { type PlimsollError, plimsollError } from '../errors/error.ts';
import type { ImportResult } from '../input/result.ts';
import { compareDecimals, formatDecimal, parseDecimal } from '../values/decimal.ts';
import { roundUnits } from '../values/rounding.ts';
import { type RelationOf, readAll } from './read-stage.ts';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

export interface Unclassified {
  readonly source: string;
  readonly productType: string;
  readonly rows: string;
  /** In the reporting currency, decimal text. */
  readonly amount: string;
}

/** Holdings of one entity that are pledged above their market value. */
export interface Overpledged {
  readonly entityId: string;
  readonly rows: string;
  /** Sum of what lies above and takes no part; in the reporting currency, decimal text. */
  readonly excess: string;
}

/** A pool from which more is drawn than lies in it; in the reporting currency, decimal text. */
export interface UncoveredPool {
  readonly poolId: string;
  readonly uncovered: string;
}

/** What members of a perimeter owe each other, weighted, and takes no part; in the reporting currency, decimal texts. */
export interface Eliminated {
  readonly perimeter: string;
  readonly outflows: string;
  readonly inflows: string;
  readonly assets: string;
}

/** Positions that an entity has with itself by its data. */
export interface WithItself {
  readonly entityId: string;
  readonly rows: string;
  readonly amount: string;
}

export interface Verdict {
  readonly unclassified: readonly Unclassified[];
  readonly overpledged: readonly Overpledged[];
  readonly uncoveredPools: readonly UncoveredPool[];
  readonly eliminated: readonly Eliminated[];
  readonly withItself: readonly WithItself[];
  /** The limit that the run passes, as an error to show; null when it passes none. */
  readonly refusal: PlimsollError | null;
}

const STAGE = 'unclassified';
const OVERPLEDGED = 'overpledged_totals';
const SCALE = 2;

/** What no rule of the classification matches; nothing where the pipeline has no stage `unclassified`. */
export async function readUnclassified(
  session: Session,
  record: RunRecord,
  relationOf?: RelationOf,
): Promise<readonly Unclassified[]> {
  const known = session.pipeline.stages.some((stage) => stage.name === STAGE);
  const rows = known ? await readAll(session, record, STAGE, relationOf) : [];
  return rows.map((row) => ({
    source: String(row['source'] ?? ''),
    productType: String(row['product_type'] ?? ''),
    rows: String(row['rows'] ?? 0),
    amount: String(row['amount'] ?? '0'),
  }));
}

/** Tranches, and the sum of the amounts' sizes as decimal text, to the cent. */
export function unclassifiedTotal(unclassified: readonly Unclassified[]): {
  readonly rows: string;
  readonly amount: string;
} {
  const units = unclassified.reduce((sum, row) => sum + amountUnits(row.amount), 0n);
  const rows = unclassified.reduce((sum, row) => sum + BigInt(row.rows), 0n);
  return { rows: String(rows), amount: formatDecimal(units, SCALE) };
}

/** A pipeline without the stage `unclassified` classifies nothing, and its runs are accepted. */
export async function judgeRun(
  session: Session,
  record: RunRecord,
  imports: readonly ImportResult[],
): Promise<Verdict> {
  const unclassified = await readUnclassified(session, record);
  return {
    unclassified,
    overpledged: await readOverpledged(session, record),
    uncoveredPools: (await readIfThere(session, record, 'uncovered_pools')).map((row) => ({
      poolId: String(row['pool_id'] ?? ''),
      uncovered: String(row['uncovered'] ?? '0'),
    })),
    eliminated: (await readIfThere(session, record, 'elimination_totals')).map((row) => ({
      perimeter: String(row['perimeter'] ?? ''),
      outflows: String(row['outflows'] ?? '0'),
      inflows: String(row['inflows'] ?? '0'),
      assets: String(row['assets'] ?? '0'),
    })),
    withItself: (await readIfThere(session, record, 'self_totals')).map((row) => ({
      entityId: String(row['entity_id'] ?? ''),
      rows: String(row['rows'] ?? 0),
      amount: String(row['amount'] ?? '0'),
    })),
    refusal:
      allRejected(imports) ??
      tooManyRejects(session, record, imports) ??
      tooMuchUnclassified(session, unclassified),
  };
}

/** All rows of a stage; none where the pipeline has no such stage. */
async function readIfThere(
  session: Session,
  record: RunRecord,
  stage: string,
): Promise<readonly ResultRow[]> {
  return session.pipeline.stages.some(({ name }) => name === stage) ? readAll(session, record, stage) : [];
}

async function readOverpledged(session: Session, record: RunRecord): Promise<readonly Overpledged[]> {
  const rows = await readIfThere(session, record, OVERPLEDGED);
  return rows.map((row) => ({
    entityId: String(row['entity_id'] ?? ''),
    rows: String(row['rows'] ?? 0),
    excess: String(row['excess'] ?? '0'),
  }));
}

/** A table that had records and keeps none is never what somebody meant. */
function allRejected(imports: readonly ImportResult[]): PlimsollError | null {
  const tables = imports
    .filter((each) => each.rows === 0 && (each.rejects?.rows ?? 0) > 0)
    .map((each) => each.table);
  return tables.length === 0 ? null : plimsollError('run.all_rejected', { tables });
}

function tooManyRejects(
  session: Session,
  { date }: RunRecord,
  imports: readonly ImportResult[],
): PlimsollError | null {
  const limit = session.project.limits.rejectedRows;
  const found = imports.reduce((sum, each) => sum + (each.rejects?.rows ?? 0), 0);
  if (limit === null || found <= limit) return null;
  return plimsollError('run.rejected', { found: String(found), limit: String(limit), date });
}

/** The project's limit, as an error to show, where more than that is not classified; also in a scenario, where rules may be what left it so. */
export function tooMuchUnclassified(
  session: Session,
  unclassified: readonly Unclassified[],
): PlimsollError | null {
  const limit = session.project.limits.unclassifiedAmount;
  const most = parseDecimal(limit);
  const { rows, amount } = unclassifiedTotal(unclassified);
  const found = parseDecimal(amount);
  if (most === undefined || found === undefined || unclassified.length === 0) return null;
  if (compareDecimals(found, most) <= 0) return null;
  return plimsollError('run.unclassified', {
    rows,
    amount,
    limit,
    currency: session.project.reportingCurrency,
  });
}

/** Units of 0.01, rounded away from zero; amounts count by size, so that what is owed and what is due can't hide each other. */
function amountUnits(text: string): bigint {
  const amount = parseDecimal(text) ?? { units: 0n, scale: 0 };
  const units = roundUnits(amount.units, amount.scale, SCALE, 'up');
  return units < 0n ? -units : units;
}
