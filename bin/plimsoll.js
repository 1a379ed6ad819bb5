#!/usr/bin/env node
// The command line; `npm run build` makes what it loads.
import '../dist/command/plimsoll.js';
