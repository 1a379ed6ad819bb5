/**
 * The catalogue of custom texts: what each is given, as its first line says it. The line tells the interpreter which twin computes the
 * same rows (custom.ts), and the shrinker which columns the text reads.
 */

import type { CheckedStage, Pipeline } from '../../src/pipeline/pipeline.ts';
import { columnNamed } from '../../src/schema/table.ts';
import { type ColumnType, sameType } from '../../src/schema/types.ts';

export interface TextColumn {
  readonly name: string;
  readonly type: ColumnType;
}

export interface CatalogueText {
  readonly twin: 'rank' | 'running' | 'anti' | 'pivot' | 'merged' | 'chain';
  /** Of the first input. */
  readonly key: readonly string[];
  /** Other columns that the text hands on. */
  readonly pass: readonly string[];
  /** Columns that it groups by. */
  readonly group: readonly string[];
  /** The column that it orders, sums or compares by. */
  readonly value: string;
  /** Of the second input, where there is one. */
  readonly other: string;
  /** What the names of its own columns begin with. */
  readonly own: string;
  /** By input: all that it reads. */
  readonly reads: readonly (readonly TextColumn[])[];
}

const MARK = '-- catalogue ';

export const textWith = (args: CatalogueText, sql: string): string =>
  `${MARK}${JSON.stringify(args)}\n${sql}`;

export function catalogueText(stage: CheckedStage): CatalogueText | undefined {
  if (stage.kind !== 'custom') return undefined;
  const [first] = stage.text.duckdb ?? [];
  const line = first?.kind === 'sql' ? (first.text.split('\n')[0] ?? '') : '';
  return line.startsWith(MARK) ? (JSON.parse(line.slice(MARK.length)) as CatalogueText) : undefined;
}

/** Do the inputs still have what the text reads? The checker can't know. */
export function fitsItsInputs(stage: CheckedStage, { stages }: Pipeline): boolean {
  const args = catalogueText(stage);
  if (args === undefined || stage.kind !== 'custom') return true;
  const schemas = stage.inputs.map((input) => stages.find((each) => each.name === input)?.schema);
  if (schemas[0]?.key.join('|') !== args.key.join('|')) return false;
  return args.reads.every((columns, index) =>
    columns.every(({ name, type }) => {
      const column = columnNamed(schemas[index]?.columns ?? [], name);
      return column !== undefined && sameType(column.type, type);
    }),
  );
}
