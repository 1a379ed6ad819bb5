/** By what records are told apart, and the columns of an import's totals that say so. Apart from what reads them, so that help needs no engine. */

export const BREAKDOWN_COLUMNS = Object.freeze({
  // One file may feed a table by several sources.
  file: ['file', 'source'],
  entity: ['entity_id'],
  currency: ['currency_code'],
} as const);

export type Breakdown = keyof typeof BREAKDOWN_COLUMNS;

export const isBreakdown = (text: unknown): text is Breakdown =>
  typeof text === 'string' && Object.hasOwn(BREAKDOWN_COLUMNS, text);
