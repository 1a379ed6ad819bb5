/** How the values of a group of files are written, with the reasons: decimal sign, groups, dates, texts without value. */

import type { ColumnMatch } from './match-columns.ts';
import type { NumberFormat } from './numbers.ts';
import type { ColumnProfile, FileProfile } from './profile.ts';
import type { ValuesProposal } from './proposal.ts';

const USUAL: NumberFormat = { decimal: '.', thousands: null };

/** The format by which numbers are recognised; the first of several that fit alike. */
export const numberFormat = (profile: FileProfile): NumberFormat => profile.numbers?.formats[0] ?? USUAL;

/**
 * `matches`: the columns that will be read; what others leave open is no question. `openAmount`: the column of an amount that a person is still
 * to name, and whose texts would be read in the usual form without a word.
 */
export function valuesFormat(
  profile: FileProfile,
  matches: readonly ColumnMatch[],
  openAmount: string | undefined,
): ValuesProposal {
  const reasons: Record<string, string> = {};
  const { decimal, thousands } = decimalOf(profile, matches, openAmount, reasons);
  const date = dateOf(profile, matches, reasons);
  const nulls = profile.nulls.map(({ text }) => text);
  if (nulls.length > 0)
    reasons['null'] = profile.nulls.map(({ text, rows }) => `${text} stands in ${rows} fields`).join(', ');
  return { decimal, thousands, date: date === undefined ? '%Y-%m-%d' : date, nulls: ['', ...nulls], reasons };
}

function decimalOf(
  { numbers }: FileProfile,
  matches: readonly ColumnMatch[],
  openAmount: string | undefined,
  reasons: Record<string, string>,
): { readonly decimal: '.' | ',' | null; readonly thousands: string | null } {
  const used = matches.some(
    ({ column, profile }) => column.type.kind === 'decimal' && profile.kind === 'text',
  );
  const [first, second] = numbers?.formats ?? [];
  const isRead = numbers !== undefined && first !== undefined;
  if (openAmount === undefined && !(used && isRead)) return USUAL;
  if (!isRead) {
    reasons['decimal'] = `look at the amounts of the column that is to be ${openAmount}`;
    return { decimal: null, thousands: null };
  }
  if (second !== undefined) {
    reasons['decimal'] =
      `all ${numbers.of} different numbers fit ${numbers.formats.map(shown).join(' and ')}: the sign stands before three digits each time`;
    return { decimal: null, thousands: null };
  }
  reasons['decimal'] = `${numbers.fits} of ${numbers.of} different numbers fit ${shown(first)}`;
  return first;
}

/** An example tells more than a name: 1.234,56. */
const shown = ({ decimal, thousands }: NumberFormat): string => `1${thousands ?? ''}234${decimal}56`;

function dateOf(
  profile: FileProfile,
  matches: readonly ColumnMatch[],
  reasons: Record<string, string>,
): string | null | undefined {
  const used = matches.filter(({ column }) => column.type.kind === 'date').map((match) => match.profile);
  const dated = used.filter((column) => column.kind === 'text' && column.date !== undefined);
  const clear = mostRows(dated);
  if (clear !== undefined) {
    reasons['date'] = `${clear.rows} values of ${clear.name}`;
    return clear.format;
  }
  const [open] = dated;
  const formats = open?.date?.formats ?? [];
  if (open === undefined) return undefined;
  const other = mostRows(profile.columns.filter((column) => formats.includes(column.date?.formats[0] ?? '')));
  if (other !== undefined) {
    reasons['date'] = `${open.name} fits ${formats.join(' and ')}, and ${other.name} only ${other.format}`;
    return other.format;
  }
  const [example = ''] = open.counts.keys();
  reasons['date'] =
    `no day above 12 in ${open.rows} values of ${open.name}: they fit ${formats.join(' and ')}; ${example} is ${formats.map((format) => meant(example, format)).join(' or ')}`;
  return null;
}

/** The format of most rows among columns that fit one only. */
function mostRows(
  columns: readonly ColumnProfile[],
): { readonly format: string; readonly rows: number; readonly name: string } | undefined {
  const found = columns.flatMap(({ name, date }) => {
    const [format, second] = date?.formats ?? [];
    return format === undefined || second !== undefined ? [] : [{ name, format, rows: date?.rows ?? 0 }];
  });
  return found.sort((a, b) => b.rows - a.rows)[0];
}

const MONTHS = [
  'January',
  'February',
  'March',
  'April',
  'May',
  'June',
  'July',
  'August',
  'September',
  'October',
  'November',
  'December',
];

/** `03/04/2024` by `%d/%m/%Y` → `3 April`. */
export function meant(text: string, format: string): string {
  const parts = text.match(/\d+/g) ?? [];
  const signs = format.match(/%-?[A-Za-z]/g) ?? [];
  const at = (wanted: RegExp): number =>
    Number.parseInt(parts[signs.findIndex((sign) => wanted.test(sign))] ?? '0', 10);
  return `${at(/d/)} ${MONTHS[at(/m/) - 1] ?? ''}`;
}
