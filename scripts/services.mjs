/**
 * `npm run services`: installs what tests of real servers and programs need, as Debian packs it. There is nothing to do where it is present, and no test needs this
 * script: without a program its tests are skipped, with the reason. Where CI=true is set they fail instead.
 */

import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';

/** Each with its package, a file that is there when it is installed, and how to name one that lies elsewhere. */
const SERVICES = [
  {
    name: 'PostgreSQL 15',
    package: 'postgresql-15',
    file: join(process.env.PLIMSOLL_POSTGRES ?? '/usr/lib/postgresql/15/bin', 'postgres'),
    elsewhere: 'let PLIMSOLL_POSTGRES name the folder with initdb, pg_ctl and postgres',
  },
  {
    name: 'LibreOffice Calc',
    package: 'libreoffice-calc',
    file: process.env.PLIMSOLL_SOFFICE ?? '/usr/bin/soffice',
    elsewhere: 'let PLIMSOLL_SOFFICE name the program soffice',
  },
];

const say = (text) => process.stdout.write(`${text}\n`);

function aptGet(...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync('apt-get', args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  return error === undefined && status === 0;
}

/** An installation that has no lists of packages yet gets them first. */
const install = (packages) =>
  aptGet('install', '-y', '--no-install-recommends', ...packages) ||
  (aptGet('update') && aptGet('install', '-y', '--no-install-recommends', ...packages));

function main() {
  const isThere = ({ file }) => existsSync(file);
  for (const { name, file } of SERVICES.filter(isThere)) say(`${name} is there: ${file}`);
  const missing = () => SERVICES.filter((service) => !isThere(service));
  if (missing().length === 0) return 0;
  const names = missing().map((service) => service.package);
  if (process.getuid?.() !== 0)
    say(`Only root can install what is missing. Type: sudo apt-get install ${names.join(' ')}`);
  else install(names);
  for (const { name, elsewhere } of missing()) say(`${name} is missing. On other systems, ${elsewhere}.`);
  return missing().length === 0 ? 0 : 1;
}

process.exitCode = main();
