/**
 * A server inside the process that speaks Spark Connect as far as its script goes: for what a real one does once in a thousand hours. A script is a list of streams;
 * each request for a stream, first or taken up again, gets the next one.
 */

import { createServer, type Http2Server, type ServerHttp2Session } from 'node:http2';
import { create } from '@bufbuild/protobuf';
import { Code, ConnectError, type ServiceImpl } from '@connectrpc/connect';
import { connectNodeAdapter } from '@connectrpc/connect-node';
import { tableFromArrays, tableToIPC } from '@uwdata/flechette';
import {
  type ConfigRequest,
  type ExecutePlanResponse,
  ExecutePlanResponseSchema,
  SparkConnectService,
} from '../../src/engine/spark/connect/generated/connect.ts';
import { ErrorInfoSchema, RetryInfoSchema } from '../../src/engine/spark/connect/generated/rpc.ts';
import { freePort } from './postgres.ts';

/** What a stream does, one after another. */
export type Act =
  /** An answer with an id and rows `a = from … to - 1`; `at` and `count` are what it says of where they begin and how many they are, which may be wrong. */
  | {
      readonly rows: readonly [from: number, to: number];
      readonly id: string;
      readonly at?: bigint;
      readonly count?: bigint;
    }
  /** An answer of progress. */
  | { readonly progress: string }
  | { readonly complete: string }
  | { readonly error: ConnectError }
  /** Waits, for a millisecond or until the reader leaves. */
  | { readonly wait: 'briefly' | 'for ever' };

export interface FakeSpark {
  readonly address: string;
  /** What was asked, in order: `execute`, `reattach after b`, `release until b`, `release all`, `interrupt`, … */
  readonly asked: readonly string[];
  /** The ids of the operations that were executed or taken up. */
  readonly operations: readonly string[];
  /** What was set, by name. */
  readonly settings: ReadonlyMap<string, string>;
  /** From now on answers name another session of the server. */
  readonly restart: () => void;
  readonly stop: () => Promise<void>;
}

export interface FakeOptions {
  readonly version?: string;
  /** Settings that it does not take. */
  readonly stubborn?: Readonly<Record<string, string>>;
  /** How many calls fail before it is there. */
  readonly awayFor?: number;
}

