/** Into how many files the rows of a query are cut as a server writes them, and so which of its settings changes that. */

import type { WriteTarget } from '../engine.ts';

/**
 * `reads`: each task writes what it has computed, from `spark.sql.files.maxPartitionBytes` at most of what it reads, or from its part of a shuffle. `ranges`: rows are shuffled into ranges of their order,
 * `spark.sql.shuffle.partitions` at most, and small ones joined up to `spark.sql.adaptive.advisoryPartitionSizeInBytes`.
 */
export type Cut = 'reads' | 'ranges';

export const cutOf = ({
  orderBy = [],
  isNearlySorted = false,
}: Pick<WriteTarget, 'orderBy' | 'isNearlySorted'>): Cut =>
  isNearlySorted || orderBy.length === 0 ? 'reads' : 'ranges';
