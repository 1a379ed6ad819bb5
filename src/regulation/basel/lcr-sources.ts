/** Source stages of the LCR: the tables of the data dictionary and those that come with Plimsoll. */

import {
  DICTIONARY,
  LIQUIDITY_TABLES,
  OBLIGATION_TABLES,
  PERIMETER_TABLES,
} from '../../dictionary/dictionary.ts';
import type { SourceStage } from '../../pipeline/stage.ts';
import type { TableSchema } from '../../schema/table.ts';
import { REFERENCE_TABLES } from './reference.ts';

const VALIDITY = { from: 'valid_from', to: 'valid_to' } as const;

/** A table with valid_from and valid_to is dated: the pipeline sees the rows that hold on the calculation date. */
export function source(table: TableSchema): SourceStage {
  const dated = table.columns.some((column) => column.name === VALIDITY.from);
  return { kind: 'source', name: table.name, table, ...(dated ? { validity: VALIDITY } : {}) };
}

export const SOURCES: readonly SourceStage[] = [
  ...DICTIONARY,
  ...OBLIGATION_TABLES,
  ...PERIMETER_TABLES,
  ...LIQUIDITY_TABLES,
  ...Object.values(REFERENCE_TABLES).map((table) => table.schema),
].map(source);
