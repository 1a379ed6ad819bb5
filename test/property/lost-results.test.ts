/**
 * A result that is gone from the store between two acts: the next act gives what it would have given, or says what to do.
 *
 * The bank is the one that its README adds up by hand: 415,000 / 257,975 with twice the run-off of less stable deposits, and
 * 410,000 / 257,975 with five percent more haircut on corporate bonds besides.
 */

import { cpSync, existsSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, it } from 'vitest';
import type { RuleDocument } from '../../src/rules/rule.ts';
import { withSession } from '../../src/run/open-session.ts';
import type { RunRecord } from '../../src/run/record.ts';
import { runDate } from '../../src/run/run.ts';
import type { Session } from '../../src/run/session.ts';
import { type Adjustment, adjust } from '../../src/scenario/adjust.ts';
import { checkedInForce } from '../../src/scenario/open-scenario.ts';
import { storedSide } from '../../src/scenario/session-side.ts';
import { sideRows } from '../../src/scenario/side.ts';
import type { Mode } from '../../src/scenario/work.ts';
import { resultFolder } from '../../src/store/store.ts';
import { engineTexts } from '../oracle/on-engine.ts';
import { smallBank } from '../support/small-bank.ts';
import { add, by, test } from './history-bank.ts';

const DATE = '2024-01-31';

function rule(...act: Parameters<typeof add>): RuleDocument {
  const made = add(...act);
  if (made.kind !== 'add') throw new Error('test set-up');
  return made.rule;
}

const RUN_OFF = rule(
  'RUN_OFF',
  'deal_enrichment',
  [test('line', '=', 'R.less')],
  [by('multiply', 'liquidity_factor', '2')],
);
const BOND = rule('BOND', 'deal_enrichment', [test('line', '=', 'L2A.corp')], [by('add', 'haircut', '0.05')]);

const nowMs = (): number => performance.now();

async function run(session: Session): Promise<RunRecord> {
  const options = { date: DATE, verify: false, persist: true, nowMs, onProgress: () => undefined };
  return (await runDate(session, options)).record;
}

function act(
  session: Session,
  record: RunRecord,
  documents: readonly RuleDocument[],
  mode: Mode = 'delta',
): Promise<Adjustment> {
  return adjust(session, record, { scenario: 'lost', documents, mode, keep: true, nowMs });
}

type Outputs = Readonly<Record<string, readonly string[]>>;

/** The rows of every output of the scenario, all of them stored. */
async function outputs(
  session: Session,
  record: RunRecord,
  documents: readonly RuleDocument[],
): Promise<Outputs> {
  const side = await storedSide(session, record, checkedInForce(session, record, documents));
  const texts: Record<string, readonly string[]> = {};
  for (const { name, schema } of side.pipeline.stages) {
    if (!session.pipeline.outputs.includes(name)) continue;
    expect(side.stored.has(name), name).toBe(true);
    texts[name] = await engineTexts(session.engine, schema, `SELECT * FROM ${sideRows(side, name)}`);
  }
  return texts;
}

/** Deletes what the store has of a stage: its files, or the overlay that stands for them. */
function lose(session: Session, fingerprint: string): number {
  const folders = [fingerprint, `${fingerprint}-overlay`].map((name) => resultFolder(session.store, name));
  const there = folders.filter((folder) => existsSync(folder));
  for (const folder of there) rmSync(folder, { recursive: true });
  return there.length;
}

const bank = smallBank();
const folders: string[] = [];
let record: RunRecord;
/** After the first act, with RUN_OFF alone. */
let first: Adjustment;
/** From projects in which nothing was lost, computed whole: with RUN_OFF alone, and with both rules. */
let one: Outputs;
let both: Outputs;

beforeAll(async () => {
  await withSession(bank.folder, async (session) => {
    record = await run(session);
  });
  await inCopy(async (session) => {
    await act(session, record, [RUN_OFF], 'full');
    one = await outputs(session, record, [RUN_OFF]);
    await act(session, record, [RUN_OFF, BOND], 'full');
    both = await outputs(session, record, [RUN_OFF, BOND]);
  });
  await withSession(bank.folder, async (session) => {
    first = await act(session, record, [RUN_OFF]);
  });
});

afterAll(() => {
  bank.remove();
  for (const folder of folders) rmSync(folder, { recursive: true });
});

/** In a copy of the project as it is now. */
async function inCopy(use: (session: Session) => Promise<void>): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-lost-'));
  folders.push(folder);
  cpSync(bank.folder, folder, { recursive: true });
  await withSession(folder, use);
}

it('the figures are those of the README', () => {
  const lcr = (rows: Outputs) => rows['metrics']?.filter((text) => text.startsWith('["SB","lcr"'));
  expect(lcr(one)).toEqual(['["SB","lcr","ratio","1.608683"]']);
  expect(lcr(both)).toEqual(['["SB","lcr","ratio","1.589301"]']);
});

const KEPT = ['liquidity', 'aggregation (state)', 'aggregation', 'final_calc', 'metrics'];

it.each(KEPT)('of the scenario as it was: %s', async (stage) => {
  await inCopy(async (session) => {
    expect(lose(session, first.fingerprints.now[stage] ?? '')).toBe(1);
    await act(session, record, [RUN_OFF, BOND]);
    expect(await outputs(session, record, [RUN_OFF, BOND])).toEqual(both);
    // And what was lost is computed again for an act that comes back to it.
    await act(session, record, [RUN_OFF]);
    expect(await outputs(session, record, [RUN_OFF])).toEqual(one);
  });
});

const ofBase = (stage: string): string =>
  record.stages.find((each) => each.stage === stage)?.fingerprint ?? '';

it.each(['aggregation (state)', 'factors', 'instruments'])('of base, not an output: %s', async (stage) => {
  await inCopy(async (session) => {
    expect(lose(session, ofBase(stage))).toBe(1);
    await act(session, record, [RUN_OFF, BOND]);
    expect(await outputs(session, record, [RUN_OFF, BOND])).toEqual(both);
  });
});

it.each(['liquidity', 'metrics'])('of base, an output: %s; right after another run', async (stage) => {
  await inCopy(async (session) => {
    expect(lose(session, ofBase(stage))).toBe(1);
    await expect(act(session, record, [RUN_OFF, BOND])).rejects.toMatchObject({ code: 'run.none' });
    expect((await run(session)).definition).toBe(record.definition);
    await act(session, record, [RUN_OFF, BOND]);
    expect(await outputs(session, record, [RUN_OFF, BOND])).toEqual(both);
  });
});
