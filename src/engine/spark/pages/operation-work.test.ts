/** Pages that do not answer as they should: what a real server does once in a year. The real one: test/spark/explain.test.ts. */

import { createServer, type Server } from 'node:http';
import { afterEach, expect, it } from 'vitest';
import { freePort } from '../../../../test/support/postgres.ts';
import { operationWork } from './operation-work.ts';

const [DONE, OTHER] = ['0a0a0a0a-0000-4000-8000-000000000001', '0a0a0a0a-0000-4000-8000-000000000002'];
/** One that has written no file. */
const EMPTY = '0a0a0a0a-0000-4000-8000-000000000003';
const tagOf = (operation: string): string =>
  `SparkConnect_OperationTag_User_a_Operation_b_Session_c_Operation_${operation}`;
const jobOf = (
  operation: string,
  stageIds: readonly number[],
  status = 'SUCCEEDED',
  jobId = 0,
  numCompletedStages = 1,
) => ({
  jobId,
  numCompletedStages,
  status,
  stageIds,
  jobTags: ['nobody', tagOf(operation)],
});
const STAGE = {
  status: 'COMPLETE',
  stageId: 3,
  numTasks: 4,
  numFailedTasks: 1,
  submissionTime: '2024-01-31T12:00:00.000GMT',
  firstTaskLaunchedTime: '2024-01-31T12:00:00.500GMT',
  completionTime: '2024-01-31T12:00:02.000GMT',
  inputBytes: 10,
  outputBytes: 20,
  shuffleReadBytes: 30,
  shuffleWriteBytes: 40,
  memoryBytesSpilled: 50,
  diskBytesSpilled: 60,
  taskMetricsDistributions: { duration: [1, 2, 9], shuffleReadMetrics: { readBytes: [0, 5, 20] } },
};

let server: Server | undefined;
afterEach(() => new Promise((resolve) => (server === undefined ? resolve(null) : server.close(resolve))));

/** `answers`: by path behind the application, a text as it is and anything else as JSON; null: never. */
async function pagesWith(answers: Readonly<Record<string, unknown>>, patienceMs = 0) {
  const port = await freePort();
  server = createServer((request, response) => {
    const path = (request.url ?? '').replace('/api/v1/applications/local-1/', '').replace(/\?.*/, '');
    const answer = answers[path];
    if (answer === null) return;
    response.statusCode = answer === undefined ? 404 : answer === 'broken' ? 500 : 200;
    response.end(typeof answer === 'string' ? answer : JSON.stringify(answer ?? 'unknown'));
  });
  const own = server;
  await new Promise<void>((resolve) => own.listen(port, '127.0.0.1', resolve));
  const pages = { address: `http://127.0.0.1:${port}`, application: 'local-1' };
  return (...operations: readonly string[]) =>
    operationWork(pages, operations, {
      writing: new Set(operations.filter((operation) => operation !== EMPTY)),
      ...{ patienceMs, timeoutMs: 1000 },
    });
}

it('reads every stage that did something, of the operation alone', async () => {
  const ask = await pagesWith({
    jobs: [jobOf(DONE, [2, 3, 4]), jobOf(DONE, [3], 'SUCCEEDED', 1, 0), jobOf(OTHER, [5])],
    'stages/3': [STAGE],
    // Their rows lay there already; stage 2 is forgotten.
    'stages/4': [{ ...STAGE, stageId: 4, status: 'SKIPPED' }],
  });
  expect([...(await ask(DONE))]).toEqual([
    [
      DONE,
      [
        {
          id: 3,
          tasks: 4,
          failedTasks: 1,
          durationMs: 1500,
          inputBytes: 10,
          outputBytes: 20,
          shuffleReadBytes: 30,
          shuffleWriteBytes: 40,
          spillMemoryBytes: 50,
          spillDiskBytes: 60,
          taskMs: { median: 2, largest: 9 },
          taskShuffleReadBytes: { median: 5, largest: 20 },
        },
      ],
    ],
  ]);
});

it('leaves out what has not ended, what it has never heard of, and that of which a part is forgotten', async () => {
  const running = await pagesWith({
    jobs: [jobOf(DONE, [3]), jobOf(DONE, [4], 'RUNNING')],
    'stages/3': [STAGE],
  });
  expect((await running(DONE, OTHER)).size).toBe(0);
  await new Promise((resolve) => server?.close(resolve));
  const jobs = [jobOf(DONE, [2, 3], 'SUCCEEDED', 0, 2)];
  const forgotten = await pagesWith({ jobs, 'stages/3': [STAGE] });
  expect((await forgotten(DONE)).size).toBe(0);
});

it('leaves out what has not written yet, and that whose first jobs may be forgotten', async () => {
  const early = await pagesWith({ jobs: [jobOf(DONE, [3])], 'stages/3': [{ ...STAGE, outputBytes: 0 }] });
  expect((await early(DONE)).size).toBe(0);
  await new Promise((resolve) => server?.close(resolve));
  const empty = await pagesWith({ jobs: [jobOf(EMPTY, [3])], 'stages/3': [{ ...STAGE, outputBytes: 0 }] });
  expect([...(await empty(EMPTY)).keys()]).toEqual([EMPTY]);
  await new Promise((resolve) => server?.close(resolve));
  const jobs = [jobOf(DONE, [3], 'SUCCEEDED', 8), jobOf(OTHER, [3], 'SUCCEEDED', 7)];
  const later = await pagesWith({ jobs, 'stages/3': [STAGE] });
  expect([...(await later(DONE, OTHER)).keys()]).toEqual([DONE]);
});

it('says why there is no answer', async () => {
  const port = await freePort();
  const silent = { address: `http://127.0.0.1:${port}`, application: 'local-1' };
  const nobody = operationWork(silent, [DONE], {
    ...{ writing: new Set([DONE]), patienceMs: 0, timeoutMs: 1000 },
  });
  await expect(nobody).rejects.toMatchObject({
    code: 'spark.pages',
    params: { reason: 'nothing listens there' },
  });
  const page = await pagesWith({ jobs: '<html>' });
  await expect(page(DONE)).rejects.toThrow('the answer is no JSON');
});

it('waits no longer than it may', async () => {
  const ask = await pagesWith({ jobs: null });
  await expect(ask(DONE)).rejects.toThrow('there is no answer in time');
  server?.closeAllConnections();
});

it('tells a server that fails', async () => {
  const ask = await pagesWith({ jobs: 'broken' });
  await expect(ask(DONE)).rejects.toThrow('the answer is 500 Internal Server Error');
});

it('waits for what has jobs or has written, and not for what may have failed before its first job', async () => {
  const patient = 60_000;
  const done = await pagesWith({ jobs: [jobOf(DONE, [3])], 'stages/3': [STAGE] }, patient);
  expect([...(await done(DONE, EMPTY)).keys()]).toEqual([DONE]);
  await expect(done(DONE, OTHER)).rejects.toMatchObject({ code: 'spark.pages' });
  server?.close();
  const running = await pagesWith({ jobs: [jobOf(EMPTY, [3], 'RUNNING')] }, patient);
  await expect(running(EMPTY)).rejects.toMatchObject({ code: 'spark.pages' });
});
