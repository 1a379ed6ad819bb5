/** docs/reference/rules.md is true: its rules pass or are refused as it says, and its tables are those of the code. */

import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { checkPipeline } from '../pipeline/check.ts';
import { BASEL_LCR } from '../regulation/basel/lcr.ts';
import { checkRule } from './check.ts';
import { OPERATIONS, OPERATORS } from './operators.ts';
import { parseRules, RULE_KEYS, readRules } from './parse.ts';
import { ruleJson } from './rule-json.ts';

const PAGE = readFileSync(new URL('../../docs/reference/rules.md', import.meta.url), 'utf8');
const PIPELINE = checkPipeline(BASEL_LCR);

/** Info string and text of every JSON block. */
const BLOCKS = [...PAGE.matchAll(/^```json ([^\n]*)\n(.*?)^```/gms)].map(([, info = '', text = '']) => ({
  info,
  text,
}));

/** The rows of the table whose first column has this name, cells as texts without marks of code. */
function table(first: string): readonly (readonly string[])[] {
  const [, rows = ''] =
    new RegExp(`^\\| ${first} \\|[^\\n]*\\n\\|[- |]*\\n((?:\\|[^\\n]*\\n)*)`, 'm').exec(PAGE) ?? [];
  const lines = rows.split('\n').filter((line) => line !== '');
  return lines.map((line) =>
    line
      .slice(1, -1)
      .split('|')
      .map((cell) => cell.trim().replaceAll('`', '')),
  );
}

function outcome(text: string): string {
  try {
    for (const { document, placeOf } of readRules(text, 'a.json')) checkRule(document, PIPELINE, placeOf);
  } catch (error) {
    if (error instanceof PlimsollError) return error.code;
    throw error;
  }
  return 'accepted';
}

describe('rules of the page', () => {
  it('are several', () => {
    expect(BLOCKS.filter((block) => block.info === 'rule').length).toBeGreaterThan(4);
    expect(BLOCKS.filter((block) => block.info.startsWith('refused')).length).toBeGreaterThan(2);
  });

  it.each(BLOCKS)('%#: $info', ({ info, text }) => {
    expect(outcome(text)).toBe(info === 'rule' ? 'accepted' : info.replace('refused ', ''));
    expect(parseRules(parseRules(text, 'a').map(ruleJson).join('\n'), 'a')).toEqual(parseRules(text, 'a'));
  });

  it('use every operation', () => {
    const used = BLOCKS.flatMap(({ text }) => parseRules(text, 'a')).flatMap((rule) =>
      rule.adjustments.map((each) => each.operation),
    );
    expect(Object.keys(OPERATIONS).filter((name) => !used.some((each) => each === name))).toEqual([]);
  });
});

describe('the tables of the page', () => {
  it('list every key', () => {
    const listed = table('key').flatMap(([names = '']) => names.split(', '));
    expect(listed.sort()).toEqual([...RULE_KEYS].sort());
  });

  it('list every operator with what it takes', () => {
    const values = { one: /^one (value|text)$/, list: /^a list$/, ends: /^a list of two$/, none: /^none$/ };
    const rows = table('operator');
    expect(rows.map(([name]) => name)).toEqual(Object.keys(OPERATORS));
    for (const [index, spec] of Object.values(OPERATORS).entries()) {
      expect(rows[index]?.[1]).toMatch(values[spec.values]);
      expect(rows[index]?.[2]?.split(', ')).toEqual(spec.kinds);
    }
  });

  it('list every operation with its keys', () => {
    const rows = table('operation');
    expect(rows.map(([name]) => name)).toEqual(Object.keys(OPERATIONS));
    for (const [index, [name, spec]] of Object.entries(OPERATIONS).entries()) {
      const keys = (rows[index]?.[1] ?? '').split(/, | or /).filter((key) => key !== '');
      expect(keys).toEqual(spec.keys);
      if (name !== 'exclude') expect(rows[index]?.[2]?.split(', ')).toEqual(spec.kinds);
    }
  });
});
