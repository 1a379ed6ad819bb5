/**
 * The arithmetic of worked examples, in exact fractions: numbers, dates (as days), + − · ÷ %, max, min, abs and brackets. It shares nothing with the
 * code that it checks.
 */

/** Numerator and denominator; the denominator is positive. */
export type Fraction = readonly [numerator: bigint, denominator: bigint];

const make = (n: bigint, d: bigint): Fraction => {
  if (d === 0n) throw new Error('a division by zero');
  return d < 0n ? [-n, -d] : [n, d];
};
const plus = ([a, b]: Fraction, [c, d]: Fraction): Fraction => make(a * d + c * b, b * d);
const times = ([a, b]: Fraction, [c, d]: Fraction): Fraction => make(a * c, b * d);
const over = ([a, b]: Fraction, [c, d]: Fraction): Fraction => make(a * d, b * c);
const negative = ([a, b]: Fraction): Fraction => [-a, b];
const isLess = ([a, b]: Fraction, [c, d]: Fraction): boolean => a * d < c * b;
const first = (all: readonly Fraction[], isBetter: (a: Fraction, b: Fraction) => boolean): Fraction =>
  all.reduce((best, each) => (isBetter(each, best) ? each : best));

const FUNCTIONS: Readonly<Record<string, (all: readonly Fraction[]) => Fraction>> = {
  max: (all) => first(all, (a, b) => isLess(b, a)),
  min: (all) => first(all, isLess),
  abs: ([value = [0n, 1n]]) => (value[0] < 0n ? negative(value) : value),
};

const TOKEN = /\s*(\d{4}-\d{2}-\d{2}|\d+(?:\.\d+)?|[a-z]+|[+−·÷%(),])/y;

function tokens(text: string): string[] {
  const found: string[] = [];
  TOKEN.lastIndex = 0;
  while (TOKEN.lastIndex < text.trimEnd().length) {
    const at = TOKEN.lastIndex;
    const token = TOKEN.exec(text)?.[1];
    if (token === undefined) throw new Error(`'${text}' can't be read from '${text.slice(at)}' on`);
    found.push(token);
  }
  return found;
}

/** A number or a date as text; a date counts its days. */
export function fractionOf(text: string): Fraction {
  if (/^\d{4}-/.test(text)) return [BigInt(Date.parse(`${text}T00:00:00Z`)) / 86_400_000n, 1n];
  const [, sign, whole = '', digits = ''] = /^(-?)(\d+)(?:\.(\d+))?$/.exec(text) ?? [];
  if (whole === '') throw new Error(`'${text}' is no number`);
  const value: Fraction = [BigInt(whole + digits), 10n ** BigInt(digits.length)];
  return sign === '-' ? negative(value) : value;
}

export function evaluate(text: string): Fraction {
  const rest = tokens(text);
  const take = (wanted: string): void => {
    const token = rest.shift();
    if (token !== wanted) throw new Error(`'${text}' has '${token ?? 'its end'}' instead of '${wanted}'`);
  };
  const list = (): readonly Fraction[] => {
    take('(');
    const all = [sum()];
    while (rest[0] === ',') {
      rest.shift();
      all.push(sum());
    }
    take(')');
    return all;
  };
  const single = (): Fraction => {
    const token = rest[0];
    if (token === '(') return list()[0] ?? [0n, 1n];
    rest.shift();
    if (token === '−') return negative(single());
    const known = token === undefined ? undefined : FUNCTIONS[token];
    const value = known === undefined ? fractionOf(token ?? '') : known(list());
    if (rest[0] !== '%') return value;
    rest.shift();
    return over(value, [100n, 1n]);
  };
  const product = (): Fraction => {
    let value = single();
    for (; rest[0] === '·' || rest[0] === '÷'; ) {
      value = rest.shift() === '·' ? times(value, single()) : over(value, single());
    }
    return value;
  };
  const sum = (): Fraction => {
    let value = product();
    for (; rest[0] === '+' || rest[0] === '−'; ) {
      value = rest.shift() === '+' ? plus(value, product()) : plus(value, negative(product()));
    }
    return value;
  };
  const value = sum();
  if (rest.length > 0) throw new Error(`'${text}' goes on with '${rest.join(' ')}'`);
  return value;
}

/** The value as whole units of `digits` digits after the point, half away from zero. */
export function unitsOf([n, d]: Fraction, digits: number): bigint {
  const scaled = n * 10n ** BigInt(digits) * 2n;
  return scaled < 0n ? -((-scaled + d) / (2n * d)) : (scaled + d) / (2n * d);
}
