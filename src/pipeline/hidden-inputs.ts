/** Functions whose value depends on something else than what they are given: the clock, chance, the session, the order of rows. Names in small letters, with what is wrong. */

export const CHANCE = 'which gives another value each time';
const CLOCK = 'which asks the clock';
const OUTSIDE = 'which asks the machine or the session';
const ORDER = 'which depends on the order of rows';
const ROUNDED = 'which is an estimate';

/** Those that give another value for the same rows in the same order. */
export const HIDDEN_INPUTS: Readonly<Record<string, string>> = {
  ...all(CHANCE, [
    'random',
    'rand',
    'randn',
    'setseed',
    'uuid',
    'uuidv4',
    'uuidv7',
    'gen_random_uuid',
    'shuffle',
  ]),
  ...all(CHANCE, ['nextval', 'currval', 'monotonically_increasing_id', 'spark_partition_id']),
  ...all(CLOCK, [
    'now',
    'today',
    'get_current_timestamp',
    'get_current_time',
    'transaction_timestamp',
    'age',
  ]),
  ...all(CLOCK, [
    'current_date',
    'current_time',
    'current_timestamp',
    'current_localtime',
    'current_localtimestamp',
    'unix_timestamp',
    'curdate',
    'getdate',
  ]),
  ...all(OUTSIDE, [
    'getenv',
    'getvariable',
    'current_setting',
    'current_database',
    'current_schema',
    'version',
  ]),
  ...all(OUTSIDE, ['current_user', 'input_file_name', 'txid_current', 'pg_backend_pid']),
};

/** Refused in custom stages where a parenthesis follows. */
export const REFUSED_FUNCTIONS: Readonly<Record<string, string>> = {
  ...HIDDEN_INPUTS,
  ...all(ORDER, ['first', 'last', 'any_value', 'arbitrary', 'first_value_ignore_nulls']),
  ...all(ROUNDED, ['approx_count_distinct', 'approx_quantile', 'approx_top_k', 'reservoir_quantile']),
};

/** Refused there wherever they stand. */
export const REFUSED_WORDS: Readonly<Record<string, string>> = {
  ...all(CLOCK, ['current_date', 'current_time', 'current_timestamp', 'localtime', 'localtimestamp']),
  ...all(CHANCE, ['tablesample', 'sample']),
};

function all(problem: string, names: readonly string[]): Readonly<Record<string, string>> {
  return Object.fromEntries(names.map((name) => [name, problem]));
}
