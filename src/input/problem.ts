/**
 * When a row is a reject because of one column: a quick condition for the pass over all rows, and the reasons in the
 * order in which they are tried for the few rows that the condition finds.
 */

import type { Column } from '../schema/table.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import type { Cell, ReasonCase } from './cell.ts';
import { domainLiteral, rangeText } from './constant.ts';
import { RESERVED_KEY_PREFIX } from './reasons.ts';

export interface Problem {
  /** Dictionary column, null when the raw column feeds only the row filter. */
  readonly column: string | null;
  readonly sourceColumn: string | null;
  /** SQL of the raw value as text. */
  readonly shown: string;
  /** SQL: the row has this problem. */
  readonly when: string;
  /** Tried in order; a null condition always holds. */
  readonly cases: readonly ReasonCase[];
}

/** Not empty, but nothing came of it. */
export function unreadable(raw: string, value: string): string {
  return `(${raw} IS NOT NULL AND ${value} IS NULL)`;
}

/** The problem of a raw column that is read for an expression; null when every text can be read. */
export function readingProblem(
  cell: Cell,
  at: {
    readonly raw: string;
    readonly value: string;
    readonly column: string | null;
    readonly sourceColumn: string;
  },
  shown: string,
): Problem | null {
  if (cell.reasons.length === 0) return null;
  const { column, sourceColumn } = at;
  return { column, sourceColumn, shown, when: unreadable(at.raw, at.value), cases: cell.reasons };
}

export interface ColumnAt {
  readonly column: Column;
  /** SQL names of the value and of what it was made from (null: from nothing that could be unreadable). */
  readonly value: string;
  readonly raw: string | null;
  readonly sourceColumn: string | null;
  readonly shown: string;
  /** Is the column a part of the table's key? */
  readonly inKey: boolean;
}

/**
 * The problem of a mapped column, or null when it can have none. `cellReasons` belong to texts that could not be read;
 * `unreadableWhen` replaces the usual "not empty, but NULL" where NULL may be meant (codes).
 */
export function columnProblem(
  at: ColumnAt,
  cellReasons: readonly ReasonCase[],
  unreadableWhen: string | null,
  knownInDomain: boolean,
): Problem | null {
  const { column, value } = at;
  const cases: ReasonCase[] = [];
  const when: string[] = [];
  if (cellReasons.length > 0) {
    const condition = unreadableWhen ?? unreadable(at.raw ?? 'NULL', value);
    for (const reason of cellReasons) {
      cases.push({ ...reason, when: reason.when === null ? condition : `${condition} AND ${reason.when}` });
    }
    // A required column is NULL in every such case, which is quicker to see.
    if (column.nullable || unreadableWhen !== null) when.push(condition);
  }
  if (!column.nullable) {
    cases.push({ reason: 'missing', when: `${value} IS NULL`, text: 'is empty' });
    when.push(`${value} IS NULL`);
  }
  for (const outside of [...(knownInDomain ? [] : domainCases(at)), ...reversedCases(at)]) {
    cases.push(outside);
    when.push(outside.when ?? 'true');
  }
  if (when.length === 0) return null;
  const { sourceColumn, shown } = at;
  return { column: column.name, sourceColumn, shown, when: when.join(' OR '), cases };
}

const reversedCases = ({ column: { notBefore }, value }: ColumnAt): readonly ReasonCase[] =>
  notBefore === undefined
    ? []
    : [
        {
          reason: 'reversed_period',
          when: `${value} < ${DUCKDB.quoteName(notBefore)}`,
          text: `lies before ${notBefore}`,
        },
      ];

function domainCases({ column, value, inKey }: ColumnAt): readonly ReasonCase[] {
  const reserved: ReasonCase[] = [];
  if (inKey && column.type.kind === 'text') {
    const prefix = DUCKDB.textLiteral(RESERVED_KEY_PREFIX);
    const text = `starts with ${RESERVED_KEY_PREFIX}, which is reserved`;
    reserved.push({ reason: 'reserved_key', when: `starts_with(${value}, ${prefix})`, text });
  }
  const { domain, type } = column;
  if (domain === undefined) return reserved;
  if (domain.kind === 'values') {
    const list = domain.values.map((one) => domainLiteral(one, type)).join(', ');
    const text = `is not one of ${domain.values.join(', ')}`;
    return [...reserved, { reason: 'not_allowed', when: `${value} NOT IN (${list})`, text }];
  }
  const bounds = [
    ...(domain.min === undefined ? [] : [`${value} < ${domainLiteral(domain.min, type)}`]),
    ...(domain.max === undefined ? [] : [`${value} > ${domainLiteral(domain.max, type)}`]),
  ];
  return [
    ...reserved,
    { reason: 'out_of_range', when: `(${bounds.join(' OR ')})`, text: `is not ${rangeText(domain)}` },
  ];
}
