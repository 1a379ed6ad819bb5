/**
 * `rule approve` killed at random moments: what is left is the state before the act or the one after it, and the next run is sound.
 *
 * Half of the kills come at any moment of the command, half a few milliseconds after the log has grown, where the act is recorded and
 * what follows from it is not yet.
 */

import { cpSync, existsSync, mkdtempSync, readdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { foldLog } from '../../src/control/fold-log.ts';
import { openLog } from '../../src/control/open-log.ts';
import { approvedRules } from '../../src/control/state.ts';
import { verifyLog } from '../../src/control/verify-log.ts';
import { plimsoll, smallBankFolder, start } from './project-folder.ts';

export interface KillCounts {
  readonly kills: number;
  /** How many ended before the act, how many with it; of these, how many before it was told. */
  readonly before: number;
  readonly after: number;
  readonly untold: number;
  /** What went wrong, a sentence each. */
  readonly problems: readonly string[];
}

const RULE = `{"rule_id": "BOND", "stage": "deal_enrichment", "effective_date": "2024-01-15",
 "conditions": [{"field": "line", "operator": "=", "value": "L2A.corp"}],
 "adjustments": [{"field": "haircut", "operation": "add", "value": 0.05}]}`;

interface Prepared {
  /** A project with a run and the rule as a draft. */
  readonly folder: string;
  /** What an undisturbed approval takes. */
  readonly approveMs: number;
  /** Metrics of a run before and after the approval, computed in full. */
  readonly before: string;
  readonly after: string;
}

/** `random` gives numbers from 0 to 1. `progress` is told the number of kills. */
export async function killApprovals(
  kills: number,
  random: () => number,
  progress: (done: number) => void = () => {},
): Promise<KillCounts> {
  const prepared = await prepare();
  const counts = { before: 0, after: 0, untold: 0 };
  const problems: string[] = [];
  try {
    for (let kill = 0; kill < kills; kill++) {
      const folder = copyOf(prepared.folder);
      try {
        const told = await killed(folder, prepared.approveMs, kill % 2 === 1, random);
        const found = await examine(folder, prepared);
        if (found.isApproved) counts.after += 1;
        else counts.before += 1;
        if (found.isApproved && !told.isAcknowledged) counts.untold += 1;
        if (told.isAcknowledged && !found.isApproved)
          problems.push(`${told.when}: an act that was told is lost`);
        problems.push(...found.problems.map((problem) => `${told.when}: ${problem}`));
      } finally {
        rmSync(folder, { recursive: true, force: true });
      }
      progress(kill + 1);
    }
  } finally {
    rmSync(prepared.folder, { recursive: true, force: true });
  }
  return { kills, ...counts, problems };
}

function copyOf(folder: string): string {
  const copy = mkdtempSync(join(tmpdir(), 'plimsoll-kill-'));
  cpSync(folder, copy, { recursive: true });
  return copy;
}

async function done(folder: string, ...args: readonly string[]): Promise<string> {
  const { exit, out, err } = await plimsoll(folder, ...args);
  if (exit !== 0) throw new Error(`plimsoll ${args.join(' ')} ended with ${exit}: ${err}`);
  return out;
}

async function prepare(): Promise<Prepared> {
  const folder = smallBankFolder();
  writeFileSync(join(folder, 'rule.json'), RULE);
  await done(folder, 'run');
  await done(folder, 'rule', 'add', join(folder, 'rule.json'));
  const before = metricsOf(await done(folder, '--json', 'run', '--mode', 'full'));
  const copy = copyOf(folder);
  try {
    const startMs = performance.now();
    await done(copy, 'rule', 'approve', 'BOND');
    const approveMs = performance.now() - startMs;
    // From nothing but the log: no result of the approval is found again.
    for (const name of ['results', 'scenarios', 'runs'])
      rmSync(join(copy, '.plimsoll', name), { recursive: true, force: true });
    const after = metricsOf(await done(copy, '--json', 'run', '--mode', 'full'));
    if (after === before) throw new Error('the rule moves nothing, so this test shows nothing');
    return { folder, approveMs, before, after };
  } finally {
    rmSync(copy, { recursive: true, force: true });
  }
}

/** Base and reported of a run's document. */
function metricsOf(json: string): string {
  const { metrics, reported } = JSON.parse(json) as {
    readonly metrics: unknown;
    readonly reported: { readonly metrics: unknown } | null;
  };
  return JSON.stringify([metrics, reported?.metrics ?? null]);
}

interface KilledCommand {
  /** Did the command tell that the act is recorded? */
  readonly isAcknowledged: boolean;
  readonly when: string;
}

async function killed(
  folder: string,
  approveMs: number,
  atTheAct: boolean,
  random: () => number,
): Promise<KilledCommand> {
  const log = join(folder, '.plimsoll/control/acts.jsonl');
  const size = statSync(log).size;
  const { child, told } = start(folder, 'rule', 'approve', 'BOND');
  const delayMs = atTheAct ? random() * 10 : random() * approveMs * 1.1;
  const kill = (): void => {
    setTimeout(() => child.kill('SIGKILL'), delayMs);
  };
  const watch = atTheAct
    ? setInterval(() => {
        if (statSync(log).size === size) return;
        clearInterval(watch);
        kill();
      }, 1)
    : undefined;
  if (!atTheAct) kill();
  const { out } = await told;
  clearInterval(watch);
  return {
    isAcknowledged: out.includes('Approved BOND'),
    when: `killed ${delayMs.toFixed(1)} ms after ${atTheAct ? 'the log grew' : 'the start'}`,
  };
}

interface Examined {
  readonly isApproved: boolean;
  readonly problems: readonly string[];
}

/** The log is sound and says one of both; the next run gives the figures of what it says; nothing half written is left. */
async function examine(folder: string, { before, after }: Prepared): Promise<Examined> {
  const problems: string[] = [];
  const log = await openLog(join(folder, '.plimsoll/control'));
  const { isSound, findings } = await verifyLog(log);
  if (!isSound) problems.push(...findings.map(({ text }) => text));
  const isApproved = approvedRules((await foldLog(log)).state).length === 1;
  const results = join(folder, '.plimsoll/results');
  for (const name of readdirSync(results))
    if (!existsSync(join(results, name, 'manifest.json'))) problems.push(`${name} is half written`);
  const run = await plimsoll(folder, '--json', 'run');
  if (run.exit !== 0) problems.push(`the next run ended with ${run.exit}: ${run.err}`);
  else if (metricsOf(run.out) !== (isApproved ? after : before))
    problems.push(`the next run gives other metrics than a full one: ${metricsOf(run.out)}`);
  const left = readdirSync(join(folder, '.plimsoll/work'));
  if (left.length > 0) problems.push(`the next run left ${left.join(', ')} in work`);
  return { isApproved, problems };
}
