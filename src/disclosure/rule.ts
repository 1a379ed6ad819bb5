/**
 * What a validation rule of a disclosure is: a statement about cells that must hold in every right report, as data.
 *
 * A rule is a law of the standard or of arithmetic, never a habit of banks. What is only usual (a rate inside Basel's range, which a supervisor
 * may leave) has the severity `remark` and fails no report.
 */

import type { ColumnId, Form, TemplateId } from './template.ts';

export interface CellRef {
  readonly row: string;
  readonly column: ColumnId;
}

/** A cell times a constant, decimal text. */
export interface Term extends CellRef {
  readonly factor: string;
}

export type Relation = '=' | '>=' | '<=';

/** What is said of the cells. Amounts are in the report's unit, constants decimal text. */
export type Statement =
  /** The left side against each of the right sides; one of them must hold. */
  | {
      readonly form: 'linear';
      readonly left: readonly Term[];
      readonly relation: Relation;
      readonly right: readonly (readonly Term[])[];
      /** Does an empty cell count as nothing to report? Of a sum it does; an empty side alone says nothing. */
      readonly emptyIsNil: boolean;
    }
  | { readonly form: 'not_negative'; readonly cells: readonly CellRef[] }
  | { readonly form: 'filled'; readonly cells: readonly CellRef[] }
  /** Weighted ÷ unweighted of a row, both bounds included; null: no upper one. */
  | {
      readonly form: 'implied_rate';
      readonly row: string;
      readonly low: string;
      readonly high: string | null;
    }
  /** A ratio against the quotient of two cells: as exact as it is printed, or within so many times. */
  | {
      readonly form: 'ratio';
      readonly ratio: CellRef;
      readonly over: CellRef;
      readonly under: CellRef;
      readonly within: 'printed' | string;
    }
  /** Net outflows = outflows − min(inflows, 75 % of outflows). */
  | { readonly form: 'net'; readonly net: CellRef; readonly outflows: CellRef; readonly inflows: CellRef }
  /** The first cell = max(0, second − third). */
  | {
      readonly form: 'excess';
      readonly cell: CellRef;
      readonly whole: CellRef;
      readonly less: CellRef;
    }
  /** An amount in whole currency, whatever the report's unit. */
  | {
      readonly form: 'magnitude';
      readonly cell: CellRef;
      readonly low: string;
      readonly high: string;
    };

export type RuleKind =
  | 'identity'
  | 'bound'
  | 'sign'
  | 'scale'
  | 'unit'
  | 'ratio'
  | 'implied_rate'
  | 'completeness';

export type Severity = 'error' | 'remark';

export interface Rule {
  readonly id: string;
  readonly template: TemplateId;
  readonly kind: RuleKind;
  /** Why it must hold, in words. */
  readonly says: string;
  readonly forms: readonly Form[];
  readonly severity: Severity;
  /** Only of the figures of a single day: on averages the difference is told without a verdict. */
  readonly singleDay: boolean;
  readonly statement: Statement;
}

export const ALL_FORMS: readonly Form[] = ['BASEL', 'EU'];

/** Makes the rules of a template: of errors in either form, on days and averages, where nothing else is said. */
export const rulesOf =
  (template: TemplateId) =>
  (
    id: string,
    kind: RuleKind,
    says: string,
    statement: Statement,
    facts: Partial<Pick<Rule, 'forms' | 'severity' | 'singleDay'>> = {},
  ): Rule => ({
    id: `${template}.${id}`,
    template,
    kind,
    says,
    forms: ALL_FORMS,
    severity: 'error',
    singleDay: false,
    ...facts,
    statement,
  });

export const cell = (row: string, column: ColumnId): CellRef => ({ row, column });

export const term = (row: string, column: ColumnId, factor = '1'): Term => ({ row, column, factor });

/** A row of the template equals the sum of its parts, in one column. */
export const sum = (row: string, parts: readonly string[], column: ColumnId): Statement => ({
  form: 'linear',
  left: [term(row, column)],
  relation: '=',
  right: [parts.map((part) => term(part, column))],
  emptyIsNil: true,
});

/** Weighted = unweighted columns times a constant; of several, one. */
export const product = (
  row: string,
  columns: readonly ColumnId[],
  factors: readonly string[],
): Statement => ({
  form: 'linear',
  left: [term(row, 'weighted')],
  relation: '=',
  right: factors.map((factor) => columns.map((column) => term(row, column, factor))),
  emptyIsNil: true,
});
