/**
 * Shuffles the columns of a generated bank against each other, so that combinations occur which no sensible bank has: every
 * type of account with every purpose, overdrawn reserves, payments of open loans. The same seed gives the same bank.
 */

import { renameSync } from 'node:fs';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { DATE } from './settings.mjs';

/** Columns that go to another row each by itself. */
const SHUFFLED = {
  customer: 'type country_code customer_group established_relationship retail_managed risk_weight_std',
  account:
    'entity_id customer_id currency_code asset_liability type transactional purpose operational_amount cooperative_minimum guarantee_scheme end_date notice_days notice_given withdrawal_penalty',
  loan: 'entity_id customer_id currency_code type limit_amount schedule end_date min_principal_repayment first_arrears_date default_date revocability backed_debt_30d pledged_hqla',
  loan_cash_flow: 'due_date loan_id',
  instrument: 'asset_class hqla_class risk_weight_std domestic_currency maturity_date',
  holding: 'entity_id security_id currency_code encumbrance_amount treasury_control',
  security_financing: 'entity_id customer_id currency_code sft_type end_date notice_days',
  sft_collateral: 'deal_id security_id reuse rehypothecation',
  other_flow: 'entity_id customer_id currency_code direction kind due_date',
};

const sometimes = (share, value, column) => `CASE WHEN random() < ${share} THEN ${value} ELSE ${column} END`;
/** A day from five days before the calculation date to some after the window. */
const nearDay = `DATE '${DATE}' + CAST(random() * 45 - 5 AS INTEGER)`;

/** Values that shuffling alone gives too rarely. */
const CHANGED = {
  account: {
    balance: sometimes(0.1, '-balance', sometimes(0.02, '0', 'balance')),
    customer_id: sometimes(0.03, 'NULL', 'customer_id'),
    restricted_amount: sometimes(0.3, 'operational_amount', 'NULL'),
    end_date: sometimes(0.1, nearDay, 'end_date'),
    purpose: sometimes(
      0.15,
      "'cooperative'",
      sometimes(0.2, "'clearing'", sometimes(0.1, "'correspondent'", 'purpose')),
    ),
    type: ['reserve', 'cooperative_deposit', 'nostro', 'vostro'].reduce(
      (column, type) => sometimes(0.05, `'${type}'`, column),
      'type',
    ),
  },
  loan: { end_date: sometimes(0.2, nearDay, 'end_date'), balance: sometimes(0.05, '0', 'balance') },
  loan_cash_flow: {
    principal: sometimes(0.05, '0', 'principal'),
    interest: sometimes(0.05, '0', 'interest'),
  },
  instrument: { maturity_date: sometimes(0.2, nearDay, 'maturity_date') },
  holding: { encumbrance_amount: sometimes(0.1, 'mtm_dirty', 'encumbrance_amount') },
  security_financing: {
    end_date: sometimes(0.5, nearDay, 'end_date'),
    cash_amount: sometimes(0.03, '0', 'cash_amount'),
  },
  sft_collateral: {
    market_value: sometimes(0.1, '0', 'market_value'),
    reuse: sometimes(0.2, "'short'", sometimes(0.2, "'repo'", 'reuse')),
  },
  other_flow: { due_date: nearDay },
};

/** Rewrites the Parquet files in `folder`, one per table. */
export async function shuffleBank(folder, seed) {
  // One thread, so that random() gives the same numbers in the same rows.
  const instance = await DuckDBInstance.create(':memory:', { threads: '1' });
  const connection = await instance.connect();
  await connection.run(`SELECT setseed(${(seed % 1000) / 1000})`);
  for (const [table, columns] of Object.entries(SHUFFLED)) {
    const file = join(folder, `${table}.parquet`);
    await connection.run(
      `CREATE OR REPLACE TABLE bank AS SELECT row_number() OVER () AS n, * FROM '${file}'`,
    );
    for (const column of columns.split(' ')) {
      await connection.run(
        `CREATE OR REPLACE TABLE bank AS SELECT bank.* REPLACE (other.value AS ${column})
         FROM bank JOIN (SELECT row_number() OVER (ORDER BY random()) AS n, ${column} AS value FROM bank) AS other USING (n)`,
      );
    }
    const changes = Object.entries(CHANGED[table] ?? {}).map(([column, value]) => `${column} = ${value}`);
    if (changes.length > 0) await connection.run(`UPDATE bank SET ${changes.join(', ')}`);
    await connection.run(
      `COPY (SELECT * EXCLUDE (n) FROM bank ORDER BY n) TO '${file}.new' (FORMAT parquet)`,
    );
    renameSync(`${file}.new`, file);
  }
  connection.closeSync();
  instance.closeSync();
}
