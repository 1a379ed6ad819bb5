/** What acts add up to, and which acts can't follow. */

import { describe, expect, it } from 'vitest';
import {
  added,
  approved,
  created,
  digest,
  documentOf,
  dropped,
  recorded,
  revoked,
} from '../../test/e2e/control-acts.ts';
import type { Act } from './act.ts';
import { foldEntries, startFold } from './fold.ts';
import { approvedRules, type ControlState, EMPTY_STATE } from './state.ts';

const folded = (...acts: readonly Act[]): ControlState =>
  foldEntries(
    EMPTY_STATE,
    acts.map((act, i) => ({ seq: i + 1, act })),
  );
const statuses = (state: ControlState, rule: string): readonly string[] =>
  state.rules.get(rule)?.versions.map(({ status }) => status) ?? [];
const codeOf = (...acts: readonly Act[]): unknown => {
  try {
    folded(...acts);
    return 'nothing';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
};

describe('rules', () => {
  it('are drafts until an approval, and say who did what, when and in which act', () => {
    const hash = digest(documentOf('R', '0.95'));
    const anna = { user: 'anna', at: '2024-01-14T10:00:00Z', reason: null };
    expect(folded(added('R')).rules.get('R')).toEqual({
      rule: 'R',
      versions: [
        { version: 1, hash, status: 'draft', added: { ...anna, seq: 1 }, approved: null, revoked: null },
      ],
    });
    expect(folded(added('R'), approved('R'), revoked('R')).rules.get('R')?.versions).toEqual([
      {
        version: 1,
        hash,
        status: 'revoked',
        added: { ...anna, seq: 1 },
        approved: { ...anna, user: 'boris', seq: 2 },
        revoked: { ...anna, reason: 'ended', seq: 3 },
      },
    ]);
  });

  it('are not told apart by capital letters, and a name is free again when what had it never came about', () => {
    expect(codeOf(added('Fx'), added('FX'))).toBe('control.twin');
    expect(codeOf(added('Fx'), added('Fx', 2, '0.9'))).toBe('nothing');
    expect(codeOf(created('base_Up'), created('Base_up'))).toBe('control.twin');
    expect(codeOf(created('Reported'))).toBe('control.twin');
    const own = (rule: string) => {
      const document = documentOf(rule, '0.9');
      return { rule, hash: digest(document), document };
    };
    const scenario = (...rules: readonly string[]): Act => ({
      ...created('up'),
      kind: 'scenario_created',
      name: 'up',
      base: 'base',
      tables: [],
      rules: rules.map(own),
    });
    expect(codeOf(added('Fx'), scenario('FX'))).toBe('control.twin');
    expect(codeOf(scenario('Fx', 'FX'))).toBe('control.twin');
    expect(codeOf(added('Fx'), scenario('Fx'))).toBe('nothing');
    expect(codeOf(created('up'), dropped('up'), created('UP'))).toBe('nothing');
    const fold = startFold(EMPTY_STATE);
    expect(() => fold.add({ seq: 1, act: added('Fx', 7) })).toThrow();
    expect(() => fold.add({ seq: 1, act: added('FX') })).not.toThrow();
  });

  it('keep the approved version in force until a later one is approved', () => {
    const draft = folded(added('R'), approved('R'), added('R', 2, '0.9'));
    expect(statuses(draft, 'R')).toEqual(['approved', 'draft']);
    expect(approvedRules(draft)).toEqual([{ rule: 'R', hash: digest(documentOf('R', '0.95')), seq: 1 }]);
    const replaced = foldEntries(draft, [{ seq: 4, act: approved('R', 2, '0.9') }]);
    expect(statuses(replaced, 'R')).toEqual(['replaced', 'approved']);
    expect(approvedRules(replaced)).toEqual([{ rule: 'R', hash: digest(documentOf('R', '0.9')), seq: 3 }]);
    // The state before is as it was.
    expect(statuses(draft, 'R')).toEqual(['approved', 'draft']);
  });

  it('need a new approval for the same content after a revocation', () => {
    const acts = [added('R'), approved('R'), revoked('R'), added('R', 2)];
    expect(statuses(folded(...acts), 'R')).toEqual(['revoked', 'draft']);
    expect(approvedRules(folded(...acts))).toEqual([]);
    expect(codeOf(...acts, approved('R', 1))).toBe('control.not_a_draft');
    expect(statuses(folded(...acts, approved('R', 2)), 'R')).toEqual(['revoked', 'approved']);
  });

  it('are revoked with every version, drafts included', () => {
    const acts = [added('R'), approved('R'), added('R', 2, '0.9'), revoked('R')];
    expect(statuses(folded(...acts), 'R')).toEqual(['revoked', 'revoked']);
  });

  it('may have the names that objects have', () => {
    const state = folded(added('__proto__'), added('constructor'), approved('__proto__'));
    expect(approvedRules(state).map(({ rule }) => rule)).toEqual(['__proto__']);
  });

  it.each<readonly [string, readonly Act[], string]>([
    ['a document with another hash', [{ ...added('R'), hash: digest('x') } as Act], 'control.document'],
    ['a first version that is not 1', [added('R', 2)], 'control.rule_version'],
    ['a version twice', [added('R'), added('R', 1, '0.9')], 'control.rule_version'],
    ['a version that changes nothing', [added('R'), added('R', 2)], 'control.rule_unchanged'],
    ['an approval of no rule', [approved('R')], 'control.unknown_rule'],
    ['an approval of no version', [added('R'), approved('R', 2)], 'control.not_the_version'],
    ['an approval of other content', [added('R'), approved('R', 1, '0.9')], 'control.not_the_version'],
    ['a second approval', [added('R'), approved('R'), approved('R')], 'control.not_a_draft'],
    [
      'an approval of what was replaced',
      [added('R'), approved('R'), added('R', 2, '1'), approved('R', 2, '1'), approved('R')],
      'control.not_a_draft',
    ],
    ['a revocation of no rule', [revoked('R')], 'control.unknown_rule'],
    ['a second revocation', [added('R'), revoked('R'), revoked('R')], 'control.nothing_to_revoke'],
  ])('refuse %s', (_, acts, code) => {
    expect(codeOf(...acts.slice(0, -1))).toBe('nothing');
    expect(codeOf(...acts)).toBe(code);
  });
});

describe('scenarios', () => {
  const withRules = (name: string, rules: Extract<Act, { kind: 'scenario_created' }>['rules']): Act =>
    ({ ...created(name), rules }) as Act;
  const [old, fresh] = [documentOf('R', '0.95'), documentOf('R', '0.5')];

  it('hold rules of the log and of files, each with the act that has its text', () => {
    const rules = [
      { rule: 'R', hash: digest(old), document: null },
      { rule: 'R', hash: digest(fresh), document: fresh },
    ];
    const state = folded(added('Q'), added('R'), withRules('stress', rules));
    expect(state.scenarios.get('stress')?.rules).toEqual([
      { rule: 'R', hash: digest(old), seq: 2 },
      { rule: 'R', hash: digest(fresh), seq: 3 },
    ]);
  });

  it('stand on others, and go when nothing stands on them', () => {
    const acts = [created('a'), created('b', 'a')];
    expect(folded(...acts).scenarios.get('b')?.base).toBe('a');
    expect(codeOf(...acts, dropped('a'))).toBe('control.scenario_in_use');
    expect([...folded(...acts, dropped('b'), dropped('a')).scenarios.keys()]).toEqual([]);
    expect(codeOf(...acts, dropped('b'), created('b', 'reported'), recorded('x', 'b'))).toBe('nothing');
  });

  it.each<readonly [string, readonly Act[], string]>([
    ['a name that is taken', [created('a'), created('a')], 'control.scenario_exists'],
    ['the name base', [created('base')], 'control.scenario_name'],
    ['the name reported', [created('reported')], 'control.scenario_name'],
    ['an unknown base', [created('b', 'a')], 'control.unknown_scenario'],
    ['dropping none', [dropped('a')], 'control.unknown_scenario'],
    ['dropping base', [dropped('base')], 'control.scenario_name'],
    ['a run of none', [recorded('x', 'a')], 'control.unknown_scenario'],
    [
      'a rule that is in no log',
      [withRules('a', [{ rule: 'R', hash: digest(old), document: null }])],
      'control.unknown_rule',
    ],
    [
      'a version that is in no log',
      [added('R'), withRules('a', [{ rule: 'R', hash: digest(fresh), document: null }])],
      'control.not_the_version',
    ],
    [
      'a file with another hash',
      [withRules('a', [{ rule: 'R', hash: digest(old), document: fresh }])],
      'control.document',
    ],
  ])('refuse %s', (_, acts, code) => {
    expect(codeOf(...acts.slice(0, -1))).toBe('nothing');
    expect(codeOf(...acts)).toBe(code);
  });
});

it('an act that is refused leaves the state as it was', () => {
  const fold = startFold(folded(added('R')));
  const before = fold.state();
  expect(() => fold.add({ seq: 2, act: approved('Q') })).toThrow(/no rule `Q`/);
  expect(fold.state()).toEqual(before);
});
