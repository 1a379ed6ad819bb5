/**
 * Random number expressions, well typed by construction.
 *
 * The digits of every part are followed by the rules of the language, written down here a second time: an expression
 * that the checker types differently, or refuses, is a finding. Where a combination would need more than 38 digits, a
 * part of it is taken instead.
 */

import { type ColumnType, decimal, INTEGER } from '../../src/schema/types.ts';
import type { Draw } from './draw.ts';

export interface NumberExpr {
  readonly text: string;
  /** Digits before and after the point. */
  readonly whole: number;
  readonly scale: number;
  readonly integer: boolean;
  /** An integer literal counts by its own digits beside other numbers. */
  readonly literalDigits?: number;
}

/** Expressions of the other kinds, which numbers are made of: texts without further knowledge. */
export interface Parts {
  readonly draw: Draw;
  readonly columns: readonly { readonly text: string; readonly type: ColumnType }[];
  readonly condition: (depth: number) => string;
  readonly text: (depth: number) => string;
  readonly date: (depth: number) => string;
}

const DIGITS_MAX = 38;
const INTEGER_WHOLE = 19;

export function typeOfNumber(number: NumberExpr): ColumnType {
  return number.integer ? INTEGER : decimal(number.whole + number.scale, number.scale);
}

export function randomNumber(parts: Parts, depth: number): NumberExpr {
  const { draw } = parts;
  if (depth <= 0 || draw.chance(20)) return leaf(parts);
  const make = draw.pick(FORMS);
  return make(parts, depth) ?? leaf(parts);
}

type Form = (parts: Parts, depth: number) => NumberExpr | undefined;

const sum: Form = (parts, depth) => {
  const [a, b] = [own(randomNumber(parts, depth - 1)), own(randomNumber(parts, depth - 1))];
  const op = parts.draw.pick(['+', '-']);
  return made(`(${a.text} ${op} ${b.text})`, Math.max(a.whole, b.whole) + 1, Math.max(a.scale, b.scale));
};

const product: Form = (parts, depth) => {
  const [a, b] = [own(randomNumber(parts, depth - 1)), own(randomNumber(parts, depth - 1))];
  return made(`(${a.text} * ${b.text})`, a.whole + b.whole, a.scale + b.scale);
};

const minus: Form = (parts, depth) => {
  const a = randomNumber(parts, depth - 1);
  if (a.literalDigits !== undefined) return { ...a, text: `-(${a.text})` };
  return made(`-(${a.text})`, a.whole, a.scale);
};

const abs: Form = (parts, depth) => {
  const a = randomNumber(parts, depth - 1);
  return made(`abs(${a.text})`, a.whole, a.scale);
};

const rounded: Form = (parts, depth) => {
  const a = randomNumber(parts, depth - 1);
  const scale = parts.draw.between(0, Math.min(DIGITS_MAX, a.scale + 2));
  const text = `round(${a.text}, ${scale})`;
  const { whole, scale: before } = own(a);
  if (scale === before) return a.literalDigits === undefined ? { ...a, text } : made(text, whole, scale);
  return made(text, scale < before ? whole + 1 : whole, scale);
};

const quotient: Form = (parts, depth) => {
  const [a, b] = [own(randomNumber(parts, depth - 1)), own(randomNumber(parts, depth - 1))];
  const scale = parts.draw.between(0, 10);
  const shift = scale + b.scale - a.scale;
  const digits = Math.max(
    total(a.whole, a.scale) + Math.max(0, shift),
    total(b.whole, b.scale) + Math.max(0, -shift),
  );
  if (digits > DIGITS_MAX - 1) return undefined;
  const carry = scale < a.scale - b.scale ? 1 : 0;
  return made(`div(${a.text}, ${b.text}, ${scale})`, a.whole + b.scale + carry, scale);
};

