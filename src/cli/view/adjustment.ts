/** An adjustment as people and programs read it: its four phases with what each found, and the metrics that moved. */

import type { PhaseTimes } from '../../scenario/adjust.ts';
import type { RuleEffect, RuleImpact } from '../../scenario/rule-effect.ts';
import type { StageChange } from '../../scenario/transition.ts';
import type { Output } from '../output.ts';
import { grouped } from '../table.ts';
import { difference } from './metric-values.ts';
import { movesJson, printMoves } from './moves.ts';
import { seconds } from './seconds.ts';
import { strangeJson, warnStrange } from './strange-entries.ts';

/** The names of docs/reference/json.md. */
export function effectJson(effect: RuleEffect) {
  const { adjustment, impact, downstream } = effect;
  const { phases } = effect;
  const { stages } = adjustment;
  const [direct, others] = executed(effect);
  return {
    scenario: adjustment.scenario,
    date: adjustment.date,
    from: adjustment.from,
    rules: adjustment.inForce.map(({ rule, hash }) => ({ rule_id: rule, hash })),
    impact: {
      ms: Math.round(phases.impactMs),
      rules: impact.map(({ rule, ...rest }) => ({ rule_id: rule, ...rest })),
      downstream,
      strange_entries: strangeJson(effect.strange),
    },
    plan: {
      ms: Math.round(phases.planMs),
      stages: stages.map(({ stage, how, why }) => ({ stage, how, why })),
    },
    execution: { ms: Math.round(phases.executionMs), stages: direct.map(stageJson) },
    propagation: { ms: Math.round(phases.propagationMs), stages: others.map(stageJson) },
    metrics: movesJson(effect.metrics),
  };
}

export const stageJson = ({ stage, how, touched, changed, sums, durationMs }: StageChange) => ({
  stage,
  how,
  touched,
  changed,
  sums:
    sums === null
      ? null
      : sums.map((sum) => ({ ...sum, difference: difference(sum.before ?? '0', sum.after ?? '0') })),
  ms: Math.round(durationMs),
});

/** Stages whose own rows a changed rule acts on, and those that read what changed. */
function executed({
  adjustment,
  direct,
}: RuleEffect): readonly [readonly StageChange[], readonly StageChange[]] {
  const moved = adjustment.stages.filter((stage) => stage.how !== 'unchanged');
  const isDirect = ({ stage }: StageChange): boolean => direct.has(stage);
  return [moved.filter(isDirect), moved.filter((stage) => !isDirect(stage))];
}

export function printEffect(effect: RuleEffect, currency: string, output: Output): void {
  printPhases(effect, output);
  output.line();
  printMoves(effect.metrics, currency, output);
  warnStrange(effect.strange, output);
}

export function totalMs(phases: PhaseTimes): number {
  return phases.impactMs + phases.planMs + phases.executionMs + phases.propagationMs;
}

function printPhases(effect: RuleEffect, output: Output): void {
  const { adjustment, impact, downstream, phases } = effect;
  const { stages } = adjustment;
  const [direct, others] = executed(effect);
  output.line(`1 Impact (${seconds(phases.impactMs)})`);
  for (const each of impact) output.line(`  ${impactText(each)}`);
  if (impact.length === 0) output.line('  no rule comes into force or goes out of it on this date');
  if (downstream.length > 0) output.line(`  stages that it reaches: ${downstream.join(', ')}`);
  output.line();
  output.line(`2 Plan (${seconds(phases.planMs)}), from ${adjustment.from}`);
  if (stages.length > 0) {
    output.table(
      ['stage', 'way', 'why'].map((title) => ({ title, align: 'left' })),
      stages.map(({ stage, how, why }) => [stage, WAYS[how], why]),
    );
  }
  printStages(
    '3 Execution',
    phases.executionMs,
    direct,
    'no stage that a rule acts on is computed anew',
    output,
  );
  printStages(
    '4 Propagation',
    phases.propagationMs,
    others,
    'no stage that reads one is computed anew',
    output,
  );
}

const WAYS: Readonly<Record<StageChange['how'], string>> = {
  unchanged: 'unchanged',
  found: 'found',
  delta: 'delta',
  full: 'full',
  whole: 'full, all rows kept',
  left_out: 'left out',
};

function impactText({ rule, stage, change, matched }: RuleImpact): string {
  const way = change === 'came' ? '' : ', no longer in force,';
  return matched === null
    ? `${rule}${way} adds entries to ${stage}`
    : `${rule}${way} matches ${grouped(String(matched))} rows of ${stage}`;
}

function printStages(
  name: string,
  ms: number,
  stages: readonly StageChange[],
  none: string,
  output: Output,
): void {
  output.line();
  output.line(`${name} (${seconds(ms)})`);
  if (stages.length === 0) output.line(`  ${none}`);
  else
    output.table(
      [
        { title: 'stage', align: 'left' },
        { title: 'way', align: 'left' },
        { title: 'rows touched', align: 'right' },
        { title: 'rows changed', align: 'right' },
        { title: 'time', align: 'right' },
      ],
      stages.map((stage) => [
        stage.stage,
        WAYS[stage.how],
        stage.touched,
        stage.changed,
        seconds(stage.durationMs),
      ]),
    );
  for (const stage of stages) printSums(stage, output);
}

const isZero = (text: string): boolean => /^-?0(\.0+)?$/.test(text);

/** The rows that differ, added up: a row that is on one side only counts there alone. */
function printSums({ stage, sums }: StageChange, output: Output): void {
  for (const { column, before, after } of sums ?? []) {
    const [was, is] = [before ?? '0', after ?? '0'];
    if (isZero(was) && isZero(is)) continue;
    const moved = difference(was, is) ?? '';
    const sign = moved.startsWith('-') ? '' : '+';
    output.line(
      `  ${stage}, ${column} of the rows that differ: ${grouped(was)} → ${grouped(is)} (${sign}${grouped(moved)})`,
    );
  }
}
