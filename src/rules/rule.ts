/**
 * What an adjustment rule is: as a document (what a person writes, one JSON object) and as a checked rule (what the rewrite of
 * the pipeline and the reference interpreter read).
 *
 * Meaning. A rule acts at the adjust step of its stage, after the rows are formed and before the filter:
 * 1. *Match once.* The condition sees the row as it enters the step, before any adjustment of this stage; NULL does not match.
 * 2. *exclude* acts first: excluded rows take part in nothing further.
 * 3. *Column by column*, in declared order: each column is formed again from the columns before it as adjusted so far (look-ups whose
 *    keys changed look up again), then the operations of the matching rules act on it one after another, each an
 *    assignment to the column's type, by ascending (priority, effective date, rule id), within a rule as written.
 * 4. *scale_to_total* acts in that same sequence, over the surviving rows that the rule matches, per group of `by`. Groups, like
 *    matches, are told by the unadjusted row; the weight is the column's current value, or an earlier column as adjusted.
 * 5. *entries* join; then the filter.
 * What a column requires (a value, a domain) is checked after the last operation on it, never on the unadjusted row.
 */

import type { TypedExpr } from '../expr/ast.ts';
import type { Value } from '../schema/types.ts';

/** A value in a document. Numbers keep their text, so that no digit is lost; dates and texts are texts. */
export type RuleLiteral = null | boolean | string | { readonly number: string };

export type ConditionOperator =
  | '='
  | '!='
  | '<'
  | '<='
  | '>'
  | '>='
  | 'in'
  | 'not_in'
  | 'between'
  | 'like'
  | 'is_null'
  | 'not_null';

/** `value`: one literal, a list for in and not_in, two literals for between (both included), nothing for is_null and not_null. */
export type RuleCondition =
  | {
      readonly kind: 'test';
      readonly field: string;
      readonly operator: ConditionOperator;
      readonly values: readonly RuleLiteral[];
    }
  | { readonly kind: 'all' | 'any'; readonly conditions: readonly RuleCondition[] };

/** Operations with one operand: `value` or, in its place, `expression` over the column's current value and earlier columns. */
export type OperandOperation = 'multiply' | 'add' | 'subtract' | 'set' | 'floor' | 'cap';

export type RuleAdjustment =
  | {
      readonly operation: OperandOperation;
      readonly field: string;
      readonly operand:
        | { readonly kind: 'value'; readonly value: RuleLiteral }
        | { readonly kind: 'expression'; readonly text: string };
    }
  /** The column becomes the expression's value; the same as `set` with an expression. */
  | { readonly operation: 'replace'; readonly field: string; readonly expression: string }
  | {
      readonly operation: 'scale_to_total';
      readonly field: string;
      /** Decimal text. */
      readonly total: string;
      /** Columns of the stage; each group of them gets the total. Empty: all matched rows together. */
      readonly by: readonly string[];
      /** A numeric column of the stage before `field`; null: the current value. */
      readonly weight: string | null;
    }
  | { readonly operation: 'exclude' };

export interface RuleDocument {
  readonly ruleId: string;
  readonly stage: string;
  /** All must hold; empty: every row. */
  readonly conditions: readonly RuleCondition[];
  readonly adjustments: readonly RuleAdjustment[];
  /** Top-side rows: a literal for every column of the stage but, on a row stage, the first key column, which Plimsoll fills. */
  readonly entries: readonly Readonly<Record<string, RuleLiteral>>[];
  /** ISO dates, both included; null: no end. */
  readonly effectiveDate: string;
  readonly expiryDate: string | null;
  /** Whole number, default 100; the lower acts first. */
  readonly priority: number;
  readonly reason: string | null;
  readonly owner: string | null;
  /** ISO date on which somebody should look at the rule again. */
  readonly reviewDate: string | null;
  /** A test of the rule: what its author expects it to touch and move; carried along and shown. */
  readonly expectedImpact: string | null;
  /** An approval written in a file is a claim; it is shown as such and approves nothing. Both texts are as written. */
  readonly approvalClaim: { readonly user: string; readonly timestamp: string | null } | null;
}

/** One step on one column of the stage. */
export type RuleStep =
  /**
   * `expr` over `own.NAME`: the column's current value and the columns before it; assigned to the column's type. A sum of 38 digits
   * may be typed with fewer there, so that arithmetic has room (typed.ts).
   */
  | { readonly kind: 'assign'; readonly column: string; readonly expr: TypedExpr }
  | {
      readonly kind: 'scale';
      readonly column: string;
      /** Units of the column's scale; at most 18 digits. */
      readonly total: bigint;
      readonly by: readonly string[];
      readonly weight: string | null;
    };

export interface CheckedRule {
  readonly id: string;
  /** Hash of the version's canonical form; see canonical.ts. */
  readonly hash: string;
  readonly stage: string;
  readonly priority: number;
  /** Days since 1970-01-01, both included; null: no end. */
  readonly effectiveDate: number;
  readonly expiryDate: number | null;
  /** Over `own.NAME`, any column of the stage; null: every row. */
  readonly condition: TypedExpr | null;
  readonly exclude: boolean;
  readonly steps: readonly RuleStep[];
  /** Values of every column in the schema's order; on a row stage the first key column holds `entry:<rule id>:<n>`, n from 1. */
  readonly entries: readonly (readonly Value[])[];
}

/** The order in which rules of one stage act. */
export function compareRules(a: CheckedRule, b: CheckedRule): number {
  if (a.priority !== b.priority) return a.priority - b.priority;
  if (a.effectiveDate !== b.effectiveDate) return a.effectiveDate - b.effectiveDate;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** The rules that apply on a calculation date, in the order in which they act. */
export function rulesInForce(rules: readonly CheckedRule[], day: number): readonly CheckedRule[] {
  return rules
    .filter((rule) => rule.effectiveDate <= day && (rule.expiryDate === null || day <= rule.expiryDate))
    .sort(compareRules);
}
