/**
 * The project's jurisdiction must have factors: a reference table without a row for it would stop the run at the first position, and say
 * only that a line has no rate. Refused before anything is calculated.
 */

import { fail } from '../errors/error.ts';
import type { ReferenceTable } from '../regulation/basel/reference-table.ts';
import { columnNamed } from '../schema/table.ts';
import type { Session } from './session.ts';

/** Errors: run.jurisdiction. */
export function refuseUnknownJurisdiction(
  session: Pick<Session, 'project' | 'referenceTables'>,
  date: string,
): void {
  const { jurisdiction } = session.project;
  for (const table of Object.values(session.referenceTables)) {
    const known = jurisdictionsOf(table, date);
    if (known === null || known.includes(jurisdiction)) continue;
    fail('run.jurisdiction', { jurisdiction, date, known });
  }
}

/** The jurisdictions that have rows on the date; null where the table is not by jurisdiction. ISO dates compare as text. */
function jurisdictionsOf({ schema, rows }: ReferenceTable, date: string): readonly string[] | null {
  if (columnNamed(schema.columns, 'jurisdiction') === undefined) return null;
  const valid = rows.filter(
    (row) => (row['valid_from'] ?? '') <= date && date <= (row['valid_to'] ?? '9999-12-31'),
  );
  return [...new Set(valid.flatMap((row) => row['jurisdiction'] ?? []))].sort();
}
