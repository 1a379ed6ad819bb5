/** The record of a scenario on a date: its rules in force, what it stands on, and its results by fingerprint. */

import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { checkRule } from '../rules/check.ts';
import { parseRules } from '../rules/parse.ts';
import type { CheckedRule } from '../rules/rule.ts';
import { RECORDED_STAGES } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { unlessCode } from '../std/unless-code.ts';
import { readScenario, type Store, writeScenario } from '../store/store.ts';
import type { ReplacedTables } from './replaced-table.ts';

export interface ScenarioRecord {
  readonly format: 1;
  readonly scenario: string;
  /** Calculation date, ISO. */
  readonly date: string;
  /** One print of what the base run is computed from. */
  readonly base: string;
  /** Rules in force on the date, as canonical JSON text. */
  readonly rules: readonly string[];
  /** Tables in place of those of base; left out: none. */
  readonly tables?: ReplacedTables;
  readonly stages: readonly { readonly stage: string; readonly fingerprint: string; readonly rows: number }[];
}

export const keepScenario = (store: Store, record: ScenarioRecord): Promise<void> =>
  writeScenario(store, record.scenario, record.date, record);

/** The last record of the scenario on the date, or undefined. */
export async function findScenario(
  store: Store,
  scenario: string,
  date: string,
): Promise<ScenarioRecord | undefined> {
  const parsed = SCENARIO_RECORD.safeParse(await readScenario(store, scenario, date));
  return parsed.success ? parsed.data : undefined;
}

/** What another version wrote, or what is damaged, is no record: the scenario is then computed from base. */
export const SCENARIO_RECORD: z.ZodType<ScenarioRecord> = z.object({
  format: z.literal(1),
  scenario: z.string(),
  date: z.string(),
  base: z.string(),
  rules: z.array(z.string()),
  tables: z.record(z.string(), z.string()).exactOptional(),
  stages: RECORDED_STAGES,
});

/**
 * The rules of a record; one that does not fit the pipeline any more is an error that names it. `known` has rules by their text, which most
 * of the record's are.
 */
export const recordRules = (
  session: Session,
  record: ScenarioRecord,
  known: ReadonlyMap<string, CheckedRule>,
): readonly CheckedRule[] =>
  record.rules.flatMap((text) => {
    const rule = known.get(text);
    if (rule !== undefined) return [rule];
    const documents = parseRules(text, `scenario ${record.scenario}`);
    return documents.map((document) => checkRule(document, session.pipeline));
  });

/** Where a record lies. */
export interface RecordFile {
  readonly scenario: string;
  readonly date: string;
  readonly path: string;
}

/** All that there are, of every scenario and date. */
export async function scenarioRecords(store: Store): Promise<readonly RecordFile[]> {
  const root = join(store.root, 'scenarios');
  const folders = (await readdir(root, { withFileTypes: true }).catch(unlessCode('ENOENT'))) ?? [];
  const all: RecordFile[] = [];
  for (const { name } of folders.filter((each) => each.isDirectory())) {
    for (const file of await readdir(join(root, name))) {
      const [, date] = /^(.+)\.json$/.exec(file) ?? [];
      if (date !== undefined)
        all.push({ scenario: decodeURIComponent(name), date, path: `scenarios/${name}/${file}` });
    }
  }
  return all;
}
