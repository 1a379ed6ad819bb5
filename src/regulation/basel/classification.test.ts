import { describe, expect, it } from 'vitest';
import { lineExpression, type Rule, rules } from './classification.ts';
import { CUSTOMER_STAGES, SEGMENT_COLUMNS } from './lcr-customers.ts';
import { INSTRUMENT_RULES } from './lcr-instruments.ts';
import { OPTION_LINES } from './lcr-options.ts';
import { LINES, lineById } from './lines.ts';
import { CLASSIFICATION } from './rules.ts';
import { LCR_SPLIT_TABLE } from './splits.ts';

const targets = new Set([
  ...CLASSIFICATION.flatMap((rule) => (typeof rule.line === 'string' ? [rule.line] : [])),
  ...INSTRUMENT_RULES.map(([line]) => line),
]);
const conditions = CLASSIFICATION.map((rule) => rule.when ?? '').join(' ');

/** The texts that conditions compare a column with. */
function comparedWith(column: string): readonly string[] {
  const found = [...conditions.matchAll(new RegExp(`\\b${column} (?:!?= '(\\w+)'|in \\(([^)]*)\\))`, 'g'))];
  const texts = found.flatMap(([, one, list]) =>
    one === undefined ? [...(list ?? '').matchAll(/'(\w+)'/g)].map((match) => match[1] ?? '') : [one],
  );
  return [...new Set(texts)].sort();
}

describe('lineExpression', () => {
  it('asks the source first and the rules in order', () => {
    const ordered: readonly Rule[] = [
      ...rules(['loan'], [['I.fi', '154', 'a']]),
      ...rules(['account', 'loan'], [['I.op', '156', 'b']]),
      ...rules(['account'], [['I.oth', '160']]),
    ];
    expect(lineExpression(ordered)).toBe(
      "case when source = 'loan' then case when a then 'I.fi' when b then 'I.op' end " +
        "when source = 'account' then case when b then 'I.op' else 'I.oth' end end",
    );
  });

  it('refuses a rule that no row can reach, and a line that does not exist', () => {
    const unreachable = rules(
      ['loan'],
      [
        ['I.fi', '154'],
        ['I.nfc', '154', 'a'],
      ],
    );
    expect(() => lineExpression(unreachable)).toThrow('last of its source');
    expect(() => rules(['loan'], [['I.none', '154']])).toThrow('I.none');
  });
});

describe('the classification', () => {
  it('reaches every line that has a rate and no note that it comes later', () => {
    const later = /comes? (later|with)|no input|later, as|appears/i;
    const waiting = LINES.filter((line) => !targets.has(line.id) && !later.test(line.note ?? ''));
    expect(waiting.map((line) => line.id)).toEqual([]);
  });

  it('cites the paragraphs of its lines', () => {
    const odd = CLASSIFICATION.filter((rule) => {
      if (typeof rule.line !== 'string' || rule.line.startsWith('OUT.')) return false;
      return lineById(rule.line)?.paragraph !== rule.paragraph;
    });
    expect(odd.map((rule) => rule.line)).toEqual([]);
  });

  it('takes each kind of alternative liquidity to the line that `doctor` asks an option for', () => {
    const own = CLASSIFICATION.filter(({ sources }) => sources.includes('liquidity_option'));
    for (const [kind, line] of Object.entries(OPTION_LINES)) {
      const first = own.find(({ when }) => when === undefined || when === `detail = '${kind}'`);
      expect(first?.line, kind).toBe(line);
    }
  });

  it('speaks of segments and parts that exist', () => {
    const segments = JSON.stringify([CUSTOMER_STAGES, SEGMENT_COLUMNS]);
    for (const segment of comparedWith('segment')) expect(segments, segment).toContain(`'${segment}'`);
    const parts = new Set(LCR_SPLIT_TABLE.rows.map((row) => row['part']));
    expect(comparedWith('part').filter((part) => !parts.has(part))).toEqual([]);
    expect(comparedWith('part')).toContain('operational_insured');
  });
});
