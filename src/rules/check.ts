/**
 * `RuleDocument` + pipeline → `CheckedRule`: names resolved, expressions typed, values in the units of their columns.
 *
 * What passes here can be compiled and interpreted without a further question. What only the data can say (a value that leaves its
 * domain, weights that can't share a total) is an error of the calculation; that a rule matches no row is no error at all.
 */

import { fail, withPlace } from '../errors/error.ts';
import type { Pipeline } from '../pipeline/pipeline.ts';
import { frozen } from '../std/frozen.ts';
import { nearest } from '../std/nearest.ts';
import { parseDate } from '../values/date.ts';
import { ruleHash } from './canonical.ts';
import { checkAdjustments } from './check-adjustments.ts';
import { checkConditions } from './check-conditions.ts';
import { type RuleContext, within } from './check-context.ts';
import { checkEntries } from './check-entries.ts';
import type { RulePlaces } from './parse.ts';
import type { CheckedRule, RuleDocument } from './rule.ts';

const CHECKED = new WeakMap<Pipeline, WeakMap<RuleDocument, CheckedRule>>();

/**
 * `placeOf` is that of the rule's source (see `readRules`). A document that was checked against the pipeline before is not checked again:
 * commands ask several times. Errors: rules.*, expr.*, values.*, with rule, part, file and line.
 */
export function checkRule(
  document: RuleDocument,
  pipeline: Pipeline,
  placeOf: RulePlaces = () => ({}),
): CheckedRule {
  const known = CHECKED.get(pipeline) ?? new WeakMap<RuleDocument, CheckedRule>();
  const rule = known.get(document) ?? checked(document, pipeline, placeOf);
  // What may still change is checked each time.
  if (Object.isFrozen(document) && Object.isFrozen(pipeline))
    CHECKED.set(pipeline, known.set(document, rule));
  return rule;
}

function checked(document: RuleDocument, pipeline: Pipeline, placeOf: RulePlaces): CheckedRule {
  return withPlace({ at: `rule ${document.ruleId}` }, () => {
    const [effectiveDate, expiryDate] = datesOf(document, placeOf);
    const context = contextOf(document, pipeline, placeOf);
    checkPurpose(document, context);
    return frozen({
      id: document.ruleId,
      hash: ruleHash(document),
      stage: document.stage,
      priority: document.priority,
      effectiveDate,
      expiryDate,
      condition: checkConditions(document.conditions, context),
      ...checkAdjustments(document.adjustments, context),
      entries: checkEntries(document.ruleId, document.entries, context),
    });
  });
}

function datesOf(document: RuleDocument, placeOf: RulePlaces): readonly [number, number | null] {
  const { effectiveDate: from, expiryDate: to } = document;
  const [first, last] = [dayOf(from), to === null ? null : dayOf(to)];
  if (last !== null && last < first) fail('rules.dates', { from, to: to ?? '' }, placeOf(['expiry_date']));
  return [first, last];
}

/** The parser lets only days of the calendar pass. */
function dayOf(text: string): number {
  const day = parseDate(text);
  if (day === undefined) throw new Error(`Invariant broken: ${text} is a day of the calendar`);
  return day;
}

function contextOf(document: RuleDocument, pipeline: Pipeline, placeOf: RulePlaces): RuleContext {
  const stage = pipeline.stages.find((each) => each.name === document.stage);
  if (stage !== undefined) {
    return { stage, columns: stage.schema.columns, parameters: pipeline.parameters, placeOf };
  }
  const known = pipeline.stages.map((each) => each.name);
  const name = document.stage;
  return fail('rules.unknown_stage', { name, nearest: nearest(name, known), known }, placeOf(['stage']));
}

function checkPurpose(document: RuleDocument, context: RuleContext): void {
  if (document.adjustments.length > 0) return;
  if (document.entries.length === 0) {
    within(context, [], null, () => fail('rules.does_nothing', { id: document.ruleId }));
  }
  if (document.conditions.length > 0) {
    within(context, ['conditions'], null, () => fail('rules.unused_conditions', {}));
  }
}
