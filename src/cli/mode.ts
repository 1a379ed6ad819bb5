/** The way that `--mode` asks for. */

import type { Mode } from '../scenario/work.ts';
import type { Options } from './context.ts';

/** The command line lets no other text pass. */
export const modeOf = ({ mode }: Options): Mode => (mode === 'delta' || mode === 'full' ? mode : 'auto');
