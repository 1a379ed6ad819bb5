/** The way to a server: gRPC over one HTTP/2 connection that is opened when it is needed, and again after it broke. */

import { readFile } from 'node:fs/promises';
import type { SecureClientSessionOptions } from 'node:http2';
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

/** A connection that was silent for so long is asked whether it is still there: a query may compute for hours without a word. */
const PING = { pingIntervalMs: 30_000, pingTimeoutMs: 15_000, pingIdleConnection: true };

/** The size up to which a server sends one answer (spark.connect.grpc.maxInboundMessageSize is the same by default). */
const READ_BYTES_MAX = 128 * 1024 * 1024;

/** Nothing is sent yet. Errors: spark.address where the certificate's file can't be read. */
export async function transportTo(address: SparkAddress): Promise<Transport> {
  const baseUrl = `${address.tls ? 'https' : 'http'}://${address.host}:${address.port}`;
  const sessionManager = new Http2SessionManager(baseUrl, PING, await tlsOptions(address));
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
