/**
 * `npm run faults -- --kills N [--seed S]`: commands killed and interrupted at random moments, then run to their end. The last line has the figures; exit
 * code 1 where something is wrong.
 */

import { parseArgs } from 'node:util';
import { build, install, needsBuild } from './prepare.mjs';
import { testModules } from './test-modules.mjs';

const HELP = `npm run faults -- --kills N [--seed S] [--deals D] [--workers W]

Kills (SIGKILL) or interrupts (SIGINT) commands of the command line N times (default 60) on a generated bank of D deals (default 30000): a first run, runs on
corrected files, the approval of a rule, the clean-up of the store. The moments are random, half of them those in which files appear or are renamed. Then the
command runs to its end: rows, results, records and files must be those of an undisturbed project, and nothing may be left. Example:

  npm run faults -- --kills 200 --seed 7
`;

function wholeNumber(text, name) {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  process.stderr.write(`--${name} must be a whole number such as 100, found \`${text}\`\n`);
  return process.exit(2);
}

async function main() {
  const { values } = parseArgs({
    options: {
      kills: { type: 'string', default: '60' },
      seed: { type: 'string', default: '1' },
      deals: { type: 'string', default: '30000' },
      workers: { type: 'string', default: '2' },
      help: { type: 'boolean', default: false },
    },
  });
  if (values.help) {
    process.stdout.write(HELP);
    return 0;
  }
  const [kills, seed, deals, workers] = ['kills', 'seed', 'deals', 'workers'].map((name) =>
    wholeNumber(values[name], name),
  );
  install();
  if (needsBuild()) build();
  const server = await testModules();
  try {
    const { faults } = await server.ssrLoadModule('/test/faults/campaign.ts');
    const started = performance.now();
    const onFault = (text) => process.stdout.write(`${text}\n`);
    const progress = (done) => {
      if (done % 10 === 0) process.stderr.write(`${done} of ${kills} kills\n`);
    };
    const counts = await faults({ kills, seed, deals, workers, onFault, progress });
    const seconds = ((performance.now() - started) / 1000).toFixed(0);
    const acts = Object.entries(counts.hitsByAct).map(([name, hits]) => `${name} ${hits}`);
    process.stdout.write(
      `faults: ${counts.hits} before the command had ended (${acts.join(', ')}); seed ${seed}, ${seconds} s\n`,
    );
    process.stdout.write(
      `${counts.kills} kills, ${counts.differing} differing rows, ${counts.left} files left over, ${counts.problems} other problems\n`,
    );
    return counts.differing + counts.left + counts.problems === 0 ? 0 : 1;
  } finally {
    await server.close();
  }
}

process.exitCode = await main();
