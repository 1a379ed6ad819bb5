/** One statement over many streams, on a server that does what its script says. Pauses are counted and not waited for. */

import { Code, ConnectError } from '@connectrpc/connect';
import { afterEach, describe, expect, it } from 'vitest';
import {
  type Act,
  comeBackError,
  type FakeOptions,
  type FakeSpark,
  sparkError,
  startFakeSpark,
} from '../../../../test/support/fake-spark.ts';
import { TESTED_VERSIONS } from './analyze.ts';
import { CLOCK, PATIENT } from './patience.ts';
import { openSparkSession, type SparkSession } from './session.ts';

const cut = (code = Code.Unavailable): Act => ({ error: new ConnectError('cut', code) });
const rows = (id: string, from: number, to: number, at?: bigint): Act =>
  at === undefined ? { rows: [from, to], id } : { rows: [from, to], id, at };
const spark = (errorClass: string): Act => ({ error: sparkError(errorClass) });

describe('a statement', () => {
  let server: FakeSpark | undefined;
  let session: SparkSession | undefined;
  let pauses: number[] = [];
  afterEach(async () => {
    await session?.close();
    await server?.stop();
  });

  async function open(
    streams: readonly (readonly Act[])[],
    options: FakeOptions = {},
  ): Promise<SparkSession> {
    server = await startFakeSpark(streams, options);
    pauses = [];
    const clock = {
      ...CLOCK,
      random: () => 0.5,
      sleep: (ms: number) => {
        pauses.push(ms);
        return Promise.resolve();
      },
    };
    session = await openSparkSession({ address: server.address, clock });
    return session;
  }

  /** The values of `a`, in the order in which they came. */
  const read = async (of: SparkSession): Promise<readonly unknown[]> =>
    (await of.rows('SELECT a')).map((row) => row['a']);
  /** What was asked for streams. */
  const streamsAsked = (): readonly string[] =>
    server?.asked.filter((text) => /^(execute|reattach)/.test(text)) ?? [];

  it('that writes and is not told how many rows they are counts them by its query', async () => {
    const own = await open([[{ complete: 'a' }], [rows('a', 7, 8, 0n), { complete: 'b' }]]);
    expect(await own.write('SELECT a', { path: 'file:/tmp/x', partitionBy: [] })).toBe(7n);
    expect(streamsAsked()).toEqual(['execute', 'execute']);
  });

  it('is read to its end and released as it goes', async () => {
    expect(await read(await open([[rows('a', 0, 2), rows('b', 2, 3), { complete: 'c' }]]))).toEqual([
      0n,
      1n,
      2n,
    ]);
    await expect.poll(() => server?.asked.at(-1)).toBe('release all');
    expect(server?.asked[0]).toBe('execute');
    expect(server?.asked).toContain('release until a');
    expect(server?.asked).not.toContain('interrupt');
  });

  it('is taken up again where a stream ends without the end of the result, without a pause', async () => {
    const streams = [[rows('a', 0, 2)], [rows('b', 2, 3)], [{ complete: 'c' }]];
    expect(await read(await open(streams))).toEqual([0n, 1n, 2n]);
    expect(streamsAsked()).toEqual(['execute', 'reattach after a', 'reattach after b']);
    expect(new Set(server?.operations).size).toBe(1);
    expect(pauses).toEqual([]);
  });

  it('is not asked for without end where a server ends its streams without a word', async () => {
    const asked = read(await open([[rows('a', 0, 1)], ...Array.from({ length: 40 }, () => [])]));
    await expect(asked).rejects.toMatchObject({ code: 'spark.connection_lost', params: { tries: 10 } });
  });

  it.each([Code.Unavailable, Code.Canceled, Code.Aborted, Code.Internal, Code.DeadlineExceeded])(
    'goes on after the transient code %i',
    async (code) => {
      const streams = [[rows('a', 0, 2), cut(code)], [cut(code)], [rows('b', 2, 3), { complete: 'c' }]];
      expect(await read(await open(streams))).toEqual([0n, 1n, 2n]);
      expect(streamsAsked()).toEqual(['execute', 'reattach after a', 'reattach after a']);
      expect(pauses).toEqual([300, 450]);
    },
  );

  it('goes on after a cursor that the server let go of, and after it was asked to come back', async () => {
    const gone = spark('INVALID_CURSOR.DISCONNECTED');
    const streams = [
      [rows('a', 0, 1), gone],
      [{ error: comeBackError() }],
      [rows('b', 1, 2), { complete: 'c' }],
    ];
    expect(await read(await open(streams))).toEqual([0n, 1n]);
    expect(pauses).toEqual([300, 1250]);
  });

  it.each([Code.InvalidArgument, Code.Unimplemented, Code.ResourceExhausted, Code.Unknown])(
    'is not tried again after the code %i',
    async (code) => {
      const asked = read(await open([[rows('a', 0, 1), cut(code)], [{ complete: 'c' }]]));
      await expect(asked).rejects.toMatchObject({ code: 'spark.unreachable' });
      expect(streamsAsked()).toEqual(['execute']);
    },
  );

  it('ends after so many tries, with pauses that grow up to a limit', async () => {
    const asked = read(await open([[rows('a', 0, 1), cut()], ...Array.from({ length: 40 }, () => [cut()])]));
    await expect(asked).rejects.toMatchObject({ code: 'spark.connection_lost', params: { tries: 10 } });
    const growing = [50, 200, 800, 3200, 12_800];
    expect(pauses).toEqual([...growing, ...Array.from({ length: 5 }, () => 15_000)].map((ms) => ms + 250));
  });

  it('begins to count anew when something came', async () => {
    const streams = [
      ...Array.from({ length: 40 }, (_, at) => [rows(`r${at}`, at, at + 1), cut()]),
      [{ complete: 'c' }],
    ];
    expect(await read(await open(streams))).toHaveLength(40);
    expect(new Set(pauses)).toEqual(new Set([300]));
  });

  it('is executed again, under the same name, where the server does not know it and nothing was read', async () => {
    const streams = [
      [cut()],
      [spark('INVALID_HANDLE.OPERATION_NOT_FOUND')],
      [rows('a', 0, 1), { complete: 'c' }],
    ];
    expect(await read(await open(streams))).toEqual([0n]);
    expect(streamsAsked()).toEqual(['execute', 'reattach', 'execute']);
    expect(new Set(server?.operations).size).toBe(1);
  });

  it('is taken up where the first request arrived after all', async () => {
    const streams = [
      [cut()],
      [spark('INVALID_HANDLE.OPERATION_NOT_FOUND')],
      [spark('INVALID_HANDLE.OPERATION_ALREADY_EXISTS')],
      [rows('a', 0, 1), { complete: 'c' }],
    ];
    expect(await read(await open(streams))).toEqual([0n]);
    expect(streamsAsked()).toEqual(['execute', 'reattach', 'execute', 'reattach']);
  });

  it('is refused where its name was used before, and nothing of that other one is read', async () => {
    const asked = read(
      await open([[spark('INVALID_HANDLE.OPERATION_ALREADY_EXISTS')], [rows('a', 0, 1), { complete: 'c' }]]),
    );
    await expect(asked).rejects.toMatchObject({ code: 'spark.statement' });
    expect(streamsAsked()).toEqual(['execute']);
  });

  it.each([
    'INVALID_HANDLE.OPERATION_NOT_FOUND',
    'INVALID_HANDLE.OPERATION_ABANDONED',
    'INVALID_CURSOR.POSITION_NOT_AVAILABLE',
  ])('is lost where something was read: %s', async (errorClass) => {
    for (const first of [rows('a', 0, 1), { progress: 'a' }]) {
      const asked = read(
        await open([[first, cut()], [spark(errorClass)], [rows('a', 0, 1), { complete: 'c' }]]),
      );
      await expect(asked).rejects.toMatchObject({
        code: 'spark.operation_lost',
        params: { errorClass, responses: 1 },
      });
      expect(streamsAsked()).toEqual(['execute', 'reattach after a']);
      await session?.close();
      await server?.stop();
    }
  });

  it.each(['SESSION_CHANGED', 'SESSION_NOT_FOUND', 'SESSION_CLOSED'])(
    'is never executed again where the session is gone: %s',
    async (why) => {
      const asked = read(await open([[cut()], [spark(`INVALID_HANDLE.${why}`)], [{ complete: 'c' }]]));
      await expect(asked).rejects.toMatchObject({
        code: 'spark.session_lost',
        params: { errorClass: `INVALID_HANDLE.${why}` },
      });
      expect(streamsAsked()).toEqual(['execute', 'reattach']);
    },
  );

  it('is refused where another session answers, though the server does not say so', async () => {
    const of = await open([[rows('a', 0, 1), { complete: 'c' }]]);
    server?.restart();
    await expect(read(of)).rejects.toMatchObject({ code: 'spark.session_lost' });
    await expect(of.setting('spark.sql.ansi.enabled')).rejects.toMatchObject({ code: 'spark.session_lost' });
  });

  it('counts an answer that comes twice once', async () => {
    const streams = [
      [rows('a', 0, 2), cut()],
      [rows('a', 0, 2), rows('b', 2, 3), rows('b', 2, 3), { complete: 'c' }],
    ];
    expect(await read(await open(streams))).toEqual([0n, 1n, 2n]);
  });

  it.each([
    ['rows that are missing', [rows('a', 0, 2), rows('b', 3, 4), { complete: 'c' }]],
    ['rows that came before under another id', [rows('a', 0, 2), rows('b', 0, 2), { complete: 'c' }]],
    ['a wrong place', [rows('a', 0, 2, 1n), { complete: 'c' }]],
    ['a wrong number of rows', [{ rows: [0, 2], id: 'a', count: 3n }, { complete: 'c' }]],
  ] as const)('notices %s', async (_, stream) => {
    await expect(read(await open([stream]))).rejects.toMatchObject({ code: 'spark.protocol' });
    await expect.poll(() => server?.asked).toContain('interrupt');
  });

  it('is interrupted when its reader leaves', async () => {
    const of = await open([[rows('a', 0, 1), rows('b', 1, 2), { wait: 'for ever' }]]);
    for await (const batch of of.query('SELECT a')) if (batch[0]?.['a'] === 0n) break;
    expect(server?.asked).toContain('interrupt');
  });

  it('is interrupted by a signal also while its reader does something else', async () => {
    const of = await open([[rows('a', 0, 1), rows('b', 1, 2), { complete: 'c' }]]);
    const stop = new AbortController();
    const read = async (): Promise<void> => {
      for await (const batch of of.query('SELECT a', { signal: stop.signal })) {
        expect(batch).toHaveLength(1);
        stop.abort();
        await expect.poll(() => server?.asked).toContain('interrupt');
      }
    };
    await expect(read()).rejects.toMatchObject({ code: 'spark.stopped' });
  });

  it('is interrupted by a signal, before and during answers', async () => {
    const of = await open([[rows('a', 0, 1), { wait: 'for ever' }]]);
    const stopped = { code: 'spark.stopped', params: { by: 'caller' } };
    await expect(of.rows('SELECT a', { signal: AbortSignal.abort() })).rejects.toMatchObject(stopped);
    expect(streamsAsked()).toEqual([]);
    const stop = new AbortController();
    const asked = of.rows('SELECT a', { signal: stop.signal });
    setTimeout(() => stop.abort(), 50);
    await expect(asked).rejects.toMatchObject(stopped);
    expect(server?.asked.filter((text) => text === 'interrupt')).toHaveLength(1);
  });

  it('that is stopped while it waits to go on is not taken up again', async () => {
    server = await startFakeSpark([[rows('a', 0, 1), cut()], [{ complete: 'b' }]]);
    const stop = new AbortController();
    const sleep = (): Promise<void> => {
      stop.abort();
      return Promise.resolve();
    };
    session = await openSparkSession({ address: server.address, clock: { ...CLOCK, sleep } });
    const asked = session.rows('SELECT a', { signal: stop.signal });
    await expect(asked).rejects.toMatchObject({ code: 'spark.stopped' });
    expect(streamsAsked()).toEqual(['execute']);
  });

  it('tells its progress', async () => {
    const of = await open([[{ progress: 'a' }, rows('b', 0, 1), { progress: 'c' }, { complete: 'd' }]]);
    const told: unknown[] = [];
    await of.rows('SELECT a', { onProgress: (progress) => told.push(progress) });
    expect(told).toEqual([
      { stages: [], tasksRunning: 2n },
      { stages: [], tasksRunning: 2n },
    ]);
  });
});

