/**
 * From a text cell to a typed value, as SQL: the value (NULL when the cell is empty or can't be read) and, for the few
 * cells that can't, the reason.
 *
 * Nothing is read in two ways and nothing is rounded: DuckDB's own casts take `1e3`, `1_000` and `1.005` for a
 * DECIMAL(18,2); here the first two are no numbers and the last has too many digits. The common form is recognised by writing the
 * value again and comparing, three times quicker than a pattern; the pattern decides on the rest.
 */

import type { ColumnType } from '../schema/types.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { never } from '../std/assert.ts';
import { datePattern, strictDate } from './date-format.ts';
import type { RejectReason } from './reasons.ts';
import type { ValueFormat } from './source.ts';

/** A reason with the SQL condition under which it is the one; the last of a list has none. */
export interface ReasonCase {
  readonly reason: RejectReason;
  readonly when: string | null;
  /** What a person reads. */
  readonly text: string;
}

export interface Cell {
  /** SQL of the value, in DuckDB's type for the column type. */
  readonly value: string;
  /** Tried in order when the text is not NULL and the value is; empty: every text can be read. */
  readonly reasons: readonly ReasonCase[];
}

/** The cell `text` (SQL of a VARCHAR, cheap to repeat) read as `type`. */
export function readCell(text: string, type: ColumnType, format: ValueFormat): Cell {
  switch (type.kind) {
    case 'text':
      return { value: text, reasons: [] };
    case 'boolean':
      return readFlag(text);
    case 'date':
      return {
        value: strictDate(text, format.date),
        reasons: [
          {
            reason: 'not_a_date',
            when: matches(text, datePattern(format.date), ''),
            text: 'is a day that does not exist',
          },
          { reason: 'not_a_date', when: null, text: `is no date in the form ${format.date}` },
        ],
      };
    case 'integer':
      return readNumber(text, 'BIGINT', 0, format);
    case 'decimal':
      return readNumber(text, DUCKDB.typeName(type), type.scale, format);
    default:
      return never(type);
  }
}

const TRUE_TEXTS = ['true', 't', 'yes', 'y', '1'] as const;
const FALSE_TEXTS = ['false', 'f', 'no', 'n', '0'] as const;

/** The boolean that a flag's text means, upper or lower case; undefined when none. */
export function flagOf(text: string): boolean | undefined {
  const lower = text.trim().toLowerCase();
  if (TRUE_TEXTS.some((one) => one === lower)) return true;
  return FALSE_TEXTS.some((one) => one === lower) ? false : undefined;
}

function readFlag(text: string): Cell {
  const inList = (texts: readonly string[]) => texts.map(DUCKDB.textLiteral).join(', ');
  const lower = `lower(trim(${text}))`;
  return {
    // The usual texts first: they are compared in a fifth of the time.
    value: `CASE WHEN ${text} = 'true' THEN true WHEN ${text} = 'false' THEN false WHEN ${lower} IN (${inList(TRUE_TEXTS)}) THEN true WHEN ${lower} IN (${inList(FALSE_TEXTS)}) THEN false END`,
    reasons: [
      {
        reason: 'not_a_flag',
        when: null,
        text: 'is neither true nor false (true, t, yes, y, 1; false, f, no, n, 0)',
      },
    ],
  };
}

/** Digits after the point beyond `scale` are welcome when they are zeros: no value is lost. */
function readNumber(text: string, sqlType: string, scale: number, format: ValueFormat): Cell {
  const { plain, shape } = asPlainNumber(text, format);
  const cast = `TRY_CAST(${plain} AS ${sqlType})`;
  const exact = matches(plain, `[+-]?([0-9]+([.][0-9]{0,${scale}}0*)?|[.][0-9]{0,${scale}}0*)`);
  const canonical = `CAST(${cast} AS VARCHAR) = ${plain}`;
  const value = `CASE WHEN ${canonical} THEN ${cast} WHEN ${exact} THEN ${cast} END`;
  const sign = format.decimal;
  const example = `${format.thousands === null ? '1234' : `1${format.thousands}234`}${scale === 0 ? '' : `${sign}56`}`;
  return {
    value: shape === null ? value : `CASE WHEN ${shape} THEN ${value} END`,
    reasons: [
      ...(shape === null ? [] : [notANumber(`NOT ${shape}`, example)]),
      notANumber(`NOT ${matches(plain, '[+-]?([0-9]+([.][0-9]*)?|[.][0-9]+)')}`, example),
      {
        reason: 'scale',
        when: `NOT ${exact}`,
        text: scale === 0 ? 'is no whole number' : `has more than ${scale} digits after the point`,
      },
      { reason: 'out_of_range', when: null, text: `is too large for ${sqlType.toLowerCase()}` },
    ],
  };
}

function notANumber(when: string, example: string): ReasonCase {
  return { reason: 'not_a_number', when, text: `is no number in the form ${example}` };
}

/**
 * The text with a point as decimal sign and no groups. A comma as decimal sign is swapped with the point, so that a text
 * that is written the other way round becomes unreadable instead of a thousand times larger. Groups need a pattern
 * (`shape`), because taking signs out would make 1.2.3 a number.
 */
function asPlainNumber(
  text: string,
  { decimal, thousands }: ValueFormat,
): { readonly plain: string; readonly shape: string | null } {
  if (thousands === null) {
    return { plain: decimal === '.' ? text : `translate(${text}, ',.', '.,')`, shape: null };
  }
  const group = `[${thousands}]`;
  const point = `[${decimal}]`;
  const shape = matches(text, `[+-]?([0-9]+|[0-9]{1,3}(${group}[0-9]{3})+)?(${point}[0-9]*)?`);
  const ungrouped = `replace(${text}, ${DUCKDB.textLiteral(thousands)}, '')`;
  return { plain: decimal === '.' ? ungrouped : `replace(${ungrouped}, ',', '.')`, shape };
}

/** Spaces around a number are padding. */
function matches(text: string, pattern: string, padding = ' *'): string {
  return `regexp_full_match(${text}, ${DUCKDB.textLiteral(`${padding}${pattern}${padding}`)})`;
}
