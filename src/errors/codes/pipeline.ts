/** Errors of pipeline definitions: what a stage may read, pass, look up and measure. */

import { hint, spec } from '../define.ts';

export interface Name {
  readonly name: string;
  readonly nearest: string | undefined;
  readonly known: readonly string[];
}

export const PIPELINE_CODES = {
  'pipeline.unknown_stage': spec<Name>(
    2,
    (p) => `There is no stage \`${p.name}\` before this one.${hint(p.nearest, p.known)}`,
  ),
  'pipeline.unknown_column': spec<Name>(
    2,
    (p) => `There is no column \`${p.name}\` here.${hint(p.nearest, p.known)}`,
  ),
  'pipeline.unknown_lookup': spec<Name>(
    2,
    (p) => `This stage has no look-up \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'pipeline.duplicate_name': spec<{ name: string; what: string }>(
    2,
    (p) =>
      `There are two ${p.what} called \`${p.name}\`; names are unique, in capital and small letters alike. Rename one.`,
  ),
  'pipeline.key_not_passed': spec<{ column: string; key: readonly string[] }>(
    2,
    (p) =>
      `The key column \`${p.column}\` of the input is not passed on. A stage keeps its input's key (${p.key.join(', ')}): pass each key column once.`,
  ),
  'pipeline.lookup_key': spec<{ table: string; key: readonly string[]; found: readonly string[] }>(
    2,
    (p) =>
      `The look-up must give one expression for each key column of \`${p.table}\` (${p.key.join(', ')}), and gives: ${p.found.join(', ') || 'none'}.`,
  ),
  'pipeline.key_digits': spec<{
    keyColumn: string;
    keyType: string;
    text: string;
    type: string;
    digits: number;
    limit: number;
  }>(
    2,
    (p) =>
      `The key column \`${p.keyColumn}\` is ${p.keyType} and \`${p.text}\` is ${p.type}: to compare them takes ${p.digits} digits, and a decimal has at most ${p.limit}. Compute \`${p.text}\` as a column of type ${p.keyType} before, and match on that.`,
  ),
  'pipeline.expand_key': spec<{ table: string; key: readonly string[]; found: readonly string[] }>(
    2,
    (p) =>
      `An expansion by \`${p.table}\` must match the first columns of its key (${p.key.join(', ')}) and leave at least one; it matches: ${p.found.join(', ') || 'none'}.`,
  ),
  'pipeline.union_mismatch': spec<{ branch: string; column: string; found: string; allowed: string }>(
    2,
    (p) =>
      `Branch \`${p.branch}\` differs from the first one in column \`${p.column}\`: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'pipeline.reserved_name': spec<{ what: string; name: string }>(
    2,
    (p) =>
      `The ${p.what} is called \`${p.name}\`, a form of name that Plimsoll keeps for what rules add (\`S (state)\`, \`before amount\`, \`amount 1\`). Use letters, digits and underscores.`,
  ),
  'pipeline.no_columns': spec<object>(
    2,
    () =>
      'This stage has no columns, and every table has at least one. Pass or compute one; an aggregate needs a measure or a column to group by.',
  ),
  'pipeline.measure': spec<{ name: string; found: string; allowed: string }>(
    2,
    (p) => `Measure \`${p.name}\`: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'pipeline.domain': spec<{ column: string; found: string; allowed: string }>(
    2,
    (p) => `Column \`${p.column}\`: found ${p.found}, allowed is ${p.allowed}.`,
  ),
  'pipeline.custom_text': spec<{ problem: string }>(2, (p) => `The text of a custom stage ${p.problem}`),
  'pipeline.custom_function': spec<{ name: string; problem: string }>(
    2,
    (p) =>
      `The text of a custom stage uses \`${p.name}\`, ${p.problem}. The same input must always give the same rows: take what it needs from an input or a parameter.`,
  ),
  'pipeline.custom_lineage': spec<{ problem: string }>(
    2,
    (p) => `The lineage of this custom stage ${p.problem}`,
  ),
  'pipeline.custom_engine': spec<{ stage: string; engine: string; known: readonly string[] }>(
    2,
    (p) =>
      `Stage \`${p.stage}\` is custom and has no text for ${p.engine}; it has one for ${p.known.join(', ') || 'no engine'}. Write one for ${p.engine} into \`sql\` (and into each edge of its lineage), or run on another engine.`,
  ),
  'pipeline.unused_lookup': spec<{ name: string }>(
    2,
    (p) => `No column reads the look-up \`${p.name}\`. Remove it, or add a column of kind lookup.`,
  ),
} as const;
