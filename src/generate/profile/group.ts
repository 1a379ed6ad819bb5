/** Customers of the generated bank that are its own reporting entities, where it has any (`--nsfr`). */

import { at } from '../sql-text.ts';
import { bankNumbered } from './customers.ts';
import { ENTITIES } from './entities.ts';

/** By position of the entity: the number of the customer that it is. Balances placed at a bank of its own number are then with the entity before it. */
const COMPANIES = ENTITIES.map((_, index) => bankNumbered(index + 1));

/** A bank outside, of the same kind as these. */
const OUTSIDE = bankNumbered(ENTITIES.length + 4);

/** The id of the entity that the customer numbered `c` is; NULL for all others. */
export const groupEntity = (c: string): string =>
  `CASE ${c} ${ENTITIES.map(({ id }, index) => `WHEN ${COMPANIES[index]} THEN '${id}'`).join(' ')} END`;

/** The number of the customer that the company at `n` is, round and round. */
export const companyAt = (n: string): string => at(COMPANIES, `(${n}) % ${COMPANIES.length}`);

/** The customer numbered `c`, or a bank outside where that is the entity at `entity` itself. */
export const notItself = (c: string, entity: string): string =>
  `CASE WHEN (${c}) = ${at(COMPANIES, entity)} THEN ${OUTSIDE} ELSE (${c}) END`;
