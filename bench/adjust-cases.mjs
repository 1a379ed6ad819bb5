/** Measurements of adjustments, each a function from a bank to rows of a table (see README.md, "Adjustments"). */

import { adjustTo, forget, runFromScratch, timed } from './adjust-bank.mjs';
import { assertSameAsScratch } from './adjust-check.mjs';
import { profileText, watched } from './adjust-profile.mjs';
import * as rules from './adjust-rules.mjs';
import { baselineStatements, openPlain, runStatements, scripts } from './baseline.mjs';
import { assertSameMetrics } from './equality.mjs';
import { median } from './measure.mjs';

const middle = (list) => ({
  wallMs: median(list.map(({ wallMs }) => wallMs)),
  cpuMs: median(list.map(({ cpuMs }) => cpuMs)),
});

/** Scripts of the baseline's metrics alone, with the rule in them. */
function ruleScripts(which, what) {
  const alone = scripts('narrow', false);
  if (which === null) return alone;
  if (what === undefined) return [...alone.slice(0, -1), which, 'metrics.sql'];
  return [...alone.slice(0, 3), which, what, 'cells-adjusted.sql', 'metrics.sql'];
}

/** The cases of rules that touch little: added, and taken back from among three. */
export async function smallCases(bank, fact) {
  const stretch = await rules.sortedStretch(bank, fact, 0.0016);
  const { conditions: sorted } = stretch;
  const values = {
    line: rules.LINE,
    digits: rules.DIGITS,
    stretch_entity: rules.ENTITY,
    stretch_from: stretch.from,
    stretch_to: stretch.to,
  };
  const cells = [rules.test('line', '=', rules.LINE)];
  const others = [rules.smallRule(7), rules.smallRule(8)];
  const sql = (which, what) => ({ names: ruleScripts(which, what), values });
  const added = (name, rule, script) => ({ name, from: [], to: [rule], sql: script });
  const revoked = (name, rule) => ({ name, from: [...others, rule], to: others, sql: sql(null) });
  const [scatteredSql, sortedSql] = ['rule-scattered.sql', 'rule-sorted.sql'];
  return [
    added(
      'scattered, liquidity_factor',
      rules.factorRule('S_FACTOR', rules.scattered),
      sql(scatteredSql, 'rule-factor.sql'),
    ),
    added(
      'scattered, liquidity_value',
      rules.valueRule('S_VALUE', rules.scattered),
      sql(scatteredSql, 'rule-value.sql'),
    ),
    added('cells of a line', rules.cellRule('CELLS', cells), sql('rule-cell.sql')),
    added(
      'sort order, liquidity_factor',
      rules.factorRule('O_FACTOR', sorted),
      sql(sortedSql, 'rule-factor.sql'),
    ),
    added(
      'sort order, liquidity_value',
      rules.valueRule('O_VALUE', sorted),
      sql(sortedSql, 'rule-value.sql'),
    ),
    revoked('revoked: scattered, liquidity_factor', rules.factorRule('S_FACTOR', rules.scattered)),
    revoked('revoked: sort order, liquidity_factor', rules.factorRule('O_FACTOR', sorted)),
  ];
}

/** Rules that touch much. */
export const largeCases = () =>
  [
    ['every row', []],
    ['product_type LOAN', [rules.test('product_type', '=', 'LOAN')]],
    ['line I.retail', [rules.test('line', '=', 'I.retail')]],
  ].map(([name, conditions]) => ({ name, from: [], to: [rules.factorRule('LARGE', conditions)], sql: null }));

/** One adjustment from where the case begins; what it stored is removed unless `keepResults`. */
async function once(bank, { from, to }, mode, keepResults = false) {
  forget(bank);
  if (from.length > 0) await adjustTo(bank, from, 'auto', true);
  const result = await adjustTo(bank, to, mode);
  if (!keepResults) forget(bank);
  return result;
}

/** Auto, forced full, from scratch and plain SQL; equality is checked once. */
export async function measureCase(bank, each, { runs, say, profile }) {
  const checked = await once(bank, each, 'auto', true);
  const first = await assertSameAsScratch(bank, each.name, each.to);
  // Of a revocation there is no SQL with the rules that stay; the SQL without any rule is what it is measured against.
  if (each.sql !== null && each.from.length === 0)
    assertSameMetrics(`${each.name}, SQL`, first.metrics, (await runSql(bank, each.sql)).value);
  const times = { auto: [], full: [], scratch: [first], sql: [] };
  for (let round = 0; round < runs; round++) {
    times.auto.push(await once(bank, each, 'auto'));
    if (round % 2 === 0) {
      times.full.push(await once(bank, each, 'full'));
      if (round > 0) times.scratch.push(await runFromScratch(bank, each.to));
      if (each.sql !== null) times.sql.push(await runSql(bank, each.sql));
    }
    times.auto.push(await once(bank, each, 'auto'));
  }
  if (profile) say(await profileOf(bank, each));
  forget(bank);
  const { value } = checked;
  const medians = Object.fromEntries(
    Object.entries(times).map(([name, list]) => [name, list.length === 0 ? null : middle(list)]),
  );
  say(
    `${each.name}: auto ${Math.round(medians.auto.wallMs)} ms, full ${Math.round(medians.full.wallMs)} ms; equal to a run from scratch`,
  );
  return {
    name: each.name,
    matched: Object.values(value.matched).reduce((sum, rows) => sum + rows, 0),
    how: value.stages.find(({ stage }) => stage === 'liquidity').how,
    ...medians,
  };
}

