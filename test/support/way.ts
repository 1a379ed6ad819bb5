/** A way to a port of this machine that a test can cut: what a broken network does to a connection. */

import { connect, createServer, type Server, type Socket } from 'node:net';
import { freePort } from './postgres.ts';

export interface Way {
  readonly port: number;
  /** Breaks what goes over it. */
  readonly cut: () => void;
  readonly close: () => Promise<void>;
}

/** A port that hands everything on to another one; null: to nobody. `own` is the port, if it has to be a certain one. */
export async function wayTo(port: number | null, own?: number): Promise<Way> {
  const sockets: Socket[] = [];
  const server: Server = createServer((from) => {
    sockets.push(from);
    from.on('error', () => undefined);
    if (port === null) return;
    const to = connect(port, '127.0.0.1');
    sockets.push(to);
    to.on('error', () => undefined);
    from.pipe(to).pipe(from);
  });
  const at = own ?? (await freePort());
  await new Promise<void>((resolve) => {
    server.listen(at, '127.0.0.1', resolve);
  });
  const cut = (): void => {
    for (const socket of sockets) socket.destroy();
  };
  return {
    port: at,
    cut,
    close: () => {
      cut();
      return new Promise((resolve) => {
        server.close(() => resolve());
      });
    },
  };
}
