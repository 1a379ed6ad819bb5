/** The metrics of a run as people read them: one row per perimeter, caps that bind, amounts to the cent. */

import { type RelationOf, readAll } from '../../run/read-stage.ts';
import type { RunRecord } from '../../run/record.ts';
import type { Session } from '../../run/session.ts';
import { parseDecimal } from '../../values/decimal.ts';
import type { Output } from '../output.ts';
import { cents, percent } from './metric-values.ts';

export interface PerimeterMetrics {
  readonly perimeter: string;
  /** Metric → exact decimal text; ratios as fractions; null where there is none. */
  readonly values: Readonly<Record<string, string | null>>;
}

export interface MetricsView {
  readonly scenario: string;
  readonly currency: string;
  readonly date: string;
  readonly perimeters: readonly PerimeterMetrics[];
}

const STAGE = 'metrics';

/** null when the pipeline has no stage `metrics` with the columns perimeter, metric and value. */
export async function metricsView(
  session: Session,
  record: RunRecord,
  scenario: { readonly name: string; readonly relationOf?: RelationOf } = { name: 'base' },
): Promise<MetricsView | null> {
  const columns =
    session.pipeline.stages
      .find((stage) => stage.name === STAGE)
      ?.schema.columns.map((column) => column.name) ?? [];
  if (!['perimeter', 'metric', 'value'].every((name) => columns.includes(name))) return null;
  const byPerimeter = new Map<string, Record<string, string | null>>();
  for (const row of await readAll(session, record, STAGE, scenario.relationOf)) {
    const perimeter = String(row['perimeter']);
    const values = byPerimeter.get(perimeter) ?? {};
    values[String(row['metric'])] = row['value'] === null ? null : String(row['value']);
    byPerimeter.set(perimeter, values);
  }
  const perimeters = [...byPerimeter].map(([perimeter, values]) => ({ perimeter, values }));
  return { scenario: scenario.name, currency: record.reportingCurrency, date: record.date, perimeters };
}

/** One row per perimeter; of two scenarios, one row each below the other. */
export function printMetrics(view: MetricsView, output: Output, other: MetricsView | null = null): void {
  const views = other === null ? [view] : [view, other];
  const names = views.map(({ scenario }) => scenario).join(' and ');
  output.line(
    `Liquidity coverage ratio on ${view.date}, amounts in ${view.currency}, scenario${other === null ? '' : 's'} ${names}`,
  );
  output.line();
  output.table(
    [
      { title: 'perimeter', align: 'left' },
      ...(other === null ? [] : [{ title: 'scenario', align: 'left' } as const]),
      { title: 'LCR', align: 'right' },
      { title: 'HQLA', align: 'right' },
      { title: 'outflows', align: 'right' },
      { title: 'inflows', align: 'right' },
      { title: 'inflows counted', align: 'right' },
      { title: 'net outflows', align: 'right' },
      { title: 'caps that bind', align: 'left' },
    ],
    perimetersOf(views).flatMap((perimeter) =>
      views.map(({ scenario, perimeters }) => [
        perimeter,
        ...(other === null ? [] : [scenario]),
        ...cells(perimeters.find((each) => each.perimeter === perimeter)?.values ?? {}),
      ]),
    ),
  );
  output.line();
  printFunding(views, output);
  output.line(
    'GROUP has all entities and caps of its own. What they owe each other takes no part where customer.reporting_entity_id tells it (docs/regulation/perimeters.md).',
  );
}

/** The second ratio, where the pipeline computes it. */
function printFunding(views: readonly MetricsView[], output: Output): void {
  const rows = perimetersOf(views).flatMap((perimeter) =>
    views.flatMap(({ scenario, perimeters }) => {
      const values = perimeters.find((each) => each.perimeter === perimeter)?.values ?? {};
      return values['nsfr'] === undefined ? [] : [{ perimeter, scenario, values }];
    }),
  );
  if (rows.length === 0) return;
  output.line('Net stable funding ratio');
  output.line();
  output.table(
    [
      { title: 'perimeter', align: 'left' },
      ...(views.length === 1 ? [] : [{ title: 'scenario', align: 'left' } as const]),
      { title: 'NSFR', align: 'right' },
      { title: 'available funding', align: 'right' },
      { title: 'required funding', align: 'right' },
      { title: 'net derivatives', align: 'right' },
    ],
    rows.map(({ perimeter, scenario, values }) => [
      perimeter,
      ...(views.length === 1 ? [] : [scenario]),
      percent(values['nsfr'] ?? null) ?? 'nothing required',
      cents(values['asf']),
      cents(values['rsf']),
      netDerivatives(values),
    ]),
  );
  output.line();
}

/** Above zero an asset, which needs funding; below zero a liability, which gives none. */
function netDerivatives(values: PerimeterMetrics['values']): string | null {
  const liability = cents(values['net_derivative_liability']);
  return liability === null || liability === '0.00' ? cents(values['net_derivative_asset']) : `-${liability}`;
}

const perimetersOf = (views: readonly MetricsView[]): readonly string[] => [
  ...new Set(views.flatMap(({ perimeters }) => perimeters.map(({ perimeter }) => perimeter))),
];

const cells = (values: PerimeterMetrics['values']): readonly (string | null)[] => [
  ratio(values['lcr'] ?? null),
  cents(values['stock']),
  cents(values['outflows']),
  cents(values['inflows']),
  cents(values['capped_inflows']),
  cents(values['net_outflows']),
  binding(values),
];

const ratio = (fraction: string | null): string => percent(fraction) ?? 'no net outflows';

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
