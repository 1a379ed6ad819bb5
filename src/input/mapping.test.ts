/** Mappings: codes, constants, expressions, filters, forms of numbers and dates, and what the row filter and set-aside conditions do. */

import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { csv, type ImportHarness, openHarness } from '../../test/support/import-harness.ts';
import { decimal } from '../schema/types.ts';
import { type ColumnMapping, DEFAULT_CSV, DEFAULT_VALUES, plainColumn, type SourceSpec } from './source.ts';

let harness: ImportHarness;
beforeAll(async () => {
  harness = await openHarness();
});
afterAll(() => harness.close());

const read = { date: null, codes: null, empty: undefined } as const;
const expression = (name: string, text: string): ColumnMapping => ({
  ...read,
  kind: 'expression',
  name,
  expression: text,
});
const constant = (name: string, value: string | null): ColumnMapping => ({ kind: 'constant', name, value });
const coded = (
  name: string,
  column: string,
  codes: Readonly<Record<string, string | null>>,
  rest: { readonly otherwise?: string | null; readonly empty?: string } = {},
): ColumnMapping => ({
  ...read,
  kind: 'column',
  name,
  column,
  codes: { codes: new Map(Object.entries(codes)), otherwise: rest.otherwise },
  empty: rest.empty,
});

/** One amount column of text through the forms of a source. */
async function amounts(
  texts: readonly string[],
  values: Partial<SourceSpec['values']>,
): Promise<readonly unknown[]> {
  const file = `k;v\n${texts.map((text, i) => `${i};${text}\n`).join('')}`;
  const { rows, rejects } = await harness.importTexts([file], {
    csv: { ...DEFAULT_CSV, separator: ';' },
    values: { ...DEFAULT_VALUES, ...values },
    columns: [plainColumn('id', 'k'), constant('kind', 'loan'), plainColumn('amount', 'v')],
  });
  const found = new Map([
    ...rows.map((row) => [row[0], row[2]] as const),
    ...rejects.map((reject) => [String(Number(reject[0]) - 1), reject[3]] as const),
  ]);
  return texts.map((_, i) => found.get(String(i)));
}

describe('numbers', () => {
  it('with a decimal comma are not taken for those with a point', async () => {
    expect(await amounts(['1234,5', '-0,01', '1234.50', '1.234,50', '7'], { decimal: ',' })).toEqual([
      '1234.50',
      '-0.01',
      'not_a_number',
      'not_a_number',
      '7.00',
    ]);
  });

  it('with groups must have groups of three', async () => {
    const texts = ['1.234.567,89', '12.34,5', '1.2.3', '1234,5', '-12.345', ',5', '1,234', '1.234,5.6'];
    expect(await amounts(texts, { decimal: ',', thousands: '.' })).toEqual([
      '1234567.89',
      'not_a_number',
      'not_a_number',
      '1234.50',
      '-12345.00',
      '0.50',
      'scale',
      'not_a_number',
    ]);
    expect(await amounts(["1'234.50", '1’234'], { thousands: "'" })).toEqual(['1234.50', 'not_a_number']);
  });

  it('may be padded, and may not be anything else', async () => {
    const texts = [
      '  12.5 ',
      '+3',
      '0x1F',
      '1 000',
      'NaN',
      '--5',
      '.',
      '５',
      '-0',
      '000000000000000000000001.00',
    ];
    expect(await amounts(texts, {})).toEqual([
      '12.50',
      '3.00',
      'not_a_number',
      'not_a_number',
      'not_a_number',
      'not_a_number',
      'not_a_number',
      'not_a_number',
      '0.00',
      '1.00',
    ]);
  });

  it('may be missing in words', async () => {
    expect(await amounts(['NA', '', 'n/a'], { nulls: ['', 'NA'] })).toEqual([
      'missing',
      'missing',
      'not_a_number',
    ]);
  });
});

