/** A way to a port of this machine that speaks TLS, as a proxy in front of a server does, with a certificate of its own that nobody else trusts. */

import { spawnSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { connect } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createServer, type TLSSocket } from 'node:tls';
import { freePort } from './postgres.ts';

/** Errors: where CI=true is set, as nothing may be left out there. */
export function isOpenSslMissing(): boolean {
  const isMissing = spawnSync('openssl', ['version'], { stdio: 'ignore' }).status !== 0;
  if (isMissing && process.env['CI'] === 'true') throw new Error('openssl is missing');
  return isMissing;
}

export interface TlsWay {
  readonly port: number;
  /** For 127.0.0.1, and no other name. */
  readonly certificateFile: string;
  readonly close: () => Promise<void>;
}

export async function startTlsWay(port: number): Promise<TlsWay> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-tls-'));
  const [key, certificateFile] = [join(folder, 'key.pem'), join(folder, 'certificate.pem')];
  const { status, stderr } = spawnSync(
    'openssl',
    [
      ...[
        'req',
        '-x509',
        '-newkey',
        'ec',
        '-pkeyopt',
        'ec_paramgen_curve:prime256v1',
        '-nodes',
        '-days',
        '2',
      ],
      ...['-subj', '/CN=plimsoll-test', '-addext', 'subjectAltName=IP:127.0.0.1'],
      ...['-keyout', key, '-out', certificateFile],
    ],
    { encoding: 'utf8' },
  );
  if (status !== 0) throw new Error(`openssl ended with ${status}: ${stderr}`);
  const options = { key: readFileSync(key), cert: readFileSync(certificateFile), ALPNProtocols: ['h2'] };
  const open = new Set<TLSSocket>();
  const server = createServer(options, (from) => {
    open.add(from);
    const to = connect(port, '127.0.0.1');
    from.on('error', () => to.destroy());
    to.on('error', () => from.destroy());
    from.pipe(to).pipe(from);
  });
  // Who does not trust the certificate, or speaks no TLS, hangs up.
  server.on('tlsClientError', () => undefined);
  const own = await freePort();
  await new Promise<void>((resolve) => {
    server.listen(own, '127.0.0.1', resolve);
  });
  return {
    port: own,
    certificateFile,
    close: () => {
      for (const socket of open) socket.destroy();
      rmSync(folder, { recursive: true, force: true });
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
