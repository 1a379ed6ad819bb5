import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type ImportHarness, openHarness } from '../../test/support/import-harness.ts';
import { INSURANCE_SCHEME, PERIMETER_MEMBER } from '../dictionary/parties.ts';
import { NATIONAL_OPTION } from '../dictionary/reference.ts';
import type { TableSchema } from '../schema/table.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const OPTIONS = 'line,jurisdiction,valid_from,valid_to,value,paragraph\n';
const MEMBERS = 'entity_id,perimeter,valid_from,valid_to\n';

const imported = (table: TableSchema, ...files: readonly string[]) => harness.importTexts(files, {}, table);

describe('periods of a dated table', () => {
  it('that follow each other are taken, in any order of rows, and keys have periods of their own', async () => {
    const { rows } = await imported(
      NATIONAL_OPTION,
      `${OPTIONS}A,BASEL,2024-02-01,,0.2,\nB,BASEL,2010-01-01,2030-12-31,0.3,\nA,BASEL,2020-01-01,2024-01-31,0.1,\n`,
    );
    expect(rows).toHaveLength(3);
  });

  it('that share a day stop the import, with file, row and days of both', async () => {
    await expect(
      imported(
        NATIONAL_OPTION,
        `${OPTIONS}B,BASEL,2010-01-01,,0.3,\nA,BASEL,2020-01-01,2024-02-01,0.1,\n`,
        `${OPTIONS}A,BASEL,2024-02-01,,0.2,\n`,
      ),
    ).rejects.toThrow(
      /national_option hold on the same day for line A, jurisdiction BASEL: row 2 of .*1\.csv \(2020-01-01 to 2024-02-01\) and row 1 of .*2\.csv \(2024-02-01 to open end\)/,
    );
  });

  it('overlap where an open end is followed, and where a long one holds two short ones', async () => {
    const open = `${MEMBERS}E,P,2020-01-01,\nE,P,2024-01-01,2024-12-31\n`;
    const long = `${MEMBERS}E,P,2024-06-01,\nE,P,2020-01-01,2030-12-31\nE,P,2021-01-01,2021-12-31\n`;
    await expect(imported(PERIMETER_MEMBER, open)).rejects.toThrow('row 1 of');
    await expect(imported(PERIMETER_MEMBER, long)).rejects.toThrow(/row 2 of .* and row 3 of/);
  });

  it('of which a long one holds two others overlap, although there are days between those', async () => {
    await expect(
      imported(
        NATIONAL_OPTION,
        `${OPTIONS}A,BASEL,2021-01-01,2021-12-31,0.1,\nA,BASEL,2025-01-01,,0.2,\nA,BASEL,2020-01-01,2030-12-31,0.3,\n`,
      ),
    ).rejects.toThrow(/hold on the same day .* row 3 of .* and row 1 of/);
  });

  it('with a day between them stop the import where the standard has no rate for the line', async () => {
    await expect(
      imported(
        NATIONAL_OPTION,
        `${OPTIONS}I.oth,BASEL,2020-01-01,2023-12-31,0.1,\nI.oth,BASEL,2024-01-02,,0.2,\n`,
      ),
    ).rejects.toThrow(/for line I.oth, jurisdiction BASEL on the days between row 1 of .* and row 2 of/);
  });

  it('may have days between them where that has a rate, or an option may be closed; members may leave and come back', async () => {
    const between = (line: string) =>
      `${line},BASEL,2020-01-01,2023-12-31,0.1,\n${line},BASEL,2024-01-02,,0.2,\n`;
    const options = await imported(NATIONAL_OPTION, `${OPTIONS}${between('R.less')}${between('ALA2')}`);
    expect(options.rows).toHaveLength(4);
    const { rows } = await imported(
      PERIMETER_MEMBER,
      `${MEMBERS}E,P,2020-01-01,2023-12-31\nE,P,2024-01-02,\n`,
    );
    expect(rows).toHaveLength(2);
  });

  it('of rejects and of second records of a key are not looked at', async () => {
    const { rows, rejects } = await imported(
      PERIMETER_MEMBER,
      `${MEMBERS}E,P,2020-01-01,2023-12-31\nE,P,2022-01-01,2021-01-01\nE,P,2020-01-01,\nE,P,2024-01-01,\n`,
    );
    expect(rows).toHaveLength(2);
    expect(rejects.map((reject) => reject.at(-1))).toEqual(['reversed_period', 'duplicate_key']);
  });

  it('whose end has another name stop the import: it would be open', async () => {
    await expect(
      harness.importTexts(
        ['entity_id,perimeter,valid_from,valid_til\nE,P,2020-01-01,2023-12-31\n'],
        { columns: 'same' },
        PERIMETER_MEMBER,
      ),
    ).rejects.toMatchObject({ params: { found: 'valid_til', column: 'valid_to' } });
  });

  it('are those of insurance schemes too', async () => {
    await expect(
      imported(
        INSURANCE_SCHEME,
        'guarantee_scheme,valid_from,valid_to,limit_amount,currency_code,meets_78\nS,2020-01-01,,100000,EUR,false\nS,2024-01-01,,120000,EUR,false\n',
      ),
    ).rejects.toThrow('guarantee_scheme S');
  });
});
