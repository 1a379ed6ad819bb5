/**
 * Does a stage, or one that it reads, have a column that fails whatever the row is? An engine may calculate constants once,
 * also where there is no row to calculate them for, and so refuse what the interpreter never comes to.
 */

import { PlimsollError, plimsollError } from '../../src/errors/error.ts';
import { type CheckedStage, type Pipeline, stageReads } from '../../src/pipeline/pipeline.ts';
import type { Value } from '../../src/schema/types.ts';
import { formRow } from '../oracle/columns.ts';
import { cell, type Row } from '../oracle/row.ts';

export function hasFailingConstant(
  pipeline: Pipeline,
  parameters: Readonly<Record<string, Value>>,
  stage: CheckedStage,
): boolean {
  const reads = stageReads(stage).flatMap((name) => pipeline.stages.find((each) => each.name === name) ?? []);
  if (reads.some((read) => hasFailingConstant(pipeline, parameters, read))) return true;
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return false;
  const tables = Object.fromEntries(
    pipeline.stages.map(({ name, schema }) => [name, { schema, byKey: new Map<string, Row>() }]),
  );
  const unknown = plimsollError('engine.row', { text: 'not known' });
  const formed = formRow({ stage, tables, parameters, failures: 'carry' }, unknownRow(unknown));
  return stage.columns.some(
    ({ kind, column }) => kind === 'compute' && failsOtherwise(formed, column.name, unknown),
  );
}

/** A row of which nothing can be read. */
function unknownRow(error: PlimsollError): Row {
  return new Proxy<Row>(
    {},
    {
      get: (_, name) => {
        if (typeof name === 'string') throw error;
        return undefined;
      },
    },
  );
}

/** Errors are wrapped with the place where they happen; their parameters stay the same object. */
function failsOtherwise(row: Row, column: string, unknown: PlimsollError): boolean {
  try {
    cell(row, column);
    return false;
  } catch (error) {
    return error instanceof PlimsollError && error.params !== unknown.params;
  }
}
