/** `show ladder`: one table per perimeter and currency, a row per bucket, and how long the counterbalancing capacity lasts. */

import { fail } from '../../errors/error.ts';
import { ALL_CURRENCIES } from '../../regulation/basel/constants.ts';
import { type Ladder, readLadder } from '../../run/read-ladder.ts';
import type { Session } from '../../run/session.ts';
import type { Options } from '../context.ts';
import type { Output } from '../output.ts';
import type { ShownScenario } from '../shown-scenario.ts';
import { cents } from './metric-values.ts';

export interface LadderOptions {
  /** null: every perimeter. */
  readonly perimeter: string | null;
  /** null: all currencies together. */
  readonly currency: string | null;
}

/** Errors: cli.ladder_only, also for the ladder where its rows are asked for as those of any stage. */
export function ladderOptions(what: string, options: Options): LadderOptions {
  const other = ['where', 'variance', 'against'].find((name) => options[name] !== undefined);
  const text = (name: string): string | null => {
    const value = options[name];
    if (typeof value !== 'string') return null;
    const isLadder = what === 'ladder' && other === undefined;
    return isLadder ? value : fail('cli.ladder_only', { what, option: `--${name}` });
  };
  return { perimeter: text('perimeter'), currency: text('currency') };
}

/** false when the pipeline has no maturity ladder of the form that is shown here. Errors: cli.no_ladder. */
export async function showLadder(
  session: Session,
  { record, name: scenario, relationOf }: ShownScenario,
  { perimeter, currency, limit }: LadderOptions & { readonly limit: number },
  output: Output,
): Promise<boolean> {
  const ask = { perimeter, currency: currency ?? ALL_CURRENCIES, limit };
  const view = await readLadder(session, record, ask, relationOf);
  if (view === null) return false;
  const { ladders, total, perimeters, currencies } = view;
  if (total === 0 && perimeters.length > 0)
    fail('cli.no_ladder', { perimeter, currency: ask.currency, perimeters, currencies });
  output.result({
    date: record.date,
    scenario,
    refused: record.refusal,
    currency: record.reportingCurrency,
    total: BigInt(total),
    ladders: ladders.map(ladderJson),
  });
  output.line(
    `Maturity ladder on ${record.date}, amounts in ${record.reportingCurrency}, scenario ${scenario}`,
  );
  for (const ladder of ladders) printLadder(ladder, output);
  output.line();
  if (ladders.length < total)
    output.line(`${ladders.length} of ${total} ladders; --limit shows more, --perimeter one`);
  output.line(
    'Contractual flows, nothing rolled over; days one by one: `plimsoll show ladder_days`. What members of a perimeter owe each other takes no part; what a restricted one can’t move is counted.',
  );
  return true;
}

function ladderJson(ladder: Ladder): unknown {
  const { perimeter, currency, significant, significantCurrencies, survivalDays, lastsUntil, buckets } =
    ladder;
  return {
    perimeter,
    currency_code: currency,
    significant,
    significant_currencies: significantCurrencies,
    survival_days: survivalDays,
    lasts_until: lastsUntil,
    buckets: buckets.map(({ perimeter: _, currency: __, bucket_no: ___, ...bucket }) => bucket),
  };
}

const AMOUNTS = [
  ['inflows', 'inflows'],
  ['outflows', 'outflows'],
  ['gap', 'gap'],
  ['cumulative gap', 'cumulative_gap'],
  ['counterbalancing', 'counterbalancing'],
  ['surplus', 'surplus'],
] as const;

function printLadder(ladder: Ladder, output: Output): void {
  output.line();
  output.line(`${ladder.perimeter}, ${currencyText(ladder)}: ${survivalText(ladder)}`);
  output.line();
  output.table(
    [
      { title: 'bucket', align: 'left' },
      { title: 'to', align: 'left' },
      ...AMOUNTS.map(([title]) => ({ title, align: 'right' }) as const),
    ],
    ladder.buckets.map((row) => [
      String(row['item']),
      row['last_day'] ?? null,
      ...AMOUNTS.map(([, name]) => (row[name] === null ? null : cents(String(row[name])))),
    ]),
  );
}

function currencyText({ currency, significantCurrencies }: Ladder): string {
  if (currency !== ALL_CURRENCIES) return currency;
  return significantCurrencies.length === 0
    ? 'all currencies'
    : `all currencies (significant: ${significantCurrencies.join(', ')})`;
}

const survivalText = ({ survivalDays, lastsUntil }: Ladder): string =>
  survivalDays === null
    ? 'survival horizon more than 30 days'
    : `survival horizon ${survivalDays} days, until ${lastsUntil}`;
