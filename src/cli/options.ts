/** Options that several commands have. */

export const RUN_DATE = {
  flags: '--date <date>',
  text: 'calculation date; default: the latest date that has a run',
} as const;

export const USER = {
  flags: '--user <name>',
  text: "who acts; default: the system's user name",
} as const;

export const REASON = { flags: '--reason <text>', text: 'why; kept with the act' } as const;

/** Where the stages of a base are computed; the rows are the same. */
export const ENGINE = {
  flags: '--engine <engine>',
  text: 'where the base is calculated: in this process, or on a Spark server',
  default: 'duckdb',
  choices: ['duckdb', 'spark'],
} as const;

/** Of what a run consists, or what a server did for it. */
export const EXPLAINED_ENGINE = {
  ...ENGINE,
  text: 'duckdb: the steps of a run; spark: what a Spark server did for the last run of the date that it took part in, and what to change',
} as const;

/** Where what a rule makes of large stages is computed whole, if that is quicker; the rows are the same. */
export const SERVER = {
  ...ENGINE,
  text: 'where large stages are calculated whole, if a rule touches so much: in this process, or on a Spark server',
} as const;

/** How what a rule touches is computed; the figures are the same. */
export const MODE = {
  text: 'auto: what is quicker; delta and full force one way, for comparison',
  default: 'auto',
  choices: ['auto', 'delta', 'full'],
} as const;
