/** What a line of the Basel LCR is: one row of the standard's tables, with its rate and where the standard says so. */

/**
 * How well the paragraph and its rate are supported: V the item and its rate were seen in a national text that follows
 * Basel; P the paragraph was seen, the rate is from knowledge of the standard; K both are from knowledge of the
 * standard; H a line of our own, which the standard does not have. P and K are to be checked against the BIS text.
 */
export type Mark = 'V' | 'P' | 'K' | 'H';

export type LineKind = 'hqla' | 'outflow' | 'inflow' | 'outside';

/** Asset level of d238 ¶49–54; only lines of kind hqla have one. */
export type Level = '1' | '2A' | '2B';

/**
 * A fraction as text: the haircut of an hqla line, the run-off or inflow rate of a flow, 0 outside the ratio.
 * national: no rate without a dated row of national_option. formula: no rate at all; stages before the deals compute the amount, or those of perimeters (X.rnf), and an option scales what comes out, but for X.rnf.
 * option, deduction: counts only where a dated row of national_option opens the line; its value, at least `value`, is the haircut, or what is taken off.
 */
export type Rate =
  | { readonly kind: 'fixed'; readonly value: string }
  | { readonly kind: 'national' }
  | { readonly kind: 'formula'; readonly formula: string }
  | { readonly kind: 'option' | 'deduction'; readonly value: string };

export interface Line {
  readonly id: string;
  readonly item: string;
  readonly kind: LineKind;
  readonly level: Level | null;
  /** Paragraph of d238, or for our own lines the paragraph that they rest on. */
  readonly paragraph: string;
  readonly mark: Mark;
  /** Row of the disclosure template LIQ1 (d272) that the line feeds; null: none. */
  readonly liq1Row: number | null;
  readonly rate: Rate;
  /** What a reader must know besides, above all what is not there yet. */
  readonly note?: string;
}

type LineTail = readonly [paragraph: string, mark: Mark, liq1Row: number | null, note?: string];

/** '15' is 15 %, 'option 20' and 'deduction 8' are for supervisors to open; other texts are the word national, or a formula. */
export function rateOf(text: string): Rate {
  const [, kind, percent] = /^(?:(option|deduction) )?(\d{1,3})$/.exec(text) ?? [];
  if (percent !== undefined)
    return { kind: kind === 'option' || kind === 'deduction' ? kind : 'fixed', value: fraction(percent) };
  return text === 'national' ? { kind: 'national' } : { kind: 'formula', formula: text };
}

/** Whole per cent as a fraction with six digits: '15' → '0.150000'. */
function fraction(percent: string): string {
  const digits = percent.padStart(3, '0');
  return `${digits.slice(0, -2)}.${digits.slice(-2)}0000`;
}

const line = (
  kind: LineKind,
  level: Level | null,
  id: string,
  item: string,
  rate: string,
  tail: LineTail,
): Line => {
  const [paragraph, mark, liq1Row, note] = tail;
  return {
    id,
    item,
    kind,
    level,
    paragraph,
    mark,
    liq1Row,
    rate: rateOf(rate),
    ...(note === undefined ? {} : { note }),
  };
};

/** An asset line; `rate` is its haircut in per cent. */
export const hqla = (
  level: Level | null,
  id: string,
  item: string,
  haircut: string,
  ...tail: LineTail
): Line => line('hqla', level, id, item, haircut, tail);

/** An outflow line; `rate` is its run-off rate in per cent. */
export const outflow = (id: string, item: string, rate: string, ...tail: LineTail): Line =>
  line('outflow', null, id, item, rate, tail);

/** An inflow line; `rate` is its inflow rate in per cent. */
export const inflow = (id: string, item: string, rate: string, ...tail: LineTail): Line =>
  line('inflow', null, id, item, rate, tail);

/** A line of our own for amounts that take no part; the item is the reason. */
export const outside = (id: string, item: string, paragraph: string): Line =>
  line('outside', null, id, item, '0', [paragraph, 'H', null]);
