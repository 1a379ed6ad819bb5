/** The tests are TypeScript; scripts load parts of them through the transformer that vitest brings along. */

import { createViteServer } from 'vitest/node';
import { ROOT } from './prepare.mjs';

/** Loads with `ssrLoadModule('/test/…')`; to be closed at the end. */
export function testModules() {
  return createViteServer({
    root: ROOT,
    configFile: false,
    appType: 'custom',
    logLevel: 'error',
    server: { middlewareMode: true, watch: null, hmr: false, ws: false },
    optimizeDeps: { noDiscovery: true },
  });
}
