/** A statement of SQL as the plan that a request carries. */

import type { MessageInitShape } from '@bufbuild/protobuf';
import type { PlanSchema, RelationSchema } from './generated/connect.ts';

export type Plan = MessageInitShape<typeof PlanSchema>;

/** A query is executed for its rows; a command at once, for its effect. */
export function planOf(kind: 'query' | 'command', sql: string): Plan {
  const relation: MessageInitShape<typeof RelationSchema> = {
    relType: { case: 'sql', value: { query: sql } },
  };
  if (kind === 'query') return { opType: { case: 'root', value: relation } };
  const command = { commandType: { case: 'sqlCommand' as const, value: { input: relation } } };
  return { opType: { case: 'command', value: command } };
}
