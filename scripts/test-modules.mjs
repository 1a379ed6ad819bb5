/** The tests are TypeScript; scripts load parts of them through the transformer that vitest brings along. */

import { ROOT } from './prepare.mjs';

/** Loads with `ssrLoadModule('/test/…')`; to be closed at the end. */
export async function testModules() {
  // Not before it is installed: scripts do that after they have been read.
  const { createViteServer } = await import('vitest/node');
  return createViteServer({
    root: ROOT,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
}