const choice: Form = (parts, depth) => {
  const { draw } = parts;
  const values = [randomNumber(parts, depth - 1), randomNumber(parts, depth - 1)];
  const [first, last] = values;
  if (first === undefined || last === undefined) return undefined;
  const condition = parts.condition(depth - 1);
  const second = parts.condition(depth - 1);
  const form = draw.pick([
    `case when ${condition} then ${first.text} else ${last.text} end`,
    `case when ${condition} then ${first.text} when ${second} then ${last.text} end`,
    `case when ${condition} then null when ${second} then ${first.text} else ${last.text} end`,
  ]);
  return alike(form, values);
};

const picked: Form = (parts, depth) => {
  const { draw } = parts;
  const values = Array.from({ length: draw.between(2, 3) }, () => randomNumber(parts, depth - 1));
  const fn = draw.pick(['coalesce', 'least', 'greatest']);
  const args = values.map((value) => value.text);
  if (draw.chance(10)) args.push('null');
  return alike(`${fn}(${args.join(', ')})`, values);
};

const counted: Form = (parts, depth) => {
  const { draw } = parts;
  const text = draw.pick([
    () => `days_between(${parts.date(depth - 1)}, ${parts.date(depth - 1)})`,
    () => `${draw.pick(['year', 'month', 'day'])}(${parts.date(depth - 1)})`,
    () => `length(${parts.text(depth - 1)})`,
  ])();
  return { text, whole: INTEGER_WHOLE, scale: 0, integer: true };
};

const FORMS: readonly Form[] = [
  sum,
  sum,
  product,
  product,
  product,
  minus,
  abs,
  rounded,
  rounded,
  quotient,
  choice,
  choice,
  picked,
  picked,
  counted,
];

function leaf(parts: Parts): NumberExpr {
  const { draw } = parts;
  const numeric = parts.columns.filter(({ type }) => type.kind === 'integer' || type.kind === 'decimal');
  if (numeric.length > 0 && draw.chance(70)) {
    const { text, type } = draw.pick(numeric);
    if (type.kind !== 'decimal') return { text, whole: INTEGER_WHOLE, scale: 0, integer: true };
    return { text, whole: type.precision - type.scale, scale: type.scale, integer: false };
  }
  return randomLiteral(draw);
}

const LITERALS: readonly string[] = [
  '0',
  '1',
  '2',
  '10',
  '30',
  '365',
  '0.5',
  '0.05',
  '1.5',
  '0.005',
  '0.0',
  '100.00',
  '0.999999',
  '1000000000000',
  '999999999999999999',
  '1234567890123456789',
  '0.00000001',
];

function randomLiteral(draw: Draw): NumberExpr {
  const text = draw.pick(LITERALS);
  const [whole = '', fraction = ''] = text.split('.');
  const digits = (whole + fraction).replace(/^0+(?=\d)/, '').length;
  if (fraction === '' && digits <= 18) {
    return { text, whole: INTEGER_WHOLE, scale: 0, integer: true, literalDigits: digits };
  }
  return {
    text,
    whole: Math.max(digits, fraction.length) - fraction.length,
    scale: fraction.length,
    integer: false,
  };
}

/** The number as it counts beside others. */
export function own(number: NumberExpr): { text: string; whole: number; scale: number } {
  const { text, whole, scale, literalDigits } = number;
  return { text, whole: literalDigits ?? whole, scale };
}

/** Digits that hold any of the values; undefined beyond 38. */
export function common(
  values: readonly NumberExpr[],
): { readonly whole: number; readonly scale: number } | undefined {
  const whole = Math.max(...values.map((value) => own(value).whole));
  const scale = Math.max(...values.map((value) => value.scale));
  return whole + scale > DIGITS_MAX ? undefined : { whole, scale };
}

function alike(text: string, values: readonly NumberExpr[]): NumberExpr | undefined {
  if (values.every((value) => value.integer)) return { text, whole: INTEGER_WHOLE, scale: 0, integer: true };
  const digits = common(values);
  return digits === undefined ? undefined : made(text, digits.whole, digits.scale);
}

function made(text: string, whole: number, scale: number): NumberExpr | undefined {
  if (whole + scale > DIGITS_MAX) return undefined;
  return { text, whole: total(whole, scale) - scale, scale, integer: false };
}

function total(whole: number, scale: number): number {
  return Math.max(1, whole + scale);
}
