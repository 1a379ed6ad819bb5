/** How a CSV file is laid out: separator, quote, lines before the header, header or not, names, and lines of totals at its end. */

import { isAnyDate } from './dates.ts';
import { isIsin } from './iso-codes.ts';
import { isNumberLike } from './numbers.ts';
import { recordsOf, type TextRecord } from './records.ts';

export interface Layout {
  readonly separator: string;
  readonly quote: string | null;
  readonly skip: number;
  readonly header: boolean;
  /** Names of the columns; made up (`column_1`) where there is no header or a name comes twice. */
  readonly names: readonly string[];
  /** The names are not those of the header. */
  readonly namesMadeUp: boolean;
  readonly reasons: Readonly<Record<string, string>>;
  /** Most lines have the same number of fields. */
  readonly agrees: boolean;
}

const SEPARATORS = [';', '\t', '|', ','] as const;
const SIGNS: Readonly<Record<string, string>> = {
  ';': 'semicolons',
  '\t': 'tabs',
  '|': 'bars',
  ',': 'commas',
};
const RECORDS_MAX = 1000;
/** A record with more lines than this comes from a quote that does not close. */
const RECORD_LINES_MAX = 20;

/** Of the beginning of a text; `isName` tells whether a text is a column name that banks use. */
export function layoutOf(text: string, isName: (text: string) => boolean): Layout {
  const quote = quoteOf(text);
  const { separator, records, width, share } = separatorOf(text, quote.sign);
  const first = records.findIndex((record) => isFull(record, width));
  const start = records[Math.max(first, 0)];
  const below = records.slice(Math.max(first, 0) + 1).filter((record) => record.fields.length === width);
  const header = headerOf(start, below, isName);
  const raw = header.found ? (start?.fields ?? []) : [];
  const names = header.found ? unlike(raw) : Array.from({ length: width }, (_, i) => `column_${i + 1}`);
  const skip = start?.line ?? 0;
  const separated =
    width === 1
      ? 'no sign separates fields, so there is one column'
      : `${share} of ${records.length} lines have ${width} fields separated by ${SIGNS[separator]}`;
  return {
    separator,
    quote: quote.sign,
    skip,
    header: header.found,
    names,
    namesMadeUp: names.some((name, i) => name !== raw[i]),
    agrees: share * 2 >= records.length,
    reasons: {
      separator: separated,
      header: header.reason,
      ...(quote.reason === '' ? {} : { quote: quote.reason }),
      ...(skip === 0
        ? {}
        : { skip: `the first line with ${width} fields and names in most of them is line ${skip + 1}` }),
    },
  };
}

function quoteOf(text: string): { readonly sign: string | null; readonly reason: string } {
  const lines = text.split('\n', RECORDS_MAX).filter((line) => line.trim() !== '');
  if (lines.some((line) => /(^|[;,|\t])"/.test(line))) {
    const endless = separatorOf(text, '"').records.some((record) => record.lines > RECORD_LINES_MAX);
    return endless
      ? { sign: null, reason: 'a " at the start of a field does not close, so it is no quote' }
      : { sign: '"', reason: '' };
  }
  const single = lines.filter((line) => /(^|[;,|\t])'[^']*'([;,|\t]|\r?$)/.test(line)).length;
  if (single * 2 >= lines.length)
    return { sign: "'", reason: `${single} of ${lines.length} lines have fields in single quotes` };
  return { sign: '"', reason: '' };
}

interface Separated {
  readonly separator: string;
  readonly records: readonly TextRecord[];
  readonly width: number;
  /** Records with that many fields. */
  readonly share: number;
}

/** The separator that gives the most fields over all lines that agree on their number; on a tie, not the comma, which amounts have too. */
function separatorOf(text: string, quote: string | null): Separated {
  const one = recordsOf(text, ',', quote, RECORDS_MAX);
  const alone = one.filter((record) => record.fields.length === 1).length;
  let best: Separated = { separator: ',', records: one, width: 1, share: alone };
  let bestScore = 0;
  for (const separator of SEPARATORS) {
    const records = recordsOf(text, separator, quote, RECORDS_MAX);
    const widths = new Map<number, number>();
    for (const { fields } of records) widths.set(fields.length, (widths.get(fields.length) ?? 0) + 1);
    const [width, share] = [...widths].reduce((a, b) => (b[1] * b[0] > a[1] * a[0] ? b : a), [1, 0]);
    const score =
      records.filter(({ fields }) => fields.length === width && !fields.some(isTorn)).length * (width - 1);
    if (score > bestScore && share * 2 >= records.length) {
      best = { separator, records, width, share };
      bestScore = score;
    }
  }
  return best;
}

/** Half of a quoted field: the separator stood inside of quotes, so that it is the wrong one. */
const isTorn = (field: string): boolean => (field.match(/"/g)?.length ?? 0) % 2 === 1;

/** Titles that a spreadsheet wrote as a line of the table have one or two texts and many empty fields; one writes the separator in front. */
function isFull({ fields }: TextRecord, width: number): boolean {
  if (/^"?sep=/i.test(fields[0] ?? '')) return false;
  return fields.length === width && fields.filter((field) => field.trim() !== '').length * 2 >= width;
}

const isValue = (text: string): boolean => isNumberLike(text) || isAnyDate(text) || isIsin(text);

function headerOf(
  start: TextRecord | undefined,
  below: readonly TextRecord[],
  isName: (text: string) => boolean,
): { readonly found: boolean; readonly reason: string } {
  const fields = start?.fields ?? [];
  const values = fields.filter(isValue).length;
  const names = fields.filter(isName).length;
  if (values > 0 && values > names)
    return {
      found: false,
      reason: `the first line has ${values} numbers or dates, so it is no line of names`,
    };
  const typed = fields.filter((_, i) => {
    const texts = below.map((record) => record.fields[i] ?? '').filter((text) => text !== '');
    return texts.length > 0 && texts.filter(isValue).length * 5 >= texts.length * 4;
  }).length;
  if (typed > 0)
    return {
      found: true,
      reason: `no number or date stands in it, and below they do in ${typed} of ${fields.length} columns`,
    };
  if (names > 0) return { found: true, reason: `${names} of its texts are names that columns have` };
  const again = fields.filter((field, i) => below.some((record) => record.fields[i] === field)).length;
  return again === 0
    ? { found: true, reason: 'none of its texts comes again below, which is weak evidence' }
    : { found: false, reason: `${again} of the texts of the first line come again below` };
}

/** Names as they are; where one comes twice, numbered, and those that are empty by their place. */
function unlike(names: readonly string[]): readonly string[] {
  if (new Set(names).size === names.length) return names;
  return names.map((name, i) => {
    const before = names.slice(0, i).filter((other) => other === name).length;
    return name === '' ? `column_${i + 1}` : before === 0 ? name : `${name}_${before + 1}`;
  });
}

const TOTAL =
  /^\W*(grand ?)?(totals?|sum|summe|gesamt(summe)?|insgesamt|totale|suma|somme|saldo gesamt|anzahl|records?|trailer|end of file)\b/i;

/** A record at the end of a file that is a total, or tells how many there were; which field says so. */
export function totalField({ fields }: Pick<TextRecord, 'fields'>): number {
  return fields.findIndex((field) => TOTAL.test(field.trim()));
}
