/** Figures of a perimeter as rows: one for each metric, in the order in which people read them. */

import { compute, pass } from '../../pipeline/build.ts';
import type { ExpandStage } from '../../pipeline/stage.ts';
import { decimal, TEXT } from '../../schema/types.ts';

export type Metric = readonly [metric: string, unit: 'ratio' | 'money'];

/** From a stage with a column per metric, by perimeter; ratios are fractions. */
export const metricRows = (name: string, input: string, metrics: readonly Metric[]): ExpandStage => ({
  kind: 'expand',
  name,
  doc: `The figures of ${input}, a row each; ratios are fractions.`,
  input,
  expansion: {
    form: 'rows',
    sequence: 'metric',
    columns: [{ name: 'unit', type: TEXT }],
    rows: metrics.map(([metric, unit]) => ({ sequence: metric, values: { unit } })),
  },
  lookups: [],
  columns: [
    ...pass('perimeter', 'metric', 'unit'),
    compute(
      'value',
      `case ${metrics.map(([metric]) => `when metric = '${metric}' then ${metric}`).join(' ')} end`,
      decimal(30, 6),
    ),
  ],
});
