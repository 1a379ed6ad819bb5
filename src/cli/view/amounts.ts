/**
 * Which amounts of a stage are in the reporting currency and which in that of their own row.
 *
 * A pipeline converts where it computes: an amount that comes unchanged from an input table is in the currency of its deal, and one that
 * a stage computed and declares as money is in the reporting currency.
 */

import type { Pipeline } from '../../pipeline/pipeline.ts';
import { columnNamed } from '../../schema/table.ts';

export interface AmountColumns {
  readonly reporting: readonly string[];
  readonly own: readonly string[];
}

/** The money columns of the stage, in declared order. */
export function amountColumns(pipeline: Pipeline, stage: string): AmountColumns {
  const columns = pipeline.stages.find((each) => each.name === stage)?.schema.columns ?? [];
  const money = columns.filter((column) => column.unit === 'money').map((column) => column.name);
  const isOwn = (name: string): boolean => isFromSource(pipeline, stage, name);
  return { reporting: money.filter((name) => !isOwn(name)), own: money.filter(isOwn) };
}

/** `In EUR: amount, liquidity_value.`; null when the stage has no amounts. */
export function amountsText({ reporting, own }: AmountColumns, currency: string): string | null {
  const parts = [
    ...(reporting.length === 0 ? [] : [`In ${currency}, the reporting currency: ${reporting.join(', ')}.`]),
    ...(own.length === 0 ? [] : [`In the deal's own currency, not converted: ${own.join(', ')}.`]),
  ];
  return parts.length === 0 ? null : parts.join(' ');
}

/** Follows a column down to where it was made. */
function isFromSource(pipeline: Pipeline, stage: string, name: string): boolean {
  const found = pipeline.stages.find((each) => each.name === stage);
  if (found === undefined || columnNamed(found.schema.columns, name) === undefined) return false;
  if (found.kind === 'source') return true;
  if (found.kind === 'custom') return false;
  if (found.kind === 'union') return found.branches.some((each) => isFromSource(pipeline, each.input, name));
  if (found.kind === 'derive' || found.kind === 'expand') {
    const column = found.columns.find((each) => each.column.name === name);
    if (column === undefined || column.kind === 'compute') return false;
    if (column.kind === 'pass') return isFromSource(pipeline, found.input, column.from);
    const lookup = found.lookups.find((each) => each.name === column.lookup);
    return lookup !== undefined && isFromSource(pipeline, lookup.table, column.from);
  }
  const measure = found.kind === 'aggregate' ? found.measures.find((each) => each.name === name) : undefined;
  return isFromSource(pipeline, found.input, measure?.column ?? name);
}
