/** Runs every case of the corpus on the reference interpreter and on DuckDB; on Spark test/spark/corpus.test.ts does. */

import { relative } from 'node:path';
import { describe, expect, it } from 'vitest';
import { sharedDuckDb } from '../support/shared-engine.ts';
import { parseCase } from './case-file.ts';
import { caseNames, ORACLE, onEngine, readCase, verdictOf } from './run-case.ts';

const CASES_MIN = 60;

const files = caseNames();
const runners = [ORACLE, onEngine('duckdb', sharedDuckDb())];

describe.each(files)('%s', (name) => {
  const file = readCase(name);
  for (const runner of runners) {
    it(`${file.title} [${runner.name}]`, async () => {
      expect((await verdictOf(file, runner)).problem).toBe('');
    });
  }
});

describe('the corpus', () => {
  it('has its cases in folders by topic', () => {
    expect(files.length).toBeGreaterThanOrEqual(CASES_MIN);
    expect(files.filter((name) => relative('.', name).split(/[\\/]/).length !== 2)).toEqual([]);
  });

  it('refuses unknown keys, and cases without an expectation', () => {
    const base = { title: 'A title that is long enough', tables: {}, stages: [], expected: {} };
    expect(() => parseCase(JSON.stringify(base))).not.toThrow();
    expect(() => parseCase(JSON.stringify({ ...base, expectd: {} }))).toThrow(/expectd/);
    expect(() => parseCase(JSON.stringify({ ...base, expected: undefined }))).toThrow(/either/);
    expect(() => parseCase(JSON.stringify({ ...base, error: 'row' }))).toThrow(/either/);
  });
});
