/** Loaded before a program (`node --import`): as it ends, the peak of its memory in MiB goes into the file that PEAK_FILE names. */

import { writeFileSync } from 'node:fs';

process.on('exit', () => {
  writeFileSync(process.env.PEAK_FILE, String(Math.round(process.resourceUsage().maxRSS / 1024)));
});
