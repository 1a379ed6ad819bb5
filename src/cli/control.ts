/** The control log as commands use it: opened beside the results, read, and appended to by whoever acts. */

import { userInfo } from 'node:os';
import { join } from 'node:path';
import type { Act } from '../control/act.ts';
import { append } from '../control/append.ts';
import type { Head } from '../control/chain.ts';
import type { ControlLog } from '../control/control-log.ts';
import { foldLog } from '../control/fold-log.ts';
import { openLog } from '../control/open-log.ts';
import type { ControlState } from '../control/state.ts';
import { fail, PlimsollError } from '../errors/error.ts';
import { loadProject } from '../project/load.ts';
import { STATE_FOLDER } from '../run/open-session.ts';
import type { Options } from './context.ts';

export interface Control {
  readonly log: ControlLog;
  readonly state: ControlState;
  /** What is decided on the state is appended to this head. */
  readonly head: Head;
}

/** Where the log of a project lies whose results lie in `root`. */
export const logFolder = (root: string): string => join(root, 'control');

/** The log of a project whose results lie in `root`. Errors: those of fold-log.ts. */
export async function openControl(root: string): Promise<Control> {
  const log = await openLog(logFolder(root));
  const { state, head } = await foldLog(log);
  return { log, state, head };
}

/** The same without an engine, for commands that only look. Errors: project.*. */
export async function projectControl(folder: string): Promise<Control> {
  const project = await loadProject(folder);
  return openControl(join(project.folder, STATE_FOLDER));
}

/** Who acts: `--user`, or who has started the process. Errors: cli.no_user. */
export function actingUser(options: Options): string {
  const { user } = options;
  if (typeof user === 'string' && user.trim() !== '') return user.trim();
  if (user !== undefined) return fail('cli.no_user', {});
  try {
    return userInfo().username;
  } catch {
    return fail('cli.no_user', {});
  }
}

/** Who, when and why of an act. */
export function deedOf(options: Options): Pick<Act, 'user' | 'at' | 'reason'> {
  const { reason } = options;
  return {
    user: actingUser(options),
    at: new Date().toISOString(),
    reason: typeof reason === 'string' && reason !== '' ? reason : null,
  };
}

const ATTEMPTS_MAX = 10;

/** Appends what was not decided on the state of the log, such as a run: whatever was appended meanwhile, it goes behind it. */
export async function appendAnywhere(control: Control, act: Act): Promise<Head> {
  let expectedHead = control.head;
  for (let attempt = 1; ; attempt++) {
    try {
      return await append(control.log, act, { expectedHead });
    } catch (error) {
      const isMoved = error instanceof PlimsollError && error.code === 'control.head_moved';
      if (!isMoved || attempt === ATTEMPTS_MAX) throw error;
      expectedHead = (await foldLog(control.log)).head;
    }
  }
}
