/** Reports as spreadsheets, opened by LibreOffice: the figures of the CSV, to the last digit that a spreadsheet keeps. */

import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LIQ1 } from '../../src/disclosure/liq1.ts';
import { reportCells } from '../../src/disclosure/make-report.ts';
import type { Report } from '../../src/disclosure/report.ts';
import { reportXlsx } from '../../src/spreadsheet/report-xlsx.ts';
import { isLibreOfficeMissing, sheetsOf } from '../support/libreoffice.ts';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

const SKIPPED = isLibreOfficeMissing()
  ? ' (skipped: LibreOffice is missing, npm run services installs it)'
  : '';

/** Rows of a CSV without line breaks in fields. */
const rowsOfCsv = (text: string): readonly (readonly string[])[] =>
  text
    .trimEnd()
    .split('\n')
    .map((line) =>
      [...line.matchAll(/(?:^|,)(?:"((?:[^"]|"")*)"|([^,]*))/g)].map((match) => match[1] ?? match[2] ?? ''),
    );

describe.skipIf(SKIPPED !== '')(`a report as a spreadsheet${SKIPPED}`, () => {
  let bank: SmallBank;
  beforeAll(() => {
    bank = smallBank();
    expect(bank.plimsoll('run').exit).toBe(0);
  });
  afterAll(() => bank.remove());

  it('has the rows of the report, as numbers, and says of what it is', () => {
    const file = join(bank.folder, 'liq1.xlsx');
    const report = bank.json('report', 'liq1', '--to', file) as {
      readonly rows: readonly {
        readonly row: string;
        readonly item: string;
        readonly unweighted: string | null;
        readonly weighted: string | null;
        readonly note: string | null;
      }[];
    };
    const sheets = sheetsOf(file);
    expect([...sheets.keys()].sort()).toEqual(['About', 'LIQ1']);
    const [title, unit, header, ...rows] = rowsOfCsv(sheets.get('LIQ1') ?? '');
    expect(title?.[0]).toBe('LIQ1 of GROUP, 2024-01-31');
    expect(unit?.[0]).toBe('Amounts in EUR');
    expect(header).toEqual(['Row', 'Item', 'Unweighted', 'Weighted', 'Note']);
    const plain = (text: string | null): string => (text === null ? '' : String(Number(text)));
    expect(rows).toEqual(
      report.rows.map(({ row, item, unweighted, weighted, note }) => [
        row,
        row === '23' ? `${item} (%)` : item,
        plain(unweighted),
        plain(weighted),
        note ?? '',
      ]),
    );
    expect(Object.fromEntries(rowsOfCsv(sheets.get('About') ?? ''))).toMatchObject({
      template: 'LIQ1',
      perimeter: 'GROUP',
      currency: 'EUR',
      scenario: 'reported',
    });
  });

  it('is no report that can be checked: CSV is', () => {
    const file = join(bank.folder, 'checked.xlsx');
    expect(bank.plimsoll('report', 'liq1', '--to', file).exit).toBe(0);
    const { exit, err } = bank.plimsoll('check', 'report', file);
    expect(exit).toBe(2);
    expect(err).toContain(
      "checked.xlsx can't be read as a report: it is a spreadsheet. Allowed are JSON and CSV",
    );
  });

  it('keeps every digit of an amount that a spreadsheet could not hold as a number', async () => {
    const units = 1_234_567_890_123_456_789n;
    const report: Report = {
      template: LIQ1,
      form: 'BASEL',
      perimeter: 'GROUP',
      scenario: 'base',
      currency: 'JPY',
      unit: 'unit',
      ratioUnit: 'percent',
      firstDate: '2024-01-31',
      lastDate: '2024-01-31',
      observations: 1n,
      rows: new Map([['1', new Map([['weighted', { units, scale: 4 }]])]]),
    };
    const file = join(bank.folder, 'long.xlsx');
    writeFileSync(file, await reportXlsx(report, new Map()));
    const cell = rowsOfCsv(sheetsOf(file).get('LIQ1') ?? '').find(([row]) => row === '1')?.[3];
    expect(cell).toBe('123456789012345.6789');
    expect(cell).toBe(reportCells(report).find(({ row }) => row === '1')?.cells.weighted);
  });
});
