/**
 * Text → `RuleDocument`: one rule, a list of rules, or `{"rules": [...]}`, as JSON or YAML.
 *
 * Only the shape is looked at here, and every mistake has file and line. Whether the pipeline has such a stage and column is
 * the question of check.ts. rule-json.ts is the way back: `parseRules(ruleJson(rule))` is the rule.
 */

import { type ErrorPlace, fail } from '../errors/error.ts';
import { frozen } from '../std/frozen.ts';
import { parseAdjustment } from './parse-adjustment.ts';
import { parseCondition } from './parse-condition.ts';
import type { RuleDocument, RuleLiteral } from './rule.ts';
import { placeIn, type RuleNode, type RulePath, readTree } from './rule-text.ts';
import {
  type Group,
  groupOf,
  literalIn,
  neededDate,
  neededText,
  optionalDate,
  optionalList,
  optionalText,
  placeOf,
  wrongShape,
} from './shape.ts';

/** Where the part of a rule at `path` stands: `['conditions', 0, 'value']`. */
export type RulePlaces = (path: RulePath) => ErrorPlace;

export interface RuleSource {
  readonly document: RuleDocument;
  readonly placeOf: RulePlaces;
}

export const PRIORITY_DEFAULT = 100;
const PRIORITY = /^(0|-?[1-9]\d{0,8})$/;
/** Ids stand in keys of entries and in commands, and are ordered; letters of the alphabet are ordered alike everywhere. */
const RULE_ID = /^[A-Za-z0-9][A-Za-z0-9_.-]{0,99}$/;

export const RULE_KEYS: readonly string[] = Object.freeze([
  'rule_id',
  'stage',
  'conditions',
  'adjustments',
  'entries',
  'effective_date',
  'expiry_date',
  'priority',
  'reason',
  'owner',
  'review_date',
  'expected_impact',
  'approval',
]);

/** The rules of a text; `file` is how messages name it. Errors: rules.*, expr.syntax. */
export function parseRules(text: string, file: string): readonly RuleDocument[] {
  return readRules(text, file).map((source) => source.document);
}

/** The same, each with the places of its parts, for `checkRule`. */
export function readRules(text: string, file: string): readonly RuleSource[] {
  const sources = ruleNodes(readTree(text, file), file).map((node) => ({
    document: frozen(parseRule(node, file)),
    placeOf: (path: RulePath) => placeIn(node, file, path),
  }));
  const ids = sources.map((source) => source.document.ruleId);
  const twice = sources.find((source, index) => ids.indexOf(source.document.ruleId) !== index);
  if (twice !== undefined) {
    fail('rules.duplicate_id', { id: twice.document.ruleId }, twice.placeOf(['rule_id']));
  }
  return sources;
}

function ruleNodes(root: RuleNode, file: string): readonly RuleNode[] {
  if (root.kind === 'list') return root.items;
  if (root.kind === 'object' && root.entries.some((entry) => entry.key === 'rules')) {
    return optionalList(groupOf(root, 'A file of rules', ['rules'], file), 'rules');
  }
  return [root];
}

function parseRule(node: RuleNode, file: string): RuleDocument {
  const group = groupOf(node, 'A rule', RULE_KEYS, file);
  return {
    ruleId: idOf(group),
    stage: neededText(group, 'stage', 'the stage whose rows it adjusts'),
    conditions: optionalList(group, 'conditions').map((item) => parseCondition(item, file)),
    adjustments: optionalList(group, 'adjustments').map((item) => parseAdjustment(item, file)),
    entries: optionalList(group, 'entries').map((item) => parseEntry(item, file)),
    effectiveDate: neededDate(group, 'effective_date'),
    expiryDate: optionalDate(group, 'expiry_date'),
    priority: priorityOf(group),
    reason: optionalText(group, 'reason'),
    owner: optionalText(group, 'owner'),
    reviewDate: optionalDate(group, 'review_date'),
    expectedImpact: optionalText(group, 'expected_impact'),
    approvalClaim: claimOf(group),
  };
}

function idOf(group: Group): string {
  const allowed = 'up to 100 letters, digits, dots, `_` and `-`, such as ADJ_2024_001';
  const id = neededText(group, 'rule_id', allowed);
  if (RULE_ID.test(id)) return id;
  const node = group.get('rule_id');
  return fail('rules.shape', { what: '`rule_id`', found: JSON.stringify(id), allowed }, placeOf(group, node));
}

function priorityOf(group: Group): number {
  const node = group.get('priority');
  if (node === undefined) return PRIORITY_DEFAULT;
  const value = node.kind === 'value' ? node.value : null;
  const text = value !== null && typeof value === 'object' ? value.number : '';
  if (!PRIORITY.test(text)) {
    return wrongShape(node, '`priority`', 'a whole number of up to 9 digits', group.file);
  }
  return Number.parseInt(text, 10);
}

function parseEntry(node: RuleNode, file: string): Readonly<Record<string, RuleLiteral>> {
  if (node.kind !== 'object') return wrongShape(node, 'An entry', 'a group of columns and values', file);
  const pairs = node.entries.map(({ key, value }) => [key, literalIn(value, `\`${key}\``, file)] as const);
  return Object.fromEntries(pairs);
}

function claimOf(group: Group): RuleDocument['approvalClaim'] {
  const node = group.get('approval');
  if (node === undefined) return null;
  const claim = groupOf(node, '`approval`', ['user', 'timestamp'], group.file);
  return {
    user: neededText(claim, 'user', 'who approved'),
    timestamp: optionalText(claim, 'timestamp'),
  };
}
