/**
 * After a run that stopped at a position without exchange rate or customer: how many positions miss the same, and with what amount.
 *
 * One query over the stored input tables. Only tables that name a currency or a customer themselves are counted; payments
 * and collateral have those of their deal.
 */

import { DICTIONARY } from '../dictionary/dictionary.ts';
import { amountColumn } from '../input/totals.ts';
import { columnNamed, type TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { stageQuery } from '../sql/stage-query.ts';
import { sourceTexts } from './read-stage.ts';
import type { RunRecord } from './record.ts';
import { parameterValues, type Session } from './session.ts';

export interface MissingReference {
  readonly what: 'rate' | 'customer';
  readonly table: string;
  /** Currency of the amount: what has no rate, or the positions without customer in this currency. */
  readonly currency: string;
  readonly rows: string;
  /** Decimal text in `currency`; null where the table has no amount. */
  readonly amount: string | null;
}

const FX = 'fx';
const CUSTOMER = 'customer';

/** By kind, table and currency. Errors: store.missing, those of the engine. */
export async function missingReferences(
  session: Session,
  date: string,
  inputs: RunRecord['inputs'],
): Promise<readonly MissingReference[]> {
  const sources = await sourceTexts(session, inputs);
  const tables = DICTIONARY.filter((table) => inputs.some((input) => input.table === table.name));
  const parameters = parameterValues(session.project, date);
  const queries: string[] = [];
  if (session.pipeline.stages.some((stage) => stage.name === FX)) {
    const rates = `(SELECT base_currency_code FROM (${stageQuery(session.pipeline, FX, { parameters, sources })}))`;
    const reporting = DUCKDB.textLiteral(session.project.reportingCurrency);
    const without = `currency_code != ${reporting} AND currency_code NOT IN ${rates}`;
    queries.push(...counts(tables, sources, 'rate', [], without));
  }
  const customers = sources[CUSTOMER];
  if (customers !== undefined) {
    const without = `customer_id IS NOT NULL AND customer_id NOT IN (SELECT customer_id FROM ${customers})`;
    queries.push(...counts(tables, sources, 'customer', ['customer_id'], without));
  }
  if (queries.length === 0) return [];
  const rows = await session.engine.rows(`${queries.join('\nUNION ALL ')}\nORDER BY 1 DESC, 2, 3`);
  return rows.map((row) => ({
    what: row['what'] === 'rate' ? 'rate' : 'customer',
    table: String(row['table']),
    currency: String(row['currency']),
    rows: String(row['rows']),
    amount: row['amount'] === null ? null : String(row['amount']),
  }));
}

/** A query per table that has currency_code and the columns `needed`. */
function counts(
  tables: readonly TableSchema[],
  sources: Readonly<Record<string, string>>,
  what: MissingReference['what'],
  needed: readonly string[],
  condition: string,
): readonly string[] {
  return tables.flatMap((table) => {
    const from = sources[table.name];
    const has = ['currency_code', ...needed].every((name) => columnNamed(table.columns, name) !== undefined);
    if (from === undefined || table.name === CUSTOMER || !has) return [];
    const amount = amountColumn(table);
    const sum = amount === null ? 'NULL' : `sum(${DUCKDB.quoteName(amount)})`;
    return [
      `SELECT '${what}' AS "what", ${DUCKDB.textLiteral(table.name)} AS "table", currency_code AS currency, count(*) AS "rows", CAST(${sum} AS DECIMAL(38,2)) AS amount
FROM ${from} WHERE ${condition} GROUP BY currency_code`,
    ];
  });
}
