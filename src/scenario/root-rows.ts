/** Rows of a way's root on a side: of a source those of its table, else those of the kept stage. */

import { stageNamed } from '../delta/chain.ts';
import { adjustedRows, baseRows, type Restriction, type StoredStage } from '../delta/overlay.ts';
import { keyColumns } from '../delta/text.ts';
import type { Branch } from '../sql/slice.ts';
import type { Side } from './side.ts';

function rootOf(side: Side, branch: Branch): StoredStage {
  const { schema } = stageNamed(side.pipeline, branch.root);
  if (branch.source === null) {
    const stored = side.stored.get(branch.root);
    if (stored === undefined) throw new Error(`Invariant broken: ${branch.root} is kept`);
    return stored;
  }
  const source = side.sources[branch.source];
  if (source === undefined) throw new Error(`Invariant broken: ${branch.source} has rows`);
  return { schema, base: source.relation, segments: [] };
}

/** All of them; a relation. */
export const rootRows = (side: Side, branch: Branch): string => adjustedRows(rootOf(side, branch));

/** Those of some keys: `roots` is a table with the columns of the root's key. */
export function restrictedRoot(side: Side, branch: Branch, roots: string): string {
  const { schema } = stageNamed(side.pipeline, branch.root);
  const restriction: Restriction = {
    table: roots,
    on: keyColumns(schema).map((target) => ({ target, key: target.name })),
    tags: [],
  };
  const root = rootOf(side, branch);
  return branch.source === null ? adjustedRows(root, restriction) : baseRows(root, restriction);
}
