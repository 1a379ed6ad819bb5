/**
 * `npm run services`: installs what tests of real servers and programs need: Debian's packages as root, and Spark, which Debian does not pack, with pip in a folder of
 * the user's cache. There is nothing to do where it is present, and no test needs this script: without a program its tests are skipped, with the reason. Where CI=true
 * is set they fail instead.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';

/** In a virtual environment of Python, outside the repository, so that a fresh clone finds it. 850 MB. */
const SPARK = {
  folder: join(homedir(), '.cache', 'plimsoll-services', 'spark'),
  package: 'pyspark[connect]==4.0.1',
};

const PYTHON = ['python3', '-m', 'venv'];

/** Each with what installs it, a file that is there when it is installed, and how to name one that lies elsewhere. */
const SERVICES = [
  {
    name: 'PostgreSQL 15',
    debian: ['postgresql-15'],
    file: () => existing(join(process.env.PLIMSOLL_POSTGRES ?? '/usr/lib/postgresql/15/bin', 'postgres')),
    elsewhere: 'let PLIMSOLL_POSTGRES name the folder with initdb, pg_ctl and postgres',
  },
  {
    name: 'LibreOffice Calc',
    debian: ['libreoffice-calc'],
    file: () => existing(process.env.PLIMSOLL_SOFFICE ?? '/usr/bin/soffice'),
    elsewhere: 'let PLIMSOLL_SOFFICE name the program soffice',
  },
  {
    name: 'Java 17, for Spark',
    debian: ['openjdk-17-jre-headless'],
    file: () => java(),
    elsewhere: 'let JAVA_HOME name the folder of a Java 17',
  },
  {
    name: 'Python with venv, for Spark',
    debian: ['python3', 'python3-venv'],
    file: () => (spark() === undefined ? python() : spark()),
    elsewhere: 'install Python 3.9 or later with its modules venv and ensurepip',
  },
  {
    name: 'Spark 4.0.1',
    debian: [],
    file: () => spark(),
    install: () =>
      run(...PYTHON, SPARK.folder) &&
      run(join(SPARK.folder, 'bin', 'pip'), 'install', '--quiet', SPARK.package),
    elsewhere: `type pip install '${SPARK.package}', and let PLIMSOLL_SPARK name the folder pyspark that it makes`,
  },
];

const existing = (file) => (existsSync(file) ? file : undefined);

function java() {
  const home = process.env.JAVA_HOME;
  const folders = home === undefined ? (process.env.PATH ?? '').split(delimiter) : [join(home, 'bin')];
  return folders.map((folder) => join(folder, 'java')).find(existsSync);
}

/** Debian packs Python without what fills a new environment. */
const python = () => (quiet('python3', '-c', 'import venv, ensurepip') ? 'python3' : undefined);

function spark() {
  const libraries = join(SPARK.folder, 'lib');
  const homes = process.env.PLIMSOLL_SPARK
    ? [process.env.PLIMSOLL_SPARK]
    : (existsSync(libraries) ? readdirSync(libraries) : []).map((name) =>
        join(libraries, name, 'site-packages', 'pyspark'),
      );
  return homes.map((home) => join(home, 'bin', 'spark-submit')).find(existsSync);
}

const say = (text) => process.stdout.write(`${text}\n`);

const quiet = (command, ...args) => spawnSync(command, args, { stdio: 'ignore' }).status === 0;

function run(command, ...args) {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  const { status, error } = spawnSync(command, args, { stdio: ['ignore', 'inherit', 'inherit'], env });
  return error === undefined && status === 0;
}

/** An installation that has no lists of packages yet gets them first. */
const installPackages = (packages) =>
  run('apt-get', 'install', '-y', '--no-install-recommends', ...packages) ||
  (run('apt-get', 'update') && run('apt-get', 'install', '-y', '--no-install-recommends', ...packages));

const missing = () => SERVICES.filter((service) => service.file() === undefined);

function main() {
  for (const { name, file } of SERVICES) if (file() !== undefined) say(`${name} is there: ${file()}`);
  const packages = missing().flatMap((service) => service.debian);
  if (packages.length > 0 && process.getuid?.() !== 0)
    say(`Only root can install what is missing. Type: sudo apt-get install ${packages.join(' ')}`);
  else if (packages.length > 0) installPackages(packages);
  for (const { name, install, file } of missing()) {
    if (install === undefined) continue;
    say(`${name} is being installed.`);
    install();
    if (file() !== undefined) say(`${name} is installed: ${file()}`);
  }
  for (const { name, elsewhere } of missing()) say(`${name} is missing. On other systems, ${elsewhere}.`);
  return missing().length === 0 ? 0 : 1;
}

process.exitCode = main();
