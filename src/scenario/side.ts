/**
 * One side of a change: a pipeline with its rules, what its sources are, and where its stages lie. Base, the scenario before and the
 * scenario after are three sides of one kind.
 */

import { adjustedRows } from '../delta/overlay.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import type { CheckedRule } from '../rules/rule.ts';
import type { KeptStage } from '../run/stored-stage.ts';
import type { Value } from '../schema/types.ts';
import { type StageBindings, stageQuery } from '../sql/stage-query.ts';

export interface SideSource {
  readonly fingerprint: string;
  readonly rows: number;
  /** Engine text of a relation with the table's rows. */
  readonly relation: string;
  readonly order: readonly string[];
}

export interface Side {
  readonly pipeline: Pipeline;
  /** By stage, of the rows that this side means. */
  readonly fingerprints: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, Value>>;
  /** By table. */
  readonly sources: Readonly<Record<string, SideSource>>;
  /** The same tables as a server names them that computes stages whole; left out: none does. */
  readonly serverSources?: Readonly<Record<string, SideSource>>;
  /** Stages that lie in the store; more of them as a change is executed. */
  readonly stored: ReadonlyMap<string, KeptStage>;
}

/** A side with the rules that made its pipeline, whose kept stages become known one by one. */
export interface KnownSide extends Side {
  readonly rules: readonly CheckedRule[];
  readonly stored: Map<string, KeptStage>;
}

export function sideBindings(side: Side): StageBindings {
  return {
    parameters: side.parameters,
    sources: Object.fromEntries(
      Object.entries(side.sources).map(([name, source]) => [name, source.relation]),
    ),
    stored: Object.fromEntries([...side.stored].map(([name, stage]) => [name, adjustedRows(stage)])),
  };
}

/** A relation with all rows of a stage of the side. `held`: of stages whose rows lie somewhere for this read. */
export function sideRows(side: Side, stage: string, held: Readonly<Record<string, string>> = {}): string {
  const stored = side.stored.get(stage);
  if (stored !== undefined) return adjustedRows(stored);
  const bindings = sideBindings(side);
  const known = { ...bindings, stored: { ...bindings.stored, ...held } };
  return `(${stageQuery(side.pipeline, stage, known)})`;
}
