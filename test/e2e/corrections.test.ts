/** Rejects exported, corrected and loaded again, through the command line, on the small bank. */

import { mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';

let bank: SmallBank;
let file: string;
beforeEach(() => {
  bank = smallBank();
  file = join(bank.folder, 'corrections/deposits.csv');
});
afterEach(() => bank.remove());

interface Reject {
  readonly file: string;
  readonly row: string;
  readonly column: string | null;
  readonly value: string | null;
  readonly reason: string;
  readonly correction_file: string | null;
  readonly correction_row: string | null;
  readonly correction_value: string | null;
}
interface Rejects {
  readonly total: string;
  readonly rejects: readonly Reject[];
  readonly corrected: readonly unknown[];
}

/** A field too many; a date that does not exist; a number with an exponent. Rows 12 to 14 of the deposits. */
const BAD = ['A22;C1;CUR;1,00;Y;;;Y;;;x', 'A20;C1;CUR;1.000,50;Y;;;Y;31.02.2024;', 'A21;C1;CUR;1e3;Y;;;Y;;'];
const RIGHT = [
  'A22;C1;CUR;1,00;Y;;;Y;;',
  'A20;C1;CUR;1.000,50;Y;;;Y;29.02.2024;',
  'A21;C1;CUR;1.000,00;Y;;;Y;;',
];

function deliver(): void {
  bank.append('data/deposits.csv', `${BAD.join('\n')}\n`);
  bank.change(
    'plimsoll.yaml',
    'files: data/deposits.csv',
    'files: data/deposits.csv\n    corrections: corrections/dep*.csv',
  );
}

const exported = (...more: readonly string[]) =>
  bank.plimsoll('rejects', 'export', '--table', 'account', '--to', file, ...more);

const replaceIn = (path: string, ...pairs: readonly (readonly [string, string])[]): void => {
  let text = readFileSync(path, 'utf8');
  for (const [from, to] of pairs) {
    expect(text).toContain(from);
    text = text.replace(from, () => to);
  }
  writeFileSync(path, text);
};

function correct(): void {
  replaceIn(
    file,
    ['31.02.2024', '29.02.2024'],
    [',1e3,', ',"1.000,00",'],
    [',,,,,,,,,,\n', ',A22,C1,CUR,"1,00",Y,,,Y,,\n'],
  );
}

const rejects = (...more: readonly string[]): Rejects =>
  bank.json('show', 'rejects', '--limit', '1000', ...more) as Rejects;

const metrics = (of: SmallBank): unknown =>
  (of.json('show', 'metrics') as { readonly perimeters: unknown }).perimeters;

it('the figures are those of a bank whose file was right from the beginning, and everything ties', () => {
  deliver();
  // Three rejects are more than the bank allows.
  expect(bank.plimsoll('run').exit).toBe(1);
  expect(exported()).toMatchObject({ exit: 0, out: expect.stringContaining('3 rejected records') });
  expect(readFileSync(file, 'utf8').split('\n')[1]).toMatch(
    /^data\/deposits.csv,[0-9a-f]{64},12,"structure \(has 11 fields, and 10 are expected\)","A22;C1;CUR;1,00;Y;;;Y;;;x",,,,,,,,,,$/,
  );
  correct();
  const run = bank.plimsoll('run');
  expect(run).toMatchObject({ exit: 0, err: '' });
  expect(run.out).toMatch(/account +19 +15 +0 +3 +1 +0/);

  expect(rejects()).toMatchObject({
    total: '0',
    corrected: [
      {
        table: 'account',
        file: 'data/deposits.csv',
        correction_file: 'corrections/deposits.csv',
        records: '3',
      },
    ],
  });
  expect(bank.plimsoll('show', 'rejects').out).toContain(
    'account: 3 rejects of data/deposits.csv corrected by corrections/deposits.csv',
  );
  // What was wrong, and what it was replaced by.
  expect(rejects('--corrected').rejects[1]).toMatchObject({
    row: '13',
    value: '31.02.2024',
    reason: 'not_a_date',
    correction_file: 'corrections/deposits.csv',
    correction_row: '2',
    correction_value: '29.02.2024',
  });

  const reconciled = bank.plimsoll('reconcile', '--json');
  expect(reconciled.exit).toBe(0);
  const { inputs } = JSON.parse(reconciled.out) as { readonly inputs: readonly { readonly file: string }[] };
  expect(inputs.filter((each) => /deposits/.test(each.file))).toMatchObject([
    {
      file: 'corrections/deposits.csv',
      read: { records: '3', amount: '2001.50' },
      accepted: { records: '3', amount: '2001.50' },
    },
    {
      file: 'data/deposits.csv',
      read: { records: '14', amount: '1830000.50', unknown: '2' },
      rejected: { records: '0' },
      corrected: { records: '3', amount: '1000.50', unknown: '2' },
    },
  ]);

  const right = smallBank();
  try {
    right.append('data/deposits.csv', `${RIGHT.join('\n')}\n`);
    right.json('run');
    expect(metrics(bank)).toEqual(metrics(right));
  } finally {
    right.remove();
  }
});

it('a correction of the base is computed from the run before, with the digits of a full run', () => {
  deliver();
  bank.plimsoll('run');
  exported();
  correct();
  const { stages } = bank.json('run', '--mode', 'delta') as {
    readonly stages: readonly { readonly state: string }[];
  };
  expect(stages.some(({ state }) => state === 'changed')).toBe(true);
  const changed = metrics(bank);
  renameSync(join(bank.folder, '.plimsoll'), join(bank.folder, 'former'));
  bank.json('run', '--mode', 'full');
  expect(metrics(bank)).toEqual(changed);
});

it('what is exported and loaded again unchanged is rejected again for the same reasons, to the text', () => {
  const odd = [
    '" A30 ";C1;CUR;"x,""y""";Y;;;Y;31.02.2024;',
    'A31;"C""1""; the ""second""";XX;1.00,0;Y;;;?;;',
    'A32;C1;"CUR\nCUR";1,00;Y; ;;Y;;',
    'A33;C1;CUR;"1,00 EUR";Y;;;Y;=1+1;',
  ];
  bank.append('data/deposits.csv', `${odd.join('\n')}\n`);
  bank.change('plimsoll.yaml', 'rejected_rows: 0', 'rejected_rows: 100');
  bank.change(
    'plimsoll.yaml',
    'files: data/deposits.csv',
    'files: data/deposits.csv\n    corrections: corrections/*.csv',
  );
  bank.json('run');
  const told = ({ rejects: all }: Rejects) => all.map(({ column, value, reason }) => [column, value, reason]);
  const before = told(rejects());
  expect(before.length).toBeGreaterThan(5);
  expect(before[0]).toEqual(['balance', 'x,"y"', 'not_a_number']);
  expect(exported().exit).toBe(0);
  const { inputs } = bank.json('run') as {
    readonly inputs: readonly {
      readonly table: string;
      readonly corrected: number;
      readonly rejected: number;
    }[];
  };
  expect(inputs.find(({ table }) => table === 'account')).toMatchObject({ corrected: 4, rejected: 4 });
  const after = rejects();
  expect(told(after)).toEqual(before);
  expect(new Set(after.rejects.map((each) => each.file))).toEqual(new Set(['corrections/deposits.csv']));
});

it('a record that could not be split and was not corrected stops the run, and is not filtered for what it lacks', () => {
  bank.append('data/deposits.csv', `${BAD[0]}\n`);
  bank.change(
    'plimsoll.yaml',
    'files: data/deposits.csv',
    'files: data/deposits.csv\n    corrections: corrections/dep*.csv',
  );
  expect(bank.plimsoll('run').exit).toBe(1);
  expect(exported().exit).toBe(0);
  expect(bank.plimsoll('run')).toMatchObject({
    exit: 2,
    err: expect.stringMatching(/^Record 1 of corrections\/deposits.csv has no values: fill in/),
  });
});

it('the export of a date that shares the stored table of another names the files of its own', () => {
  deliver();
  const bytes = readFileSync(join(bank.folder, 'data/deposits.csv'));
  const days = ['2024-01-31', '2024-02-29'] as const;
  for (const day of days) {
    mkdirSync(join(bank.folder, 'in', day), { recursive: true });
    writeFileSync(join(bank.folder, 'in', day, 'deposits.csv'), bytes);
  }
  bank.change('plimsoll.yaml', 'files: data/deposits.csv', 'files: in/{date}/deposits.csv');
  bank.change('plimsoll.yaml', 'corrections/dep*.csv', 'corrections/{date}*.csv');
  for (const day of days) expect(bank.plimsoll('run', '--date', day).exit).toBe(1);
  file = join(bank.folder, 'corrections/2024-02-29.csv');
  const { records, files } = bank.json(
    ...['rejects', 'export', '--table', 'account', '--date', days[1], '--to', file],
  ) as { readonly records: number; readonly files: readonly unknown[] };
  expect([records, files]).toEqual([3, [{ file: 'in/2024-02-29/deposits.csv', records: 3 }]]);
  expect(readFileSync(file, 'utf8').match(/^in\/2024-02-29\/deposits\.csv,/gm)).toHaveLength(3);
  correct();
  expect(bank.plimsoll('run', '--date', days[1]).out).toMatch(/account +19 +15 +0 +3 +1 +0/);
});

it('rows of a server are not exported, as nothing could correct them but the server', () => {
  deliver();
  expect(bank.plimsoll('run').err).toContain(
    'where they come from or, if they are of files, in what `plimsoll rejects export --date 2024-01-31` writes',
  );
  bank.change(
    'plimsoll.yaml',
    'files: data/deposits.csv\n    corrections: corrections/dep*.csv\n    csv: { separator: ";", decimal: ",", thousands: ".", date: "%d.%m.%Y" }',
    'server: CORE\n    from: deposits',
  );
  expect(exported()).toMatchObject({
    exit: 2,
    err: expect.stringMatching(
      /^plimsoll.yaml:\d+: The rejected records of `account` are rows of .*deposits.* and those of a server have no corrections. Mend them on the server, and type `plimsoll run --date 2024-01-31` again/,
    ),
  });
});

it('the export is of the run: a changed file, mapping or file of corrections is told, and nothing is written', () => {
  deliver();
  bank.plimsoll('run');
  bank.append('data/deposits.csv', 'A23;C1;CUR;1,00;Y;;;Y;;\n');
  expect(exported()).toMatchObject({
    exit: 2,
    err: expect.stringContaining('have changed since the run of 2024-01-31'),
  });
  bank.plimsoll('run');
  expect(exported().exit).toBe(0);
  expect(exported()).toMatchObject({
    exit: 2,
    err: expect.stringContaining('already, and it was not touched'),
  });
  const other = join(bank.folder, 'other.csv');
  // The file of corrections that was written is a new one.
  expect(bank.plimsoll('rejects', 'export', '--table', 'account', '--to', other).exit).toBe(2);
  expect(() => readFileSync(other)).toThrow();
});

it('a new delivery makes corrections of the old one an error, until they are taken away', () => {
  deliver();
  bank.plimsoll('run');
  exported();
  correct();
  bank.json('run');
  bank.append('data/deposits.csv', 'A23;C1;CUR;1,00;Y;;;Y;;\n');
  const run = bank.plimsoll('run');
  expect(run).toMatchObject({ exit: 2, out: '' });
  expect(run.err).toMatch(
    /^Record 1 of corrections\/deposits.csv corrects data\/deposits.csv as it was .* another content now/,
  );
  // Before the table was read nothing is known of its rejects.
  const other = ['--table', 'account', '--to', join(bank.folder, 'other.csv')];
  expect(bank.plimsoll('rejects', 'export', ...other).err).toContain(
    'ended before it had read the table `account`',
  );
  renameSync(file, join(bank.folder, 'old.csv'));
  expect(bank.plimsoll('run').exit).toBe(1);
  expect(exported().exit).toBe(0);
});

it('a limit counts what is still rejected', () => {
  deliver();
  bank.change(
    'plimsoll.yaml',
    'where: ACCOUNT',
    'limits: { rejected_rows: 1, rejected_amount: "10" }\n    where: ACCOUNT',
  );
  bank.change('plimsoll.yaml', 'rejected_rows: 0', 'rejected_rows: 1');
  expect(bank.plimsoll('run').err).toContain('has rejected 3 records');
  // The run ended at the limit, and its rejects can be exported all the same.
  expect(exported().exit).toBe(0);
  correct();
  replaceIn(file, ['A22,C1,CUR', 'A22,C1,XX']);
  expect(bank.plimsoll('run')).toMatchObject({
    exit: 0,
    err: expect.stringContaining('account 1 record (1.00 EUR)'),
  });
});

it('each source of a table has corrections of its own, and names the table', () => {
  deliver();
  bank.append('data/cash.csv', 'X1,SB\n');
  bank.plimsoll('run');
  const refused = exported();
  expect(refused.exit).toBe(2);
  expect(refused.err).toContain(
    '--source 1 (data/deposits.csv): 3 rejected; --source 2 (data/cash.csv): 1 rejected',
  );
  expect(exported('--source', '3').err).toContain('has no source 3: it has 2. Name one of them: --source 1');
  expect(exported('--source', 'x').err).toContain('--source is `x`');
  expect(exported('--source', '2').out).toMatch(
    /Wrote .*: 1 rejected record\n {2}1 of data\/cash.csv\n.*then name the file under `corrections`/,
  );
  const ofLoans = (...more: readonly string[]) =>
    bank.plimsoll('rejects', 'export', '--table', 'loan', '--to', file, ...more);
  expect(ofLoans().out).toContain('No record of loan is left rejected on 2024-01-31; nothing was written');
  expect(ofLoans('--source', '1').out).toContain('No record of source 1 of loan is left rejected');
  expect(JSON.parse(ofLoans('--source', '1', '--json').out)).toMatchObject({ source: 1, file: null });
  expect(ofLoans('--source', '2').err).toContain('has no source 2: it has 1. None of them has rejects.');
  expect(bank.plimsoll('rejects', 'export', '--table', 'loans', '--to', file).err).toContain(
    'Did you mean `loan`?',
  );
});

it('files of a source and its corrections are not the same ones, and need not be there', () => {
  bank.change(
    'plimsoll.yaml',
    'files: data/deposits.csv',
    'files: data/deposits.csv\n    corrections: [nowhere/*.csv, "{date}/*.csv"]',
  );
  expect(bank.plimsoll('run').exit).toBe(0);
  bank.change('plimsoll.yaml', 'nowhere/*.csv', 'data/dep*.csv');
  expect(bank.plimsoll('run').err).toMatch(
    /^plimsoll.yaml:\d+: data\/deposits.csv is named under `files` and under `corrections` of one source/,
  );
  bank.change('plimsoll.yaml', '{date}/*.csv', '{date:%Y}/*.csv');
  expect(bank.plimsoll('run').err).toMatch(
    /plimsoll.yaml:\d+: .*corrections.*must tell year, month and day/s,
  );
});