async function profileOf(bank, each) {
  const { log, engine } = watched(bank.session.engine);
  const seen = { ...bank, session: { ...bank.session, engine } };
  forget(bank);
  if (each.from.length > 0) await adjustTo(bank, each.from, 'auto', true);
  const { wallMs, value } = await adjustTo(seen, each.to, 'auto');
  const stages = value.stages
    .map(
      ({ stage, how, impactMs, durationMs }) =>
        `${stage} ${how} ${impactMs.toFixed(0)}/${durationMs.toFixed(0)}`,
    )
    .join(', ');
  return `${each.name}\n${profileText(log, wallMs)}\nstages, impact/all ms: ${stages}; planning ${value.phases.planMs.toFixed(0)} ms`;
}

async function runSql(bank, { names, values }) {
  const plain = await openPlain(bank.spill);
  try {
    const statements = await baselineStatements(plain.connection, names, { ...bank.folders, ...values }, '');
    return await timed(() => runStatements(statements));
  } finally {
    plain.close();
  }
}

/** The planner's 20 cases: share × clustering × stage, each by auto, delta and full. */
export async function measureGrid(bank, fact, { runs, say, isWanted }) {
  const rows = [];
  for (const share of rules.SHARES) {
    const ways = [
      ['scattered', rules.scatteredShare(share)],
      ['sort order', (await rules.sortedStretch(bank, fact, share)).conditions],
    ];
    for (const [clustering, conditions] of ways) {
      for (const [stage, make] of [
        ['deal_enrichment', rules.factorRule],
        ['liquidity', rules.valueRule],
      ]) {
        const name = `${share * 100} % ${clustering} ${stage}`;
        if (!isWanted({ name })) continue;
        const each = { from: [], to: [make('GRID', conditions)] };
        const times = { auto: [], delta: [], full: [] };
        let matched = 0;
        let how = '';
        const hows = { auto: '', delta: '', full: '' };
        const modes = ['auto', 'delta', 'full'];
        for (let round = 0; round < runs; round++) {
          for (let index = 0; index < modes.length; index++) {
            const mode = modes[(index + round) % modes.length];
            const result = await once(bank, each, mode);
            times[mode].push(result);
            hows[mode] = result.value.stages.map((one) => `${one.stage} ${one.how}`).join();
            if (mode !== 'auto') continue;
            matched = result.value.matched.GRID;
            how = result.value.stages.find((one) => one.stage === 'liquidity').how;
          }
        }
        const row = {
          share,
          clustering,
          stage,
          matched,
          how,
          as: ['delta', 'full'].find((mode) => hows[mode] === hows.auto) ?? null,
          auto: middle(times.auto),
          delta: middle(times.delta),
          full: middle(times.full),
        };
        rows.push(row);
        say(
          `${name}: auto ${Math.round(row.auto.wallMs)} (${how}), delta ${Math.round(row.delta.wallMs)}, full ${Math.round(row.full.wallMs)} ms`,
        );
      }
    }
  }
  return rows;
}

/** Full runs without rules and with ten; taking turns. */
export async function measureTen(bank, { runs, say }) {
  const times = { none: [], ten: [] };
  await runFromScratch(bank, rules.TEN_RULES);
  for (let round = 0; round < runs; round++) {
    times.none.push(await runFromScratch(bank, []));
    times.ten.push(await runFromScratch(bank, rules.TEN_RULES));
  }
  const [none, ten] = [middle(times.none), middle(times.ten)];
  say(`full run without rules ${Math.round(none.wallMs)} ms, with ten ${Math.round(ten.wallMs)} ms`);
  return { none, ten };
}

/** Adjustments one after another, each with one rule more; kept. */
export async function measureSequence(bank, count, { say }) {
  forget(bank);
  const list = [];
  const times = [];
  for (let index = 0; index < count; index++) {
    list.push(rules.smallRule(index));
    const { wallMs, cpuMs, value } = await adjustTo(bank, list, 'auto', true);
    times.push({ wallMs, cpuMs, planMs: value.phases.planMs });
    if (index % 20 === 19)
      say(
        `adjustment ${index + 1}: ${Math.round(wallMs)} ms, planning ${Math.round(value.phases.planMs)} ms`,
      );
  }
  const scratch = await assertSameAsScratch(bank, `${count} adjustments`, list);
  forget(bank);
  return { times, scratch };
}
