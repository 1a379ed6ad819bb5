/** A bank that has amounts by line and no deals: from its file to LIQ1 through the command line, and what is refused with which words. */

import { rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { CONFIGURATION } from '../support/amounts-bank.ts';
import { emptyFolder, plimsoll, type Told } from './project-folder.ts';

const HEADER =
  'amount_id,entity_id,line,liq1_row,level,currency_code,maturity_bucket,unweighted,weighted,adjusted';

/** Stock 700 and 85 % of 200; outflows 65 + 55 + 25 + 261 + 30; inflows 100. */
const AMOUNTS = `${HEADER}
S1,B1,,,1,EUR,,700.00,,
S2,B1,,,2A,EUR,,200.00,,
D1,B1,R.stable5,,,EUR,open,1300.00,,
D2,B1,R.less,,,USD,open,1100.00,,
D3,B1,,6,,EUR,,100.00,25.00,
D4,B1,,7,,EUR,,540.00,261.00,
F1,B1,,13,,EUR,,300.00,30.00,
L1,B1,I.retail,,,EUR,15d_30d,200.00,,
L2,B1,I.retail,,,EUR,over_30d,9000.00,,
`;

function write(folder: string, amounts: string): void {
  const files = {
    'plimsoll.yaml': CONFIGURATION,
    'entity.csv': 'entity_id,reporting_entity_name,type,country_code\nB1,Bank,bank,DE\n',
    'rates.csv': 'date,base_currency_code,quote_currency_code,rate\n2024-01-31,USD,EUR,0.5\n',
    'amounts.csv': amounts,
  };
  for (const [name, text] of Object.entries(files)) writeFileSync(join(folder, name), text);
}

describe('amounts by line', () => {
  let folder: string;
  beforeAll(async () => {
    folder = emptyFolder();
    write(folder, AMOUNTS);
    const { exit, err } = await plimsoll(folder, 'run');
    expect(exit, err).toBe(0);
  });
  afterAll(() => rmSync(folder, { recursive: true, force: true }));

  it('give the metrics that their figures add up to by hand', async () => {
    const { out } = await plimsoll(folder, '--json', 'show', 'metrics');
    const { perimeters } = JSON.parse(out) as {
      readonly perimeters: readonly { readonly perimeter: string; readonly values: Record<string, string> }[];
    };
    const { values } = perimeters.find(({ perimeter }) => perimeter === 'B1') ?? {};
    // 870 ÷ 336
    expect(values).toMatchObject({
      l1: '700.000000',
      l2a: '170.000000',
      outflows: '436.000000',
      lcr: '2.589286',
    });
  });

  it('give a LIQ1 without holes that its own check accepts', async () => {
    const file = join(folder, 'liq1.csv');
    const { exit, out, err } = await plimsoll(folder, '--json', 'report', 'liq1', '--to', file);
    expect(exit, err).toBe(0);
    const { rows } = JSON.parse(out) as {
      readonly rows: readonly {
        readonly row: string;
        readonly unweighted: string | null;
        readonly weighted: string | null;
        readonly note: string | null;
      }[];
    };
    expect(
      Object.fromEntries(rows.map(({ row, unweighted, weighted }) => [row, [unweighted, weighted]])),
    ).toMatchObject({
      1: [null, '870.0000'],
      2: ['1850.0000', '120.0000'],
      6: ['100.0000', '25.0000'],
      8: ['0.0000', '0.0000'],
      16: [null, '436.0000'],
      18: ['200.0000', '100.0000'],
      22: [null, '336.0000'],
      23: [null, '258.9286'],
    });
    // The alternative options alone have no input.
    for (const { row, note } of rows)
      expect(note ?? '', row).toBe(
        ['1', '21', '23'].includes(row) ? 'without ALA1, ALA2, for which the project has no source' : '',
      );
    const checked = await plimsoll(folder, 'check', 'report', file);
    expect(checked).toMatchObject({ exit: 0, err: '' });
  });

  it('are shown by line, and reconcile from the file to the metrics', async () => {
    const lines = await plimsoll(folder, 'show', 'lines');
    expect(lines.out).toMatch(/R\.stable5 .*1,300\.0000 +65\.0000/);
    expect(lines.out).toMatch(/LIQ1\.7/);
    const reconciled = await plimsoll(folder, 'reconcile');
    expect(reconciled.out).toContain('Everything ties');
    expect(reconciled.exit).toBe(0);
  });
});

describe('amounts that can’t be right', () => {
  let folder: string;
  beforeEach(() => {
    folder = emptyFolder();
  });
  afterEach(() => rmSync(folder, { recursive: true, force: true }));

  const run = async (...rows: readonly string[]): Promise<Told> => {
    write(folder, [AMOUNTS.trimEnd(), ...rows, ''].join('\n'));
    return plimsoll(folder, 'run');
  };

  it('are rejects where a value can’t be, with the column', async () => {
    const told = await run(
      'X1,B1,,5,,EUR,,1.00,,',
      'X2,B1,,,3,EUR,,1.00,,',
      'X3,B1,W.other,,,EUR,later,1.00,,',
      'X4,B1,W.other,,,EUR,,-1.00,,',
      'X5,B1,W.other,,,EUR,,1.00,-1.00,',
      'X6,B2,W.other,,,EUR,,1.00,,',
      'S1,B1,W.other,,,EUR,,1.00,,',
    );
    expect(told.exit).toBe(0);
    const { out } = await plimsoll(folder, '--json', 'show', 'rejects');
    const { rejects } = JSON.parse(out) as {
      readonly rejects: readonly { readonly column: string | null; readonly reason: string }[];
    };
    expect(rejects.map(({ column, reason }) => `${column} ${reason}`)).toEqual([
      'liq1_row not_allowed',
      'level not_allowed',
      'maturity_bucket not_allowed',
      'unweighted out_of_range',
      'weighted out_of_range',
      'entity_id unknown_entity',
      'amount_id duplicate_key',
    ]);
  });

  // The others are cases of test/regulation.
  const refusals: readonly (readonly [name: string, row: string, ...words: readonly string[]])[] = [
    ['a line and a row at once', 'X,B1,W.debt,8,,EUR,,1.00,,', 'amount_id = X', 'it names 2 of the columns'],
    ['an unknown line', 'X,B1,W.dept,,,EUR,,1.00,,', "'W.dept' is no line", 'amount_id = X'],
    ['a row with several rates alone', 'X,B1,,9,,EUR,,1.00,,', 'LIQ1.9 has no single rate on 2024-01-31'],
    ['the same twice', 'X,B1,R.less,,,USD,open,1.00,,', 'R.less is given 2 times', 'from D2 to X'],
    [
      'a level and its line',
      'X,B1,L1.coins,,,EUR,,1.00,,',
      'HQLA.1 is given as a whole and by line (HQLA.1, L1.coins)',
    ],
  ];

  it.each(refusals)('stop the run: %s', async (_, row, ...words) => {
    const { exit, err } = await run(row);
    expect(exit, err).toBe(2);
    for (const word of words) expect(err).toContain(word);
  });

  it('and tables that the pipeline does not read are named', async () => {
    write(folder, AMOUNTS);
    writeFileSync(join(folder, 'plimsoll.yaml'), CONFIGURATION.replace('basel-lcr-lines', 'basel-lcr'));
    const { err } = await plimsoll(folder, 'run');
    expect(err).toContain('the pipeline basel-lcr does not use the table line_amount');
  });
});
