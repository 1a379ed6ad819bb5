/** Rows of any stage as a table: columns in declared order, numbers to the right. */

import type { StageRows } from '../../run/read-stage.ts';
import type { Output } from '../output.ts';

export function printRows(found: StageRows, output: Output): void {
  output.table(
    found.columns.map((column) => ({
      title: column.name,
      align: column.type.kind === 'decimal' || column.type.kind === 'integer' ? 'right' : 'left',
    })),
    found.rows.map((row) => found.columns.map((column) => row[column.name] ?? null)),
  );
  const shown = BigInt(found.rows.length);
  output.line();
  output.line(
    shown === found.total ? `${found.total} rows` : `${shown} of ${found.total} rows; --limit shows more`,
  );
}
