/** `init --from`: from files to a proposal, the answers that it asks for, and a run. */

import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { emptyFolder, plimsoll } from './project-folder.ts';

let folder: string;
const file = (path: string): string => join(folder, path);

beforeAll(() => {
  folder = emptyFolder();
  mkdirSync(file('data'));
  writeFileSync(
    file('data/einlagen_20240131.csv'),
    Buffer.from(
      'KontoNr;KundenNr;Kundenart;Kontoart;W\xe4hrung;Saldo;F\xe4lligkeit\n1;A;P;GIRO;EUR;1.000,00;\n2;B;F;ZX;EUR;2.000,50;15.02.2024\n',
      'latin1',
    ),
  );
  writeFileSync(
    file('data/entity.csv'),
    'entity_id,reporting_entity_name,type,country_code\nB1,Bank,bank,DE\n',
  );
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it('without --from is as it always was, and a proposal touches no project that is there', async () => {
  const bare = join(folder, 'bare');
  expect((await plimsoll('.', 'init', bare)).exit).toBe(0);
  const before = readFileSync(join(bare, 'plimsoll.yaml'), 'utf8');
  expect(before).toContain('sources: []');
  const again = await plimsoll('.', 'init', bare, '--from', file('data/entity.csv'));
  expect(again.exit).toBe(2);
  expect(readFileSync(join(bare, 'plimsoll.yaml'), 'utf8')).toBe(before);
});

it('writes nothing when no file can be read, and says why', async () => {
  const nowhere = join(folder, 'nowhere');
  const told = await plimsoll('.', 'init', nowhere, '--from', file('data/none-*.csv'));
  expect(told.exit).toBe(2);
  expect(told.err).toContain('There is no file');
  expect(existsSync(nowhere)).toBe(false);
});

it('proposes, refuses to run while points are open, and runs when they are answered', async () => {
  const told = await plimsoll(
    '.',
    'init',
    folder,
    '--from',
    file('data/einlagen_20240131.csv'),
    file('data/entity.csv'),
  );
  expect(told.err).toBe('');
  expect(told.out).toMatch(/einlagen_\{date:%Y%m%d\}\.csv +account +high +all 2/);
  const before = await plimsoll(folder, 'run');
  expect(before.exit).toBe(2);
  expect(before.err).toContain('nothing runs before they are answered');
  expect((await plimsoll(folder, 'doctor')).out).toContain('open points');

  let text = readFileSync(file('plimsoll.yaml'), 'utf8');
  for (const [key, answer] of [
    ['F', 'sme'],
    ['ZX', 'time_deposit'],
    ['established_relationship', '{ constant: "true" }'],
    ['retail_managed', '{ constant: "true" }'],
    ['asset_liability', '{ constant: liability }'],
    ['transactional', '{ constant: "false" }'],
    ['purpose', '{ constant: none }'],
    ['withdrawal_penalty', '{ constant: none }'],
  ] as const) {
    expect(text).toContain(`${key}: ???`);
    text = text.replace(`${key}: ???`, `${key}: ${answer}`);
  }
  writeFileSync(file('plimsoll.yaml'), text);
  const run = await plimsoll(folder, 'run');
  expect(run.exit).toBe(0);
  // Neither is insured, so both are less stable and run off at 10 %; the second one falls due within 30 days.
  const shown = await plimsoll(folder, 'show', 'lines');
  expect(shown.out).toMatch(/ R\.less .* 1,000\.00 +100\.0000 /);
  expect(shown.out).toMatch(/ SB\.less .* 2,000\.50 +200\.0500 /);
});
