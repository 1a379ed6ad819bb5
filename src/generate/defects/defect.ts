/**
 * The defects that a generated table can have, in one list: of single cells, of two cells at once, and of whole records. Each says what
 * stands in the file and what `show rejects` must tell about it. Data and SQL text; bad-records.ts draws from the list.
 */

import type { RejectReason } from '../../input/reasons.ts';
import type { TableSchema } from '../../schema/table.ts';
import { duckDbType } from '../../sql/duckdb/types.ts';
import type { GenerateFormat } from '../request.ts';
import { type CellDefect, cellDefects, isFreeText, ownText } from './cell-defects.ts';
import { NO_TEXT_BYTES } from './no-text-bytes.ts';

/** One reject that must be told. */
export interface Finding {
  readonly column: string | null;
  readonly reason: RejectReason;
  /** SQL of the value; `record`: the whole record as it stands in the file. */
  readonly value: string | 'record';
}

export interface Defect {
  readonly kind: string;
  /** What was done, in words. */
  readonly words: string;
  /** By column, SQL of what stands in the cell: a text of the CSV file, or a value of the column's type. */
  readonly cells: Readonly<Record<string, string>>;
  /** How many cells of the record are left; null: all of them. */
  readonly cut: number | null;
  /** What follows the last cell, separators included. */
  readonly extra: string;
  readonly found: readonly Finding[];
}

/** The kind of the defect that changes nothing of the record, its key included. */
export const DUPLICATE = 'duplicate';

/** The defects of a table's records in files of a format, those of one kind beside each other. */
export function tableDefects(table: TableSchema, format: GenerateFormat): readonly Defect[] {
  const cells = table.columns
    .flatMap((column) => cellDefects(column, table))
    .filter((one) => format === 'csv' || one.typed);
  const defects = [
    duplicate(table),
    ...cells.map((one) => ofCells(one.kind, [one], table, format)),
    ...pairs(cells).map((pair) => ofCells('two', pair, table, format)),
    ...(format === 'csv' ? [...cuts(table), ...quotes(table), ...noText(table)] : []),
  ];
  const kinds = [...new Set(defects.map((defect) => defect.kind))];
  return kinds.flatMap((kind) => defects.filter((defect) => defect.kind === kind));
}

const NOTHING = { cells: {}, cut: null, extra: '' } as const;

function duplicate(table: TableSchema): Defect {
  const value = table.key.map((name) => `CAST(${name} AS VARCHAR)`).join(` || ' | ' || `);
  const found: Finding = { column: table.key.join(', '), reason: 'duplicate_key', value };
  return { ...NOTHING, kind: DUPLICATE, words: 'the same record a second time', found: [found] };
}

function ofCells(
  kind: string,
  defects: readonly CellDefect[],
  table: TableSchema,
  format: GenerateFormat,
): Defect {
  const typeOf = (name: string): string => {
    const column = table.columns.find((one) => one.name === name);
    return column === undefined ? 'VARCHAR' : duckDbType(column.type);
  };
  const typed = ({ value, column }: CellDefect): string => `CAST(${value} AS ${typeOf(column)})`;
  const stands = (one: CellDefect): string =>
    format === 'parquet' ? typed(one) : (one.stands ?? csvCell(one.value));
  return {
    ...NOTHING,
    kind,
    words: defects.map((one) => `${one.words} in ${one.column}`).join('; '),
    cells: Object.fromEntries(defects.map((one) => [one.column, stands(one)])),
    found: defects.map((one) => ({
      column: one.column,
      reason: one.reason,
      value: format === 'parquet' ? typed(one) : one.value,
    })),
  };
}

/** Every fifth defect with one of another column, to have records with two problems in every table. */
function pairs(cells: readonly CellDefect[]): readonly (readonly CellDefect[])[] {
  return cells.flatMap((one, index) => {
    const other = cells.slice(index + 5).find((later) => later.column !== one.column);
    return index % 5 === 0 && other !== undefined ? [[one, other]] : [];
  });
}

/** Records with too few or too many fields. */
function cuts(table: TableSchema): readonly Defect[] {
  const fields = table.columns.length;
  const whole = { ...NOTHING, found: [{ column: null, reason: 'structure', value: 'record' }] } as const;
  const free = table.columns.find((column) => isFreeText(column) && !table.key.includes(column.name));
  const last = table.columns.at(-1);
  // The last field is not empty: readers differ on whether an empty field behind the last column is one too many.
  const comma =
    free === undefined || last === undefined || free === last
      ? []
      : [
          {
            cells: {
              [free.name]: `${ownText(free, 'Miller')} || ', Jones'`,
              [last.name]: ownText(last, '1'),
            },
          },
        ];
  return [
    { ...whole, kind: 'cut', words: 'the last field is missing', cut: fields - 1 },
    { ...whole, kind: 'cut', words: 'the record ends in the middle', cut: Math.ceil(fields / 2) },
    { ...whole, kind: 'extra', words: 'a field too many', extra: ',x' },
    ...comma.map((one) => ({
      ...whole,
      ...one,
      kind: 'extra',
      words: 'a separator in a text that stands in no quotes',
    })),
  ];
}

/** A quote after which the field goes on; one that never closed would take the rest of the file with it. */
function quotes(table: TableSchema): readonly Defect[] {
  const column = table.columns.find((one) => one.name === table.key[0]);
  if (column === undefined) return [];
  return [
    {
      ...NOTHING,
      kind: 'quote',
      words: `a quote inside of ${column.name}`,
      cells: { [column.name]: `'"' || ${ownText(column, 'X')} || '"2'` },
      found: [{ column: null, reason: 'structure', value: 'record' }],
    },
  ];
}

/** Bytes of another encoding: the file gets a mark for each, and the byte later. */
function noText(table: TableSchema): readonly Defect[] {
  const free = table.columns.filter((column) => isFreeText(column) && !table.key.includes(column.name));
  return free.flatMap((column) =>
    NO_TEXT_BYTES.map(({ mark, hex }) => ({
      ...NOTHING,
      kind: 'bytes',
      words: `the byte ${hex}, which is no UTF-8, in ${column.name}`,
      cells: { [column.name]: `${ownText(column, 'X')} || ' M' || chr(${mark}) || 'ller'` },
      found: [{ column: null, reason: 'encoding', value: 'record' }],
    })),
  );
}

/** SQL of a text as a CSV file has it: in quotes where it must be. */
export function csvCell(text: string): string {
  return `CASE WHEN contains(${text}, ',') OR contains(${text}, '"') THEN '"' || replace(${text}, '"', '""') || '"' ELSE ${text} END`;
}
