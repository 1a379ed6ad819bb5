/** What `init --from` proposes for public data sets, against what a person wrote for the same files in examples/real-bank. */

import { existsSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { SourceProposal } from '../../src/propose/proposal.ts';
import { propose } from '../../src/propose/propose.ts';
import { ROOT } from '../support/tree.ts';

const DATA = resolve(ROOT, '../shared/data');

async function proposed(path: string): Promise<SourceProposal | undefined> {
  const engine = () => Promise.reject(new Error('CSV needs no engine'));
  const { sources } = await propose({ files: [join(DATA, path)], folder: ROOT, engine });
  return sources[0];
}

const from = (source: SourceProposal | undefined, name: string): unknown => {
  const mapping = source?.columns.find((column) => column.name === name)?.mapping;
  return mapping?.kind === 'column' ? mapping.column : mapping?.kind;
};

describe.skipIf(!existsSync(DATA))('proposals for public data, which need ../shared/data,', () => {
  it('know the securities of a central bank, and how many dates are written otherwise', async () => {
    const source = await proposed('ecb_cspp/holdingsECB.csv');
    expect(source).toMatchObject({
      table: 'instrument',
      rows: 1822,
      csv: { separator: ';' },
      values: { date: '%d/%m/%Y' },
    });
    expect(from(source, 'security_id')).toBe('ISIN');
    expect(from(source, 'maturity_date')).toBe('MATURITY DATE');
    expect(from(source, 'asset_class')).toBe('open');
    const maturity = source?.columns.find((column) => column.name === 'maturity_date');
    // 20 dates are in another form: real-bank counts them as rejects, too.
    expect(maturity?.reasons.join()).toContain('1802 of 1822 values are dates in %d/%m/%Y');
  });

  it('know gilts by their ISIN, with the date of the list in its name', async () => {
    const source = await proposed('uk_gilts/gilts_20240102.csv');
    expect(source).toMatchObject({ table: 'instrument', values: { date: '%Y-%m-%d' } });
    expect(source?.patterns[0]).toContain('gilts_{date:%Y%m%d}.csv');
    expect(from(source, 'maturity_date')).toBe('redemption');
  });

  it('find the balance among the columns of a marketing campaign, and say how little that is', async () => {
    const source = await proposed('bank_marketing_uci/bank-full.csv');
    expect(source).toMatchObject({ csv: { separator: ';' }, whole: false });
    expect(from(source, 'balance')).toBe('balance');
    expect(source?.tableConfidence).toBe('low');
  });
});
