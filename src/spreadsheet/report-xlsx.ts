/**
 * A filled-in template as a spreadsheet (XLSX): the form on one sheet, what it is of on another.
 *
 * A spreadsheet holds numbers with fifteen significant digits. An amount with more is written as text, with all of its digits, so that no
 * figure is rounded on its way; `check report` reads the CSV, which has every figure as it is.
 */

import writeXlsxFile, { type Cell, type CellObject, type Row } from 'write-excel-file/node';
import { reportCells } from '../disclosure/make-report.ts';
import { type Report, reportFacts } from '../disclosure/report.ts';
import { COLUMN_TITLES, type ColumnId, rowsOf } from '../disclosure/template.ts';

/** Digits of a number that every spreadsheet keeps. */
const EXACT_DIGITS = 15;

const HEAD = { fontWeight: 'bold', backgroundColor: '#DDE5EE', wrap: true } as const;
const BORDER = { borderStyle: 'thin', borderColor: '#B0B8C0' } as const;
const AMOUNT = '#,##0.00';
const PERCENT = '0.00"%"';

/** By row of the template; null: nothing to say. */
export type RowNotes = ReadonlyMap<string, string | null>;

export async function reportXlsx(report: Report, notes: RowNotes): Promise<Uint8Array> {
  const { columns, id } = report.template;
  const widths = [8, 62, ...columns.map(() => 22), 48].map((width) => ({ width }));
  const about = Object.entries(reportFacts(report)).map(
    ([name, value]): Row => [{ value: name, fontWeight: 'bold' }, value ?? ''],
  );
  return writeXlsxFile([
    {
      sheet: id,
      data: formRows(report, notes),
      columns: widths,
      stickyRowsCount: HEADER_ROWS,
      showGridLines: false,
    },
    { sheet: 'About', data: about, columns: [{ width: 18 }, { width: 40 }] },
  ]).toBuffer();
}

/** The title, what the amounts are in, and the names of the columns. */
const HEADER_ROWS = 3;

function formRows(report: Report, notes: RowNotes): Row[] {
  const { template, perimeter, currency, unit, firstDate, lastDate } = report;
  const dates = firstDate === lastDate ? firstDate : `${firstDate} to ${lastDate}`;
  const names = ['Row', 'Item', ...template.columns.map(titleOf), 'Note'];
  return [
    [{ value: `${template.id} of ${perimeter ?? ''}, ${dates}`, fontWeight: 'bold', fontSize: 14 }],
    [`Amounts in ${currency ?? ''}${unit === 'unit' ? '' : `, ${unit}`}`],
    names.map((name): CellObject => ({ ...HEAD, ...BORDER, value: name })),
    ...reportCells(report).map(({ row, item, cells }): Row => {
      const isRatio = row === template.ratioRow;
      const style = { ...BORDER, ...(isSum(report, row) || isRatio ? { fontWeight: 'bold' as const } : {}) };
      return [
        { ...style, value: row },
        { ...style, value: isRatio ? `${item} (%)` : item, wrap: true },
        ...template.columns.map((column) => numberCell(cells[column], isRatio ? PERCENT : AMOUNT, style)),
        { ...BORDER, value: notes.get(row) ?? '', wrap: true },
      ];
    }),
  ];
}

const titleOf = (column: ColumnId): string => {
  const title = COLUMN_TITLES[column];
  return `${title.slice(0, 1).toUpperCase()}${title.slice(1)}`;
};

const isSum = ({ template, form }: Report, row: string): boolean =>
  rowsOf(template, form).some(({ id, parts }) => id === row && parts.length > 0);

/** `text` is a decimal, or empty where the template has no such cell or it is not filled. */
function numberCell(text: string | null | undefined, format: string, style: CellObject): Cell {
  if (text === null || text === undefined) return { ...style, backgroundColor: '#EEEEEE', value: '' };
  const digits = text.replace(/[^0-9]/g, '').replace(/^0+/, '');
  const significant = text.includes('.') ? digits.replace(/0+$/, '') : digits;
  return significant.length > EXACT_DIGITS
    ? { ...style, value: text, align: 'right' }
    : { ...style, value: Number(text), format, align: 'right' };
}
