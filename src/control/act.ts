/**
 * Acts: what people and runs do that must be remembered, as a closed union of plain data.
 *
 * An act says who did it (`user`), when (`at`, an instant that the caller gives; the log has no clock) and why (`reason`, null where
 * none was given). Contents are named by hash: 64 hexadecimal digits, SHA-256. A rule's document travels as canonical JSON *text*,
 * so that no digit of a number is lost on the way, and its hash is that of this text.
 */

import { z } from 'zod';
import { fail } from '../errors/error.ts';
import { frozen } from '../std/frozen.ts';

const hash = z.string().regex(/^[0-9a-f]{64}$/, 'allowed is a SHA-256 of 64 hexadecimal digits');
const text = z
  .string()
  .min(1, 'allowed is a text that is not empty')
  .refine((value) => !/\p{Surrogate}/u.test(value), 'allowed is well-formed Unicode');
const instant = z
  .string()
  .regex(
    /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])T([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,9})?Z$/,
    'allowed is an instant such as 2024-01-14T10:00:00Z',
  );
const day = z.string().regex(/^\d{4}-\d{2}-\d{2}$/, 'allowed is a date such as 2024-01-31');

const common = { user: text, at: instant, reason: text.nullable() };

const ruleAdded = z.strictObject({
  kind: z.literal('rule_added'),
  ...common,
  rule: text,
  /** 1 for a new rule, then one more for each further version. */
  version: z.int().min(1),
  hash,
  /** Canonical JSON; `hash` is its SHA-256. */
  document: text,
});

/** Binds the content of one version, and is used once: the same content added again needs an approval of its own. */
const ruleApproved = z.strictObject({
  kind: z.literal('rule_approved'),
  ...common,
  rule: text,
  version: z.int().min(1),
  hash,
});

/** Takes every version of the rule out of force, on every calculation date, from the moment it is known. */
const ruleRevoked = z.strictObject({ kind: z.literal('rule_revoked'), ...common, rule: text });

const scenarioCreated = z.strictObject({
  kind: z.literal('scenario_created'),
  ...common,
  name: text,
  /** `base`, `reported` or a scenario that exists. */
  base: text,
  /** On top of `base`, in this order. `document` null: a version that was added to the log, found by its hash. */
  rules: z.array(z.strictObject({ rule: text, hash, document: text.nullable() })),
  /** Reference tables that are replaced, by the hash of what replaces them. */
  tables: z.array(z.strictObject({ table: text, hash })),
});

const scenarioDropped = z.strictObject({ kind: z.literal('scenario_dropped'), ...common, name: text });

const runRecorded = z.strictObject({
  kind: z.literal('run_recorded'),
  ...common,
  /** Calculation date. */
  date: day,
  scenario: text,
  /** Fingerprint of everything that the run's stages are computed from. */
  definition: hash,
  /** Hash of the metrics that came out. */
  metrics: hash,
});

const act = z.discriminatedUnion('kind', [
  ruleAdded,
  ruleApproved,
  ruleRevoked,
  scenarioCreated,
  scenarioDropped,
  runRecorded,
]);

type DeepReadonly<T> = T extends object ? { readonly [K in keyof T]: DeepReadonly<T[K]> } : T;

export type Act = DeepReadonly<z.infer<typeof act>>;
export type ActKind = Act['kind'];

/** The act, frozen. Errors: control.act, with everything that does not fit. */
export function checkAct(value: unknown): Act {
  const result = act.safeParse(value);
  if (result.success) return frozen(result.data);
  return fail('control.act', { problem: problemsOf(result.error) });
}

const KINDS: readonly string[] = act.options.map((option) => option.shape.kind.value);

/** The act of a line that was written before. Errors: control.newer_act, control.act. */
export function parseAct(value: unknown): Act {
  const kind = typeof value === 'object' && value !== null && 'kind' in value ? value.kind : undefined;
  if (typeof kind === 'string' && !KINDS.includes(kind)) fail('control.newer_act', { kind });
  return checkAct(value);
}

const problemsOf = (error: z.ZodError): string =>
  error.issues
    .map(({ path, message }) => (path.length === 0 ? message : `\`${path.join('.')}\`: ${message}`))
    .join('; ');
