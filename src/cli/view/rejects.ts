/** The rejects of a run: those that are open, or those that stand corrected; in groups, and the first of them one by one. */

import type { Cell, ResultRow } from '../../engine/engine.ts';
import type { RunInputs } from '../../run/record.ts';
import { type RejectsAsk, readRejects } from '../../run/rejects.ts';
import { dictionaryTables, type Session } from '../../run/session.ts';
import type { Output } from '../output.ts';

const GROUPS = ['table', 'file', 'reason', 'column', 'records'] as const;
const DETAILS = ['table', 'file', 'row', 'column', 'value', 'text'] as const;
const CORRECTED = ['table', 'file', 'row', 'column', 'value', 'correction_value', 'correction_file'] as const;
const NUMBERS: readonly string[] = ['records', 'row', 'correction_row'];

export async function showRejects(
  session: Session,
  run: RunInputs,
  ask: RejectsAsk,
  output: Output,
): Promise<void> {
  const { groups, rows, total, corrected } = await readRejects(session, run, ask);
  const unread = run.failed ? unreadTables(session, run) : [];
  output.result({ date: run.date, groups, total, rejects: rows, corrected, unread_tables: unread });
  if (groups.length > 0) {
    output.line(`Rejects of ${run.date}`);
    output.line();
    printTable(GROUPS, groups, output);
    output.line();
    printTable(ask.corrected ? [...CORRECTED, 'correction_row', 'text'] : DETAILS, rows, output);
    output.line();
    output.line(`${rows.length} of ${total} problems; --limit shows more`);
    if (!ask.corrected)
      output.line(
        'Correct the records where they come from or, if they are of files, in what `plimsoll rejects export` writes, to be loaded again',
      );
  } else output.line(`${ask.corrected ? 'No reject is corrected' : openText(corrected)} on ${run.date}.`);
  if (unread.length > 0)
    output.warn(
      `The last run of ${run.date} ended before it had read ${unread.join(', ')}, so whether they have rejects is not known.`,
    );
  if (ask.corrected) return;
  for (const { table, file, correction_file: by, records } of corrected)
    output.line(
      `${table}: ${records === 1n ? '1 reject' : `${records} rejects`} of ${file} corrected by ${by}; --corrected shows what was wrong`,
    );
}

const unreadTables = (session: Session, { inputs }: RunInputs): readonly string[] =>
  dictionaryTables(session)
    .map(({ name }) => name)
    .filter((name) => inputs.every(({ table }) => table !== name));

const openText = (corrected: readonly ResultRow[]): string =>
  corrected.length === 0 ? 'No record was rejected' : 'No reject is left';

function printTable(columns: readonly string[], rows: readonly ResultRow[], output: Output): void {
  output.table(
    columns.map((name) => ({
      title: name.replace('correction_', 'correction '),
      align: NUMBERS.includes(name) ? 'right' : 'left',
    })),
    rows.map((row) => columns.map((name) => (name.endsWith('value') ? oneLine : asIs)(row[name] ?? null))),
  );
}

/** A rejected value may hold line breaks; in a table it stays on its line. */
const oneLine = (cell: Cell): Cell =>
  typeof cell === 'string' ? cell.replace(/[\r\n\t]+/g, ' ⏎ ').slice(0, 80) : cell;

const asIs = (cell: Cell): Cell => cell;
