/**
 * `npm run docs`: writes the pages that are generated from the code, so that they can't differ from it.
 * `--check` writes nothing, names the pages that differ and exits 1. Reads the compiled code: build first.
 */

import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { renderCliPage } from './cli-page.mjs';
import { renderErrorsPage } from './errors-page.mjs';
import { build, install, needsBuild, ROOT } from './prepare.mjs';
import { renderRejectsPage } from './rejects-page.mjs';

const check = process.argv.includes('--check');
if (!check) {
  install();
  if (needsBuild()) build();
}

const { ERROR_CODES } = await import('../dist/errors/registry.js');
const { renderInputPage } = await import('../dist/dictionary/input-page.js');
const { REJECT_REASONS } = await import('../dist/input/reasons.js');
const { renderDisclosurePage } = await import('../dist/disclosure/page.js');
const { DATE_SIGNS } = await import('../dist/input/date-format.js');

const pages = {
  'docs/reference/cli.md': renderCliPage(),
  'docs/regulation/disclosure.md': renderDisclosurePage(),
  'docs/reference/errors.md': renderErrorsPage(ERROR_CODES),
  'docs/reference/input.md': renderInputPage(),
  'docs/reference/rejects.md': renderRejectsPage(REJECT_REASONS, DATE_SIGNS),
};

// The pages of the regulation are made by its own modules, as soon as there are any.
if (existsSync(join(ROOT, 'dist/regulation/basel/lines-page.js'))) {
  const { renderLinesPage } = await import('../dist/regulation/basel/lines-page.js');
  pages['docs/regulation/lcr-lines.md'] = renderLinesPage();
  const { renderFundingLinesPage } = await import('../dist/regulation/basel/nsfr/page.js');
  pages['docs/regulation/nsfr-lines.md'] = renderFundingLinesPage();
  const { FORMULAS } = await import('../dist/regulation/basel/formulas/formulas.js');
  const { LIQ1_AVERAGES } = await import('../dist/disclosure/averages.js');
  const { renderFormulasPage } = await import('../dist/regulation/basel/formulas/page.js');
  pages['docs/regulation/formulas.md'] = renderFormulasPage([...FORMULAS, LIQ1_AVERAGES]);
  const { renderNotCoveredPage } = await import('../dist/regulation/basel/not-covered-page.js');
  pages['docs/regulation/not-covered.md'] = renderNotCoveredPage();
}

const written = (path) => (existsSync(join(ROOT, path)) ? readFileSync(join(ROOT, path), 'utf8') : undefined);

for (const [path, text] of Object.entries(pages)) {
  if (written(path) === text) continue;
  if (check) {
    process.stdout.write(`${path} is not what the code says; run \`npm run docs\`\n`);
    process.exitCode = 1;
    continue;
  }
  mkdirSync(dirname(join(ROOT, path)), { recursive: true });
  writeFileSync(join(ROOT, path), text);
  process.stdout.write(`wrote ${path}\n`);
}
