/**
 * The password file of PostgreSQL: `~/.pgpass`, or what PGPASSFILE names. Lines `host:port:database:user:password`, in which `*` stands for anything and a
 * backslash stands before a colon or a backslash; the first line that fits counts. A file that others may read is passed over, as by the programs of PostgreSQL.
 */

import { readFile, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';

export interface PasswordAsk {
  readonly host: string;
  readonly port: number;
  readonly database?: string | undefined;
  readonly user?: string | undefined;
}

/** undefined: there is none. */
export async function passwordFor(ask: PasswordAsk): Promise<string | undefined> {
  const path = process.env['PGPASSFILE'] ?? join(homedir(), '.pgpass');
  const found = await stat(path).catch(() => undefined);
  if (found?.isFile() !== true || isOpenToOthers(found.mode)) return undefined;
  return passwordIn(await readFile(path, 'utf8').catch(() => ''), ask);
}

const GROUP_AND_OTHERS = 0o077;

const isOpenToOthers = (mode: number): boolean =>
  process.platform !== 'win32' && (mode & GROUP_AND_OTHERS) !== 0;

/** The password of the first line of `text` that fits. */
export function passwordIn(text: string, ask: PasswordAsk): string | undefined {
  // A local socket is called localhost there.
  const host = ask.host.startsWith('/') ? 'localhost' : ask.host;
  const wanted = [host, `${ask.port}`, ask.database ?? '', ask.user ?? ''];
  for (const line of text.split(/\r?\n/)) {
    if (line.startsWith('#')) continue;
    const fields = [...line.matchAll(/((?:\\.|[^\\:])*)(?::|$)/g)].map(([, field = '']) => field);
    const fits = wanted.every((each, i) => fields[i] === '*' || unescaped(fields[i]) === each);
    if (fits && fields[4] !== undefined && fields[4] !== '') return unescaped(fields[4]);
  }
  return undefined;
}

const unescaped = (field: string | undefined): string | undefined => field?.replace(/\\(.)/g, '$1');
