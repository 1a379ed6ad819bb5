/** Tables for people: columns aligned, numbers to the right with separated thousands. */

export interface TableColumn {
  readonly title: string;
  readonly align: 'left' | 'right';
}

export type TableCell = string | bigint | boolean | number | null;

/** Lines of a table; NULL is shown as an empty cell. */
export function tableLines(
  columns: readonly TableColumn[],
  rows: readonly (readonly TableCell[])[],
): readonly string[] {
  const texts = rows.map((row) =>
    row.map((cell, index) => cellText(cell, columns[index]?.align === 'right')),
  );
  const widths = columns.map((column, index) =>
    Math.max(width(column.title), ...texts.map((row) => width(row[index] ?? ''))),
  );
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, index) => pad(cell, widths[index] ?? 0, columns[index]?.align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [
    line(columns.map((column) => column.title)),
    line(widths.map((each) => '─'.repeat(each))),
    ...texts.map(line),
  ];
}

/** `-1234567.50` → `-1,234,567.50`; any text that is no number stays as it is. */
export function grouped(text: string): string {
  const match = /^([-+]?)(\d+)(\.\d+)?$/.exec(text);
  if (match === null) return text;
  const whole = (match[2] ?? '').replace(/\B(?=(\d{3})+$)/g, ',');
  return `${match[1] ?? ''}${whole}${match[3] ?? ''}`;
}

function cellText(cell: TableCell, isNumber: boolean): string {
  if (cell === null) return '';
  const text = String(cell);
  return isNumber ? grouped(text) : text;
}

const width = (text: string): number => [...text].length;

function pad(text: string, size: number, align: TableColumn['align']): string {
  const space = ' '.repeat(Math.max(0, size - width(text)));
  return align === 'right' ? space + text : text + space;
}
