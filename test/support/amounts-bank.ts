/** A bank of some entities that has amounts by line and no deals: the fewest stages that a run can have. */

import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const CONFIGURATION = `name: amounts
reporting_currency: EUR
calculation_date: 2024-01-31
pipeline: basel-lcr-lines
sources:
  - table: entity
    files: entity.csv
  - table: line_amount
    files: amounts.csv
  - table: exchange_rate
    files: rates.csv
`;

/** Line, level, currency, maturity and amount of what each entity has. */
const AMOUNTS: readonly (readonly string[])[] = [
  ['', '1', 'EUR', '', '700.00'],
  ['', '2A', 'EUR', '', '200.00'],
  ['R.stable5', '', 'EUR', 'open', '1300.00'],
  ['R.less', '', 'USD', 'open', '1100.00'],
  ['I.retail', '', 'EUR', '15d_30d', '200.00'],
  ['I.retail', '', 'EUR', 'over_30d', '9000.00'],
];

const ENTITIES = 40;

/** The folder may be there. */
export function amountsBank(folder: string): void {
  const entities = Array.from({ length: ENTITIES }, (_, at) => `B${at}`);
  const amounts = entities.flatMap((entity) =>
    AMOUNTS.map(
      ([line, level, currency, maturity, amount], at) =>
        `${entity}-${at},${entity},${line},,${level},${currency},${maturity},${amount},,`,
    ),
  );
  const files = {
    'plimsoll.yaml': CONFIGURATION,
    'entity.csv': `entity_id,reporting_entity_name,type,country_code\n${entities.map((entity) => `${entity},Bank ${entity},bank,DE\n`).join('')}`,
    'rates.csv': 'date,base_currency_code,quote_currency_code,rate\n2024-01-31,USD,EUR,0.5\n',
    'amounts.csv': `amount_id,entity_id,line,liq1_row,level,currency_code,maturity_bucket,unweighted,weighted,adjusted\n${amounts.join('\n')}\n`,
  };
  mkdirSync(folder, { recursive: true });
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}