describe('dates', () => {
  async function dates(texts: readonly string[], format: string): Promise<readonly unknown[]> {
    const { rows, rejects } = await harness.importTexts(
      [csv(...texts.map((text, i) => `${i},loan,1,${text},,`))],
      {
        values: { ...DEFAULT_VALUES, date: format },
      },
    );
    const found = new Map([
      ...rows.map((row) => [row[0], row[3]] as const),
      ...rejects.map((reject) => [String(Number(reject[0]) - 1), reject[3]] as const),
    ]);
    return texts.map((_, i) => found.get(String(i)));
  }

  it('are read by their form and by no other', async () => {
    const texts = [
      '31/01/2024',
      '1/2/2024',
      '31/02/2024',
      '01/31/2024',
      '31/01/24',
      '2024-01-31',
      '29/02/2024',
    ];
    const bad = 'not_a_date';
    expect(await dates(texts, '%d/%m/%Y')).toEqual(['2024-01-31', bad, bad, bad, bad, bad, '2024-02-29']);
    expect(await dates(['1/2/2024', '01/2/2024'], '%-d/%-m/%Y')).toEqual(['2024-02-01', bad]);
    expect(await dates(['31012024', '20240131'], '%Y%m%d')).toEqual([bad, '2024-01-31']);
    expect(await dates(['22-Apr-2024', '22-APR-2024', '22-Avr-2024'], '%d-%b-%Y')).toEqual([
      '2024-04-22',
      '2024-04-22',
      bad,
    ]);
    expect(await dates(['31.01.24', '31.01.69'], '%d.%m.%y')).toEqual(['2024-01-31', '1969-01-31']);
    expect(await dates(['2024-01-31 00:00:00', '2024-01-31'], '%Y-%m-%d %H:%M:%S')).toEqual([
      '2024-01-31',
      bad,
    ]);
  });
});

describe('codes', () => {
  it('stand for values; others are rejects, or what `otherwise` says; empty cells are what `empty` says', async () => {
    const lines = ['1,L,1,,,', '2,D,2,,,', '3,X,3,,,', '4,,4,,,'];
    const rest = [plainColumn('id', 'id'), plainColumn('amount', 'amount')];
    const strict = await harness.importTexts([csv(...lines)], {
      columns: [...rest, coded('kind', 'kind', { L: 'loan', D: 'deposit' })],
    });
    expect(strict.rows.map((row) => row[1])).toEqual(['loan', 'deposit']);
    expect(strict.rejects).toEqual([
      [3n, 'kind', 'X', 'unknown_code'],
      [4n, 'kind', null, 'missing'],
    ]);
    const lenient = await harness.importTexts([csv(...lines)], {
      columns: [...rest, coded('kind', 'kind', { L: 'loan' }, { otherwise: 'deposit', empty: 'loan' })],
    });
    expect(lenient.rows.map((row) => row[1])).toEqual(['loan', 'deposit', 'deposit', 'loan']);
  });

  it('may stand for no value', async () => {
    const { rows, rejects } = await harness.importTexts(
      [csv('1,loan,1,good,,', '2,loan,2,bad,,', '3,loan,3,ugly,,')],
      {
        columns: [
          ...['id', 'kind', 'amount'].map((name) => plainColumn(name, name)),
          coded('end_date', 'end_date', { good: null, bad: '2023-12-31' }),
        ],
      },
    );
    expect(rows.map((row) => row[3])).toEqual([null, '2023-12-31']);
    expect(rejects).toEqual([[3n, 'end_date', 'ugly', 'unknown_code']]);
  });
});

describe('expressions', () => {
  it('see raw columns by their types, are rounded when assigned, and name the raw column that could not be read', async () => {
    const { rows, rejects } = await harness.importTexts(
      ['k,n,months\n1,100,3\n2,-100,3\n3,abc,3\n4,1,0\n5,99999999999999.99,1\n'],
      {
        read: { n: decimal(18, 2), months: { kind: 'integer' } },
        columns: [
          expression('id', "'X-' || k"),
          constant('kind', 'loan'),
          expression('amount', 'div(n * 2, months, 3)'),
          constant('insured', 'Y'),
        ],
      },
    );
    expect(rows.map((row) => [row[0], row[2], row[5]])).toEqual([
      ['X-1', '66.67', true],
      ['X-2', '-66.67', true],
    ]);
    expect(rejects).toEqual([
      [3n, 'amount', 'abc', 'not_a_number'],
      [4n, 'amount', null, 'missing'],
      [5n, 'amount', '199999999999999.980', 'out_of_range'],
    ]);
  });

  it('of text are read like cells', async () => {
    const { rows } = await harness.importTexts(['k,d\n1,maturity 31.01.2025\n'], {
      columns: [
        plainColumn('id', 'k'),
        constant('kind', 'loan'),
        constant('amount', '1'),
        {
          ...read,
          kind: 'expression',
          name: 'end_date',
          expression: 'substring(d, 10, 10)',
          date: '%d.%m.%Y',
        },
      ],
    });
    expect(rows[0]?.[3]).toBe('2025-01-31');
  });
});

