/**
 * One statement that is executed, and its answers without loss and without doubles, whatever happens to the connection.
 *
 * The client names the operation, and the server keeps its answers until they are released. A stream that ends before the answer `result_complete` (a server ends it
 * on purpose after two minutes), or that is cut, is taken up again behind the last answer that was read (ReattachExecute). A server that does not know the
 * operation has not begun it, as long as nothing of it was read: then it is executed, under the same name, so that of two requests that arrive late only one counts.
 * After that it is lost, as nobody can know what a second execution would do.
 *
 * Leaving a stream stops nothing on the server: who stops early tells it so (Interrupt). Answers that were read are released as it goes, so a server keeps few.
 */

import { randomUUID } from 'node:crypto';
import type { MessageInitShape } from '@bufbuild/protobuf';
import { fail, PlimsollError } from '../../../errors/error.ts';
import { isWorthAnother } from './call.ts';
import { raise } from './failure.ts';
import type { ExecutePlanResponse, PlanSchema } from './generated/connect.ts';
import { interrupt } from './interrupt.ts';
import { brief, type Patience, patienceOf } from './patience.ts';
import { releaserOf } from './release.ts';
import { type Trouble, troubleOf } from './trouble.ts';
import type { Wire } from './wire.ts';

export interface Statement {
  readonly plan: MessageInitShape<typeof PlanSchema>;
  /** For errors. */
  readonly sql: string;
  /** A UUID that was not used in the session; a new one where there is none. */
  readonly operationId?: string;
  /** Stops the statement, also on the server. */
  readonly signal?: AbortSignal;
}

/** Who stops a statement does not wait long for a server that does not answer. */
const STOP_TIMEOUT_MS = 5000;

const REATTACHABLE = [{ requestOption: { case: 'reattachOptions' as const, value: { reattachable: true } } }];

const NOT_BEGUN = 'INVALID_HANDLE.OPERATION_NOT_FOUND';
/** What a server answers to a second execution when the first request arrived after all. To a first one it means that the name was used before. */
const BEGUN = 'INVALID_HANDLE.OPERATION_ALREADY_EXISTS';
const LOST = /^(INVALID_HANDLE\.OPERATION_(NOT_FOUND|ABANDONED)|INVALID_CURSOR\.)/;

/** The answers up to `result_complete`, which is none of them. Errors: as `raise` tells, spark.operation_lost, spark.stopped. */
export async function* answersTo(
  wire: Wire,
  statement: Statement,
): AsyncGenerator<ExecutePlanResponse, void, undefined> {
  const operationId = statement.operationId ?? randomUUID();
  const { signal } = statement;
  if (isStopped(signal)) fail('spark.stopped', { by: 'caller' });
  const progress: Progress = { next: 'execute', executions: 0, last: null, count: 0 };
  const releaser = releaserOf(wire, operationId);
  let stopping: Promise<void> | undefined;
  const stop = (): void => {
    stopping ??= stopOne(wire, operationId);
  };
  signal?.addEventListener('abort', stop);
  let isOver = false;
  try {
    for await (const answer of connected(wire, { ...statement, operationId }, progress)) {
      releaser.until(answer.responseId);
      yield answer;
    }
    isOver = true;
  } catch (error) {
    isOver = !isStopped(signal) && isEnd(error);
    throw error;
  } finally {
    signal?.removeEventListener('abort', stop);
    if (!isOver) stop();
    await stopping;
    releaser.all();
  }
}

/** A function, as a signal changes between two looks at it. */
const isStopped = (signal: AbortSignal | undefined): boolean => signal?.aborted === true;

/** A statement that failed is over on the server as well, and a server that can't be reached is not told anything. */
const isEnd = (error: unknown): boolean => error instanceof PlimsollError && error.code !== 'spark.protocol';

interface Progress {
  next: 'execute' | 'reattach';
  /** How often it was sent to be executed. */
  executions: number;
  /** Id of the last answer that was read. */
  last: string | null;
  count: number;
}

type Named = Statement & { readonly operationId: string };

