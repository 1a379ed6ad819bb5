/**
 * Open points of a configuration: wherever `???` stands as a value, somebody still has to answer, and nothing runs before. `plimsoll init --from`
 * writes them; a person may as well.
 */

import { type PlimsollError, plimsollError } from '../errors/error.ts';
import type { Column, TableSchema } from '../schema/table.ts';
import { typeName } from '../schema/types.ts';
import type { YamlPath, YamlText } from './yaml-text.ts';

export const OPEN = '???';

/** One error for each `???`, with its line and what to write there. */
export function openPoints(yaml: YamlText, dictionary: readonly TableSchema[]): readonly PlimsollError[] {
  // What an alias brings to several places is answered once, where it is written.
  return pathsOf(yaml.data, [], new Set()).map((path) =>
    plimsollError(
      'project.open_point',
      { key: keyOf(path), wanted: wanted(path, yaml.data, dictionary) },
      yaml.placeOf(path),
    ),
  );
}

/** Those of `problems` that are not about the same thing as an open point, and the open points. */
export function withOpenPoints(
  problems: readonly PlimsollError[],
  open: readonly PlimsollError[],
  yaml: YamlText,
): readonly PlimsollError[] {
  if (open.length === 0) return problems;
  // A wrong code is told at the line of its column, a wrong date format at the line of the table.
  const lines = new Set(
    pathsOf(yaml.data, []).flatMap((path) => {
      const around = path.includes('columns')
        ? path.slice(0, path.indexOf('columns') + 2)
        : path.includes('csv')
          ? [...path.slice(0, path.indexOf('csv')), 'table']
          : path;
      return [yaml.placeOf(path).line, yaml.placeOf(around).line];
    }),
  );
  return [...problems.filter((problem) => !lines.has(problem.place?.line)), ...open];
}

/** Paths of all values `???`; objects in `seen` are passed over, as an alias is the same object as what it stands for. */
function pathsOf(value: unknown, path: YamlPath, seen?: Set<object>): readonly YamlPath[] {
  if (value === OPEN) return [path];
  if (typeof value !== 'object' || value === null || seen?.has(value)) return [];
  seen?.add(value);
  const steps = Array.isArray(value) ? value.map((one, i) => [i, one] as const) : Object.entries(value);
  return steps.flatMap(([step, inner]) => pathsOf(inner, [...path, step], seen));
}

function keyOf(path: YamlPath): string {
  const at = path.indexOf('codes');
  if (at > 0 && at === path.length - 2)
    return `The code \`${String(path.at(-1))}\` of \`${String(path[at - 1])}\``;
  const last = path.findLast(
    (step) => typeof step === 'string' && !['constant', 'column', 'expression'].includes(step),
  );
  const of = last === 'empty' || last === 'date' ? path[path.indexOf('columns') + 1] : undefined;
  return path.includes('columns') && of !== undefined
    ? `\`${String(last)}\` of \`${String(of)}\``
    : `\`${String(last)}\``;
}

/** What belongs there, as far as the place tells. */
function wanted(path: YamlPath, data: unknown, dictionary: readonly TableSchema[]): string {
  if (path.at(-1) === 'table')
    return `one of ${dictionary.map((table) => table.name).join(', ')}, or take the source out`;
  if (path.at(-1) === 'date') return 'the format that the bank means, such as "%d/%m/%Y" or "%m/%d/%Y"';
  if (path.at(-1) === 'decimal') return 'the decimal sign, "." or ","';
  if (path.at(-1) === 'reporting_currency') return 'an ISO 4217 code such as EUR';
  const column = columnAt(path, data, dictionary);
  if (column === undefined) return 'what docs/reference/configuration.md says of it';
  const allowed = allowedIn(column);
  if (path.at(-2) === 'codes') return `${allowed}${column.nullable ? ', or null for "no value"' : ''}`;
  if (path.at(-1) === 'empty') return `what an empty cell means: ${allowed}`;
  return `the name of a column, or { constant: … } with ${allowed}`;
}

function columnAt(path: YamlPath, data: unknown, dictionary: readonly TableSchema[]): Column | undefined {
  const at = path.indexOf('columns');
  if (at === -1) return undefined;
  const source = path.slice(0, at).reduce<unknown>(step, data);
  const name = step(source, 'table');
  const table = dictionary.find((one) => one.name === name);
  return table?.columns.find((column) => column.name === path[at + 1]);
}

const step = (value: unknown, key: string | number): unknown =>
  (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[key];

/** Which values a column takes, in words. */
export function allowedIn(column: Column): string {
  if (column.domain?.kind === 'values') return `one of ${column.domain.values.join(', ')}`;
  if (column.type.kind === 'boolean') return '"true" or "false"';
  if (column.type.kind === 'date') return 'a date such as 2024-01-31';
  return column.type.kind === 'text' ? 'a text' : `a value of type ${typeName(column.type)}`;
}
