/**
 * The shape of `plimsoll.yaml`: which keys there are and of which kind their values are. What the texts mean is read in
 * read-source.ts and read-project.ts. Types and messages come from one description.
 */

import { z } from 'zod';
import { nearest } from '../std/nearest.ts';

const text = z.string();
const textOrNull = z.union([z.string(), z.null()]);
const yesOrNo = z.enum(['true', 'false']);
const oneOrMore = z.union([text, z.array(text).min(1)]);

interface UnknownKey {
  readonly key: string;
  readonly nearest: string | null;
  readonly known: readonly string[];
}

/** An object with these keys and no others; a message about another one names the nearest. */
function keys<Shape extends z.core.$ZodShape>(shape: Shape) {
  const known = Object.keys(shape);
  return z.strictObject(shape, {
    error: (issue) => {
      if (issue.code !== 'unrecognized_keys') return undefined;
      const unknown = issue.keys.map(
        (key): UnknownKey => ({ key, nearest: nearest(key, known) ?? null, known }),
      );
      return JSON.stringify(unknown);
    },
  });
}

export const CSV_SHAPE = keys({
  separator: text.optional(),
  decimal: z.enum(['.', ',']).optional(),
  thousands: textOrNull.optional(),
  quote: textOrNull.optional(),
  date: text.optional(),
  null: z.array(textOrNull).min(1).optional(),
  header: yesOrNo.optional(),
  names: z.array(text).min(1).optional(),
  skip: text.optional(),
  encoding: z.enum(['utf-8', 'utf-16', 'latin-1', 'windows-1252']).optional(),
  last_line_end: z.enum(['required', 'optional']).optional(),
});

export const COLUMN_SHAPE = keys({
  column: text.optional(),
  expression: text.optional(),
  constant: textOrNull.optional(),
  row_number: z.enum(['true']).optional(),
  prefix: text.optional(),
  date: text.optional(),
  codes: z.record(z.string(), textOrNull).optional(),
  otherwise: textOrNull.optional(),
  empty: text.optional(),
});

const SOURCE_SHAPE = keys({
  table: text,
  files: oneOrMore.optional(),
  server: text.optional(),
  corrections: oneOrMore.optional(),
  format: z.enum(['csv', 'parquet', 'json', 'jsonl', 'duckdb']).optional(),
  records: text.optional(),
  from: text.optional(),
  query: text.optional(),
  csv: CSV_SHAPE.optional(),
  read: z.record(z.string(), text).optional(),
  where: text.optional(),
  set_aside: z.record(z.string(), text).optional(),
  limits: keys({ rejected_rows: text.optional(), rejected_amount: text.optional() }).optional(),
  may_be_empty: yesOrNo.optional(),
  ignore: z.array(text).min(1).optional(),
  columns: z.union([z.literal('same'), z.record(z.string(), z.union([text, COLUMN_SHAPE]))]).optional(),
});

export const PROJECT_SHAPE = keys({
  name: text,
  reporting_currency: text,
  jurisdiction: text.optional(),
  pipeline: text.optional(),
  calculation_date: text.optional(),
  memory_limit: text.optional(),
  threads: text.optional(),
  salt: text.optional(),
  spark: keys({
    server: text.optional(),
    ui: text.optional(),
    settings: z.record(z.string(), text).optional(),
    stages: z.record(z.string(), z.record(z.string(), text)).optional(),
    small_rows: text.optional(),
  }).optional(),
  limits: keys({ unclassified_amount: text.optional(), rejected_rows: text.optional() }).optional(),
  sources: z.array(SOURCE_SHAPE).nullable().optional(),
});

export type ProjectShape = z.output<typeof PROJECT_SHAPE>;
export type SourceShape = z.output<typeof SOURCE_SHAPE>;
export type CsvShape = z.output<typeof CSV_SHAPE>;
export type ColumnShape = z.output<typeof COLUMN_SHAPE>;

/** One mistake in the shape: where, and a sentence about it. */
export interface ShapeProblem {
  readonly path: readonly (string | number)[];
  readonly problem: string;
}

/** The configuration in its shape, or all that is wrong with it. */
export function readShape(
  data: unknown,
): { readonly shape: ProjectShape } | { readonly problems: readonly ShapeProblem[] } {
  const parsed = PROJECT_SHAPE.safeParse(data);
  if (parsed.success) return { shape: parsed.data };
  return { problems: parsed.error.issues.flatMap((issue) => problemsOf(issue, [], data)) };
}

type Issue = z.core.$ZodIssue;

function problemsOf(issue: Issue, before: readonly PropertyKey[], data: unknown): readonly ShapeProblem[] {
  const path = [...before, ...issue.path].map((step) => (typeof step === 'number' ? step : String(step)));
  if (issue.code === 'unrecognized_keys') {
    // Made by `keys` above, which alone knows what is allowed there.
    const unknown = JSON.parse(issue.message) as readonly UnknownKey[];
    return unknown.map(({ key, nearest: near, known }) => {
      const hint = near === null ? `Known: ${known.join(', ')}.` : `Did you mean \`${near}\`?`;
      return { path: [...path, key], problem: `there is no key \`${key}\` here. ${hint}` };
    });
  }
  if (issue.code === 'invalid_union') {
    // The branch that got furthest says best what is wrong.
    const branches = issue.errors.map((issues) => issues.flatMap((one) => problemsOf(one, path, data)));
    const deepest = (problems: readonly ShapeProblem[]) =>
      Math.max(0, ...problems.map((one) => one.path.length));
    const best = branches.toSorted((a, b) => deepest(b) - deepest(a))[0] ?? [];
    if (deepest(best) > path.length) return best;
  }
  return [
    { path, problem: `${keyText(path)} ${wanted(issue)}, and ${found(valueAt(data, path))} was found.` },
  ];
}

function wanted(issue: Issue): string {
  switch (issue.code) {
    case 'invalid_type':
      return `must be ${KINDS[issue.expected] ?? issue.expected}`;
    case 'invalid_value':
      return `must be ${issue.values.map(String).join(' or ')}`;
    case 'too_small':
      return 'must have at least one entry';
    case 'invalid_union':
      return 'must be a text, or what docs/reference/configuration.md lists for it';
    default:
      return 'is not as docs/reference/configuration.md says';
  }
}

const KINDS: Readonly<Record<string, string>> = {
  string: 'a text',
  array: 'a list',
  object: 'a group of keys',
  record: 'a group of keys',
  null: 'null',
};

function keyText(path: readonly (string | number)[]): string {
  const last = path.at(-1);
  if (last === undefined) return 'The configuration';
  return typeof last === 'number' ? `Entry ${last + 1} of \`${String(path.at(-2) ?? '')}\`` : `\`${last}\``;
}

function valueAt(data: unknown, path: readonly (string | number)[]): unknown {
  let value = data;
  for (const step of path)
    value = (value as Readonly<Record<string | number, unknown>> | null | undefined)?.[step];
  return value;
}

function found(value: unknown): string {
  if (value === undefined) return 'nothing';
  if (value === null) return 'null';
  if (Array.isArray(value)) return 'a list';
  return typeof value === 'object' ? 'a group of keys' : `\`${String(value)}\``;
}