describe('a date that an expression moves out of the calendar', () => {
  const FILE = 'k,closed,n\n1,2024-01-31,1\n2,9999-12-31,1\n3,,1\n4,9999-12-30,2\n5,2024-02-01,x\n';
  const BASE = [plainColumn('id', 'k'), constant('kind', 'loan'), constant('amount', '1')];
  const READ = { closed: { kind: 'date' }, n: { kind: 'integer' } } as const;
  const mapped = (text: string, overrides: Partial<SourceSpec> = {}, file = FILE) =>
    harness.importTexts([file], {
      read: READ,
      columns: [...BASE, expression('end_date', text)],
      ...overrides,
    });
  const ends = (imported: { readonly rows: readonly (readonly unknown[])[] }) =>
    imported.rows.map((row) => [row[0], row[3]]);

  it('is a reject of its row, and the others are read', async () => {
    const found = await mapped('add_days(closed, 1)');
    expect(ends(found)).toEqual([
      ['1', '2024-02-01'],
      ['3', null],
      ['4', '9999-12-31'],
      ['5', '2024-02-02'],
    ]);
    expect(found.rejects).toEqual([[2n, 'end_date', '9999-12-31', 'out_of_range']]);
    expect(found.texts[0]).toContain('out of the years 1 to 9999');
  });

  it('is told once, with a text that could not be read for its own reason', async () => {
    const found = await mapped('add_months(closed, n * 1)');
    expect(found.rejects).toEqual([
      [2n, 'end_date', '9999-12-31, 1', 'out_of_range'],
      [4n, 'end_date', '9999-12-30, 2', 'out_of_range'],
      [5n, 'end_date', 'x', 'not_a_number'],
    ]);
  });

  it('is a reject where the column must have a value, and in a text', async () => {
    const days = await harness.importTexts([FILE], {
      read: READ,
      columns: [
        plainColumn('id', 'k'),
        constant('kind', 'loan'),
        expression(
          'amount',
          'days_between(:calculation_date, add_days(coalesce(closed, :calculation_date), 1))',
        ),
      ],
    });
    expect(days.rejects).toEqual([[2n, 'amount', '9999-12-31', 'out_of_range']]);
    const texts = await harness.importTexts([FILE], {
      read: READ,
      columns: [
        expression('id', "k || case when add_days(closed, 1) > :calculation_date then '+' else '-' end"),
        ...BASE.slice(1),
      ],
    });
    expect(texts.rejects).toEqual([[2n, 'id', '9999-12-31', 'out_of_range']]);
    expect(texts.rows.map((row) => row[0])).toEqual(['1+', '3-', '4+', '5+']);
  });

  it('does not count where the row does not come to it', async () => {
    const guarded = "case when closed = date '9999-12-31' then closed else add_days(closed, 1) end";
    expect((await mapped(guarded)).rejects).toEqual([]);
    expect((await mapped('coalesce(closed, add_days(closed, 1))')).rejects).toEqual([]);
    expect((await mapped('coalesce(add_days(closed, 1), closed)')).rejects).toHaveLength(1);
    const hidden = 'case when add_days(closed, 1) is null then closed else null end';
    expect((await mapped(hidden)).rejects).toEqual([[2n, 'end_date', '9999-12-31', 'out_of_range']]);
  });

  it.each([
    // Of rows 1 to 5: taken, and rejected.
    ['add_days(closed, 30) > :calculation_date', ['1', '5'], [2n, 4n]],
    ["closed >= date '9999-12-01' or add_days(closed, 30) > :calculation_date", ['1', '2', '4', '5'], []],
    ["closed < date '9999-12-01' and add_days(closed, 30) > :calculation_date", ['1', '5'], []],
    ["add_days(closed, 30) > :calculation_date and closed < date '9999-12-01'", ['1', '5'], []],
    ['not (add_days(closed, 30) <= :calculation_date)', ['1', '5'], [2n, 4n]],
  ] as const)('in a filter: %s', async (where, taken, rejected) => {
    const found = await harness.importTexts([FILE], { read: READ, columns: BASE, where });
    expect(found.rows.map((row) => row[0])).toEqual([...taken]);
    expect(found.rejects.map(([row, column, , reason]) => [row, column, reason])).toEqual(
      rejected.map((row) => [row, 'closed', 'out_of_range']),
    );
    expect(found.totals[0]).toMatchObject({
      read: { rows: 5 },
      filtered: { rows: 5 - found.rows.length - rejected.length },
    });
  });

  it('in a condition that sets aside, unless an earlier one has', async () => {
    const aside = [
      { name: 'open', condition: "end_date = date '9999-12-31'" },
      { name: 'over', condition: 'add_days(end_date, 30) < :calculation_date' },
    ];
    const columns = [...BASE, plainColumn('end_date', 'closed')];
    const file = 'k,closed\n1,2024-01-31\n2,9999-12-31\n3,2023-01-31\n4,9999-12-30\n';
    const found = await harness.importTexts([file], { columns, setAside: aside });
    expect(found.rows.map((row) => row[0])).toEqual(['1']);
    expect(found.rejects).toEqual([[4n, 'end_date', '9999-12-30', 'out_of_range']]);
    expect(found.totals[0]?.setAside).toMatchObject({ open: { rows: 1 }, over: { rows: 1 } });
  });

  it('by a count of any size is a reject as well', async () => {
    const file = 'k,closed,n\n1,2024-01-31,3\n2,2024-01-31,9223372036854775807\n';
    const moved = await mapped('add_days(closed, n * n)', {}, file);
    expect(ends(moved)).toEqual([['1', '2024-02-09']]);
    expect(moved.rejects).toEqual([[2n, 'end_date', '2024-01-31, 9223372036854775807', 'out_of_range']]);
  });
});

