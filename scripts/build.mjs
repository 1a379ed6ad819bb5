/** `npm run build`: installs what is missing and compiles `src` to `dist`. */

import { build, install } from './prepare.mjs';

install();
build();
