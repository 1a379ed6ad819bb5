/** A connection that is gone is noticed, and does not end the process; nor does one to another program. */

import { createServer } from 'node:http';
import { createServer as createSocketServer } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { expect, it, onTestFinished } from 'vitest';
import { startFakeSpark } from '../../../../test/support/fake-spark.ts';
import { freePort } from '../../../../test/support/postgres.ts';
import { wayTo } from '../../../../test/support/way.ts';
import { parseSparkAddress } from './address.ts';
import { refuseOtherProtocol, transportTo } from './transport.ts';

const REQUEST = { sessionId: '00112233-4455-6677-8899-aabbccddeeff', userContext: { userId: 'plimsoll' } };

it('asks a silent connection, also after it was cut, without an error that nobody catches', async () => {
  const server = await startFakeSpark([[{ wait: 'for ever' }], [{ wait: 'for ever' }]]);
  onTestFinished(server.stop);
  const way = await wayTo(Number.parseInt(server.address.split(':')[2] ?? '', 10));
  onTestFinished(way.close);
  const address = parseSparkAddress(`sc://127.0.0.1:${way.port}`);
  const { client, close } = await transportTo(address, { pingIntervalMs: 20, pingTimeoutMs: 2000 });
  const streams = [1, 2].map(async () => {
    for await (const answer of client.executePlan(REQUEST)) void answer;
  });
  const ended = Promise.allSettled(streams);
  await sleep(200);
  way.cut();
  expect((await ended).map((stream) => stream.status)).toEqual(['rejected', 'rejected']);
  // An error of a timer would be reported as one of the run.
  await sleep(200);
  expect((await client.releaseSession(REQUEST)).sessionId).toBe(REQUEST.sessionId);
  close();
  await sleep(100);
});

it('refuses what speaks HTTP/1 alone, and leaves a port where nobody listens to the first call', async () => {
  const port = await freePort();
  const address = parseSparkAddress(`sc://127.0.0.1:${port}`);
  await refuseOtherProtocol(address);
  const pages = createServer((_, response) => response.end('a page'));
  await new Promise<void>((resolve) => pages.listen(port, '127.0.0.1', resolve));
  onTestFinished(() => void pages.close());
  const refused = { code: 'spark.unreachable', params: { host: '127.0.0.1', port } };
  await expect(refuseOtherProtocol(address)).rejects.toMatchObject(refused);
  await expect(refuseOtherProtocol(address)).rejects.toThrow('does not speak HTTP/2');
  // As of a balancer with nobody behind it.
  const closing = createSocketServer((socket) => socket.end());
  const closingPort = await freePort();
  await new Promise<void>((resolve) => closing.listen(closingPort, '127.0.0.1', resolve));
  onTestFinished(() => void closing.close());
  await refuseOtherProtocol(parseSparkAddress(`sc://127.0.0.1:${closingPort}`));
  await sleep(100);
});
