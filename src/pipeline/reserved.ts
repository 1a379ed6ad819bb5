/**
 * Names that Plimsoll uses itself: of stages on the way of a rule, and of columns beside a user's own in overlays and rewritten
 * stages. A column of a user with such a name could be taken for one of these, so it is refused when a pipeline is checked.
 */

import { fail } from '../errors/error.ts';
import type { CheckedStage } from './pipeline.ts';

const STAGE = / \((?:state|formed|matched|steps|adjusted|slice|\d+|for .+)\)$|^#/;
const COLUMN = /^(?:matches|by|row|base|key|before|asked|overlay|scale|is|was) | \d+$| \(count\)$/;

/** Errors: pipeline.reserved_name. */
export function checkNames({ name, schema }: Pick<CheckedStage, 'name' | 'schema'>): void {
  if (STAGE.test(name)) fail('pipeline.reserved_name', { what: 'stage', name });
  const column = schema.columns.find((each) => COLUMN.test(each.name));
  if (column !== undefined) fail('pipeline.reserved_name', { what: 'column', name: column.name });
}
