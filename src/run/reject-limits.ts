/** Limits on what of a source may be rejected: a run stops before it calculates anything from what is left. */

import { join } from 'node:path';
import { fail } from '../errors/error.ts';
import { originOf, type SourceLimits } from '../project/project.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { compareDecimals, parseDecimal } from '../values/decimal.ts';
import type { StoredTable } from './inputs.ts';
import type { Session } from './session.ts';

/** What one source has rejected in one currency. */
interface Rejected {
  readonly currency: string | null;
  readonly records: bigint;
  /** Sum without signs, decimal text; null where none can be read. */
  readonly size: string | null;
  /** Records whose amount or currency can't be read. */
  readonly unknown: bigint;
}

/** Stops at the first source that passes a limit of its own. Errors: run.source_rejects. */
export async function keepRejectLimits(
  session: Session,
  date: string,
  tables: readonly StoredTable[],
): Promise<void> {
  for (const stored of tables) {
    const own = session.project.sources.filter(({ spec }) => spec.table === stored.table.name);
    for (const [index, from] of own.entries()) {
      const { limits, spec } = from;
      if (limits.rejectedRows === null && limits.rejectedAmount === null) continue;
      const passed = passedLimit(limits, await rejectedOf(session, stored, index + 1));
      if (passed === null) continue;
      const source = `${stored.table.name} from ${originOf(from)}`;
      fail('run.source_rejects', { source, date, ...passed }, spec.place);
    }
  }
}

async function rejectedOf(
  session: Session,
  { table, result, summary }: StoredTable,
  source: number,
): Promise<readonly Rejected[]> {
  if (summary.rejects === null) return [];
  const hasCurrency = table.columns.some(({ name }) => name === 'currency_code');
  const totals = parquetFiles([join(result.folder, summary.totals)]);
  const rows = await session.engine.rows(`SELECT currency_code, CAST(sum(records) AS BIGINT) AS records,
  CAST(sum(size) AS DECIMAL(38,2)) AS size, CAST(sum(unknown) AS BIGINT) AS unknown
FROM ${totals} WHERE outcome = 'rejected' AND source = ${source} GROUP BY 1 ORDER BY 1`);
  return rows.map((row) => ({
    currency: row['currency_code'] === null ? null : String(row['currency_code']),
    records: BigInt(String(row['records'])),
    size: row['size'] === null ? null : String(row['size']),
    unknown: BigInt(String(row[hasCurrency && row['currency_code'] === null ? 'records' : 'unknown'])),
  }));
}

/** What was found and what is allowed, as texts. */
function passedLimit(
  { rejectedRows, rejectedAmount }: SourceLimits,
  rejected: readonly Rejected[],
): { readonly found: string; readonly limit: string } | null {
  const records = rejected.reduce((sum, each) => sum + each.records, 0n);
  if (rejectedRows !== null && records > BigInt(rejectedRows))
    return { found: `${records} records`, limit: `limits.rejected_rows: ${rejectedRows}` };
  const most = rejectedAmount === null ? undefined : parseDecimal(rejectedAmount);
  if (most === undefined) return null;
  const limit = `limits.rejected_amount: ${rejectedAmount} of each currency`;
  for (const { currency, size, unknown } of rejected) {
    if (unknown > 0n) return { found: `${unknown} records whose amount or currency can't be read`, limit };
    const found = parseDecimal(size ?? '0');
    if (found !== undefined && compareDecimals(found, most) > 0)
      return { found: `${size} ${currency ?? 'of unknown currency'}, counted without signs`, limit };
  }
  return null;
}
