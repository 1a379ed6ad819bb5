/**
 * Which raw column becomes which column of one table: names and values are weighed for every pair, the strongest pairs are taken first, and a raw
 * column is used once (a security may be named by its ISIN, which then serves as both).
 */

import type { Column, TableSchema } from '../schema/table.ts';
import { nearest } from '../std/nearest.ts';
import { type Evidence, evidenceOf } from './evidence.ts';
import type { NumberFormat } from './numbers.ts';
import type { ColumnProfile } from './profile.ts';
import type { Confidence } from './proposal.ts';
import { namesOfColumn, sameSet } from './synonyms.ts';
import { folded, type NameWords, wordsOf } from './words.ts';

export interface ColumnMatch {
  readonly column: Column;
  readonly profile: ColumnProfile;
  readonly words: NameWords;
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
  readonly evidence: Evidence;
  readonly named: NameLikeness['kind'];
}

export interface NameLikeness {
  readonly kind: 'same' | 'known' | 'part' | 'near' | 'none';
  /** Larger is closer. */
  readonly points: number;
  readonly reason: string;
}

const NONE: NameLikeness = { kind: 'none', points: 0, reason: '' };
/** Words that are in too many names to tell a column by themselves. */
const VAGUE = new Set([
  'type',
  'amount',
  'date',
  'name',
  'value',
  'id',
  'class',
  'group',
  'status',
  'key',
  'base',
  'quote',
  'side',
  'rate',
  'level',
  'end',
  'limit',
  'flow',
  'branch',
  'product',
]);

/** How much the name of a raw column says that it is `column` of `table`. */
export function likeness(raw: string, words: NameWords, table: string, column: string): NameLikeness {
  const plain = folded(raw).replace(/[^a-z0-9]+/g, '_');
  if (plain === column) return { kind: 'same', points: 80, reason: 'it has the name of the column' };
  const names = namesOfColumn(table, column);
  const place = names.findIndex((name) => sameSet(name.concepts, words.concepts));
  if (place >= 0)
    return { kind: 'known', points: 60 - place, reason: 'its name is one that banks use for it' };
  const parts = names.flatMap((name, at) => {
    const inside = [...name.concepts].every((word) => words.concepts.has(word));
    const [only] = name.concepts;
    const vague = name.concepts.size === 1 && only !== undefined && VAGUE.has(only);
    return inside && !vague ? [{ at, size: name.concepts.size }] : [];
  });
  const [best] = parts.sort((a, b) => b.size - a.size || a.at - b.at);
  if (best !== undefined)
    return {
      kind: 'part',
      points: 28 + 2 * best.size - best.at,
      reason: 'its name has the words of it among others',
    };
  if (plain.length > 4 && nearest(plain, [column]) === column)
    return { kind: 'near', points: 8, reason: `its name is like ${column}` };
  return NONE;
}

interface Pair extends ColumnMatch {
  readonly points: number;
}

const FIT_POINTS: Readonly<Record<Evidence['fit'], number>> = {
  specific: 12,
  generic: 6,
  none: 0,
  against: -30,
};

/** The pairs that are taken, in the table's order of columns. `fixed` says which raw column a column must come from. */
export function matchColumns(
  table: TableSchema,
  profiles: readonly ColumnProfile[],
  format: NumberFormat,
  fixed: ReadonlyMap<string, string> = new Map(),
): readonly ColumnMatch[] {
  const pairs = table.columns.flatMap((column) =>
    pairsOf(column, table, profiles, format, fixed.get(column.name)),
  );
  const taken = new Map<string, Pair>();
  const used = new Map<string, string>();
  for (const pair of [...pairs].sort((a, b) => b.points - a.points)) {
    const by = used.get(pair.profile.name);
    if (taken.has(pair.column.name) || (by !== undefined && !mayShare(by, pair.column.name))) continue;
    taken.set(pair.column.name, pair);
    used.set(pair.profile.name, pair.column.name);
  }
  return table.columns.flatMap((column) => taken.get(column.name) ?? []);
}

const SHARING = new Set(['security_id', 'isin_code']);
const mayShare = (a: string, b: string): boolean => SHARING.has(a) && SHARING.has(b);

function pairsOf(
  column: Column,
  table: TableSchema,
  profiles: readonly ColumnProfile[],
  format: NumberFormat,
  fixed: string | undefined,
): readonly Pair[] {
  const looks = profiles.map((profile) => {
    const words = wordsOf(profile.name);
    const evidence = evidenceOf(column, table, profile, format);
    return { profile, words, evidence, name: likeness(profile.name, words, table.name, column.name) };
  });
  const alike = (fit: Evidence['fit']): number => looks.filter((look) => look.evidence.fit === fit).length;
  return looks.flatMap(({ profile, words, evidence, name }): readonly Pair[] => {
    const isFixed = profile.name === fixed;
    if (fixed !== undefined && !isFixed) return [];
    const confidence = isFixed ? 'high' : confidenceOf(column, name, evidence, alike);
    if (confidence === undefined) return [];
    const reasons = [name.reason, evidence.reason].filter((reason) => reason !== '');
    const points = name.points + FIT_POINTS[evidence.fit] + (isFixed ? 200 : 0);
    return [{ column, profile, words, confidence, reasons, evidence, named: name.kind, points }];
  });
}

function confidenceOf(
  column: Column,
  { kind }: NameLikeness,
  { fit }: Evidence,
  alike: (fit: Evidence['fit']) => number,
): Confidence | undefined {
  const named = kind === 'same' || kind === 'known';
  if (fit === 'against') return named ? 'low' : undefined;
  const isText = column.type.kind === 'text' && column.domain === undefined;
  if (named) return fit !== 'none' || isText ? 'high' : 'medium';
  if (kind === 'part') return fit === 'specific' ? 'high' : 'medium';
  if (kind === 'near') return fit === 'none' ? 'low' : 'medium';
  if (fit === 'specific') return alike('specific') === 1 ? 'medium' : 'low';
  // Without a name, an amount, a date or a unique text is a hint for what the table can't do without, and only when there is one.
  return fit === 'generic' &&
    !column.nullable &&
    column.type.kind !== 'boolean' &&
    column.domain?.kind !== 'values'
    ? alike('generic') === 1
      ? 'low'
      : undefined
    : undefined;
}
