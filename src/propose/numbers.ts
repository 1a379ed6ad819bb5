/** How amounts are written: the decimal sign and the sign between groups of three digits, told from all columns that look like numbers. */

export interface NumberFormat {
  readonly decimal: '.' | ',';
  readonly thousands: string | null;
}

export interface NumberReading {
  /** The formats that most texts fit and that read them differently; one unless it is ambiguous. */
  readonly formats: readonly NumberFormat[];
  readonly fits: number;
  readonly of: number;
}

/** The simplest first: it is taken when others say the same. */
const FORMATS: readonly NumberFormat[] = [
  { decimal: '.', thousands: null },
  { decimal: ',', thousands: null },
  { decimal: '.', thousands: ',' },
  { decimal: ',', thousands: '.' },
  { decimal: '.', thousands: "'" },
  { decimal: '.', thousands: '\u2019' },
  { decimal: ',', thousands: ' ' },
  { decimal: '.', thousands: ' ' },
  { decimal: ',', thousands: '\u00a0' },
  { decimal: ',', thousands: '\u202f' },
];

const LIKE_A_NUMBER = /^ *[+-]?(?=[^\d]?\d)[\d.,' \u00a0\u202f\u2019]+ *$/;

export const isNumberLike = (text: string): boolean => LIKE_A_NUMBER.test(text);

/**
 * The number that `text` writes in `format`, with a point and without groups; undefined when none. As in the import, except that a
 * group of zeros in front (0.125 as a hundred and twenty-five) is no number here: nobody writes one so.
 */
export function plainNumber(text: string, { decimal, thousands }: NumberFormat): string | undefined {
  const trimmed = text.replace(/^ +| +$/g, '');
  const group = thousands === null ? '' : `|[1-9]\\d{0,2}(?:[${thousands}]\\d{3})+`;
  const match = new RegExp(`^([+-]?)(\\d+${group})?(?:[${decimal}](\\d*))?$`).exec(trimmed);
  if (match === null || !/\d/.test(trimmed)) return undefined;
  const whole = (match[2] ?? '0').replace(/\D/g, '');
  const after = match[3] ?? '';
  return `${match[1] === '-' ? '-' : ''}${whole}${after === '' ? '' : `.${after}`}`;
}

/** Of the texts of every column, columns of dates left out by the caller; undefined when no text has a sign to tell from. */
export function numberReading(columns: readonly (readonly string[])[]): NumberReading | undefined {
  const texts = columns
    .filter((values) => values.filter(isNumberLike).length * 5 >= values.length * 4)
    .flat()
    .filter((text) => isNumberLike(text) && /\d[.,' \u00a0\u202f\u2019]|[.,]\d/.test(text.trim()));
  if (texts.length === 0) return undefined;
  const fits = FORMATS.map((format) => ({
    format,
    fits: texts.filter((text) => plainNumber(text, format) !== undefined).length,
  }));
  const best = Math.max(...fits.map((one) => one.fits));
  const formats: NumberFormat[] = [];
  for (const { format, fits: found } of fits) {
    if (found < best) continue;
    const alike = formats.some((other) => texts.every((text) => readsAlike(text, other, format)));
    if (!alike) formats.push(format);
  }
  return { formats, fits: best, of: texts.length };
}

function readsAlike(text: string, a: NumberFormat, b: NumberFormat): boolean {
  return plainNumber(text, a) === plainNumber(text, b);
}
