/** Rows of national_option that would change nothing stop the run: a mistyped line is a supervisor's rate that nobody applies. */

import { compute, pass } from '../../pipeline/build.ts';
import type { DeriveStage } from '../../pipeline/stage.ts';
import { BOOLEAN } from '../../schema/types.ts';
import { LENDING_LINE } from './constants.ts';
import { LCR_FACTOR_TABLE } from './factors.ts';
import { LINES } from './lines.ts';
import { FUNDING_LINES } from './nsfr/lines.ts';

const LCR_OPEN = LINES.filter(
  ({ id, kind, rate }) =>
    rate.kind === 'option' ||
    rate.kind === 'deduction' ||
    ((kind === 'outflow' || kind === 'inflow') && id !== LENDING_LINE),
);
const NSFR_OPEN = FUNDING_LINES.filter(({ side }) => side !== 'derivative');

const listed = (values: Iterable<string | null | undefined>): string =>
  [...new Set(values)].map((value) => `'${value}'`).join(', ');
const ids = (lines: readonly { readonly id: string }[]): readonly string[] => lines.map(({ id }) => id);

export const OPTION_CHECKS: DeriveStage = {
  kind: 'derive',
  name: 'option_checks',
  doc: 'National options that hold on the calculation date; one that would change nothing stops the run.',
  input: 'national_option',
  lookups: [],
  columns: [
    ...pass('line', 'jurisdiction', 'valid_from', 'value'),
    compute(
      'line_is_known',
      `case when line in (${listed([...ids(LINES), ...ids(FUNDING_LINES)])}) then true end`,
      BOOLEAN,
      {
        required:
          "'{line}' is no line of the LCR or the NSFR, so that this row of national_option would change nothing. docs/regulation/lcr-lines.md and nsfr-lines.md list the lines: correct it, or take it out.",
      },
    ),
    compute(
      'line_has_options',
      `case when line_is_known and line in (${listed([...ids(LCR_OPEN), ...ids(NSFR_OPEN)])}) then true end`,
      BOOLEAN,
      {
        required:
          'no option changes {line}: haircuts, what is outside the ratio, gross derivatives and the share of X.rnf are those of the standard, so that this row of national_option would change nothing. Take it out; a haircut or share of your own is a rule.',
      },
    ),
    compute(
      'jurisdiction_is_known',
      `case when jurisdiction in (${listed(LCR_FACTOR_TABLE.rows.map((row) => row['jurisdiction']))}) then true end`,
      BOOLEAN,
      {
        required:
          "its jurisdiction '{jurisdiction}' has no factors, so that this row of national_option would change nothing. Options are those of the jurisdiction of the project, {:jurisdiction}: correct it, or take it out.",
      },
    ),
  ],
};
