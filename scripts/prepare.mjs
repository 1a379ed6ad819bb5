/**
 * What has to be there before anything else can run: the dependencies of the lock file, and the compiled `dist`.
 *
 * Plain Node builtins only, because this runs before the first installation.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, readdirSync, renameSync, rmSync, statSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

export const ROOT = dirname(dirname(fileURLToPath(import.meta.url)));

const modifiedMs = (path) => (existsSync(path) ? statSync(path).mtimeMs : 0);

/** npm's own record of what it installed; it is rewritten by every installation. */
const INSTALLED = join(ROOT, 'node_modules', '.package-lock.json');

/** True when node_modules is missing or older than the lock file. */
export function needsInstall() {
  return modifiedMs(INSTALLED) < modifiedMs(join(ROOT, 'package-lock.json'));
}

/** Installs exactly what the lock file names, if that has not been done yet. Throws when npm fails. */
export function install() {
  if (!needsInstall()) return false;
  run('npm', ['ci', '--no-audit', '--no-fund']);
  return true;
}

/** The newest change below `folder`, as milliseconds since 1970. */
function newestMs(folder) {
  const entries = readdirSync(folder, { withFileTypes: true, recursive: true });
  return Math.max(0, ...entries.map((entry) => modifiedMs(join(entry.parentPath, entry.name))));
}

export function needsBuild() {
  const files = ['tsconfig.json', 'tsconfig.build.json', 'package-lock.json', 'scripts/bundle.mjs'];
  const inputs = [newestMs(join(ROOT, 'src')), ...files.map((file) => modifiedMs(join(ROOT, file)))];
  return modifiedMs(join(ROOT, 'dist')) < Math.max(...inputs);
}

/**
 * Compiles `src` to `dist`, and makes the command line of it (bundle.mjs). The result is built beside the old one and takes its place only when it is complete, so that
 * a deleted source leaves nothing behind, and a compile error no half of a program.
 */
export function build() {
  const next = join(ROOT, `dist-next-${process.pid}`);
  const old = join(ROOT, `dist-old-${process.pid}`);
  try {
    run(process.execPath, [tool('typescript', 'bin/tsc'), '-p', 'tsconfig.build.json', '--outDir', next]);
    run(process.execPath, [join(ROOT, 'scripts/bundle.mjs'), next]);
    if (existsSync(join(ROOT, 'dist'))) renameSync(join(ROOT, 'dist'), old);
    renameSync(next, join(ROOT, 'dist'));
  } finally {
    for (const folder of [next, old]) rmSync(folder, { recursive: true, force: true });
  }
}

/** Path of a tool's script inside node_modules, run with the Node that runs this. */
export function tool(packageName, script) {
  return join(ROOT, 'node_modules', ...packageName.split('/'), script);
}

/** Runs a command in the repository with its output shown and standard input closed; throws on a non-zero exit. */
export function run(command, args, env = {}) {
  const result = spawnSync(command, args, {
    cwd: ROOT,
    stdio: ['ignore', 'inherit', 'inherit'],
    env: { ...process.env, ...env },
  });
  if (result.error !== undefined) throw result.error;
  if (result.status !== 0)
    throw new Error(`${command} ${args[0] ?? ''} ended with ${result.status ?? result.signal}`);
}
