/**
 * The state that the acts of a log add up to: rules with their versions, and scenarios. Plain data.
 *
 * Documents are not in it: a version names the act that holds its document and the hash of it, so the state stays small over years of
 * rules, and reading it takes milliseconds. log.ts reads a document and checks it against the hash.
 */

/** Who did something, when, and in which act. */
export interface Deed {
  readonly user: string;
  readonly at: string;
  readonly reason: string | null;
  readonly seq: number;
}

/**
 * draft: added, not approved. approved: part of the scenario `reported`, on the dates that the rule itself names. replaced: a later
 * version was approved. revoked: out of force for good; the same content needs a new version and a new approval.
 */
export type RuleStatus = 'draft' | 'approved' | 'replaced' | 'revoked';

export interface RuleVersion {
  readonly version: number;
  /** SHA-256 of the document's canonical text. */
  readonly hash: string;
  readonly status: RuleStatus;
  /** `added.seq` is the act that holds the document. */
  readonly added: Deed;
  readonly approved: Deed | null;
  readonly revoked: Deed | null;
}

export interface RuleState {
  readonly rule: string;
  /** Version n stands at n − 1. */
  readonly versions: readonly RuleVersion[];
}

/** A rule document: which rule it is of, its hash, and the act that holds its text. */
export interface DocumentPlace {
  readonly rule: string;
  readonly hash: string;
  readonly seq: number;
}

export interface ScenarioState {
  readonly name: string;
  readonly base: string;
  readonly created: Deed;
  readonly rules: readonly DocumentPlace[];
  readonly tables: readonly { readonly table: string; readonly hash: string }[];
}

export interface ControlState {
  readonly rules: ReadonlyMap<string, RuleState>;
  readonly scenarios: ReadonlyMap<string, ScenarioState>;
}

export const EMPTY_STATE: ControlState = Object.freeze({ rules: new Map(), scenarios: new Map() });

/** The approved version of each rule that has one, by rule id: what the scenario `reported` consists of. */
export function approvedRules(state: ControlState): readonly DocumentPlace[] {
  return [...state.rules.values()]
    .flatMap(({ rule, versions }) =>
      versions
        .filter((version) => version.status === 'approved')
        .map((version) => ({ rule, hash: version.hash, seq: version.added.seq })),
    )
    .sort((a, b) => (a.rule < b.rule ? -1 : 1));
}

/** The state as JSON, in an order that depends on nothing but the state. */
export interface StateJson {
  readonly rules: readonly RuleState[];
  readonly scenarios: readonly ScenarioState[];
}

export function stateJson(state: ControlState): StateJson {
  return {
    rules: [...state.rules.values()].sort((a, b) => (a.rule < b.rule ? -1 : 1)),
    scenarios: [...state.scenarios.values()].sort((a, b) => (a.name < b.name ? -1 : 1)),
  };
}

export function stateOf(json: StateJson): ControlState {
  return {
    rules: new Map(json.rules.map((each) => [each.rule, each])),
    scenarios: new Map(json.scenarios.map((each) => [each.name, each])),
  };
}
