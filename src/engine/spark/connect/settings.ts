/**
 * Settings of a session that decide what a statement means. They are set when a session begins, and read back: what the server does not take is an error, as figures
 * would differ.
 */

import { fail, PlimsollError } from '../../../errors/error.ts';
import { call } from './call.ts';
import type { Wire } from './wire.ts';

export type Settings = Readonly<Record<string, string>>;

export const REQUIRED_SETTINGS: Settings = {
  // What does not fit is an error, and no NULL.
  'spark.sql.ansi.enabled': 'true',
  'spark.sql.storeAssignmentPolicy': 'ANSI',
  // A product keeps all of its digits, or is an error: no digits are given up for room.
  'spark.sql.decimalOperations.allowPrecisionLoss': 'false',
  'spark.sql.legacy.decimal.retainFractionDigitsOnTruncate': 'false',
  // In decimal arithmetic the number 2 has one digit, not ten.
  'spark.sql.legacy.literal.pickMinimumPrecision': 'true',
  // INTERSECT binds more than UNION, as in standard SQL.
  'spark.sql.legacy.setopsPrecedence.enabled': 'false',
  // A name within a query is that of the query, and not of one around it.
  'spark.sql.legacy.ctePrecedencePolicy': 'CORRECTED',
  // A count of no rows within a query is 0, and no NULL.
  'spark.sql.legacy.scalarSubqueryCountBugBehavior': 'false',
  'spark.sql.optimizer.decorrelateInnerQuery.enabled': 'true',
  'spark.sql.optimizer.decorrelateSubqueryLegacyIncorrectCountHandling.enabled': 'false',
  'spark.sql.optimizer.decorrelateExistsSubqueryLegacyIncorrectCountHandling.enabled': 'false',
  // HAVING without GROUP BY asks about the one group that all rows are, and not about each row.
  'spark.sql.legacy.parser.havingWithoutGroupByAsWhere': 'false',
  // 1e3 is a floating number, and no decimal.
  'spark.sql.legacy.exponentLiteralAsDecimal.enabled': 'false',
  'spark.sql.session.timeZone': 'UTC',
  'spark.sql.timestampType': 'TIMESTAMP_NTZ',
  // "x" is a column, as in standard SQL, and never the text x.
  'spark.sql.ansi.doubleQuotedIdentifiers': 'true',
  // Names as in DuckDB: Amount and amount are the same column.
  'spark.sql.caseSensitive': 'false',
  // `x.y` in quotes is a name, and never a pattern of names.
  'spark.sql.parser.quotedRegexColumnNames': 'false',
  // GROUP BY 1 is the first column, as in DuckDB, and no number.
  'spark.sql.groupByOrdinal': 'true',
  'spark.sql.orderByOrdinal': 'true',
  // A backslash in a text begins an escape; who renders texts writes two.
  'spark.sql.parser.escapedStringLiterals': 'false',
  // Text of the bank's data that stands in a statement, such as '${x}', stays as it is.
  'spark.sql.variable.substitute': 'false',
  'spark.sql.parquet.outputTimestampType': 'TIMESTAMP_MICROS',
  // Days are days: none is moved to the calendar of another age.
  'spark.sql.parquet.datetimeRebaseModeInWrite': 'CORRECTED',
  'spark.sql.parquet.datetimeRebaseModeInRead': 'CORRECTED',
  // What stands in the name of a folder is text.
  'spark.sql.sources.partitionColumnTypeInference.enabled': 'false',
  // A file that is gone or damaged is an error, and not a few rows less.
  'spark.sql.files.ignoreMissingFiles': 'false',
  'spark.sql.files.ignoreCorruptFiles': 'false',
};

/** Errors: spark.setting; those of a call. */
export async function applySettings(wire: Wire, settings: Settings): Promise<void> {
  for (const [name, value] of Object.entries(settings)) {
    const required = REQUIRED_SETTINGS[name];
    if (required !== undefined && required !== value)
      refuse(wire, name, value, `Plimsoll needs it to be ${required}`);
  }
  const names = Object.keys(settings);
  await set(wire, settings);
  const found = await readSettings(wire, names);
  for (const [name, value] of Object.entries(settings)) {
    const read = found.get(name) ?? null;
    if (read !== value)
      refuse(wire, name, value, read === null ? 'it is not set afterwards' : `it is ${read} afterwards`);
  }
}

/** Sets one that the server knows, and tells what it was; null where it was not set. Errors: spark.setting; those of a call. */
export async function swapSetting(wire: Wire, name: string, value: string): Promise<string | null> {
  const before = await valueBefore(wire, name, value);
  await applySettings(wire, { [name]: value });
  return before;
}

/** Errors: spark.setting for one that the server does not know; those of a call. */
export async function refuseUnknown(wire: Wire, settings: Settings): Promise<void> {
  for (const [name, value] of Object.entries(settings)) await valueBefore(wire, name, value);
}

/** Null where it is not set. Settings of SQL are known to Spark, or misspelt; others may be of what reads files. */
async function valueBefore(wire: Wire, name: string, value: string): Promise<string | null> {
  const found = await readSettings(wire, [name]).catch((error: unknown) => {
    if (!isRefusal(error)) throw error;
    if (!name.startsWith('spark.sql.')) return new Map<string, null>();
    return refuse(wire, name, value, 'Spark knows no setting of that name');
  });
  return found.get(name) ?? null;
}

/** Null for those that are not set. Errors: those of a call, as for a name without a value that the server does not know. */
export async function readSettings(
  wire: Wire,
  keys: readonly string[],
): Promise<ReadonlyMap<string, string | null>> {
  const operation = { opType: { case: 'get' as const, value: { keys: [...keys] } } };
  const { pairs } = await call(wire, (options) =>
    wire.client.config({ ...wire.identity(), operation }, options),
  );
  return new Map(pairs.map(({ key, value }) => [key, value ?? null]));
}

/** One at a time, so that the one that is refused has a name. */
async function set(wire: Wire, settings: Settings): Promise<void> {
  const all = Object.entries(settings).map(([key, value]) => ({ key, value }));
  try {
    await setPairs(wire, all);
  } catch (error) {
    if (!isRefusal(error)) throw error;
    for (const pair of all)
      await setPairs(wire, [pair]).catch((why: unknown) => {
        if (!isRefusal(why)) throw why;
        refuse(wire, pair.key, pair.value, firstLine(why.params['text']));
      });
    throw error;
  }
}

async function setPairs(wire: Wire, pairs: { key: string; value: string }[]): Promise<void> {
  const operation = { opType: { case: 'set' as const, value: { pairs } } };
  await call(wire, (options) => wire.client.config({ ...wire.identity(), operation }, options));
}

const isRefusal = (error: unknown): error is PlimsollError =>
  error instanceof PlimsollError && error.code === 'spark.statement';

const firstLine = (text: unknown): string => (String(text).split('\n')[0] ?? '').replace(/\.$/, '');

const refuse = ({ address: { host, port } }: Wire, name: string, wanted: string, problem: string): never =>
  fail('spark.setting', { host, port, name, wanted, problem, isNeeded: name in REQUIRED_SETTINGS });
