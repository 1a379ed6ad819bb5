/** JSON output of every command: the names that docs/reference/json.md lists, and no other; all of them in snake_case. */

import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type SmallBank, smallBank } from '../support/small-bank.ts';
import { ROOT } from '../support/tree.ts';

/** Command as the page writes it → names of its document. */
const documented = new Map(
  [
    ...readFileSync(join(ROOT, 'docs/reference/json.md'), 'utf8').matchAll(/^\| `([^`]+)` \| (`.*`) \|$/gm),
  ].map(([, command = '', names = '']) => [command, [...names.matchAll(/`(\w+)`/g)].map(([, name]) => name)]),
);

/** `made` stands for a folder of its own: `generate` writes nothing over files that are there. */
const COMMANDS: Readonly<Record<string, readonly string[]>> = {
  init: ['init', 'made'],
  generate: ['generate', '--deals', '200', '--seed', '1', '--project', 'made'],
  run: ['run'],
  'show metrics': ['show', 'metrics'],
  'show lines': ['show', 'lines'],
  'show stages': ['show', 'stages'],
  'show rejects': ['show', 'rejects'],
  'show STAGE': ['show', 'liquidity'],
  explain: ['explain'],
  'explain STAGE': ['explain', 'liquidity'],
  doctor: ['doctor'],
};

let bank: SmallBank;

beforeAll(() => {
  bank = smallBank();
});
afterAll(() => bank.remove());

/** Every name in the document, at any depth. */
function names(value: unknown): readonly string[] {
  if (Array.isArray(value)) return value.flatMap(names);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([name, inner]) => [name, ...names(inner)]);
}

describe('JSON output', () => {
  it('is documented for every command that is tried here', () => {
    expect([...documented.keys()]).toEqual(Object.keys(COMMANDS));
  });

  for (const [command, args] of Object.entries(COMMANDS)) {
    it(`of ${command} has the documented names, in snake_case`, () => {
      const document = bank.json(...args.map((arg) => (arg === 'made' ? join(bank.folder, arg) : arg)));
      expect(Object.keys(document as object).sort()).toEqual([...(documented.get(command) ?? [])].sort());
      // Names of perimeters, lines and date partitions are values, which no document uses as names.
      expect(names(document).filter((name) => !/^[a-z0-9]+(_[a-z0-9]+)*$/.test(name))).toEqual([]);
    });
  }

  it('of an error has code, message and place', () => {
    expect(bank.json('show', '--limit', 'many')).toEqual({
      error: {
        code: 'cli.limit',
        message: '--limit is `many`; allowed is a whole number, for example 50.',
        place: null,
      },
    });
  });
});
