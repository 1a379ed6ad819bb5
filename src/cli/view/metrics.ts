/** The metrics of a run as people read them: one row per perimeter, caps that bind, amounts to the cent. */

import { readAll } from '../../run/read-stage.ts';
import type { RunRecord } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { formatDecimal, parseDecimal } from '../../values/decimal.ts';
import { roundUnits } from '../../values/rounding.ts';
import type { Output } from '../output.ts';

export interface PerimeterMetrics {
  readonly perimeter: string;
  /** Metric → exact decimal text; ratios as fractions; null where there is none. */
  readonly values: Readonly<Record<string, string | null>>;
}

export interface MetricsView {
  readonly currency: string;
  readonly date: string;
  readonly perimeters: readonly PerimeterMetrics[];
}

const STAGE = 'metrics';

/** null when the pipeline has no stage `metrics` with the columns perimeter, metric and value. */
export async function metricsView(session: Session, record: RunRecord): Promise<MetricsView | null> {
  const columns =
    session.pipeline.stages
      .find((stage) => stage.name === STAGE)
      ?.schema.columns.map((column) => column.name) ?? [];
  if (!['perimeter', 'metric', 'value'].every((name) => columns.includes(name))) return null;
  const byPerimeter = new Map<string, Record<string, string | null>>();
  for (const row of await readAll(session, record, STAGE)) {
    const perimeter = String(row['perimeter']);
    const values = byPerimeter.get(perimeter) ?? {};
    values[String(row['metric'])] = row['value'] === null ? null : String(row['value']);
    byPerimeter.set(perimeter, values);
  }
  const perimeters = [...byPerimeter].map(([perimeter, values]) => ({ perimeter, values }));
  return { currency: record.reportingCurrency, date: record.date, perimeters };
}

export function printMetrics(view: MetricsView, output: Output): void {
  output.line(`Liquidity coverage ratio on ${view.date}, amounts in ${view.currency}`);
  output.line();
  output.table(
    [
      { title: 'perimeter', align: 'left' },
      { title: 'LCR', align: 'right' },
      { title: 'HQLA', align: 'right' },
      { title: 'outflows', align: 'right' },
      { title: 'inflows', align: 'right' },
      { title: 'inflows counted', align: 'right' },
      { title: 'net outflows', align: 'right' },
      { title: 'caps that bind', align: 'left' },
    ],
    view.perimeters.map(({ perimeter, values }) => [
      perimeter,
      percent(values['lcr'] ?? null),
      cents(values['stock']),
      cents(values['outflows']),
      cents(values['inflows']),
      cents(values['capped_inflows']),
      cents(values['net_outflows']),
      binding(values),
    ]),
  );
  output.line();
  output.line('GROUP is the plain sum of the entities: nothing between them is eliminated yet.');
}

/** `1.284512` → `128.4512 %`. */
function percent(fraction: string | null): string {
  const value = fraction === null ? undefined : parseDecimal(fraction);
  if (value === undefined) return 'no net outflows';
  return `${formatDecimal(value.units, value.scale - 2)} %`;
}

function cents(text: string | null | undefined): string | null {
  const value = text === null || text === undefined ? undefined : parseDecimal(text);
  return value === undefined
    ? null
    : formatDecimal(roundUnits(value.units, value.scale, 2, 'half_away_from_zero'), 2);
}

function binding(values: PerimeterMetrics['values']): string {
  const positive = (name: string): boolean => (parseDecimal(values[name] ?? '0')?.units ?? 0n) > 0n;
  const capped = values['inflows'] !== values['capped_inflows'];
  return [
    positive('adj15') ? '15 % level 2B' : '',
    positive('adj40') ? '40 % level 2' : '',
    capped ? '75 % inflows' : '',
  ]
    .filter((text) => text !== '')
    .join(', ');
}