describe('opening a session', () => {
  let server: FakeSpark | undefined;
  afterEach(() => server?.stop());
  const retry = { ...PATIENT, firstMs: 1, jitterMs: 1 };

  async function open(options: FakeOptions, settings = {}): Promise<SparkSession> {
    server = await startFakeSpark([], options);
    return openSparkSession({ address: server.address, retry, settings });
  }

  it('waits for a server that is away for a moment, and not for long', async () => {
    const session = await open({ awayFor: 3 });
    expect(session.version).toBe('4.0.1');
    await session.close();
    expect(server?.asked).toEqual(['release session']);
    await server?.stop();
    await expect(open({ awayFor: 4 })).rejects.toMatchObject({ code: 'spark.unreachable' });
  });

  it('refuses another major version by name, before anything is set or computed', async () => {
    for (const version of ['3.5.6', '5.0.0', '40.0.0', '4', '']) {
      await expect(open({ version })).rejects.toMatchObject({
        code: 'spark.version',
        params: { found: version, tested: TESTED_VERSIONS },
      });
      expect(server?.asked).toEqual([]);
      expect(server?.settings.size).toBe(0);
      await server?.stop();
    }
  });

  it('takes every version that is tested, and later ones of Spark 4', async () => {
    for (const version of [...TESTED_VERSIONS, '4.2.1', '4.10.0', '4.4.0-SNAPSHOT']) {
      const session = await open({ version });
      expect(session.version).toBe(version);
      expect(server?.settings.get('spark.sql.ansi.enabled')).toBe('true');
      await session.close();
      await server?.stop();
    }
  });

  it('refuses a server on which a setting is another afterwards, and settings that Plimsoll needs otherwise', async () => {
    const name = 'spark.sql.ansi.enabled';
    const stubborn = open({ stubborn: { [name]: 'false' } });
    await expect(stubborn).rejects.toMatchObject({ code: 'spark.setting', params: { name, wanted: 'true' } });
    await expect(open({}, { [name]: 'false' })).rejects.toMatchObject({
      code: 'spark.setting',
      params: { name },
    });
    const session = await open({}, { 'spark.sql.shuffle.partitions': '7' });
    expect(await session.setting('spark.sql.shuffle.partitions')).toBe('7');
    await expect(session.set(name, 'false')).rejects.toMatchObject({ code: 'spark.setting' });
    expect(await session.setting(name)).toBe('true');
    await session.close();
  });
});
