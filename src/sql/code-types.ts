/**
 * Types of codes for the text columns of one stage: columns between which values move share a type, from where the values are
 * made to where they are written, so that no value is ever turned from text into a code on the way.
 */

import type { CheckedStage, Pipeline } from '../pipeline/pipeline.ts';
import { type ColumnAt, type Origin, originOf, rowOrigin } from './codes.ts';
import type { CodeType } from './tree.ts';

/** The code type of a stage's column, where it has one. */
export type CodeTypes = ReadonlyMap<string, ReadonlyMap<string, CodeType>>;

/** More values than this are no list of codes. */
const CODES_MAX = 200;

interface Node extends ColumnAt {
  /** All that the column can have. */
  readonly values: readonly string[];
  readonly next: Set<string>;
}

const keyOf = (at: ColumnAt): string => JSON.stringify([at.stage, at.column]);

/** Types for the text columns of `target` whose values are known, and for every column of the pipeline that shares them. */
export function codeTypes(pipeline: Pipeline, target: CheckedStage): CodeTypes {
  const nodes = knownColumns(pipeline);
  const types = new Map<string, Map<string, CodeType>>();
  for (const { name } of target.schema.columns) {
    const start = nodes.get(keyOf({ stage: target.name, column: name }));
    if (start === undefined || types.get(target.name)?.has(name) === true) continue;
    const group = reached(start, nodes);
    const values = [...new Set(group.flatMap((node) => node.values))].sort(byBytes);
    if (values.length === 0 || values.length > CODES_MAX) continue;
    const type: CodeType = { kind: 'code', name: `${name}_codes`, values };
    for (const node of group)
      types.set(node.stage, (types.get(node.stage) ?? new Map()).set(node.column, type));
  }
  return types;
}

/** As texts compare in an engine, so that codes compare alike. */
const byBytes = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));

/** Every text column all of whose values are known, linked both ways with those that its values come from or are matched with. */
function knownColumns(pipeline: Pipeline): ReadonlyMap<string, Node> {
  const nodes = new Map<string, Node>();
  for (const stage of pipeline.stages) {
    for (const column of stage.schema.columns) {
      const origin = column.type.kind === 'text' ? originOf(stage, column, pipeline) : undefined;
      const from = origin?.columns.map((each) => nodes.get(keyOf(each))) ?? [];
      const known = from.filter((each) => each !== undefined);
      if (origin === undefined || known.length < from.length) continue;
      const at = { stage: stage.name, column: column.name };
      const values = [...origin.values, ...known.flatMap((each) => each.values)];
      nodes.set(keyOf(at), { ...at, values: [...new Set(values)], next: new Set() });
      // A group-by has few rows and its input many: its groups become codes afterwards.
      if (stage.kind !== 'aggregate') for (const each of known) link(nodes, at, each);
    }
    for (const [key, origin] of matched(stage, pipeline))
      for (const each of origin.columns) link(nodes, key, each);
  }
  return nodes;
}

function link(nodes: ReadonlyMap<string, Node>, a: ColumnAt, b: ColumnAt): void {
  const [left, right] = [nodes.get(keyOf(a)), nodes.get(keyOf(b))];
  left?.next.add(keyOf(b));
  if (left !== undefined) right?.next.add(keyOf(a));
}

/** Key columns of tables with the columns that they are compared to: codes of one type compare quicker than texts. */
function matched(stage: CheckedStage, pipeline: Pipeline): readonly (readonly [ColumnAt, Origin])[] {
  if (stage.kind !== 'derive' && stage.kind !== 'expand') return [];
  const tables = stage.lookups.map((lookup) => ({ table: lookup.table, on: lookup.on }));
  const expansion = stage.kind === 'expand' && stage.expansion.form === 'table' ? [stage.expansion] : [];
  return [...expansion, ...tables].flatMap(({ table, on }) =>
    on.flatMap(({ keyColumn, expr }) => {
      if (expr.kind !== 'column') return [];
      const bare = expr.name.slice(expr.name.indexOf('.') + 1);
      const origin: Origin | undefined = expr.name.startsWith('own.')
        ? { values: [], columns: [{ stage: stage.name, column: bare }] }
        : rowOrigin(stage, bare, pipeline);
      return origin === undefined ? [] : [[{ stage: table, column: keyColumn }, origin] as const];
    }),
  );
}

function reached(start: Node, nodes: ReadonlyMap<string, Node>): readonly Node[] {
  const found = new Set([start]);
  // A set hands out what is added while it is walked.
  for (const node of found) {
    for (const key of node.next) {
      const next = nodes.get(key);
      if (next !== undefined) found.add(next);
    }
  }
  return [...found];
}
