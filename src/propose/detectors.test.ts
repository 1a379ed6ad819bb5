/** Each detector by itself: bytes, layout, dates, numbers, texts without value, names, codes, names of files. */

import { describe, expect, it } from 'vitest';
import { dictionaryTable } from '../dictionary/dictionary.ts';
import { flagWord, meaningOf } from './code-words.ts';
import { dateReading } from './dates.ts';
import { encodingOf } from './encoding.ts';
import { datedName } from './file-groups.ts';
import { layoutOf, totalField } from './layout.ts';
import { likeness } from './match-columns.ts';
import { nullTexts } from './null-texts.ts';
import { numberReading, plainNumber } from './numbers.ts';
import { isColumnName } from './synonyms.ts';
import { meant } from './values-format.ts';
import { wordsOf } from './words.ts';

const once = (...texts: string[]): ReadonlyMap<string, number> => new Map(texts.map((text) => [text, 1]));
const sample = (head: Buffer, ...places: Buffer[]) => ({
  head,
  places,
  whole: places.length === 0,
  hasEnd: true,
});

describe('encodings', () => {
  const found = (bytes: Buffer, ...places: Buffer[]) => {
    const one = encodingOf(sample(bytes, ...places));
    return 'binary' in one ? one.binary : one.encoding;
  };

  it.each([
    [Buffer.from('a;b\n'), 'utf-8'],
    [Buffer.from('Müller;b\n'), 'utf-8'],
    [Buffer.from('M\xfcller;b\n', 'latin1'), 'windows-1252'],
    [Buffer.from('\x80 100\n', 'latin1'), 'windows-1252'],
    [Buffer.from('a;b\n', 'utf16le'), 'utf-16'],
    [Buffer.from('\uFEFFa;b\n', 'utf16le'), 'utf-16'],
    [Buffer.from([0x50, 0x4b, 3, 4, 0, 0]), 'a ZIP archive or an Excel workbook'],
    [Buffer.from('abc\0def'), 'no text: it has zero bytes'],
  ])('%j is %s', (bytes, encoding) => {
    expect(found(bytes)).toBe(encoding);
  });

  it('a stretch that begins or ends within a sign is UTF-8 all the same', () => {
    const bytes = Buffer.from('€€€');
    expect(found(bytes.subarray(0, 4), bytes.subarray(1, 8))).toBe('utf-8');
  });
});

describe('layouts', () => {
  const layout = (text: string) => layoutOf(text, isColumnName);

  it.each([
    ['a;b;c\n1;2,5;3\n2;4,5;6\n', ';', 3],
    ['a,b\n1,"x;y;z"\n2,"p;q;r"\n', ',', 2],
    ['a\tb\n1\t2\n', '\t', 2],
    ['1|2,5|3,5\n2|3,5|4,5\n', '|', 3],
    // Without the header's help both signs give as many fields: a comma is the likelier decimal sign.
    ['1;2,5;3\n4;5,5;6\n', ';', 3],
  ])('%j is separated by %j into %i columns', (text, separator, width) => {
    expect(layout(text)).toMatchObject({ separator });
    expect(layout(text).names).toHaveLength(width);
  });

  it('finds the header behind titles, those that a spreadsheet pads included', () => {
    expect(layout('Report\nof today\n\nACCT;BAL\n1;2\n3;4\n')).toMatchObject({
      skip: 3,
      names: ['ACCT', 'BAL'],
    });
    expect(layout('Report,,,\n,,,\nACCT,BAL,CCY,X\n1,2,EUR,y\n')).toMatchObject({ skip: 2, header: true });
    expect(layout('sep=;\nACCT;BAL\n1;2\n3;4\n')).toMatchObject({ skip: 1 });
  });

  it('tells a header from data', () => {
    expect(layout('1;x;2.5\n2;y;3.5\n')).toMatchObject({
      header: false,
      names: ['column_1', 'column_2', 'column_3'],
    });
    expect(layout('code;currency\nA;EUR\nB;USD\n')).toMatchObject({ header: true });
    expect(layout('A;EUR\nB;USD\nA;CHF\n')).toMatchObject({ header: false });
  });

  it('names columns apart that the header does not', () => {
    expect(layout('a;b;a;;\n1;2;3;4;5\n')).toMatchObject({
      names: ['a', 'b', 'a_2', 'column_4', 'column_5'],
      namesMadeUp: true,
    });
  });

  it('knows quotes by their use', () => {
    expect(layout("a;b\n'1';'x;y'\n'2';'z'\n")).toMatchObject({ quote: "'" });
    expect(layout(`a;b\n1;"x\n${'2;y\n'.repeat(40)}`)).toMatchObject({ quote: null });
  });

  it('tells lines that agree on no separator', () => {
    expect(layout('a\nb,c\nd,e,f\ng,h,i,j\nk,l,m,n,o\n').agrees).toBe(false);
    expect(layout('a\nb\nc\n')).toMatchObject({
      agrees: true,
      names: expect.arrayContaining([expect.any(String)]),
    });
  });

  it('knows a total by its words', () => {
    expect(totalField({ fields: ['', 'Summe', '12'] })).toBe(1);
    expect(totalField({ fields: ['Grand total: 3'] })).toBe(0);
    expect(totalField({ fields: ['Totalenergies', 'Summers'] })).toBe(-1);
  });
});

