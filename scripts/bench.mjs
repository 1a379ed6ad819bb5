/**
 * `npm run bench -- --deals N --runs R`: installs and builds what is missing, then measures the LCR against plain SQL; with
 * `--adjust` it measures adjustments (bench/README.md).
 */

import { join } from 'node:path';
import { build, install, needsBuild, ROOT, run } from './prepare.mjs';

try {
  install();
  if (needsBuild()) build();
  const args = process.argv.slice(2);
  run(process.execPath, [join(ROOT, 'bench', args.includes('--adjust') ? 'adjust.mjs' : 'lcr.mjs'), ...args]);
} catch (error) {
  process.stderr.write(`Not measured: ${error.message}\n`);
  process.exitCode = 1;
}
