/** A plan: the list of steps of a run, as data. `explain` prints it, `run` executes it. */

/** One query whose rows are written as Parquet: one file, or one per value of the partition column. */
export interface Piece {
  /** Beginning of the file names. */
  readonly name: string;
  readonly partitionBy: string | null;
  /** Columns to sort by; none where the rows come in the wanted order by themselves. */
  readonly orderBy: readonly string[];
  /** Do the rows lie in that order where they are read, so that each part of them can be sorted by itself? */
  readonly isNearlySorted: boolean;
  /** Kept stages and sources whose rows it is computed from. */
  readonly reads: readonly string[];
  readonly sql: string;
}

export interface StageStep {
  readonly stage: string;
  readonly fingerprint: string;
  /** Why the rows are kept at all. */
  readonly why: 'persisted' | 'output' | 'shared' | 'state';
  /** `stored`: a result with this fingerprint lies in the store, nothing is computed. */
  readonly state: 'stored' | 'compute';
  /** The columns by which each file is clustered. */
  readonly order: readonly string[];
  /** The types of codes that the SQL of the step casts to, each with its values: text columns whose values are few and known. */
  readonly codes: Readonly<Record<string, readonly string[]>>;
  /** Pieces without rows leave no file. */
  readonly pieces: readonly Piece[];
  /** A query of no rows with the stage's columns: what is written when no piece has any. */
  readonly emptySql: string;
}

export interface Plan {
  readonly pipeline: string;
  readonly steps: readonly StageStep[];
  /** Source stages whose rows a step to compute reads. */
  readonly sources: readonly string[];
}
