/**
 * The fold: from the acts of a log, in order, to the state that they add up to.
 *
 * What an act may do is decided here and nowhere else: when an act is appended it is tried on the state first, and when a log is read
 * every act is tried again, so that a line which no Plimsoll would have appended is noticed although its hashes are right.
 */

import { fail } from '../errors/error.ts';
import { never } from '../std/assert.ts';
import { nearest } from '../std/nearest.ts';
import type { Act } from './act.ts';
import { type Entry, sha256 } from './chain.ts';
import type { ControlState, Deed, DocumentPlace, RuleState, RuleVersion, ScenarioState } from './state.ts';

/** A fold under way. The state that it began with stays as it was. */
export interface Fold {
  /** Adds one act. Errors: what the act can't do, and why; the state is then as before. */
  readonly add: (entry: Pick<Entry, 'seq' | 'act'>) => void;
  /** A copy, which later acts don't change. */
  readonly state: () => ControlState;
}

interface Draft {
  readonly rules: Map<string, RuleState>;
  readonly scenarios: Map<string, ScenarioState>;
  /** The rules' and scenarios' names by their small letters. */
  readonly spelt: Readonly<Record<Named, Map<string, string>>>;
}

type Named = 'rule' | 'scenario';

export function startFold(state: ControlState): Fold {
  const draft: Draft = {
    ...copyOf(state),
    spelt: {
      rule: spellings(state.rules.keys()),
      scenario: spellings([...ALWAYS_THERE, ...state.scenarios.keys()]),
    },
  };
  return { add: ({ seq, act }) => addAct(draft, seq, act), state: () => copyOf(draft) };
}

/** The state after `entries`. */
export function foldEntries(
  state: ControlState,
  entries: Iterable<Pick<Entry, 'seq' | 'act'>>,
): ControlState {
  const fold = startFold(state);
  for (const entry of entries) fold.add(entry);
  return fold.state();
}

const spellings = (names: Iterable<string>): Map<string, string> =>
  new Map([...names].map((name) => [name.toLowerCase(), name]));

const copyOf = (state: ControlState): Omit<Draft, 'spelt'> => ({
  rules: new Map(state.rules),
  scenarios: new Map(state.scenarios),
});

type ActOf<K extends Act['kind']> = Extract<Act, { readonly kind: K }>;

function addAct(draft: Draft, seq: number, act: Act): void {
  const deed: Deed = { user: act.user, at: act.at, reason: act.reason, seq };
  switch (act.kind) {
    case 'rule_added':
      checkTwin(draft, 'rule', act.rule);
      draft.rules.set(act.rule, withVersion(draft.rules.get(act.rule), act, deed));
      draft.spelt.rule.set(act.rule.toLowerCase(), act.rule);
      return;
    case 'rule_approved':
      draft.rules.set(act.rule, withApproval(ruleNamed(draft, act.rule), act, deed));
      return;
    case 'rule_revoked':
      draft.rules.set(act.rule, withRevocation(ruleNamed(draft, act.rule), deed));
      return;
    case 'scenario_created':
      draft.scenarios.set(act.name, newScenario(draft, act, deed));
      draft.spelt.scenario.set(act.name.toLowerCase(), act.name);
      return;
    case 'scenario_dropped':
      checkDroppable(draft, act.name);
      draft.scenarios.delete(act.name);
      draft.spelt.scenario.delete(act.name.toLowerCase());
      return;
    case 'run_recorded':
      checkScenario(draft, act.scenario);
      return;
    default:
      never(act);
  }
}

function withVersion(known: RuleState | undefined, act: ActOf<'rule_added'>, added: Deed): RuleState {
  const { rule, version, hash } = act;
  checkDocument(rule, hash, act.document);
  const versions = known?.versions ?? [];
  const last = versions.at(-1);
  if (version !== versions.length + 1) {
    fail('control.rule_version', { rule, found: version, expected: versions.length + 1 });
  }
  if (last?.hash === hash && (last.status === 'draft' || last.status === 'approved')) {
    fail('control.rule_unchanged', { rule, version: last.version, status: last.status });
  }
  const draft: RuleVersion = { version, hash, status: 'draft', added, approved: null, revoked: null };
  return { rule, versions: [...versions, draft] };
}

