/** The way to a server: gRPC over one HTTP/2 connection that is opened when it is needed, and again after it broke. */

import { readFile } from 'node:fs/promises';
import { connect, type SecureClientSessionOptions } from 'node:http2';
import { type Client, createClient, type Interceptor } from '@connectrpc/connect';
import { createGrpcTransport, Http2SessionManager } from '@connectrpc/connect-node';
import { fail } from '../../../errors/error.ts';
import type { SparkAddress } from './address.ts';
import { SparkConnectService } from './generated/connect.ts';

export type SparkClient = Client<typeof SparkConnectService>;

export interface Transport {
  readonly client: SparkClient;
  /** Breaks what is under way. */
  readonly close: () => void;
}

/** When a connection that is in use and was silent is asked whether it is still there, and how long it may take to answer. */
export interface Ping {
  readonly pingIntervalMs: number;
  readonly pingTimeoutMs: number;
}

/**
 * A server tells progress every two seconds, so a minute of silence is odd. It would cut off who asks much more often.
 *
 * An idle connection is asked when it is used again, and not before: connect-node 2.1.2 would go on asking one that is gone (`pingIdleConnection`), and the error
 * ends the process.
 */
const PING: Ping = { pingIntervalMs: 60_000, pingTimeoutMs: 15_000 };

/** The size up to which a server sends one answer (spark.connect.grpc.maxInboundMessageSize is the same by default). */
const READ_BYTES_MAX = 128 * 1024 * 1024;

/** Nothing is sent yet. Errors: spark.address where the certificate's file can't be read. */
export async function transportTo(address: SparkAddress, ping: Ping = PING): Promise<Transport> {
  const baseUrl = urlOf(address);
  const sessionManager = new Http2SessionManager(baseUrl, ping, await tlsOptions(address));
  const transport = createGrpcTransport({
    baseUrl,
    sessionManager,
    interceptors: address.token === null ? [] : [withToken(address.token)],
    // Rows are on the way once, mostly to a machine nearby: packing them costs more than it saves.
    acceptCompression: [],
    readMaxBytes: READ_BYTES_MAX,
  });
  return {
    client: createClient(SparkConnectService, transport),
    close: () => sessionManager.abort(),
  };
}

/** How long a port may take to show what it speaks. */
const FIRST_WORDS_MS = 5000;

/**
 * Whatever speaks HTTP/1 alone, such as the pages of Spark, is refused: connect-node 2.1.2 would leave its answer to nobody, which ends the process. Another port that can't be spoken to is left to
 * the first call, which tries again. Errors: spark.unreachable, spark.address.
 */
export async function refuseOtherProtocol(address: SparkAddress): Promise<void> {
  const session = connect(urlOf(address), await tlsOptions(address));
  const problem = await new Promise<unknown>((resolve) => {
    session.once('remoteSettings', () => resolve(undefined));
    session.once('close', () => resolve(undefined));
    session.on('error', resolve);
    session.setTimeout(FIRST_WORDS_MS, () => resolve(undefined));
  });
  session.destroy();
  const { host, port } = address;
  if (problem instanceof Error && 'code' in problem && problem.code === 'ERR_HTTP2_ERROR')
    fail('spark.unreachable', {
      host,
      port,
      reason: 'what listens there does not speak HTTP/2, as of another program or the pages of Spark',
    });
}

const urlOf = ({ tls, host, port }: SparkAddress): string => `${tls ? 'https' : 'http'}://${host}:${port}`;

async function tlsOptions({ certificateFile }: SparkAddress): Promise<SecureClientSessionOptions> {
  if (certificateFile === null) return {};
  const problem = "names a certificate's file that can't be read";
  const ca = await readFile(certificateFile).catch(() => fail('spark.address', { problem, known: [] }));
  return { ca };
}

const withToken =
  (token: string): Interceptor =>
  (next) =>
  (request) => {
    request.header.set('authorization', `Bearer ${token}`);
    return next(request);
  };
