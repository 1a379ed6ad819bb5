/**
 * After a run that stopped at a position without exchange rate, customer, security or insurance scheme: how many positions miss the same, with
 * what amount, which keys they name, and what is known of the table in which those are missing.
 *
 * One query over the stored input tables. Only tables that name a currency, a customer, a security or a scheme themselves are counted; payments
 * and collateral have the currency of their deal.
 */

import { INPUT_TABLES } from '../dictionary/dictionary.ts';
import type { ImportResult } from '../input/result.ts';
import { amountColumn } from '../input/totals.ts';
import { columnNamed, type TableSchema } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { stageQuery } from '../sql/stage-query.ts';
import { findResult } from '../store/store.ts';
import { sourceTexts } from './read-stage.ts';
import type { RunRecord } from './record.ts';
import { parameterValues, type Session } from './session.ts';

type What = 'rate' | 'customer' | 'security' | 'scheme';

export interface MissingReference {
  readonly what: What;
  readonly table: string;
  /** Currency of the amount: what has no rate, or the positions without customer in this currency. */
  readonly currency: string;
  readonly rows: string;
  /** Decimal text in `currency`; null where the table has no amount. */
  readonly amount: string | null;
  /** The first keys that are not there, as the positions name them; empty for a rate. */
  readonly keys: readonly string[];
  /** How many different keys that are. */
  readonly keyCount: string;
}

const FX = 'fx';
const KEYS_MAX = 3;

/** What positions name by a key of another table. */
interface Named {
  readonly what: What;
  /** The table of the dictionary in which it should be, and the column of positions that names it. */
  readonly table: string;
  readonly key: string;
  /** Condition under which a position needs it. */
  readonly needed: string | null;
}

const NAMED: readonly Named[] = [
  { what: 'customer', table: 'customer', key: 'customer_id', needed: null },
  { what: 'security', table: 'instrument', key: 'security_id', needed: null },
  {
    what: 'scheme',
    table: 'insurance_scheme',
    key: 'guarantee_scheme',
    needed: "balance <> 0 AND (balance > 0) = (asset_liability = 'liability')",
  },
];

const { quoteName, textLiteral } = DUCKDB;

/** By kind, table and currency. Errors: store.missing, those of the engine. */
export async function missingReferences(
  session: Session,
  date: string,
  inputs: RunRecord['inputs'],
): Promise<readonly MissingReference[]> {
  const sources = await sourceTexts(session, inputs);
  const tables = INPUT_TABLES.filter((table) => inputs.some((input) => input.table === table.name));
  const parameters = parameterValues(session.project, date);
  const holding = (stage: string): string =>
    `(${stageQuery(session.pipeline, stage, { parameters, sources })})`;
  const has = (stage: string): boolean => session.pipeline.stages.some((each) => each.name === stage);
  const queries: string[] = [];
  if (has(FX)) {
    const rates = `(SELECT base_currency_code FROM ${holding(FX)})`;
    const without = `currency_code != ${textLiteral(session.project.reportingCurrency)} AND currency_code NOT IN ${rates}`;
    queries.push(...counts(tables, sources, { what: 'rate', key: null, except: null, without }));
  }
  for (const { what, table, key, needed } of NAMED) {
    if (sources[table] === undefined || !has(table)) continue;
    const missing = `${key} IS NOT NULL AND ${key} NOT IN (SELECT ${key} FROM ${holding(table)})`;
    const without = needed === null ? missing : `${needed} AND ${missing}`;
    queries.push(...counts(tables, sources, { what, key, except: table, without }));
  }
  if (queries.length === 0) return [];
  const rows = await session.engine.rows(`${queries.join('\nUNION ALL ')}\nORDER BY 1 DESC, 2, 3`);
  return rows.map((row) => ({
    what: row['what'] as What,
    table: String(row['table']),
    currency: String(row['currency']),
    rows: String(row['rows']),
    amount: row['amount'] === null ? null : String(row['amount']),
    keys: row['keys'] === null ? [] : (JSON.parse(String(row['keys'])) as string[]),
    keyCount: String(row['key_count']),
  }));
}

interface Count {
  readonly what: What;
  readonly key: string | null;
  readonly except: string | null;
  readonly without: string;
}