function withApproval(known: RuleState, act: ActOf<'rule_approved'>, approved: Deed): RuleState {
  const { rule, version } = act;
  const found = known.versions[version - 1];
  if (found === undefined || found.hash !== act.hash) {
    return fail('control.not_the_version', { rule, version, asked: act.hash, found: found?.hash ?? null });
  }
  if (found.status !== 'draft') fail('control.not_a_draft', { rule, version, status: found.status });
  const versions = known.versions.map((each): RuleVersion => {
    if (each === found) return { ...each, status: 'approved', approved };
    // A draft that an approval of a later version passed over can still be approved: it then replaces that one.
    return each.status === 'approved' ? { ...each, status: 'replaced' } : each;
  });
  return { rule, versions };
}

function withRevocation(known: RuleState, revoked: Deed): RuleState {
  const { rule } = known;
  const isOpen = ({ status }: RuleVersion): boolean => status === 'draft' || status === 'approved';
  if (!known.versions.some(isOpen)) fail('control.nothing_to_revoke', { rule });
  const versions = known.versions.map(
    (each): RuleVersion => (isOpen(each) ? { ...each, status: 'revoked', revoked } : each),
  );
  return { rule, versions };
}

function newScenario(draft: Draft, act: ActOf<'scenario_created'>, created: Deed): ScenarioState {
  const { name, base, tables } = act;
  if (ALWAYS_THERE.includes(name)) fail('control.scenario_name', { name });
  if (draft.scenarios.has(name)) fail('control.scenario_exists', { name });
  checkTwin(draft, 'scenario', name);
  checkScenario(draft, base);
  for (const [index, { rule }] of act.rules.entries()) {
    checkTwin(draft, 'rule', rule);
    const twin = act.rules.slice(0, index).find((each) => isTwin(each.rule, rule));
    if (twin !== undefined) fail('control.twin', { kind: 'rule', name: rule, other: twin.rule });
  }
  const rules = act.rules.map(({ rule, hash, document }): DocumentPlace => {
    if (document === null) return versionInLog(draft, rule, hash);
    checkDocument(rule, hash, document);
    return { rule, hash, seq: created.seq };
  });
  return { name, base, created, rules, tables };
}

function versionInLog(draft: Draft, rule: string, hash: string): DocumentPlace {
  const { versions } = ruleNamed(draft, rule);
  const found = versions.findLast((version) => version.hash === hash);
  const last = versions.at(-1);
  if (found !== undefined) return { rule, hash, seq: found.added.seq };
  return fail('control.not_the_version', {
    rule,
    version: last?.version ?? 0,
    asked: hash,
    found: last?.hash ?? null,
  });
}

/** Scenarios that nobody creates: without any adjustment, and with all approved rules. */
const ALWAYS_THERE: readonly string[] = ['base', 'reported'];

/** People read `Fx_Rule` and `FX_RULE` as one. */
function checkTwin({ spelt }: Draft, kind: Named, name: string): void {
  const other = spelt[kind].get(name.toLowerCase());
  if (other !== undefined && isTwin(other, name)) fail('control.twin', { kind, name, other });
}

const isTwin = (a: string, b: string): boolean => a !== b && a.toLowerCase() === b.toLowerCase();

function checkScenario(draft: Draft, name: string): void {
  if (ALWAYS_THERE.includes(name) || draft.scenarios.has(name)) return;
  const known = [...ALWAYS_THERE, ...draft.scenarios.keys()];
  fail('control.unknown_scenario', { name, nearest: nearest(name, known), known });
}

function checkDroppable(draft: Draft, name: string): void {
  if (ALWAYS_THERE.includes(name)) fail('control.scenario_name', { name });
  checkScenario(draft, name);
  const by = [...draft.scenarios.values()].filter((each) => each.base === name).map((each) => each.name);
  if (by.length > 0) fail('control.scenario_in_use', { name, by });
}

function checkDocument(rule: string, hash: string, document: string): void {
  if (sha256(document) !== hash) fail('control.document', { rule, hash });
}

function ruleNamed(draft: Draft, rule: string): RuleState {
  const found = draft.rules.get(rule);
  if (found !== undefined) return found;
  const known = [...draft.rules.keys()];
  return fail('control.unknown_rule', { rule, nearest: nearest(rule, known), known });
}
