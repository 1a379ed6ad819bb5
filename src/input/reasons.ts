/** Why a record is a reject: the codes that are kept with it. Stable; what a person reads beside them is made per column. */

export const REJECT_REASONS = Object.freeze({
  structure:
    'The record has another number of fields than the header, or its quotes do not close; in JSON lines, it is no object that can be read.',
  encoding: 'The record has bytes that are no text in the encoding of the file.',
  missing: 'A column that must have a value is empty.',
  not_a_number: 'The text is no number in the form of the source (no exponent, no currency sign).',
  scale: 'The number has more digits after the point than the column keeps.',
  out_of_range:
    'The value is outside the range of the column, or an expression would move the date that is shown out of the years 1 to 9999.',
  not_a_date: 'The text is no date in the form of the source, or a date that does not exist.',
  not_a_flag: 'The text is neither true nor false.',
  unknown_code: 'The text is not in the list of codes of the mapping.',
  not_allowed: 'The value is not one of the values of the column.',
  reserved_key: 'Keys that start with `entry:` are reserved for entries of adjustments.',
  unknown_entity: 'No row of the table entity has this entity_id.',
  reversed_period: 'The last day of a period lies before its first.',
  duplicate_key: 'An earlier record has the same key.',
});

export type RejectReason = keyof typeof REJECT_REASONS;

/** Keys that begin so are made by Plimsoll itself. */
export const RESERVED_KEY_PREFIX = 'entry:';
