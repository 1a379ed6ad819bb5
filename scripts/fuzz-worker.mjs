/** A process for fuzzed files, started by test/fuzz/campaign.ts: loads test/fuzz/worker.ts and serves. */

import { testModules } from './test-modules.mjs';

const server = await testModules();
const { serve } = await server.ssrLoadModule('/test/fuzz/worker.ts');
serve();
