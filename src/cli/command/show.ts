/** `plimsoll show`: metrics, lines, the maturity ladder, stages, rejects, what is unclassified, or the rows of a stage of the last run. */

import { fail } from '../../errors/error.ts';
import { withSession } from '../../run/open-session.ts';
import { readLines } from '../../run/read-lines.ts';
import { readStage } from '../../run/read-stage.ts';
import { findRecord, lastInputs } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { readUnclassified } from '../../run/verdict.ts';
import type { CommandContext, Options } from '../context.ts';
import { openControl } from '../control.ts';
import { givenDate } from '../date.ts';
import { againstOf, showVariance } from '../show-variance.ts';
import { noteReported, type ShownScenario, shownScenario } from '../shown-scenario.ts';
import { amountColumns, amountsText } from '../view/amounts.ts';
import { ladderOptions, showLadder } from '../view/ladder.ts';
import { metricsView, printMetrics } from '../view/metrics.ts';
import { warnFailed, warnRefused } from '../view/refused.ts';
import { showRejects } from '../view/rejects.ts';
import { printRows } from '../view/rows.ts';
import { unclassifiedJson, warnUnclassified } from '../view/unclassified.ts';
import { checkWhat } from '../view/what.ts';

export async function command(
  { output, folder }: CommandContext,
  args: readonly string[],
  options: Options,
): Promise<void> {
  const what = args[0] ?? 'metrics';
  const ask: Ask = {
    what,
    limit: limitOf(options),
    where: typeof options['where'] === 'string' ? options['where'] : null,
  };
  const corrected = options['corrected'] === true;
  if (corrected && what !== 'rejects') fail('cli.corrected', { what });
  const ladder = ladderOptions(what, options);
  await withSession(folder, async (session) => {
    checkWhat(session.pipeline, what);
    if (ask.where !== null && (what === 'stages' || what === 'rejects')) fail('cli.where', { what });
    if (what === 'rejects') {
      const run = await lastInputs(session.store, givenDate(options));
      return showRejects(session, run, { limit: ask.limit, corrected }, output);
    }
    const record = await findRecord(session.store, givenDate(options));
    await warnFailed(session, record, output);
    warnRefused(record, output);
    const control = await openControl(session.store.root);
    const other = againstOf(options);
    if (other !== null) return showVariance(session, record, control, { ...ask, ...other }, output);
    const shown = await shownScenario(session, record, control, String(options['scenario']));
    if (what === 'stages') return showStages(session, shown, output);
    await noteReported(session, record, control, shown, output);
    if (what === 'metrics' && ask.where === null && (await showMetrics(session, shown, output))) return;
    if (what === 'lines' && ask.where === null && (await showLines(session, shown, ask.limit, output)))
      return;
    if (what === 'ladder' && ask.where === null) {
      if (await showLadder(session, shown, { ...ladder, limit: ask.limit }, output)) return;
    }
    await showRows(session, shown, ask, output);
  });
}

interface Ask {
  readonly what: string;
  readonly where: string | null;
  readonly limit: number;
}

async function showRows(
  session: Session,
  { record, name, relationOf }: ShownScenario,
  { what, where, limit }: Ask,
  output: CommandContext['output'],
): Promise<void> {
  const stage = what === 'lines' ? 'aggregation' : what;
  const found = await readStage(session, record, stage, { where, limit }, relationOf);
  const amounts = amountColumns(session.pipeline, stage);
  output.result({
    date: record.date,
    scenario: name,
    refused: record.refusal,
    stage,
    columns: found.columns.map((column) => column.name),
    currency: record.reportingCurrency,
    amounts_in_reporting_currency: amounts.reporting,
    amounts_in_own_currency: amounts.own,
    total: found.total,
    rows: found.rows,
  });
  output.line(`${stage} on ${record.date}, scenario ${name}`);
  output.line();
  printRows(found, output);
  const note = amountsText(amounts, record.reportingCurrency);
  if (note !== null) output.line(note);
}

function limitOf(options: Options): number {
  const text = String(options['limit'] ?? '20');
  const limit = Number.parseInt(text, 10);
  return /^\d+$/.test(text) && Number.isSafeInteger(limit) ? limit : fail('cli.limit', { found: text });
}

async function showMetrics(
  session: Session,
  shown: ShownScenario,
  output: CommandContext['output'],
): Promise<boolean> {
  const { record } = shown;
  const view = await metricsView(session, record, shown);
  if (view === null) return false;
  const unclassified = await readUnclassified(session, record, shown.relationOf);
  output.result({ ...view, refused: record.refusal, unclassified: unclassifiedJson(unclassified) });
  printMetrics(view, output);
  warnUnclassified(unclassified, record.reportingCurrency, output);
  return true;
}

async function showLines(
  session: Session,
  { record, name: scenario, relationOf }: ShownScenario,
  limit: number,
  output: CommandContext['output'],
): Promise<boolean> {
  const view = await readLines(session, record, limit, relationOf);
  if (view === null) return false;
  output.result({
    date: record.date,
    scenario,
    refused: record.refusal,
    currency: record.reportingCurrency,
    total: view.total,
    lines: view.rows,
  });
  const numbers = ['rate', 'rows', 'amount', 'liquidity_value'];
  const columns = ['entity_id', 'kind', 'line', 'paragraph', ...numbers, 'item'];
  output.line(`Lines on ${record.date}, scenario ${scenario}`);
  output.line();
  output.table(
    columns.map((title) => ({ title, align: numbers.includes(title) ? 'right' : 'left' })),
    view.rows.map((row) => columns.map((name) => row[name] ?? null)),
  );
  output.line();
  output.line(
    `${view.rows.length} of ${view.total} lines, amounts in ${record.reportingCurrency}; --limit shows more`,
  );
  return true;
}

function showStages(
  session: Session,
  { record, name: scenario, stages: kept }: ShownScenario,
  output: CommandContext['output'],
): void {
  const stages = session.pipeline.stages.map((stage) => {
    const stored = kept.find((each) => each.stage === stage.name);
    const input = record.inputs.find((each) => each.table === stage.name);
    return {
      stage: stage.name,
      operator: stage.kind,
      key: stage.schema.key,
      rows: stored?.rows ?? null,
      fingerprint: stored?.fingerprint ?? input?.fingerprint ?? null,
      doc: stage.doc,
    };
  });
  output.result({ date: record.date, scenario, stages });
  output.line(`Stages on ${record.date}, scenario ${scenario}`);
  output.line();
  output.table(
    [
      { title: 'stage', align: 'left' },
      { title: 'operator', align: 'left' },
      { title: 'key', align: 'left' },
      { title: 'rows kept', align: 'right' },
      { title: 'what it is', align: 'left' },
    ],
    stages.map((stage) => [stage.stage, stage.operator, stage.key.join(', '), stage.rows, stage.doc]),
  );
}
