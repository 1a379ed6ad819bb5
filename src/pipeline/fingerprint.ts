/**
 * Fingerprints: what a stage's rows are computed from, as one hash.
 *
 * fingerprint = SHA-256 of the stage's canonical definition, the fingerprints of every stage it reads, the values of the
 * parameters it uses, the semantics version and the project's salt. Never a time, a path, a host or an engine. The same
 * fingerprint means the same rows, so a stored result may be used instead of a computation. Descriptions take no part.
 */

import { createHash } from 'node:crypto';
import type { TypedExpr } from '../expr/ast.ts';
import { parametersOf } from '../expr/columns.ts';
import type { Column } from '../schema/table.ts';
import type { Value } from '../schema/types.ts';
import { type CheckedStage, customParts, type Pipeline, stageReads } from './pipeline.ts';

/** Raised whenever the meaning of an operator, function or type changes. */
export const SEMANTICS_VERSION = 1;

export interface FingerprintInputs {
  /** Fingerprint of the rows of each source stage's table. */
  readonly sources: Readonly<Record<string, string>>;
  readonly parameters: Readonly<Record<string, Value>>;
  readonly salt: string;
}

/** The fingerprint of every stage of the pipeline. */
export function stageFingerprints(
  pipeline: Pipeline,
  inputs: FingerprintInputs,
): Readonly<Record<string, string>> {
  const done: Record<string, string> = {};
  for (const stage of pipeline.stages) {
    const used = usedParameters(stage).map((name) => [name, inputs.parameters[name] ?? null]);
    done[stage.name] = fingerprint({
      semantics: SEMANTICS_VERSION,
      salt: inputs.salt,
      stage: definitionPrint(stage),
      parameters: used,
      reads: stageReads(stage).map((name) => done[name] ?? null),
      source: stage.kind === 'source' ? (inputs.sources[stage.table.name] ?? null) : null,
    });
  }
  return done;
}

/** SHA-256 of the canonical text of `value`, in hexadecimal. */
export function fingerprint(value: unknown): string {
  return createHash('sha256').update(canonicalText(value)).digest('hex');
}

/** JSON with sorted keys; bigint as decimal text with a mark, so that 1 and 1n differ. */
export function canonicalText(value: unknown): string {
  return JSON.stringify(value, (_, inner: unknown) => {
    if (typeof inner === 'bigint') return { bigint: inner.toString() };
    if (typeof inner !== 'object' || inner === null || Array.isArray(inner)) return inner;
    return Object.fromEntries(Object.entries(inner).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}

/** Prints of definitions that were made before: writing a definition out takes longer than all the rest, and stages are frozen. */
const PRINTS = new WeakMap<CheckedStage, string>();

function definitionPrint(stage: CheckedStage): string {
  const known = PRINTS.get(stage);
  if (known !== undefined) return known;
  const print = fingerprint(definitionOf(stage));
  if (Object.isFrozen(stage)) PRINTS.set(stage, print);
  return print;
}

/** The checked stage without what only people read: the descriptions of stages and columns. */
function definitionOf(stage: CheckedStage): unknown {
  const { doc: _, ...rest } = stage;
  return JSON.parse(
    JSON.stringify(rest, (__, inner: unknown) => {
      if (typeof inner === 'bigint') return { bigint: inner.toString() };
      return isColumn(inner) ? withoutWords(inner) : inner;
    }),
  );
}

const isColumn = (value: unknown): value is Column =>
  typeof value === 'object' && value !== null && 'name' in value && 'type' in value && 'nullable' in value;

function withoutWords({ doc: _, unit: __, ...column }: Column): unknown {
  return column;
}

function usedParameters(stage: CheckedStage): readonly string[] {
  const used = new Set<string>();
  if (stage.kind === 'source' && stage.validity !== null) used.add('calculation_date');
  for (const part of customParts(stage)) if (part.kind === 'parameter') used.add(part.name);
  for (const expr of expressionsOf(stage)) for (const name of parametersOf(expr)) used.add(name);
  return [...used].sort();
}

/** Every typed expression in a stage. */
function expressionsOf(stage: CheckedStage): readonly TypedExpr[] {
  const filter = stage.filter === null ? [] : [stage.filter];
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return filter;
  const computed = stage.columns.flatMap((column) => (column.kind === 'compute' ? [column.expr] : []));
  const keys = stage.lookups.flatMap((lookup) => lookup.on.map((match) => match.expr));
  const expansion =
    stage.kind === 'derive' || stage.expansion.form === 'rows'
      ? []
      : stage.expansion.form === 'table'
        ? stage.expansion.on.map((match) => match.expr)
        : [stage.expansion.from, stage.expansion.to];
  return [...filter, ...computed, ...keys, ...expansion];
}