/** A query per table that has currency_code and the key. */
function counts(
  tables: readonly TableSchema[],
  sources: Readonly<Record<string, string>>,
  { what, key, except, without }: Count,
): readonly string[] {
  return tables.flatMap((table) => {
    const from = sources[table.name];
    const needed = ['currency_code', ...(key === null ? [] : [key])];
    const has = needed.every((name) => columnNamed(table.columns, name) !== undefined);
    // The tables of customers and schemes have these columns, and are no positions.
    if (from === undefined || table.name === except || table.name === 'customer' || !has) return [];
    const amount = amountColumn(table);
    const sum = amount === null ? 'NULL' : `sum(${quoteName(amount)})`;
    const keys =
      key === null
        ? 'NULL'
        : `CAST(to_json(list_slice(list_sort(list(DISTINCT ${quoteName(key)})), 1, ${KEYS_MAX})) AS VARCHAR)`;
    return [
      `SELECT '${what}' AS "what", ${textLiteral(table.name)} AS "table", currency_code AS currency, count(*) AS "rows", CAST(${sum} AS DECIMAL(38,2)) AS amount,
  ${keys} AS "keys", ${key === null ? '0' : `count(DISTINCT ${quoteName(key)})`} AS key_count
FROM ${from} WHERE ${without} GROUP BY currency_code`,
    ];
  });
}

/** What is known of the tables in which something is missing, as sentences: rejected records, and rates that are nearly the one. */
export async function missingNotes(
  session: Session,
  date: string,
  inputs: RunRecord['inputs'],
  found: readonly MissingReference[],
): Promise<readonly string[]> {
  const notes: string[] = [];
  const sources = await sourceTexts(session, inputs);
  const rates = sources['exchange_rate'];
  const currencies = [
    ...new Set(found.filter(({ what }) => what === 'rate').map(({ currency }) => currency)),
  ];
  for (const currency of rates === undefined ? [] : currencies)
    notes.push(await rateNote(session, date, rates ?? '', currency));
  const tables = [
    ...(currencies.length > 0 ? ['exchange_rate'] : []),
    ...NAMED.filter(({ what }) => found.some((each) => each.what === what)).map(({ table }) => table),
  ];
  for (const table of tables) {
    const rejected = await rejectedRows(session, inputs, table);
    if (rejected > 0)
      notes.push(
        `${rejected === 1 ? '1 record' : `${rejected} records`} of ${table} ${rejected === 1 ? 'was' : 'were'} rejected; what is missing may be among them: \`plimsoll show rejects\``,
      );
  }
  return notes;
}

/** What exchange_rate has beside the rate that is missing. */
async function rateNote(session: Session, date: string, rates: string, currency: string): Promise<string> {
  const into = session.project.reportingCurrency;
  const pair = (base: string, quote: string): string =>
    `base_currency_code = ${textLiteral(base)} AND quote_currency_code = ${textLiteral(quote)}`;
  const day = `DATE ${textLiteral(date)}`;
  const [row] = await session.engine.rows(`SELECT
  count(*) FILTER (${pair(into, currency)} AND "date" = ${day}) AS inverse,
  CAST(max("date") FILTER (${pair(currency, into)} AND "date" < ${day}) AS VARCHAR) AS older
FROM ${rates}`);
  const known = [
    ...((row?.['inverse'] ?? 0n) !== 0n
      ? [`there is one of ${into} into ${currency}, and rates are not inverted`]
      : []),
    ...(typeof row?.['older'] === 'string'
      ? [`the latest earlier one is of ${row['older']}, and rates of other days are not taken`]
      : []),
  ];
  const rest =
    known.length === 0
      ? 'the table exchange_rate has neither an earlier one nor the inverse'
      : known.join('; ');
  return `no rate of ${currency} into ${into} on ${date}: ${rest}`;
}

async function rejectedRows(session: Session, inputs: RunRecord['inputs'], table: string): Promise<number> {
  const input = inputs.find((each) => each.table === table);
  const result = input === undefined ? undefined : await findResult(session.store, input.fingerprint);
  if (result === undefined) return 0;
  // The details of an imported table are the import's own result.
  const { rejects } = result.manifest.details as ImportResult;
  return rejects?.rows ?? 0;
}
