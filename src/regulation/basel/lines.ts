/**
 * Every line of the Basel LCR (BCBS d238, January 2013), those that no input table feeds yet included.
 *
 * The table is complete so that a reader can see what is missing: a line's note says when it comes.
 */

import type { Line } from './line.ts';
import { HQLA_LINES } from './lines-hqla.ts';
import { INFLOW_LINES } from './lines-inflow.ts';
import { OUTFLOW_LINES } from './lines-outflow.ts';
import { OUTSIDE_LINES } from './lines-outside.ts';

export const LINES: readonly Line[] = Object.freeze([
  ...HQLA_LINES,
  ...OUTFLOW_LINES,
  ...INFLOW_LINES,
  ...OUTSIDE_LINES,
]);

export const LINE_IDS: readonly string[] = Object.freeze(LINES.map(({ id }) => id));

export const lineById = (id: string): Line | undefined => LINES.find((line) => line.id === id);
