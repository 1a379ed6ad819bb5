/**
 * `npm run bench -- --deals N --runs R`: installs and builds what is missing, then measures the LCR against plain SQL; with
 * `--adjust`, `--import`, `--dates`, `--nsfr` or `--spark` it measures adjustments, the import, several dates, the NSFR beside the LCR, or Spark (bench/README.md).
 */

import { join } from 'node:path';
import { build, install, needsBuild, ROOT, run } from './prepare.mjs';

try {
  install();
  if (needsBuild()) build();
  const args = process.argv.slice(2);
  const name =
    ['adjust', 'import', 'dates', 'nsfr', 'spark'].find((each) => args.includes(`--${each}`)) ?? 'lcr';
  run(process.execPath, [join(ROOT, 'bench', `${name}.mjs`), ...args]);
} catch (error) {
  process.stderr.write(`Not measured: ${error.message}\n`);
  process.exitCode = 1;
}
