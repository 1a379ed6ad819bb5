/** A run that stops at something missing says what, by key, how many positions miss the same, and what to do. */

import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;

beforeEach(() => {
  bank = smallBank();
});
afterEach(() => bank.remove());

it('counts the positions of each table and currency that have no rate', () => {
  bank.change('data/cash.csv', ',EUR,asset,cash,10000.00', ',USD,asset,cash,10000.00');
  bank.change('data/cash.csv', ',EUR,asset,reserve,90000.00', ',USD,asset,reserve,90000.00');
  bank.change('data/loans.csv', 'L2,SB,C6,EUR', 'L2,SB,C6,CHF');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err).toMatch(/there is no exchange rate from (USD|CHF) into EUR on 2024-01-31/);
  expect(run.err.slice(run.err.indexOf('In all'))).toBe(
    `In all there are:
  account: 2 records without an exchange rate for USD, with 100,000.00 USD
  loan: 1 record without an exchange rate for CHF, with 20,000.00 CHF
  no rate of USD into EUR on 2024-01-31: the table exchange_rate has neither an earlier one nor the inverse
  no rate of CHF into EUR on 2024-01-31: the table exchange_rate has neither an earlier one nor the inverse
`,
  );
});

it('counts the positions whose customer is not there', () => {
  // Two loans of 20,000 and 40,000, and a deposit of 300,000.
  bank.change('data/customers.csv', 'C6,', 'C66,');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err.slice(run.err.indexOf('In all'))).toBe(
    `In all there are:
  account: 1 record whose customer is not in the table customer ('C6'), with 300,000.00 EUR
  loan: 2 records whose customer is not in the table customer ('C6'), with 60,000.00 EUR
`,
  );
});

it('says what exchange_rate has beside the rate that is missing', () => {
  bank.change('data/loans.csv', 'L2,SB,C6,EUR', 'L2,SB,C6,CHF');
  bank.change('plimsoll.yaml', 'sources:\n', 'sources:\n  - table: exchange_rate\n    files: data/fx.csv\n');
  bank.append(
    'data/fx.csv',
    'date,base_currency_code,quote_currency_code,rate\n2024-01-31,EUR,CHF,0.93\n2024-01-30,CHF,EUR,1.07\n2024-01-31,CHF,EUR,one\n',
  );
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err.slice(run.err.indexOf('In all'))).toBe(
    `In all there are:
  loan: 1 record without an exchange rate for CHF, with 20,000.00 CHF
  no rate of CHF into EUR on 2024-01-31: there is one of EUR into CHF, and rates are not inverted; the latest earlier one is of 2024-01-30, and rates of other days are not taken
  1 record of exchange_rate was rejected; what is missing may be among them: \`plimsoll show rejects\`
`,
  );
});

it('says in words of the regulation which security or scheme is missing', () => {
  bank.change('data/insurance_scheme.csv', 'pt_fgd', 'pt_old');
  const scheme = bank.plimsoll('run');
  expect(scheme.exit).toBe(2);
  expect(scheme.err).toContain("Its scheme 'pt_fgd' has no row in the table insurance_scheme");
  expect(scheme.err).not.toContain('give the look-up a default');
  expect(scheme.err).toContain(
    "whose scheme has no row in the table insurance_scheme on the date ('pt_fgd')",
  );
  bank.change('data/insurance_scheme.csv', 'pt_old', 'pt_fgd');
  bank.change(
    'plimsoll.yaml',
    '      security_id: isin\n      isin_code',
    '      security_id: { expression: "isin || \'x\'" }\n      isin_code',
  );
  const security = bank.plimsoll('run');
  expect(security.exit).toBe(2);
  expect(security.err).toMatch(
    /Its security_id '(PTOTE0000001|FRCORP000001)' is not in the table instrument/,
  );
  expect(security.err).toContain(
    "whose security is not in the table instrument ('FRCORP000001', 'PTOTE0000001'), ",
  );
});

it('says it of collateral too', () => {
  bank.change('data/repo_collateral.csv', 'R1-1,R1,FRCORP000001', 'R1-1,R1,FRCORP000009');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err).toContain(
    "collateral_id = R1-1: Its security_id 'FRCORP000009' is not in the table instrument",
  );
});

it('names the customer as it is written, spaces and all', () => {
  bank.change('data/loans.csv', 'L2,SB,C6,', 'L2,SB,C6 ,');
  expect(bank.plimsoll('run').err).toContain("its customer_id 'C6 ' is not in the table customer");
});

it('names the line whose rate a national supervisor decides', () => {
  bank.change('data/other_flows.csv', 'F1,SB,,EUR,out,dividend', 'F1,SB,,EUR,in,dividend');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err).toContain('its line I.oth has no rate for BASEL on 2024-01-31');
});

it('names the key whose periods overlap', () => {
  bank.append('data/insurance_scheme.csv', 'pt_fgd,2020-01-01,,50000.00,EUR,false\n');
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err).toMatch(
    /Two records of the table insurance_scheme hold on the same day for guarantee_scheme pt_fgd: row 1 of data\/insurance_scheme.csv \(\S+ to open end\) and row 2 of/,
  );
});

it('names an overlap that is not on the day, and days without a national option', () => {
  const entity = '  - table: entity\n    files: data/entity.csv\n';
  bank.change('plimsoll.yaml', entity, `${entity}  - table: national_option\n    files: data/options.csv\n`);
  bank.append(
    'data/options.csv',
    'line,jurisdiction,valid_from,valid_to,value,paragraph\nOBd,BASEL,2030-01-01,2030-12-31,0.1,\nOBd,BASEL,2030-06-01,,0.2,\n',
  );
  const run = bank.plimsoll('run');
  expect(run.exit).toBe(2);
  expect(run.err).toContain('hold on the same day for line OBd, jurisdiction BASEL');
  bank.change('data/options.csv', '2030-06-01', '2031-06-01');
  const gap = bank.plimsoll('run');
  expect(gap.exit).toBe(2);
  expect(gap.err).toContain(
    'No record of the table national_option holds for line OBd, jurisdiction BASEL on the days between',
  );
});

it('refuses a jurisdiction without factors, and positions without a source of entities', () => {
  bank.change('plimsoll.yaml', 'reporting_currency: EUR', 'reporting_currency: EUR\njurisdiction: DE');
  const other = bank.plimsoll('run');
  expect(other.exit).toBe(2);
  expect(other.err).toContain(
    'no factors for the jurisdiction `DE` on 2024-01-31; there are factors for BASEL',
  );
  bank.change('plimsoll.yaml', '\njurisdiction: DE', '');
  bank.change('plimsoll.yaml', '  - table: entity\n    files: data/entity.csv\n', '');
  const without = bank.plimsoll('run');
  expect(without.exit).toBe(2);
  expect(without.err).toContain('no source gives the table `entity`');
});