describe('dates', () => {
  const formats = (...texts: string[]) => dateReading(once(...texts))?.formats;

  it.each([
    [['2024-01-31', '2025-12-01'], ['%Y-%m-%d']],
    [['31.01.2024', '01.12.2025'], ['%d.%m.%Y']],
    [['01/31/2024', '12/01/2025'], ['%m/%d/%Y']],
    [['31/01/2024', '12/01/2025'], ['%d/%m/%Y']],
    [['20240131', '99991231'], ['%Y%m%d']],
    [['31-Jan-2024', '01-Dec-2025'], ['%d-%b-%Y']],
    [['9/7/2024', '12/31/2024'], ['%-m/%-d/%Y']],
    [['31.01.24'], ['%d.%m.%y']],
    [['2024-01-31 00:00:00'], ['%Y-%m-%d %H:%M:%S']],
  ])('%j are %j', (texts, expected) => {
    expect(formats(...texts)).toEqual(expected);
  });

  it('keep both readings where no day is above 12', () => {
    expect(formats('03/04/2024', '05/06/2024')).toEqual(['%d/%m/%Y', '%m/%d/%Y']);
    expect(meant('03/04/2024', '%d/%m/%Y')).toBe('3 April');
    expect(meant('03/04/2024', '%m/%d/%Y')).toBe('4 March');
  });

  it('are none where too few texts are, or digits of an account look so', () => {
    expect(formats('31.01.2024', 'x', 'y')).toBeUndefined();
    expect(formats('47110101', '47110102')).toBeUndefined();
    expect(formats('02/30/2024')).toBeUndefined();
    expect(formats('20240230')).toBeUndefined();
    expect(formats('28/02/2024 00:00:00')).toEqual(['%d/%m/%Y %H:%M:%S']);
    expect(
      dateReading(
        new Map([
          ['31.01.2024', 9],
          ['n.n.', 1],
        ]),
      ),
    ).toEqual({ formats: ['%d.%m.%Y'], rows: 9 });
  });
});

describe('numbers', () => {
  const formats = (...columns: string[][]) => numberReading(columns)?.formats;

  it.each([
    [['12.50', '1250'], [{ decimal: '.', thousands: null }]],
    [['12,50', '1250,00'], [{ decimal: ',', thousands: null }]],
    [['1.234,56', '12,50'], [{ decimal: ',', thousands: '.' }]],
    [['1,234.56', '12.50'], [{ decimal: '.', thousands: ',' }]],
    [["1'234.56", '12.50'], [{ decimal: '.', thousands: "'" }]],
    [['1 234,56', '12,50'], [{ decimal: ',', thousands: ' ' }]],
    // A group of zeros in front is no group.
    [['0.912', '1.085'], [{ decimal: '.', thousands: null }]],
    [['1.234.567'], [{ decimal: ',', thousands: '.' }]],
  ])('%j are written %j', (texts, expected) => {
    expect(formats(texts)).toEqual(expected);
  });

  it('leave it open where every sign stands before three digits', () => {
    expect(formats(['1,234', '5,678'])).toEqual([
      { decimal: ',', thousands: null },
      { decimal: '.', thousands: ',' },
    ]);
    expect(formats(['1,234'], ['12,50'])).toEqual([{ decimal: ',', thousands: null }]);
  });

  it('tell nothing where there is no sign, or no number', () => {
    expect(formats(['1', '2'], ['a.b', 'c,d'])).toBeUndefined();
    expect(plainNumber('1e3', { decimal: '.', thousands: null })).toBeUndefined();
    expect(plainNumber(' -1.234,5 ', { decimal: ',', thousands: '.' })).toBe('-1234.5');
  });
});

