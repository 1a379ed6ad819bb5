/** Which table of the dictionary a file feeds: the one of whose columns most are found, with the file's name as a hint. */

import type { TableSchema } from '../schema/table.ts';
import { type ColumnMatch, matchColumns } from './match-columns.ts';
import type { NumberFormat } from './numbers.ts';
import type { ColumnProfile } from './profile.ts';
import type { Confidence } from './proposal.ts';
import { fileNameWords } from './synonyms.ts';

export interface TableChoice {
  readonly table: TableSchema;
  readonly matches: readonly ColumnMatch[];
  readonly confidence: Confidence;
  readonly reasons: readonly string[];
}

interface Scored {
  readonly table: TableSchema;
  readonly matches: readonly ColumnMatch[];
  readonly words: readonly string[];
  readonly points: number;
}

/** Fewer points than this are chance. */
const POINTS_MIN = 6;

/** The best table of `dictionary` for a file called `name`; undefined when none fits. */
export function chooseTable(
  name: string,
  profiles: readonly ColumnProfile[],
  format: NumberFormat,
  dictionary: readonly TableSchema[],
): TableChoice | undefined {
  const scored = dictionary
    .map((table): Scored => {
      const matches = matchColumns(table, profiles, format);
      const words = fileNameWords(name, table.name);
      return { table, matches, words, points: pointsOf(table, matches) + (words.length > 0 ? 3 : 0) };
    })
    .sort((a, b) => b.points - a.points);
  const [best, second] = scored;
  if (best === undefined || best.points < POINTS_MIN || sure(best.matches).length < 2) return undefined;
  const lead = best.points - (second?.points ?? 0);
  const required = best.table.columns.filter((column) => !column.nullable);
  const found = required.filter((column) => sure(best.matches).some((match) => match.column === column));
  return {
    table: best.table,
    matches: best.matches,
    confidence: lead >= 4 && best.words.length > 0 ? 'high' : lead >= 2 ? 'medium' : 'low',
    reasons: [
      `${found.length} of its ${required.length} required columns are found`,
      ...(best.words.length > 0 ? [`the file's name says ${best.words.join(', ')}`] : []),
      ...(lead < 4 && second !== undefined && second.points > 0 ? [`next comes ${second.table.name}`] : []),
    ],
  };
}

/** Columns that are mapped, not those that a person is asked about. */
export const sure = (matches: readonly ColumnMatch[]): readonly ColumnMatch[] =>
  matches.filter((match) => match.confidence !== 'low');

function pointsOf(table: TableSchema, matches: readonly ColumnMatch[]): number {
  return sure(matches).reduce((sum, match) => {
    const named = match.named === 'same' || match.named === 'known';
    const base = named ? 3 : 1;
    const isKey = named && table.key.includes(match.column.name) && match.evidence.fit === 'generic';
    const isCode = match.column.domain?.kind === 'values' && match.evidence.fit === 'specific';
    return sum + base + (isKey ? 1 : 0) + (isCode ? 2 : 0) + (match.column.unit === 'money' && named ? 1 : 0);
  }, 0);
}
