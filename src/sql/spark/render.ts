/** How one operation is written in Spark, from the texts of its arguments. */

import type { OpDetail } from '../tree.ts';

export type Render = (args: readonly string[], detail: OpDetail) => string;

export const infix =
  (operator: string): Render =>
  ([left, right]) =>
    `(${left} ${operator} ${right})`;

export const call =
  (name: string): Render =>
  (args) =>
    `${name}(${args.join(', ')})`;
