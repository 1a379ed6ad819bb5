/**
 * `npm run bench -- --deals N --runs R`: installs and builds what is missing, then measures the LCR against plain SQL (bench/README.md).
 */

import { join } from 'node:path';
import { build, install, needsBuild, ROOT, run } from './prepare.mjs';

try {
  install();
  if (needsBuild()) build();
  run(process.execPath, [join(ROOT, 'bench', 'lcr.mjs'), ...process.argv.slice(2)]);
} catch (error) {
  process.stderr.write(`Not measured: ${error.message}\n`);
  process.exitCode = 1;
}
