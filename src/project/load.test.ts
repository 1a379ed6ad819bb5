/** Reading plimsoll.yaml: what it means, and what is said about each kind of mistake. */

import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import type { SourceSpec } from '../input/source.ts';
import { decimal, INTEGER } from '../schema/types.ts';
import { loadProject, readProject } from './load.ts';
import { isStarter, starterConfig } from './starter.ts';

const HEAD = 'name: a bank\nreporting_currency: EUR\n';

function problem(text: string): string {
  try {
    readProject(text, '/p');
  } catch (error) {
    if (error instanceof PlimsollError) return error.message;
    throw error;
  }
  return 'no error';
}

const source = (text: string): SourceSpec | undefined =>
  readProject(`${HEAD}sources:\n${text}`, '/p').sources[0]?.spec;

const ENTITY = '  - table: entity\n    files: e.csv\n';

describe('what a configuration means', () => {
  it('has defaults for all that is not said', () => {
    expect(readProject(HEAD, '/p')).toEqual({
      folder: '/p',
      name: 'a bank',
      reportingCurrency: 'EUR',
      jurisdiction: 'BASEL',
      pipeline: 'basel-lcr',
      calculationDate: '',
      spark: { variable: 'PLIMSOLL_SPARK_SERVER', settings: {}, stages: {}, ui: null, smallRows: 200_000 },
      memoryLimit: null,
      threads: null,
      salt: '',
      limits: { unclassifiedAmount: '0', rejectedRows: null },
      sources: [],
    });
  });

  it('keeps texts as they are written', () => {
    const text = `${HEAD}calculation_date: 2024-01-31\nmemory_limit: 1.5GB\nthreads: 2\nsalt: 007\nlimits: { unclassified_amount: 1000.50, rejected_rows: 3 }\n`;
    expect(readProject(text, '/p')).toMatchObject({
      calculationDate: '2024-01-31',
      memoryLimit: '1.5GB',
      threads: 2,
      salt: '007',
      limits: { unclassifiedAmount: '1000.50', rejectedRows: 3 },
    });
  });

  it('reads a source with everything in it', () => {
    const spec = source(`  - table: exchange_rate
    files: [a.csv, "b-*.csv"]
    csv: { separator: "\\t", decimal: ",", thousands: ".", quote: null, date: "%d/%m/%Y", null: ["", NA, null], header: false, names: [a, b], skip: 2, encoding: latin-1 }
    read: { a: "decimal(18,6)", b: integer }
    where: a > 0
    set_aside: { old: date < :calculation_date }
    columns:
      date: { column: a, date: "%Y%m%d" }
      base_currency_code: { column: b, codes: { NO: NOK, 1: SEK, no: null }, otherwise: EUR, empty: USD }
      quote_currency_code: { constant: EUR }
      rate: { expression: a * 2 }
`);
    expect(spec).toMatchObject({
      format: 'csv',
      csv: { separator: '\t', quote: null, header: false, names: ['a', 'b'], skip: 2, encoding: 'latin-1' },
      values: { decimal: ',', thousands: '.', date: '%d/%m/%Y', nulls: ['', 'NA', 'null'] },
      read: { a: decimal(18, 6), b: INTEGER },
      where: 'a > 0',
      setAside: [{ name: 'old', condition: 'date < :calculation_date', line: 9 }],
      place: { file: 'plimsoll.yaml', line: 4 },
    });
    const columns = spec?.columns === 'same' ? [] : (spec?.columns ?? []);
    expect(columns.map((column) => [column.name, column.kind, column.line])).toEqual([
      ['date', 'column', 11],
      ['base_currency_code', 'column', 12],
      ['quote_currency_code', 'constant', 13],
      ['rate', 'expression', 14],
    ]);
    const base = columns[1];
    expect(base?.kind === 'column' && base.codes?.codes).toEqual(
      new Map([
        ['NO', 'NOK'],
        ['1', 'SEK'],
        ['no', null],
      ]),
    );
    expect(base).toMatchObject({ codes: { otherwise: 'EUR' }, empty: 'USD' });
  });

  it('takes the format from the name, and columns by name when nothing is said', () => {
    expect(source('  - { table: entity, files: "data/e-*.parquet" }')).toMatchObject({
      format: 'parquet',
      columns: 'same',
    });
    expect(source('  - { table: entity, files: e.txt }')).toMatchObject({ format: 'csv' });
    expect(source('  - { table: entity, files: [a.json, b.json.gz], records: x.y }')).toMatchObject({
      format: 'json',
      records: ['x', 'y'],
    });
    expect(source('  - { table: entity, files: a.ndjson }')).toMatchObject({ format: 'jsonl', records: [] });
    expect(source('  - { table: entity, files: a.duckdb, from: s.t }')).toMatchObject({
      format: 'duckdb',
      database: { table: 's.t' },
    });
  });

  it('ignores raw columns where columns have their own names, and never one of the table', () => {
    expect(source('  - { table: entity, files: a.csv, ignore: [branch] }')).toMatchObject({
      ignore: ['branch'],
    });
    expect(() => source('  - { table: entity, files: a.csv, ignore: [branch, type] }')).toThrow(
      'plimsoll.yaml:4: `ignore` must not name columns of the table `entity`',
    );
    expect(() =>
      source('  - { table: entity, files: a.csv, ignore: [branch], columns: { entity_id: id } }'),
    ).toThrow('`ignore` has no meaning where `columns` says what is taken');
  });

  it('refuses a code that is read as no value, since it would never be met', () => {
    const text = (codes: string, csv = ''): string =>
      `  - table: entity\n    files: a.csv\n    csv: { ${csv} }\n    columns:\n      entity_id: id\n      reporting_entity_name: n\n      country_code: c\n      type:\n        column: T\n        codes:\n          ${codes}: bank`;
    expect(() => source(text('""'))).toThrow(
      /^plimsoll.yaml:14: `codes` of `type` lists the empty text, .* give the value of an empty cell as `empty`/,
    );
    expect(() => source(text('NA', 'null: ["", NA]'))).toThrow('`codes` of `type` lists `NA`');
    expect(source(text('""', 'null: [NA]'))).toMatchObject({ values: { nulls: ['NA'] } });
  });

  it('may repeat a group of keys by anchor', () => {
    const project = readProject(
      `${HEAD}sources:\n  - table: entity\n    files: a.csv\n    columns: &same\n      entity_id: id\n      reporting_entity_name: name\n      type: { constant: bank }\n      country_code: { constant: PT }\n  - table: entity\n    files: b.csv\n    columns:\n      <<: *same\n      country_code: { constant: ES }\n`,
      '/p',
    );
    const columns = project.sources[1]?.spec.columns;
    expect(columns !== 'same' && columns?.find((one) => one.name === 'country_code')).toMatchObject({
      value: 'ES',
    });
    expect(columns !== 'same' && columns?.find((one) => one.name === 'entity_id')).toMatchObject({
      column: 'id',
    });
  });
});

