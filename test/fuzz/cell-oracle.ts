/** What a text in a column of POSITION means, or why it is a reject: by the pages about input, with whole numbers and patterns of its own. */

import type { SourceSpec } from '../../src/input/source.ts';
import { DATE_FORMS, readDate } from './date-oracle.ts';

export interface CellProblem {
  readonly reason: string;
}

export interface ReadCell {
  /** As the result has it; null: empty or unreadable. */
  readonly value: string | bigint | boolean | null;
  readonly problem: string | null;
  /** Cents of an amount that can be read, in range or not. */
  readonly cents?: bigint | null;
}

const MONEY_MAX = 9_999_999_999_999_999_99n;
const AMOUNT_MAX = 99_999_999_999_999_99n;
const BIGINT_MAX = 9_223_372_036_854_775_807n;

/** `text` is null where the cell is empty. */
export function readCell(column: string, text: string | null, spec: SourceSpec): ReadCell {
  switch (column) {
    case 'id':
      return {
        value: text,
        problem: text === null ? 'missing' : text.startsWith('entry:') ? 'reserved_key' : null,
      };
    case 'kind':
      return {
        value: text,
        problem: text === null ? 'missing' : ['loan', 'deposit'].includes(text) ? null : 'not_allowed',
      };
    case 'amount':
      return readAmount(text, spec);
    case 'end_date': {
      const form = DATE_FORMS.find((one) => one === spec.values.date) ?? '%Y-%m-%d';
      const date = text === null ? undefined : readDate(text, form);
      return { value: date ?? null, problem: text !== null && date === undefined ? 'not_a_date' : null };
    }
    case 'days':
      return readDays(text, spec);
    default: {
      const flag = text === null ? undefined : flagIn(text);
      return { value: flag ?? null, problem: text !== null && flag === undefined ? 'not_a_flag' : null };
    }
  }
}

function flagIn(text: string): boolean | undefined {
  // Spaces of any width may stand around a flag.
  const bare = text.replace(/^\p{Zs}+|\p{Zs}+$/gu, '').replace(/[A-Z]/g, (letter) => letter.toLowerCase());
  if (['true', 't', 'yes', 'y', '1'].includes(bare)) return true;
  return ['false', 'f', 'no', 'n', '0'].includes(bare) ? false : undefined;
}

type Parsed = 'not_a_number' | 'scale' | { readonly units: bigint };

/** Units at `scale` digits after the point. */
function parse(text: string, { values }: SourceSpec, scale: number): Parsed {
  const literal = (sign: string): string => (sign === ' ' ? ' ' : `\\${sign}`);
  const group = values.thousands === null ? '' : `|[0-9]{1,3}(?:${literal(values.thousands)}[0-9]{3})+`;
  const pattern = new RegExp(
    `^ *(?<sign>[+-]?)(?<whole>[0-9]+${group}|)(?:${literal(values.decimal)}(?<fraction>[0-9]*))? *$`,
  );
  const { sign = '', whole = '', fraction = '' } = pattern.exec(text)?.groups ?? {};
  const digits = whole.replace(/[^0-9]/g, '');
  if (!pattern.test(text) || digits + fraction === '') return 'not_a_number';
  if (/[^0]/.test(fraction.slice(scale))) return 'scale';
  const units = BigInt(`${digits}${fraction.slice(0, scale).padEnd(scale, '0')}`);
  return { units: sign === '-' ? -units : units };
}

const magnitude = (value: bigint): bigint => (value < 0n ? -value : value);

export function decimalText(cents: bigint): string {
  const digits = `${magnitude(cents)}`.padStart(3, '0');
  return `${cents < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function readAmount(text: string | null, spec: SourceSpec): ReadCell {
  if (text === null) return { value: null, problem: 'missing', cents: null };
  const parsed = parse(text, spec, 2);
  if (typeof parsed === 'string') return { value: null, problem: parsed, cents: null };
  const { units } = parsed;
  if (magnitude(units) > MONEY_MAX) return { value: null, problem: 'out_of_range', cents: null };
  return {
    value: decimalText(units),
    problem: magnitude(units) > AMOUNT_MAX ? 'out_of_range' : null,
    cents: units,
  };
}

function readDays(text: string | null, spec: SourceSpec): ReadCell {
  if (text === null) return { value: null, problem: null };
  const parsed = parse(text, spec, 0);
  if (typeof parsed === 'string') return { value: null, problem: parsed };
  const { units } = parsed;
  const fits = units <= BIGINT_MAX && units >= -BIGINT_MAX - 1n;
  return { value: fits ? units : null, problem: units < 0n || units > 36_500n ? 'out_of_range' : null };
}
