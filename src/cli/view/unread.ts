/** Sources that the pipeline of a project does not read: their records are in no figure, and that must not be silent. */

import { type Session, unreadTables } from '../../run/session.ts';
import type { Output } from '../output.ts';

/** Says nothing when there is nothing. */
export function warnUnread(session: Session, output: Output): void {
  const unread = unreadTables(session);
  if (unread.length === 0) return;
  output.warn(
    `NOT READ, and not in these figures: the pipeline ${session.pipeline.name} does not use ${unread.length === 1 ? 'the table' : 'the tables'} ${unread.join(', ')}, for which the project has sources. The key \`pipeline\` of plimsoll.yaml says which pipeline runs.`,
  );
}
