/** Errors of a project's configuration. */

import { spec } from '../define.ts';

export const PROJECT_CODES = {
  'project.no_configuration': spec<{ folder: string }>(
    2,
    (p) =>
      `There is no plimsoll.yaml in ${p.folder}. Go to the folder of a project, name it with --project, or make one with \`plimsoll init\`.`,
  ),
  'project.yaml': spec<{ problem: string }>(2, (p) => `This is no YAML: ${p.problem}.`),
  'project.shape': spec<{ problem: string }>(2, (p) => p.problem),
  'project.value': spec<{ key: string; found: string; problem: string }>(
    2,
    (p) => `\`${p.key}\` ${p.problem}, and \`${p.found}\` was found.`,
  ),
  'project.files_or_server': spec<{ found: 'neither' | 'both' }>(
    2,
    (p) =>
      `A source says where its rows are, and this one has ${p.found} of \`files\` and \`server\`. Give \`files\` (paths or patterns), or \`server\` (the environment variable with the address of a PostgreSQL server) with \`from\` or \`query\`.`,
  ),
  'project.server_name': spec<Record<string, never>>(
    2,
    () =>
      '`server` must be the name of an environment variable, such as BANK_DATABASE, that holds the address postgres://user@host:5432/database. Something else stands there, and is not shown, as a password may be in it. Addresses and passwords never stand in the configuration.',
  ),
  'project.spark_ui': spec<Record<string, never>>(
    2,
    () =>
      "`spark.ui` must be the address of Spark's pages, such as http://127.0.0.1:4040, or of a history server, such as http://history.bank.example:18080, without a user and a password. Something else stands there, and is not shown, as a password may be in it.",
  ),
  'project.names_missing': spec<Record<string, never>>(
    2,
    () => 'Files without a header need the names of their columns: `names: [first, second, …]`.',
  ),
  'project.mapping_kind': spec<{ name: string; found: readonly string[] }>(2, (p) =>
    p.found.length === 0
      ? `\`${p.name}\` says nothing about where its value comes from. Give one of column, expression, constant, row_number.`
      : `\`${p.name}\` has ${p.found.join(' and ')}. Give one of them.`,
  ),
  'project.mapping_option': spec<{ kind: string; option: string }>(
    2,
    (p) => `\`${p.option}\` has no meaning together with ${p.kind}. Take it out.`,
  ),
  'project.code_of_nothing': spec<{ name: string; code: string }>(
    2,
    (p) =>
      `\`codes\` of \`${p.name}\` lists ${p.code === '' ? 'the empty text' : `\`${p.code}\``}, which the source reads as "no value", so that this code would never be met. Take it out, and give the value of an empty cell as \`empty\` of the column.`,
  ),
  'project.open_point': spec<{ key: string; wanted: string }>(
    2,
    (p) => `${p.key} is still open (\`???\`). Write ${p.wanted}.`,
  ),
  'project.open_points': spec<{ messages: readonly string[] }>(
    2,
    (p) =>
      `The configuration has ${p.messages.length} open points, and nothing runs before they are answered.\n${p.messages.map((one) => `  ${one}`).join('\n')}`,
  ),
  'project.several': spec<{ messages: readonly string[] }>(
    2,
    (p) =>
      `The configuration has ${p.messages.length} mistakes.\n${p.messages.map((one) => `  ${one}`).join('\n')}`,
  ),
} as const;
