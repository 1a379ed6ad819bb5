import { readFileSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { renderLinesPage } from './lines-page.ts';

const written = fileURLToPath(new URL('../../../docs/regulation/lcr-lines.md', import.meta.url));

describe('the page of lines', () => {
  it('shows a line with rate, first day, option, paragraph, mark, LIQ1 row and formula', () => {
    const page = renderLinesPage();
    expect(page).toContain(
      '| `W.nfc20` | The same where deposit insurance covers all that the depositor has at the bank | 20 % | BASEL 2015-01-01 | replaces | 108 | V | 7 | [deposit insurance per depositor](formulas.md#deposit-insurance-per-depositor)',
    );
    expect(page).toContain('(level 2A) | 15 % | BASEL 2015-01-01 | none | 52(b) | V | 1 |');
    expect(page).toContain(
      '| `I.oth` | Other contractual receipts within 30 days | national |  | needed | 160 | V | 19 |  |  |',
    );
  });

  it('is the page in docs; `npm run docs` writes it', () => {
    expect(readFileSync(written, 'utf8')).toBe(renderLinesPage());
  });
});
