/** `show … --variance`: what differs between two scenarios of a run, of the metrics or of the rows of a stage. */

import { fail } from '../errors/error.ts';
import { conditionSql, knownStage } from '../run/read-stage.ts';
import type { RunRecord } from '../run/record.ts';
import type { Session } from '../run/session.ts';
import { sideMoves } from '../scenario/adjust.ts';
import { type OpenScenario, openScenario } from '../scenario/open-scenario.ts';
import { scenarioMeaning } from '../scenario/scenario-meaning.ts';
import { stageVariance } from '../scenario/variance.ts';
import type { Options } from './context.ts';
import type { Control } from './control.ts';
import type { Output } from './output.ts';
import { movesJson, printMoves } from './view/moves.ts';
import { printVariance, varianceJson } from './view/variance.ts';

export interface Against {
  readonly scenario: string;
  readonly against: string;
}

/** The two scenarios, where two are asked for. `--variance` alone compares `reported` with base. Errors: cli.against. */
export function againstOf(options: Options): Against | null {
  const { scenario, against, variance } = options;
  if (variance !== true && against === undefined) return null;
  const other = typeof against === 'string' ? against : 'base';
  const isAsked = scenario !== 'base' || other !== 'base';
  const name = isAsked ? String(scenario) : 'reported';
  return name === other ? fail('cli.against', { found: name }) : { scenario: name, against: other };
}

interface VarianceAsk extends Against {
  readonly what: string;
  readonly where: string | null;
  readonly limit: number;
}

export async function showVariance(
  session: Session,
  record: RunRecord,
  control: Control,
  ask: VarianceAsk,
  output: Output,
): Promise<void> {
  const { what, where, limit } = ask;
  if (what === 'stages') fail('cli.variance', { what });
  const before = await open(session, record, control, ask.against);
  const after = await open(session, record, control, ask.scenario);
  const names = { before: before.name, after: after.name };
  const heading = `on ${record.date}: ${names.after} against ${names.before}`;
  const common = { date: record.date, scenario: names.after, against: names.before, refused: record.refusal };
  const currency = record.reportingCurrency;
  const hasMetrics = session.pipeline.stages.some(({ name }) => name === 'metrics');
  if (what === 'metrics' && where === null && hasMetrics) {
    const moves = await sideMoves(session, before.side, after.side);
    output.result({ ...common, currency, metrics: movesJson(moves) });
    output.line(`Metrics ${heading}`);
    output.line();
    printMoves(moves, currency, output, { ...names, all: true });
    return;
  }
  const { name: stage, schema } = knownStage(session, what === 'lines' ? 'aggregation' : what);
  const found = await stageVariance(session.engine, {
    schema,
    before: before.side,
    after: after.side,
    where: where === null ? null : (nameOf) => conditionSql(session, record, where, schema.columns, nameOf),
    limit,
  });
  output.result({ ...common, stage, total: found.total, rows: varianceJson(schema, found) });
  output.line(`${stage} ${heading}`);
  output.line();
  printVariance(schema, found, names, output);
}

async function open(
  session: Session,
  record: RunRecord,
  { log, state }: Control,
  name: string,
): Promise<OpenScenario> {
  const meaning = await scenarioMeaning(log, state, name);
  return openScenario(session, record, meaning, () => performance.now());
}
