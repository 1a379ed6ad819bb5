/** docs/reference/expressions.md is true: each example is typed and evaluated, every function and keyword is described. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { type ColumnType, DATE, parseTypeName, typeName, type Value } from '../schema/types.ts';
import { formatDate, parseDate } from '../values/date.ts';
import { formatDecimal } from '../values/decimal.ts';
import { checkText, literalValue } from './check.ts';
import { evaluate } from './evaluate.ts';
import { FUNCTIONS, SCALE_USAGE } from './functions.ts';
import { parseExpr } from './parse.ts';
import { printExpr } from './print.ts';
import { RESERVED } from './words.ts';

const PAGE = readFileSync(new URL('../../docs/reference/expressions.md', import.meta.url), 'utf8');

interface SampleColumn {
  readonly type: ColumnType;
  readonly value: Value;
}

const ROW: ReadonlyMap<string, SampleColumn> = new Map(fenced('columns').map(sampleColumn));
const CALCULATION_DATE = parseDate('2024-01-31') ?? null;

/** The lines of all blocks with this info string. */
function fenced(info: string): string[] {
  const blocks = [...PAGE.matchAll(new RegExp(`^\`\`\`${info}\\n([^]*?)^\`\`\``, 'gm'))];
  return blocks.flatMap((block) => (block[1] ?? '').split('\n').filter((line) => line !== ''));
}

function sampleColumn(line: string): [string, SampleColumn] {
  const [, name, typeText, text] = /^(\w+) +(\S+) +(.+)$/.exec(line) ?? [];
  const type = parseTypeName(typeText ?? '');
  if (name === undefined || type === undefined || text === undefined) throw new Error(`no column: ${line}`);
  return [name, { type, value: text === 'NULL' ? null : literalValue(text, type) }];
}

/** What the page should say of an expression. */
function outcome(text: string): string {
  try {
    const lookup = (name: string) => {
      const column = ROW.get(name);
      return column && { name, type: column.type, nullable: column.value === null };
    };
    const scope = { lookup, names: () => [...ROW.keys()] };
    const typed = checkText(text, scope, { calculation_date: DATE });
    const value = evaluate(typed, (name) => ROW.get(name)?.value ?? null, {
      calculation_date: CALCULATION_DATE,
    });
    return `${shown(value, typed.type)} : ${typeName(typed.type)}`;
  } catch (error) {
    if (error instanceof PlimsollError) return `error ${error.code}`;
    throw error;
  }
}

function shown(value: Value, type: ColumnType): string {
  if (value === null) return 'NULL';
  if (typeof value === 'bigint' && type.kind === 'decimal') return formatDecimal(value, type.scale);
  return typeof value === 'number' ? formatDate(value) : String(value);
}

describe('examples of the page', () => {
  const examples = fenced('expr');

  it('are many', () => {
    expect(examples.length).toBeGreaterThan(70);
  });

  it.each(examples)('%s', (line) => {
    const [text = '', expected = ''] = line.split(' → ');
    expect(outcome(text.trim())).toBe(expected);
  });

  it('mean the same when they are printed', () => {
    for (const line of examples.filter((example) => !example.includes('→ error'))) {
      const [text = '', expected] = line.split(' → ');
      expect(outcome(printExpr(parseExpr(text)))).toBe(expected);
    }
  });
});

describe('the page', () => {
  it('describes every function, and no other', () => {
    const table = PAGE.slice(PAGE.indexOf('| function |'), PAGE.indexOf('Whole numbers are integers'));
    const described = [...table.matchAll(/`([a-z_]+\([^`]*\))`/g)].map((match) => match[1]);
    const usages = [...Object.values(FUNCTIONS).map((spec) => spec.usage), ...Object.values(SCALE_USAGE)];
    expect(described.sort()).toEqual(usages.sort());
  });

  it('lists every keyword, and no other', () => {
    expect(/The keywords are `([^`]*)`/.exec(PAGE)?.[1]?.split(' ')).toEqual(RESERVED);
  });
});
