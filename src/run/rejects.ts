/** The rejected records of a run: grouped by table, file, reason and column, and the first of them one by one. */

import { join } from 'node:path';
import type { ResultRow } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import type { ImportResult } from '../input/result.ts';
import { parquetFiles } from '../sql/duckdb/files.ts';
import { findResult } from '../store/store.ts';
import type { RunRecord } from './record.ts';
import type { Session } from './session.ts';

export interface RejectsView {
  readonly groups: readonly ResultRow[];
  readonly rows: readonly ResultRow[];
  /** Problems found; one record may have several. */
  readonly total: bigint;
  /** How many records of which file are corrected, and by which file: table, file, correction_file, records. */
  readonly corrected: readonly ResultRow[];
}

export interface RejectsAsk {
  readonly limit: number;
  /** true: those that are corrected, false: the others. */
  readonly corrected: boolean;
}

/** Columns of a reject: table, file, row, column, value, reason, text; correction_file, correction_row and correction_value (NULL: it is not corrected). */
export async function readRejects(
  session: Session,
  record: Pick<RunRecord, 'inputs'>,
  ask: RejectsAsk,
): Promise<RejectsView> {
  const files: string[] = [];
  for (const input of record.inputs) {
    const result = await findResult(session.store, input.fingerprint);
    if (result === undefined) return fail('store.missing', { name: input.table });
    const summary = result.manifest.details as ImportResult;
    if (summary.rejects !== null) files.push(join(result.folder, summary.rejects.path));
  }
  if (files.length === 0) return { groups: [], rows: [], total: 0n, corrected: [] };
  const all = parquetFiles(files);
  const from = `${all} WHERE correction_file IS ${ask.corrected ? 'NOT NULL' : 'NULL'}`;
  const [count] = await session.engine.rows(`SELECT count(*) AS total FROM ${from}`);
  const groups = await session.engine.rows(
    `SELECT "table", file, reason, "column", count(*) AS records FROM ${from} GROUP BY ALL ORDER BY ALL`,
  );
  const rows = await session.engine.rows(
    `SELECT * FROM ${from} ORDER BY "table", source, file, "row", "column" LIMIT ${ask.limit}`,
  );
  const corrected =
    await session.engine.rows(`SELECT "table", file, correction_file, count(DISTINCT (source, "row")) AS records
FROM ${all} WHERE correction_file IS NOT NULL GROUP BY ALL ORDER BY ALL`);
  return { groups, rows, total: BigInt(String(count?.['total'] ?? 0)), corrected };
}

/**
 * What a run leaves out, for people: `account 3 records (1,250.00 EUR, 10.00 USD, 1 of unknown amount), customer 1 record`. Tables without an amount, and
 * those whose amounts have no currency of their own, give the count alone. `grouped` writes a number for people.
 */
export function rejectedText(
  imports: readonly Pick<ImportResult, 'table' | 'rejects' | 'rejectedAmounts'>[],
  grouped: (text: string) => string,
): string {
  return imports
    .flatMap(({ table, rejects, rejectedAmounts }) => {
      const rows = rejects?.rows ?? 0;
      if (rows === 0) return [];
      const known = rejectedAmounts.flatMap(({ currency, amount }) =>
        currency === null || amount === null ? [] : [`${grouped(amount)} ${currency}`],
      );
      const unknownRows = rejectedAmounts.reduce((sum, each) => sum + each.unknownRows, 0);
      const unknown =
        unknownRows === 0
          ? []
          : [unknownRows === rows ? 'unknown amount' : `${grouped(String(unknownRows))} of unknown amount`];
      const amounts = [...known, ...unknown].join(', ');
      return [
        `${table} ${grouped(String(rows))} ${rows === 1 ? 'record' : 'records'}${amounts === '' ? '' : ` (${amounts})`}`,
      ];
    })
    .join(', ');
}
