/** `plimsoll doctor`: what is installed and sound, which sources and national options are missing. Exit code 1 when something is. */

import { access, constants, statfs } from 'node:fs/promises';
import { openLog } from '../../control/open-log.ts';
import { verifyLog } from '../../control/verify-log.ts';
import { PlimsollError } from '../../errors/error.ts';
import type { StoredTable } from '../../run/inputs.ts';
import { missingOptions } from '../../run/missing-options.ts';
import { withSession } from '../../run/open-session.ts';
import { keepRejectLimits } from '../../run/reject-limits.ts';
import { storeTables } from '../../run/run.ts';
import { dictionaryTables, type Session } from '../../run/session.ts';
import { columnNamed } from '../../schema/table.ts';
import type { CommandContext, Options } from '../context.ts';
import { logFolder } from '../control.ts';
import { dateOf } from '../date.ts';

interface Finding {
  readonly what: string;
  readonly state: 'ok' | 'note' | 'missing' | 'broken';
  readonly detail: string;
}

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const findings: Finding[] = [{ what: 'node', state: 'ok', detail: process.version }];
  try {
    await withSession(folder, async (session) => {
      const date = dateOf(options, session.project);
      findings.push(...(await examine(session, date, output.progress)));
    });
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    findings.push({ what: 'project', state: 'broken', detail: error.message });
  }
  output.endProgress();
  output.result({ findings });
  output.table(
    ['what', 'state', 'detail'].map((title) => ({ title, align: 'left' })),
    findings.map((finding) => [finding.what, finding.state, finding.detail]),
  );
  if (findings.some((finding) => finding.state === 'broken')) process.exitCode = 2;
  else if (findings.some((finding) => finding.state === 'missing')) process.exitCode = 1;
}

async function examine(
  session: Session,
  date: string,
  onProgress: (text: string) => void,
): Promise<readonly Finding[]> {
  const [version] = await session.engine.rows('SELECT version() AS version');
  const findings: Finding[] = [
    { what: 'duckdb', state: 'ok', detail: String(version?.['version']) },
    {
      what: 'project',
      state: 'ok',
      detail: `${session.project.name}, pipeline ${session.pipeline.name}, ${session.pipeline.stages.length} stages`,
    },
    await storeFinding(session),
    await logFinding(session),
    ...jurisdictionFindings(session, date),
  ];
  for (const table of dictionaryTables(session)) {
    findings.push(await tableFinding(session, table.name, date));
  }
  const tables = await storeTables(session, { date, verify: false, onProgress });
  findings.push(...(await rejectFindings(session, date, tables)));
  for (const option of await missingOptions(session, date, tables)) {
    findings.push({
      what: `national option ${option.line}`,
      state: 'note',
      detail: `no value for ${session.project.jurisdiction} on ${date}; a position on this line stops the run (${option.item}, ¶${option.paragraph})`,
    });
  }
  return findings;
}

/** What would stop a run before it calculates anything. */
async function rejectFindings(
  session: Session,
  date: string,
  tables: readonly StoredTable[],
): Promise<readonly Finding[]> {
  try {
    await keepRejectLimits(session, date, tables);
    return [];
  } catch (error) {
    if (!(error instanceof PlimsollError)) throw error;
    return [{ what: 'rejects', state: 'broken', detail: error.message }];
  }
}

/** Every act of the control log, from the first. */
async function logFinding({ store }: Session): Promise<Finding> {
  const { isSound, head, findings } = await verifyLog(await openLog(logFolder(store.root)));
  const what = 'control log';
  if (isSound) return { what, state: 'ok', detail: `${head.seq} act${head.seq === 1 ? '' : 's'}` };
  return { what, state: 'broken', detail: findings.map(({ text }) => text).join('; ') };
}

async function tableFinding(session: Session, table: string, date: string): Promise<Finding> {
  const what = `table ${table}`;
  const sources = await session.sourcesOf(table, date);
  if (sources.length === 0) return { what, state: 'note', detail: 'no source: the table is empty' };
  const servers = session.project.sources.filter(
    ({ server, spec }) => server !== null && spec.table === table,
  ).length;
  const files = sources.reduce((sum, source) => sum + source.files.length, 0) - servers;
  const corrections = sources.reduce((sum, source) => sum + (source.corrections ?? []).length, 0);
  const counts = [
    ...(files > 0 || servers === 0 ? [`${files} file${files === 1 ? '' : 's'}`] : []),
    ...(servers > 0 ? [`${servers} from a server`] : []),
    ...(corrections > 0 ? [`and ${corrections} of corrections`] : []),
  ];
  return { what, state: files + servers === 0 ? 'missing' : 'ok', detail: counts.join(', ') };
}

/** One per reference table with rows by jurisdiction: has it any for the project's, on the date? */
function jurisdictionFindings(session: Session, date: string): readonly Finding[] {
  const { jurisdiction } = session.project;
  return Object.values(session.referenceTables).flatMap(({ schema, rows }): readonly Finding[] => {
    if (columnNamed(schema.columns, 'jurisdiction') === undefined) return [];
    const what = `reference ${schema.name}`;
    // ISO dates compare as text.
    const valid = rows.filter(
      (row) => (row['valid_from'] ?? '') <= date && date <= (row['valid_to'] ?? '9999-12-31'),
    );
    const found = valid.filter((row) => row['jurisdiction'] === jurisdiction).length;
    if (found > 0) return [{ what, state: 'ok', detail: `${found} rows for ${jurisdiction} on ${date}` }];
    const known = [...new Set(valid.map((row) => row['jurisdiction'] ?? ''))].join(', ');
    const detail = `no rows for jurisdiction ${jurisdiction} on ${date}, so every position stops the run; there are rows for ${known || 'none on that day'}`;
    return [{ what, state: 'missing', detail }];
  });
}

async function storeFinding(session: Session): Promise<Finding> {
  const { root } = session.store;
  try {
    await access(root, constants.W_OK);
    const space = await statfs(root);
    return {
      what: 'store',
      state: 'ok',
      detail: `${root}, ${((space.bavail * space.bsize) / 2 ** 30) >> 0} GiB free`,
    };
  } catch (error) {
    return { what: 'store', state: 'broken', detail: error instanceof Error ? error.message : String(error) };
  }
}