describe('a mistake', () => {
  it.each([
    ['no YAML', 'name: [', /^plimsoll.yaml:1: This is no YAML/],
    ['a key twice', 'name: a\nname: b\n', /^plimsoll.yaml:2: This is no YAML: Map keys must be unique/],
    ['a tag', `${HEAD}salt: !!float 1\n`, /^plimsoll.yaml:3: This is no YAML/],
    ['nothing at all', '', /must be a group of keys, and null was found/],
    [
      'a missing key',
      'name: a\n',
      /^plimsoll.yaml:1: `reporting_currency` must be a text, and nothing was found/,
    ],
    [
      'an unknown key',
      `${HEAD}reporting_curency: EUR\n`,
      /:3: there is no key `reporting_curency` here. Did you mean `reporting_currency`\?/,
    ],
    [
      'a far-fetched key',
      `${HEAD}colour: red\n`,
      /:3: there is no key `colour` here. Known: name, reporting_currency,/,
    ],
    ['a wrong kind', `${HEAD}sources: entity\n`, /:3: `sources` must be a list, and `entity` was found/],
    [
      'a currency',
      'name: a\nreporting_currency: euro\n',
      /:2: `reporting_currency` must be an ISO 4217 code such as EUR, and `euro` was found/,
    ],
    ['a size', `${HEAD}memory_limit: much\n`, /:3: `memory_limit` must be a size such as 4GB, and `much`/],
    ['a date', `${HEAD}calculation_date: 2024-02-30\n`, /:3: `calculation_date` must be a date/],
    [
      'an amount',
      `${HEAD}limits: { unclassified_amount: -1 }\n`,
      /:3: `unclassified_amount` must be an amount/,
    ],
    [
      'a count',
      `${HEAD}limits:\n  rejected_rows: few\n`,
      /:4: `rejected_rows` must be a whole number, and `few`/,
    ],
  ])('in the whole: %s', (_, text, message) => {
    expect(problem(text)).toMatch(message);
  });

  const inSource = (lines: string) => problem(`${HEAD}sources:\n${lines}`);
  it.each([
    [
      'an unknown table',
      '  - table: acount\n    files: a.csv\n',
      /:4: There is no input table `acount`. Did you mean `account`\?/,
    ],
    [
      'an unknown column',
      `${ENTITY}    columns: { entity_id: a, reporting_entity_name: b, country_code: c, type: d, typ: e }\n`,
      /:6: The table `entity` has no column `typ`. Did you mean `type`\?/,
    ],
    [
      'missing columns',
      `${ENTITY}    columns:\n      entity_id: id\n      type: t\n`,
      /:4: The table `entity` needs `reporting_entity_name`, `country_code`, and the source does not give them/,
    ],
    [
      'an unknown format',
      `${ENTITY}    format: excel\n`,
      /:6: `format` must be csv or parquet or json or jsonl or duckdb, and `excel` was found/,
    ],
    ['a list in a table', `${ENTITY}    records: data\n`, /:6: .*has no meaning for the format csv/],
    [
      'a decimal comma in JSON',
      '  - table: entity\n    files: a.json\n    csv: { decimal: "," }\n',
      /:6: .*has no meaning for the format json, whose numbers have a point/,
    ],
    ['a query of a CSV file', `${ENTITY}    query: FROM x\n`, /:6: .*has no meaning for the format csv/],
    [
      'a database without a table',
      '  - table: entity\n    files: a.duckdb\n',
      /:5: .*give `from` \(a table\) or `query`/,
    ],
    [
      'a database with both',
      '  - table: entity\n    files: a.duckdb\n    from: x\n    query: FROM x\n',
      /:5: .*one of the two, and `both` was found/,
    ],
    [
      'an unknown option',
      `${ENTITY}    csv: { seperator: ";" }\n`,
      /there is no key `seperator` here. Did you mean `separator`\?/,
    ],
    [
      'a separator',
      `${ENTITY}    csv: { separator: "||" }\n`,
      /`separator` must be one ASCII character; a tab is written "\\t", and `\|\|` was found/,
    ],
    [
      'one sign for two things',
      `${ENTITY}    csv: { decimal: ",", thousands: "," }\n`,
      /`thousands` must be one of/,
    ],
    ['no names', `${ENTITY}    csv: { header: false }\n`, /without a header need the names/],
    [
      'a type',
      `${ENTITY}    read: { a: float }\n`,
      /`a` must be text, integer, date, boolean or decimal\(precision,scale\), and `float`/,
    ],
    [
      'a date form',
      `${ENTITY}    csv: { date: DD.MM.YYYY }\n`,
      /Dates can't be read in the form `DD.MM.YYYY`/,
    ],
    [
      'a condition',
      `${ENTITY}    set_aside:\n      old: typ = 'bank'\n`,
      /:7: There is no column `typ` here. Did you mean `type`\?/,
    ],
    ['a row filter', `${ENTITY}    where: a = = 1\n`, /:6: Can't read the expression/],
  ])('in a source: %s', (_, lines, message) => {
    expect(inSource(lines)).toMatch(message);
  });

  const inColumn = (mapping: string) =>
    inSource(
      `${ENTITY}    columns:\n      entity_id: id\n      reporting_entity_name: n\n      country_code: c\n      type: ${mapping}\n`,
    );
  it.each([
    ['an unknown key', '{ colum: t }', /:10: there is no key `colum` here. Did you mean `column`\?/],
    ['nothing', '{}', /:10: `type` says nothing about where its value comes from/],
    ['two things', '{ column: t, constant: bank }', /:10: `type` has column and constant. Give one of them/],
    [
      'an option of another kind',
      '{ constant: bank, date: "%Y" }',
      /`date` has no meaning together with constant/,
    ],
    [
      'otherwise without codes',
      '{ column: t, otherwise: bank }',
      /`otherwise` has no meaning together with column without codes/,
    ],
    [
      'a constant outside the domain',
      '{ constant: banc }',
      /:10: The value `banc` for `type` is not one of bank, branch, subsidiary, other/,
    ],
    [
      'a code outside the domain',
      '{ column: t, codes: { B: bank, X: broker } }',
      /:10: The value `broker` for `type` is not one of/,
    ],
    [
      'no value in a required column',
      '{ constant: null }',
      /:10: The value null for `type` must have a value/,
    ],
    ['an expression', '{ expression: "a +" }', /:10: Can't read the expression/],
    ['a list', '[a]', /:10: `type` must be a text, or what/],
  ])('in a column: %s', (_, mapping, message) => {
    expect(inColumn(mapping)).toMatch(message);
  });

  it.each([
    ['"1e3"', /is no number in the form 1234.56/],
    ['"1.2345678901"', /does not fit decimal\(18,9\)/],
    ['"0"', /is not from 0.000000001 to 99999999/],
    ['"99999999.5"', /is not from 0.000000001 to 99999999/],
  ])('in a constant number: %s', (value, message) => {
    const rate = `  - table: exchange_rate\n    files: a.csv\n    columns: { date: { constant: 2024-01-31 }, base_currency_code: { constant: USD }, quote_currency_code: { constant: EUR }, rate: { constant: ${value} } }\n`;
    expect(inSource(rate)).toMatch(message);
  });

  it('does not hide the others: all are told, by line', () => {
    const message = problem(
      `name: a\nreporting_currency: euro\nthreads: two\nsources:\n${ENTITY}    where: "("\n  - { table: entitty, files: x.csv }\n`,
    );
    expect(message.split('\n').map((line) => line.trim().slice(0, 17))).toEqual([
      'The configuration',
      'plimsoll.yaml:2: ',
      'plimsoll.yaml:3: ',
      'plimsoll.yaml:7: ',
      'plimsoll.yaml:8: ',
    ]);
    expect(message).toMatch(/has 4 mistakes/);
  });
});

describe('examples and the starter', () => {
  it('can be read', async () => {
    const project = await loadProject(new URL('../../examples/real-bank', import.meta.url).pathname);
    expect(project.sources.map((one) => one.spec.table)).toContain('holding');
    const starter = starterConfig('my "bank"');
    expect(readProject(starter, '/p').name).toBe('my "bank"');
    // The commented source means something, too.
    const uncommented = starter
      .replaceAll(/^# (calculation_date|limits)/gm, '$1')
      .replaceAll(/^#(?= {2})/gm, '')
      .replace('sources: []', 'sources:');
    expect(readProject(uncommented, '/p').sources).toHaveLength(2);
  });

  it('know a starter that nobody has touched', () => {
    expect(isStarter(starterConfig('a-bank'))).toBe(true);
    expect(isStarter(starterConfig('my bank: "x"'))).toBe(true);
    expect(isStarter(`${starterConfig('a-bank')}\n`)).toBe(false);
    expect(isStarter('')).toBe(false);
  });

  it('are missed where there are none', async () => {
    const folder = new URL('.', import.meta.url).pathname;
    await expect(readFile(`${folder}plimsoll.yaml`)).rejects.toThrow();
    await expect(loadProject(folder)).rejects.toThrow(/There is no plimsoll.yaml in/);
  });
});

describe('open points', () => {
  const asked = (source: string): string => problem(`${HEAD}sources:\n${ENTITY}${source}`);

  it('are told with their line and what may stand there', () => {
    const message = asked(
      '  - table: account\n    files: a.csv\n    columns:\n      account_id: A\n      entity_id: E\n      currency_code: C\n      balance: B\n      asset_liability: ???\n      type:\n        column: T\n        codes:\n          X: current\n          Y: ???\n      transactional: { column: S, empty: ??? }\n      purpose: { constant: ??? }\n      withdrawal_penalty: { constant: none }\n',
    );
    expect(message.split('\n')).toEqual([
      'The configuration has 4 open points, and nothing runs before they are answered.',
      '  plimsoll.yaml:13: `asset_liability` is still open (`???`). Write the name of a column, or { constant: … } with one of liability, asset.',
      expect.stringContaining(
        'plimsoll.yaml:18: The code `Y` of `type` is still open (`???`). Write one of current, savings',
      ),
      '  plimsoll.yaml:19: `empty` of `transactional` is still open (`???`). Write what an empty cell means: "true" or "false".',
      expect.stringContaining('plimsoll.yaml:20: `purpose` is still open'),
    ]);
  });

  it('that an alias repeats are told once, and stand beside mistakes elsewhere', () => {
    const message = asked(
      '  - table: entity\n    files: b.csv\n    csv: &csv { date: ??? }\n  - table: entity\n    files: c.csv\n    csv: *csv\n  - table: nothing\n    files: d.csv\n',
    );
    expect(message).toContain('The configuration has 2 mistakes.');
    expect(message).toContain(
      'plimsoll.yaml:8: `date` is still open (`???`). Write the format that the bank means',
    );
    expect(message).toContain('There is no input table `nothing`');
  });

  it('are told beside mistakes of shape', () => {
    const message = asked('  - table: ???\n    files: b.csv\n    csv: { decimal: ??? }\n    colour: red\n');
    expect(message).toContain('`table` is still open');
    expect(message).toContain('`decimal` is still open (`???`). Write the decimal sign');
    expect(message).toContain('there is no key `colour`');
  });
});
