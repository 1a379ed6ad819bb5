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
import type { Value } from '../schema/types.ts';
import { type CheckedStage, customParts, type Pipeline, stageReads } from './pipeline.ts';

/** Raised whenever the meaning of an operator, function or type changes. */
export const SEMANTICS_VERSION = 2;

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
export const fingerprint = (value: unknown): string => hashed(canonicalText(value, nothing));

const hashed = (text: string): string => createHash('sha256').update(text).digest('hex');

/** Names of the members of an object that take no part. */
type LeftOut = (value: object) => readonly string[];
const nothing: LeftOut = () => [];

/** JSON with sorted keys; bigint as decimal text with a mark, so that 1 and 1n differ. */
function canonicalText(value: unknown, leftOut: LeftOut): string {
  if (typeof value === 'bigint') return `{"bigint":"${value}"}`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  const inner = (part: unknown): string => canonicalText(part, leftOut);
  if (Array.isArray(value)) return `[${value.map(inner).join(',')}]`;
  const without = leftOut(value);
  const parts = Object.entries(value)
    .filter(([key, part]) => part !== undefined && !without.includes(key))
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([key, part]) => `${JSON.stringify(key)}:${inner(part)}`);
  return `{${parts.join(',')}}`;
}

/** Prints of definitions that were made before: writing a definition out takes longer than all the rest, and stages are frozen. */
const PRINTS = new WeakMap<CheckedStage, string>();

function definitionPrint(stage: CheckedStage): string {
  const known = PRINTS.get(stage);
  if (known !== undefined) return known;
  const { doc: _, ...definition } = stage;
  const print = hashed(canonicalText(definition, words));
  if (Object.isFrozen(stage)) PRINTS.set(stage, print);
  return print;
}

/** Of a column what only people read, and what only rules are held against. */
const words: LeftOut = (value) =>
  'name' in value && 'type' in value && 'nullable' in value ? ['doc', 'unit', 'among'] : [];

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
