/**
 * Which names stages and columns may have: no two that differ in case alone, because engines take those for one, and none of those
 * that Plimsoll uses itself: of stages on the way of a rule, and of columns beside a user's own in overlays and rewritten
 * stages. A column of a user with such a name could be taken for one of these, so it is refused when a pipeline is checked.
 */

import { fail } from '../errors/error.ts';
import type { CheckedStage } from './pipeline.ts';

const STAGE = / \((?:state|formed|matched|steps|adjusted|slice|\d+|for .+)\)$|^#/;
const COLUMN = /^(?:matches|by|row|base|key|before|asked|overlay|scale|is|was) | \d+$| \(count\)$/;

/** `stages`: those before it. Errors: pipeline.duplicate_name, pipeline.reserved_name. */
export function checkNames(
  { name, schema }: Pick<CheckedStage, 'name' | 'schema'>,
  stages: Iterable<string>,
): void {
  refuseTwins([...stages, name], 'stages');
  refuseTwins(
    schema.columns.map((column) => column.name),
    'columns',
  );
  if (STAGE.test(name)) fail('pipeline.reserved_name', { what: 'stage', name });
  const column = schema.columns.find((each) => COLUMN.test(each.name));
  if (column !== undefined) fail('pipeline.reserved_name', { what: 'column', name: column.name });
}

function refuseTwins(names: readonly string[], what: string): void {
  const folded = names.map((name) => name.toLowerCase());
  const index = folded.findIndex((name, at) => folded.indexOf(name) !== at);
  const name = names[index];
  if (name !== undefined) fail('pipeline.duplicate_name', { name, what });
}
