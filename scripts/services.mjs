/**
 * `npm run services`: installs what tests of real servers need, so far PostgreSQL 15 as Debian packs it. There is nothing to do where it is present, and no test
 * needs this script: without the server they are skipped, with the reason. Where CI=true is set they fail instead.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

const PACKAGE = 'postgresql-15';
const SERVER = join(process.env.PLIMSOLL_POSTGRES ?? '/usr/lib/postgresql/15/bin', 'postgres');

const say = (text) => process.stdout.write(`${text}\n`);

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  return error === undefined && status === 0;
}

/** An installation that has no lists of packages yet gets them first. */
const install = () =>
  aptGet('install', '-y', '--no-install-recommends', PACKAGE) ||
  (aptGet('update') && aptGet('install', '-y', '--no-install-recommends', PACKAGE));

function main() {
  if (existsSync(SERVER)) {
    say(`PostgreSQL is there: ${SERVER}`);
    return 0;
  }
  if (process.getuid?.() !== 0) {
    say(`PostgreSQL 15 is missing, and only root can install it. Type: sudo apt-get install ${PACKAGE}`);
    say('On other systems, let PLIMSOLL_POSTGRES name the folder with initdb, pg_ctl and postgres.');
    return 1;
  }
  if (install() && existsSync(SERVER)) return 0;
  say(`PostgreSQL 15 is missing, and apt-get could not install ${PACKAGE}. Install it in another way.`);
  return 1;
}

process.exitCode = main();