describe('texts without value', () => {
  it('are words that mean nothing else, and others among numbers and dates only', () => {
    expect(nullTexts([once('NULL', 'a')])).toEqual([{ text: 'NULL', rows: 1 }]);
    expect(nullTexts([once('NA', '1.5')])).toEqual([{ text: 'NA', rows: 1 }]);
    expect(nullTexts([once('NA', 'DE')])).toEqual([]);
    expect(nullTexts([once('none', 'weak')])).toEqual([]);
    expect(nullTexts([once('00.00.0000', '31.01.2024')])).toEqual([{ text: '00.00.0000', rows: 1 }]);
  });
});

describe('names of columns', () => {
  it.each([
    ['ACCT_NO', 'account', 'account_id'],
    ['KontoNr', 'account', 'account_id'],
    ['KONTONUMMER', 'account', 'account_id'],
    ['bal', 'account', 'balance'],
    ['Saldo', 'account', 'balance'],
    ['ccy', 'loan', 'currency_code'],
    ['Währung', 'loan', 'currency_code'],
    ['cpty', 'loan', 'customer_id'],
    ['KUNDENNR', 'loan', 'customer_id'],
    ['mat_dt', 'loan', 'end_date'],
    ['Fälligkeitsdatum', 'loan', 'end_date'],
    ['Mkt Value', 'holding', 'mtm_dirty'],
    ['FX Rate', 'exchange_rate', 'rate'],
  ])('%s is a name for %s.%s', (raw, table, column) => {
    expect(likeness(raw, wordsOf(raw), table, column).kind).toBe('known');
  });

  it('say the unit of their amounts', () => {
    expect(wordsOf('Outstanding (EUR k)').factor).toBe('1000');
    expect(wordsOf('SALDO_TEUR').factor).toBe('1000');
    expect(wordsOf('amount_gbp_m').factor).toBe('1000000');
    expect(wordsOf('BAL_EUR').factor).toBe('1');
  });

  it('are nothing by one vague word among others', () => {
    expect(likeness('home_type_ref', wordsOf('home_type_ref'), 'account', 'type').kind).toBe('none');
    expect(likeness('facility_limit_usd', wordsOf('facility_limit_usd'), 'loan', 'limit_amount').kind).toBe(
      'known',
    );
    expect(
      likeness('tot_cred_outst_balance', wordsOf('tot_cred_outst_balance'), 'loan', 'balance').kind,
    ).toBe('part');
  });
});

describe('codes', () => {
  const meaning = (code: string, table: string, name: string) => {
    const column = dictionaryTable(table)?.columns.find((one) => one.name === name);
    return column === undefined ? 'no such column' : meaningOf(code, table, column);
  };

  it('mean what most banks mean by them, and nothing where they do not agree', () => {
    expect(meaning('GIRO', 'account', 'type')).toBe('current');
    expect(meaning('Time Deposit', 'account', 'type')).toBe('time_deposit');
    expect(meaning('L2A', 'instrument', 'hqla_class')).toBe('iia');
    expect(meaning('X7', 'account', 'type')).toBeUndefined();
    expect(meaning('J', 'account', 'transactional')).toBe('true');
    expect(flagWord('nein')).toBe('false');
  });

  it('are values of the dictionary only', () => {
    for (const [table, name, code] of [
      ['account', 'type', 'giro'],
      ['loan', 'type', 'mortgages'],
      ['customer', 'type', 'bank'],
      ['instrument', 'asset_class', 'govt'],
      ['security_financing', 'sft_type', 'rr'],
      ['other_flow', 'direction', 'inflow'],
      ['loan', 'schedule', 'amortising'],
    ] as const)
      expect(meaning(code, table, name), `${table}.${name}`).toBeTypeOf('string');
  });
});

describe('names of files', () => {
  it.each([
    ['konten_20240131.csv', 'konten_{date:%Y%m%d}.csv', '2024-01-31'],
    ['konten-2024-01-31.csv.gz', 'konten-{date}.csv.gz', '2024-01-31'],
    ['31.01.2024 konten.csv', '{date:%d.%m.%Y} konten.csv', '2024-01-31'],
    ['konten_20241399.csv', 'konten_20241399.csv', null],
    ['konten_4711.csv', 'konten_4711.csv', null],
  ])('%s is %s', (name, pattern, date) => {
    expect(datedName(name)).toEqual({ name: pattern, date });
  });
});
