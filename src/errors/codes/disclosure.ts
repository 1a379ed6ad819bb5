/** Errors of disclosure reports that are read from a file. */

import { hint, spec } from '../define.ts';

export const DISCLOSURE_CODES = {
  'disclosure.form': spec<{ file: string; problem: string }>(
    2,
    (p) =>
      `${p.file} can't be read as a report: ${p.problem}. Allowed are JSON and CSV in the form of docs/regulation/disclosure.md.`,
  ),
  'disclosure.fact': spec<{ file: string; fact: string; found: string | null; allowed: string }>(
    2,
    (p) =>
      `${p.file} ${p.found === null ? `does not say its \`${p.fact}\`` : `has \`${p.found}\` as \`${p.fact}\``}; allowed is ${p.allowed}.`,
  ),
  'disclosure.fact_differs': spec<{ file: string; fact: string; found: string; other: string }>(
    2,
    (p) =>
      `${p.file} has \`${p.found}\` as \`${p.fact}\`, and elsewhere \`${p.other}\`. A report has one; correct the file, or leave out the option.`,
  ),
  'disclosure.column': spec<{
    file: string;
    at: string;
    column: string;
    nearest: string | undefined;
    known: readonly string[];
  }>(
    2,
    (p) => `${p.file}, ${p.at}: there is no \`${p.column}\` in such a report.${hint(p.nearest, p.known)}`,
  ),
  'disclosure.row': spec<{
    file: string;
    at: string;
    found: string;
    template: string;
    form: string;
    known: readonly string[];
  }>(
    2,
    (p) =>
      `${p.file}, ${p.at}: ${p.found === '' ? 'the number of the row is missing' : `there is no row \`${p.found}\``} in ${p.template} as ${p.form} has it. Its rows are ${p.known.join(', ')}.`,
  ),
  'disclosure.row_twice': spec<{ file: string; at: string; row: string }>(
    2,
    (p) => `${p.file}, ${p.at}: row ${p.row} is there twice. Leave the right one.`,
  ),
  'disclosure.cell': spec<{ file: string; at: string; row: string; column: string; found: string }>(
    2,
    (p) =>
      `${p.file}, ${p.at}: \`${p.found}\` in row ${p.row}, ${p.column}, is no number. Write digits with a point, without separators or a sign of the unit, for example 1234.5; leave the cell empty where there is no figure.`,
  ),
  'disclosure.grey': spec<{
    file: string;
    at: string;
    row: string;
    column: string;
    found: string;
    allowed: readonly string[];
  }>(
    2,
    (p) =>
      `${p.file}, ${p.at}: row ${p.row} has ${p.found} as ${p.column}, a cell that the template greys out. The row has ${p.allowed.join(', ')}.`,
  ),
} as const;