describe('filters', () => {
  it('count what they keep out, before anything else is read', async () => {
    const { rows, rejects, totals } = await harness.importTexts(
      [csv('1,loan,5,,,', '2,total,5.123,,,', '3,loan,-1,,,', '4,loan,x,,,', '5,loan,7,2024-01-31,,')],
      {
        read: { amount: decimal(18, 2) },
        where: "kind != 'total' and amount >= 0",
        setAside: [
          { name: 'matured', condition: 'end_date <= :calculation_date' },
          { name: 'never', condition: 'amount > 1000' },
        ],
      },
    );
    expect(rows.map((row) => row[0])).toEqual(['1']);
    // Row 2 has an amount that `where` can't read, so nobody can say whether it belongs here.
    expect(rejects).toEqual([
      [2n, 'amount', '5.123', 'scale'],
      [4n, 'amount', 'x', 'not_a_number'],
    ]);
    expect(totals[0]).toMatchObject({
      read: { rows: 5, amount: '11.00' },
      accepted: { rows: 1, amount: '5.00' },
      filtered: { rows: 1, amount: '-1.00' },
      rejected: { rows: 2, amount: null },
      setAside: { matured: { rows: 1, amount: '7.00' }, never: { rows: 0, amount: '0.00' } },
    });
  });

  it('may look at raw columns that are not mapped', async () => {
    const { totals } = await harness.importTexts(['k,till\n1,31/01/2024\n2,01/02/2024\n3,2/2/2024\n'], {
      values: { ...DEFAULT_VALUES, date: '%d/%m/%Y' },
      read: { till: { kind: 'date' } },
      columns: [plainColumn('id', 'k'), constant('kind', 'loan'), constant('amount', '2.50')],
      setAside: [{ name: 'matured', condition: 'till <= :calculation_date' }],
    });
    expect(totals[0]).toMatchObject({
      accepted: { rows: 1, amount: '2.50' },
      rejected: { rows: 1, amount: '2.50' },
      setAside: { matured: { rows: 1, amount: '2.50' } },
    });
  });
});