/** Streams, one after another, until the result is complete. */
async function* connected(
  wire: Wire,
  statement: Named,
  progress: Progress,
): AsyncGenerator<ExecutePlanResponse, void, undefined> {
  const patience = patienceOf(wire.retry, wire.clock);
  for (;;) {
    const before = progress.count;
    try {
      for await (const answer of streamed(wire, statement, progress)) {
        patience.reset();
        if (answer.responseType.case === 'resultComplete') return;
        yield answer;
      }
      progress.next = 'reattach';
      // A server that ends its streams without a word would otherwise be asked without end.
      const silent: Trouble = { kind: 'transient', reason: 'it ends its answers early', waitMs: 0 };
      if (progress.count === before) await recover(wire, silent, { statement, progress, patience });
    } catch (error) {
      if (isStopped(statement.signal)) fail('spark.stopped', { by: 'caller' });
      await recover(wire, troubleOf(error), { statement, progress, patience });
    }
  }
}

/** One stream. It is broken off when its reader leaves, as the transport would keep it otherwise. */
async function* streamed(
  wire: Wire,
  { plan, operationId, signal }: Named,
  progress: Progress,
): AsyncGenerator<ExecutePlanResponse, void, undefined> {
  const leave = new AbortController();
  const options = { signal: signal === undefined ? leave.signal : AbortSignal.any([signal, leave.signal]) };
  const names = { ...wire.identity(), operationId };
  if (progress.next === 'execute') progress.executions += 1;
  const stream =
    progress.next === 'execute'
      ? wire.client.executePlan({ ...names, plan, requestOptions: REATTACHABLE }, options)
      : wire.client.reattachExecute(
          { ...names, ...(progress.last === null ? {} : { lastResponseId: progress.last }) },
          options,
        );
  try {
    for await (const answer of stream) {
      wire.observe(answer);
      if (answer.responseId === progress.last) continue;
      progress.last = answer.responseId;
      progress.count += 1;
      yield answer;
    }
  } finally {
    leave.abort();
  }
}

interface Attempt {
  readonly statement: Named;
  readonly progress: Progress;
  readonly patience: Patience;
}

/** Waits and says how to go on, or raises. */
async function recover(wire: Wire, trouble: Trouble, attempt: Attempt): Promise<void> {
  const { statement, progress, patience } = attempt;
  const ask = { sql: statement.sql, tries: patience.tries() };
  const again = nextStep(trouble, progress);
  if (again === null) {
    if (trouble.kind === 'spark' && LOST.test(trouble.errorClass ?? ''))
      return lost(wire, trouble.errorClass ?? '', progress);
    return raise(wire, trouble, ask);
  }
  // What the server does not know yet, or knows already, may be different in a moment.
  const transient: Trouble =
    trouble.kind === 'transient' ? trouble : { kind: 'transient', reason: NOT_BEGUN, waitMs: 0 };
  if (!(await isWorthAnother(wire, transient, patience, statement.signal)))
    return raise(wire, transient, { ...ask, tries: patience.tries() });
  progress.next = again;
}

/** The request that goes on from here; null when there is none. */
function nextStep(trouble: Trouble, { last, next, executions }: Progress): Progress['next'] | null {
  if (trouble.kind === 'transient') return 'reattach';
  if (trouble.kind !== 'spark' || last !== null) return null;
  if (trouble.errorClass === NOT_BEGUN && next === 'reattach') return 'execute';
  return trouble.errorClass === BEGUN && executions > 1 ? 'reattach' : null;
}

const lost = (wire: Wire, errorClass: string, { count }: Progress): never => {
  const { host, port } = wire.address;
  return fail('spark.operation_lost', { host, port, errorClass, responses: count });
};

/** Best effort: a server that is away stops what nobody takes up, after some minutes. */
async function stopOne(wire: Wire, operationId: string): Promise<void> {
  const hasty = { policy: brief(wire.retry), timeoutMs: STOP_TIMEOUT_MS };
  await interrupt(wire, operationId, hasty).catch(() => undefined);
}
