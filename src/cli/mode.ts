/** The way that `--mode` asks for, and the engine of `--engine`. */

import type { EngineName } from '../pipeline/stage.ts';
import type { Mode } from '../scenario/work.ts';
import type { Options } from './context.ts';

/** The command line lets no other text pass. */
export const modeOf = ({ mode }: Options): Mode => (mode === 'delta' || mode === 'full' ? mode : 'auto');

export const engineOf = ({ engine }: Options): EngineName => (engine === 'spark' ? 'spark' : 'duckdb');
