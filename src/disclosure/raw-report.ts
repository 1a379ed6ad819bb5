/** A report as it is written, in either form, before anything in it is understood: facts about it, and cells with where they stand. */

import { fail } from '../errors/error.ts';
import { csvRecords } from '../std/csv.ts';
import { exactJson } from '../std/json.ts';
import { nearest } from '../std/nearest.ts';
import type { ColumnId } from './template.ts';

/** What a report may say of itself. */
export const FACTS = [
  'template',
  'jurisdiction',
  'perimeter',
  'scenario',
  'currency',
  'unit',
  'ratio_unit',
  'date',
  'first_date',
  'last_date',
  'observations',
] as const;

export type Fact = (typeof FACTS)[number];

export const COLUMN_IDS: readonly ColumnId[] = [
  'unweighted',
  'weighted',
  'no_maturity',
  'under_6_months',
  'under_1_year',
  'from_1_year',
  'merged',
];

export interface RawRow {
  readonly row: string;
  /** Where it stands, for messages: `line 7`, `rows.16`. */
  readonly at: string;
  readonly cells: readonly (readonly [column: ColumnId, text: string])[];
}

export interface RawReport {
  readonly facts: ReadonlyMap<Fact, string>;
  readonly rows: readonly RawRow[];
}

const isFact = (name: string): name is Fact => FACTS.some((fact) => fact === name);
const isColumn = (name: string): name is ColumnId => COLUMN_IDS.some((column) => column === name);

/** Texts for people beside the number of a row; nothing reads them. */
const ITEM = 'item';
const FOR_PEOPLE: readonly string[] = [ITEM, 'note'];
/** The days behind an average, as `report --json` lists them; how many there are is a fact of its own. */
const DAYS = 'dates';

/** Errors: disclosure.form, disclosure.fact_differs, disclosure.column. */
export function rawReport(file: string, text: string): RawReport {
  const bare = text.replace(/^\uFEFF/, '');
  return bare.trimStart().startsWith('{') ? fromJson(file, bare) : fromCsv(file, bare);
}

function unknownColumn(file: string, at: string, column: string, known: readonly string[]): never {
  return fail('disclosure.column', { file, at, column, nearest: nearest(column, known), known });
}

function fromCsv(file: string, text: string): RawReport {
  const records =
    csvRecords(text) ?? fail('disclosure.form', { file, problem: 'a quote in it is not closed' });
  const [header, ...body] = records;
  if (header === undefined) return fail('disclosure.form', { file, problem: 'it is empty' });
  const names = header.fields.map((name) => name.trim());
  const known = [...FACTS, 'row', ITEM, ...COLUMN_IDS];
  if (!names.includes('row'))
    return fail('disclosure.form', {
      file,
      problem: `its first line has no column \`row\` (found: ${names.slice(0, 12).join(', ')})`,
    });
  for (const name of names) if (!known.includes(name)) unknownColumn(file, 'line 1', name, known);
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined)
    return fail('disclosure.form', { file, problem: `it has the column \`${twice}\` twice` });
  const facts = new Map<Fact, string>();
  const rows = body.map(({ line, fields }): RawRow => {
    if (fields.length !== names.length)
      fail('disclosure.form', {
        file,
        problem: `line ${line} has ${fields.length} fields, and the first line names ${names.length}`,
      });
    const texts = names.map((name, index) => [name, (fields[index] ?? '').trim()] as const);
    for (const [name, found] of texts) if (isFact(name)) keepFact(file, facts, name, found);
    return {
      row: texts.find(([name]) => name === 'row')?.[1] ?? '',
      at: `line ${line}`,
      cells: texts.flatMap(([name, found]) => (isColumn(name) ? [[name, found] as const] : [])),
    };
  });
  return { facts, rows };
}

/** A fact stands beside every row; it must be the same. */
function keepFact(file: string, facts: Map<Fact, string>, fact: Fact, found: string): void {
  if (found === '') return;
  const other = facts.get(fact);
  if (other !== undefined && other !== found) fail('disclosure.fact_differs', { file, fact, found, other });
  facts.set(fact, found);
}

const isObject = (value: unknown): value is Readonly<Record<string, unknown>> =>
  typeof value === 'object' && value !== null && !Array.isArray(value);

function fromJson(file: string, text: string): RawReport {
  const refuse = (problem: string): never => fail('disclosure.form', { file, problem });
  const found = exactJson(text);
  if (!isObject(found)) return refuse('it is no JSON object, or an object in it has a name twice');
  const facts = new Map<Fact, string>();
  for (const [name, value] of Object.entries(found)) {
    if (name === 'rows' || name === DAYS || value === null) continue;
    if (!isFact(name)) return unknownColumn(file, 'the document', name, [...FACTS, 'rows']);
    if (typeof value !== 'string') return refuse(`\`${name}\` is neither a text nor a number`);
    facts.set(name, value.trim());
  }
  const { rows, [DAYS]: days } = found;
  const told = facts.get('observations');
  if (Array.isArray(days) && told !== undefined && told !== `${days.length}`)
    return refuse(`\`observations\` is ${told}, and \`${DAYS}\` has ${days.length} days`);
  if (Array.isArray(rows)) return { facts, rows: rows.map((cells, index) => listedRow(file, index, cells)) };
  if (!isObject(rows)) return refuse('it has no `rows` with an object per row');
  return { facts, rows: Object.entries(rows).map(([row, cells]) => jsonRow(file, row, cells)) };
}

/** A row of a list says itself which one it is. */
function listedRow(file: string, index: number, cells: unknown): RawRow {
  const refuse = (): never =>
    fail('disclosure.form', { file, problem: `rows[${index}] is no object with a text \`row\`` });
  if (!isObject(cells)) return refuse();
  const { row, ...rest } = cells;
  return typeof row === 'string' ? jsonRow(file, row, rest) : refuse();
}

function jsonRow(file: string, row: string, cells: unknown): RawRow {
  const at = `rows.${row}`;
  if (!isObject(cells)) return fail('disclosure.form', { file, problem: `${at} is no object` });
  const known = [...COLUMN_IDS, ITEM];
  return {
    row,
    at,
    cells: Object.entries(cells).flatMap(([name, value]): RawRow['cells'] => {
      if (FOR_PEOPLE.includes(name) || value === null) return [];
      if (!isColumn(name)) return unknownColumn(file, at, name, known);
      if (typeof value !== 'string')
        return fail('disclosure.form', { file, problem: `${at}.${name} is neither a text nor a number` });
      return [[name, value.trim()]];
    }),
  };
}