export async function startFakeSpark(
  streams: readonly (readonly Act[])[],
  options: FakeOptions = {},
): Promise<FakeSpark> {
  const asked: string[] = [];
  const operations: string[] = [];
  const state = { side: 'side-1', away: options.awayFor ?? 0, next: 0, settings: new Map<string, string>() };
  const port = await freePort();
  const adapter = connectNodeAdapter({
    routes: (router) =>
      router.service(SparkConnectService, service({ streams, options, asked, operations, state })),
  });
  const server = createServer(adapter);
  const open = new Set<ServerHttp2Session>();
  server.on('session', (session) => open.add(session));
  await listening(server, port);
  return {
    address: `sc://127.0.0.1:${port}`,
    asked,
    operations,
    settings: state.settings,
    restart: () => {
      state.side = 'side-2';
    },
    stop: () => {
      for (const session of open) session.destroy();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}

const listening = (server: Http2Server, port: number): Promise<void> =>
  new Promise((resolve) => {
    server.listen(port, '127.0.0.1', resolve);
  });

interface Stage {
  readonly streams: readonly (readonly Act[])[];
  readonly options: FakeOptions;
  readonly asked: string[];
  readonly operations: string[];
  readonly state: { side: string; away: number; next: number; readonly settings: Map<string, string> };
}

function service({
  streams,
  options,
  asked,
  operations,
  state,
}: Stage): Partial<ServiceImpl<typeof SparkConnectService>> {
  const sides = ({ sessionId }: { readonly sessionId: string }) => ({
    sessionId,
    serverSideSessionId: state.side,
  });
  async function* play(
    request: { readonly sessionId: string; readonly operationId?: string | undefined },
    signal: AbortSignal,
  ) {
    operations.push(request.operationId ?? '');
    const acts = streams[state.next++] ?? [{ error: sparkError('INVALID_HANDLE.OPERATION_NOT_FOUND') }];
    for (const act of acts) {
      if ('error' in act) throw act.error;
      if (!('wait' in act)) yield answer(act, sides(request));
      else if (act.wait === 'briefly') await new Promise((resolve) => setTimeout(resolve, 1));
      else await new Promise((resolve) => signal.addEventListener('abort', resolve));
    }
  }
  return {
    analyzePlan: (request) => {
      if (state.away-- > 0) throw new ConnectError('not yet', Code.Unavailable);
      const version = options.version ?? '4.0.1';
      return { ...sides(request), result: { case: 'sparkVersion', value: { version } } };
    },
    config: (request) => ({ ...sides(request), pairs: configured(request, options, state.settings) }),
    executePlan: (request, { signal }) => {
      asked.push('execute');
      return play(request, signal);
    },
    reattachExecute: (request, { signal }) => {
      asked.push(
        request.lastResponseId === undefined ? 'reattach' : `reattach after ${request.lastResponseId}`,
      );
      return play(request, signal);
    },
    releaseExecute: (request) => {
      asked.push(
        request.release.case === 'releaseUntil'
          ? `release until ${request.release.value.responseId}`
          : 'release all',
      );
      return sides(request);
    },
    interrupt: (request) => {
      asked.push('interrupt');
      return { ...sides(request), interruptedIds: [request.interrupt.value ?? ''] };
    },
    releaseSession: (request) => {
      asked.push('release session');
      return sides(request);
    },
  };
}

/** Takes settings, and tells those that it is asked for. */
function configured(
  { operation }: ConfigRequest,
  { stubborn }: FakeOptions,
  settings: Map<string, string>,
): { key: string; value: string }[] {
  if (operation?.opType.case === 'set')
    for (const { key, value = '' } of operation.opType.value.pairs)
      settings.set(key, stubborn?.[key] ?? value);
  const keys = operation?.opType.case === 'get' ? operation.opType.value.keys : [];
  return keys.map((key) => ({ key, value: settings.get(key) ?? '' }));
}

type Said = Exclude<Act, { readonly error: ConnectError } | { readonly wait: string }>;

function answer(act: Said, sides: { sessionId: string; serverSideSessionId: string }): ExecutePlanResponse {
  if ('complete' in act)
    return create(ExecutePlanResponseSchema, {
      ...sides,
      responseId: act.complete,
      responseType: { case: 'resultComplete', value: {} },
    });
  if ('progress' in act)
    return create(ExecutePlanResponseSchema, {
      ...sides,
      responseId: act.progress,
      responseType: { case: 'executionProgress', value: { numInflightTasks: 2n } },
    });
  const [from, to] = act.rows;
  const value = {
    data: arrow(from, to),
    rowCount: act.count ?? BigInt(to - from),
    startOffset: act.at ?? BigInt(from),
  };
  return create(ExecutePlanResponseSchema, {
    ...sides,
    responseId: act.id,
    responseType: { case: 'arrowBatch', value },
  });
}

function arrow(from: number, to: number): Uint8Array {
  const a = BigInt64Array.from({ length: to - from }, (_, index) => BigInt(from + index));
  return tableToIPC(tableFromArrays({ a }, { useBigInt: true }), { format: 'stream' }) ?? new Uint8Array();
}

/** An error as Spark sends it. */
export function sparkError(
  errorClass: string,
  metadata: Readonly<Record<string, string>> = {},
): ConnectError {
  const value = { reason: 'org.apache.spark.SparkException', metadata: { errorClass, ...metadata } };
  return new ConnectError(`[${errorClass}] what Spark says`, Code.Internal, undefined, [
    { desc: ErrorInfoSchema, value },
  ]);
}

/** An error that asks to come back. */
export const comeBackError = (): ConnectError =>
  new ConnectError('busy', Code.ResourceExhausted, undefined, [
    { desc: RetryInfoSchema, value: { retryDelay: { seconds: 1n } } },
  ]);
