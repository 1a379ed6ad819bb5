/** Netting sets of derivatives, which both ratios add up. */

/** Two entities may use one name for two sets; the length before it makes the text stand for one pair only. `set` is an expression. */
export const setId = (set: string): string =>
  `to_text(length(entity_id)) || ':' || entity_id || '/' || ${set}`;
