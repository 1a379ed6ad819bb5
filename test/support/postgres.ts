/**
 * A PostgreSQL server for the tests of one file: a folder of its own, on the loopback address alone, with passwords, stopped at the end in any case.
 *
 * `npm run services` installs the programs; PLIMSOLL_POSTGRES names the folder of others. Without them tests are skipped with the reason, and fail where CI=true
 * is set.
 */

import { spawnSync } from 'node:child_process';
import { chownSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import pg from 'pg';

const PROGRAMS = process.env['PLIMSOLL_POSTGRES'] ?? '/usr/lib/postgresql/15/bin';

/** Can tests of a server not run here? Errors: where CI=true is set, as nothing may be left out there. */
export function isPostgresMissing(): boolean {
  const isMissing = !existsSync(join(PROGRAMS, 'initdb'));
  if (isMissing && process.env['CI'] === 'true')
    throw new Error(`PostgreSQL is not in ${PROGRAMS}: npm run services installs it`);
  return isMissing;
}

export interface PostgresServer {
  readonly user: string;
  readonly password: string;
  readonly port: number;
  /** With the password. */
  readonly address: string;
  /** Runs statements as the user `plimsoll`. */
  readonly run: (sql: string) => Promise<pg.QueryResult>;
  readonly stop: () => Promise<void>;
}

export async function startPostgres(): Promise<PostgresServer> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-postgres-'));
  const password = 'p@ss:word/#?';
  const port = await freePort();
  const program = programsIn(folder);
  const data = join(folder, 'data');
  writeFileSync(join(folder, 'password'), password);
  program.owns(join(folder, 'password'));
  const stop = (): void => {
    try {
      if (existsSync(join(data, 'postmaster.pid')))
        program.run('pg_ctl', '-D', data, '-m', 'immediate', '-w', 'stop');
    } finally {
      rmSync(folder, { recursive: true, force: true });
    }
  };
  try {
    const secret = ['--auth=scram-sha-256', '--pwfile', join(folder, 'password')];
    program.run(
      'initdb',
      '-D',
      data,
      '-U',
      'plimsoll',
      ...secret,
      '-E',
      'UTF8',
      '--locale=C.UTF-8',
      '--no-sync',
    );
    const settings = `-c listen_addresses=127.0.0.1 -p ${port} -k ${folder} -c fsync=off -c full_page_writes=off`;
    program.run('pg_ctl', '-D', data, '-w', '-t', '60', '-l', join(folder, 'log'), '-o', settings, 'start');
  } catch (error) {
    stop();
    throw error;
  }
  // A test process that is killed leaves no server behind, as long as it gets to say so.
  process.once('exit', stop);
  const address = `postgres://plimsoll:${encodeURIComponent(password)}@127.0.0.1:${port}/postgres`;
  const client = new pg.Client({ connectionString: address });
  await client.connect();
  return {
    user: 'plimsoll',
    password,
    port,
    address,
    run: (sql) => client.query(sql),
    stop: async () => {
      await client.end();
      process.off('exit', stop);
      stop();
    },
  };
}

/** The programs refuse to run as root, and are then run as the user whom their package made. */
function programsIn(folder: string) {
  const isRoot = process.getuid?.() === 0;
  const id = (flag: string): number =>
    Number.parseInt(spawnSync('id', [flag, 'postgres'], { encoding: 'utf8' }).stdout, 10);
  const owns = (path: string): void => {
    if (isRoot) chownSync(path, id('-u'), id('-g'));
  };
  owns(folder);
  const as = isRoot ? ['setpriv', '--reuid=postgres', '--regid=postgres', '--clear-groups'] : [];
  const run = (name: string, ...args: readonly string[]): void => {
    const [command = '', ...rest] = [...as, join(PROGRAMS, name), ...args];
    // A server that was started would hold the pipes of its starter open.
    const { status, error } = spawnSync(command, rest, { cwd: folder, stdio: 'ignore' });
    if (error !== undefined || status !== 0)
      throw new Error(`${name} ended with ${status ?? error?.message}${logIn(folder)}`);
  };
  return { owns, run };
}

function logIn(folder: string): string {
  const path = join(folder, 'log');
  return existsSync(path) ? `: ${readFileSync(path, 'utf8')}` : '';
}

export function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', reject);
    server.listen(0, '127.0.0.1', () => {
      const address = server.address();
      server.close(() => resolve(typeof address === 'object' && address !== null ? address.port : 0));
    });
  });
}
