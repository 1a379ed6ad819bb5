/** `npm run build`: installs what is missing and compiles `src` to `dist`. After a compile error the old `dist` stays. */

import { build, install } from './prepare.mjs';

try {
  install();
  build();
} catch (error) {
  process.stderr.write(`Not built: ${error.message}\n`);
  process.exitCode = 1;
}
