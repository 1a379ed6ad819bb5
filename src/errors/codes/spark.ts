/** Errors of speaking to a Spark Connect server. None holds the token or the connection string; host and port are told. */

import { hint, spec } from '../define.ts';

export interface Server {
  readonly host: string;
  readonly port: number;
}

const at = ({ host, port }: Server): string => `The Spark server at ${host}:${port}`;

export const SPARK_CODES = {
  'spark.no_server': spec<{ variable: string }>(
    2,
    (p) =>
      `\`--engine spark\` needs a Spark Connect server. Put its connection string, which looks like sc://host:15002/;token=…, into the environment variable ${p.variable}; \`spark: { server: NAME }\` in plimsoll.yaml names another one.`,
  ),
  'spark.unknown_stage': spec<{ found: string; pipeline: string; nearest?: string }>(
    2,
    (p) =>
      `\`spark.stages\` in plimsoll.yaml has settings for the stage \`${p.found}\`, and the pipeline ${p.pipeline} has none of that name.${hint(p.nearest, [])} \`plimsoll explain\` lists its stages; correct the name, or take it out.`,
  ),
  'spark.address': spec<{ problem: string; nearest?: string; known: readonly string[] }>(
    2,
    (p) =>
      `A connection string of Spark looks like sc://host:15002/;use_ssl=true;token=…, and this one ${p.problem}.${hint(p.nearest, p.known)} It is not shown, as a token may stand in it.`,
  ),
  'spark.clear_text': spec<{ host: string }>(
    2,
    (p) =>
      `A token for ${p.host} would go over the network in clear text. Add use_ssl=true; the server itself has no TLS, so a proxy in front of it has to. Without TLS a token goes to this machine alone (localhost, 127.0.0.1, ::1).`,
  ),
  'spark.unreachable': spec<Server & { reason: string }>(
    3,
    (p) =>
      `${at(p)} can't be spoken to: ${p.reason}. Check host, port and use_ssl, and that a Spark Connect server runs there.`,
  ),
  'spark.token': spec<Server & { given: boolean }>(
    2,
    (p) =>
      `${at(p)} ${p.given ? 'refuses the token' : 'asks for a token, and none is given'}. It stands in the connection string (token=…) and must be that of the server (spark.connect.authenticate.token).`,
  ),
  'spark.version': spec<Server & { found: string; tested: readonly string[] }>(
    2,
    (p) =>
      `${at(p)} is Spark ${p.found}, and Plimsoll speaks to Spark 4 alone (tested: ${p.tested.join(', ')}). Another version computes by other rules.`,
  ),
  'spark.setting': spec<Server & { name: string; wanted: string; problem: string; isNeeded: boolean }>(
    2,
    (p) =>
      `${at(p)} can't have the setting ${p.name}=${p.wanted}: ${p.problem}. ${
        p.isNeeded
          ? 'Without it the same statement may give other figures, so nothing was computed. Where it stands in `spark.settings` or `spark.stages` of plimsoll.yaml, take it out.'
          : 'Correct it in `spark.settings` or `spark.stages` of plimsoll.yaml, or take it out.'
      }`,
  ),
  'spark.session_lost': spec<Server & { errorClass: string }>(
    3,
    (p) =>
      `${at(p)} no longer has this session (${p.errorClass}): it was started again, closed the session or forgot it. Temporary views and settings went with it, so nothing was sent a second time. Run again.`,
  ),
  'spark.operation_lost': spec<Server & { errorClass: string; responses: number }>(
    3,
    (p) =>
      `${at(p)} no longer knows a statement that it was executing (${p.errorClass}), after ${p.responses} of its answers were read. Whether it had an effect is not known, so it was not sent again. Run again.`,
  ),
  'spark.connection_lost': spec<Server & { reason: string; tries: number }>(
    3,
    (p) =>
      `${at(p)} did not come back: ${p.reason}, after ${p.tries} ${p.tries === 1 ? 'try' : 'tries'} to go on. Nothing half read was used. Run again, once the server is there.`,
  ),
  'spark.statement': spec<{
    errorClass: string | null;
    sqlState: string | null;
    text: string;
    fragment: string | null;
    sql: string;
  }>(
    3,
    (p) =>
      `Spark refused a statement. Its own words: ${firstLine(p.text)}${p.fragment === null ? '' : ` The part of the statement: ${p.fragment}`}`,
  ),
  'spark.stopped': spec<{ by: 'caller' | 'server' }>(
    3,
    (p) =>
      `A statement was stopped before it was done${p.by === 'server' ? ', on the server' : ', and the server was told so'}. Nothing of it was used.`,
  ),
  'spark.column': spec<{ column: string; problem: string }>(
    2,
    (p) =>
      `The column ${p.column} of a query can't be read without loss: ${p.problem}. Give each column a name and one of the types boolean, whole number, decimal, date and string.`,
  ),
  'spark.folder': spec<Server & { folder: string; problem: string }>(
    2,
    (p) =>
      `${at(p)} and this machine do not see the same folder ${p.folder}: ${p.problem}. Rows go from one to the other as files, so it must lie on storage that both have under the same path, and all executors too, where both may write.`,
  ),
  'spark.file_missing': spec<{ text: string }>(
    3,
    (p) =>
      `Spark does not find a file that the store of this project has. Its own words: ${p.text.replace(/\.$/, '')}. Run again: where the file is gone, what was in it is computed anew. If it is there, the server or an executor sees another folder: the store must lie on a file system that this machine, the server and every executor see under the same path.`,
  ),
  'spark.files_replaced': spec<{ fingerprint: string }>(
    3,
    (p) =>
      `Another process has computed \`results/${p.fingerprint}\` anew while Spark read it, so that what was read may be of both. Nothing of it was kept. Run again.`,
  ),
  'spark.rows_missing': spec<{ folder: string; written: bigint; found: bigint }>(
    2,
    (p) =>
      `Spark has written ${p.written} rows below ${p.folder}, and ${p.found} are found there. An executor that does not see the folder writes into one of its own machine: the store must lie on a file system that this machine, the server and every executor see under the same path.`,
  ),
  'spark.pages': spec<{ address: string; application: string; reason: string }>(
    3,
    (p) =>
      `The pages of Spark at ${p.address} do not say what the application ${p.application} did: ${p.reason}. \`spark.ui\` in plimsoll.yaml must be the address of that application's own pages while its server runs (such as http://127.0.0.1:4040; not with spark.ui.enabled=false), or of a history server.`,
  ),
  'spark.no_run': spec<{ date: string; known: readonly string[] }>(2, (p) => {
    const known = p.known.length === 0 ? 'no date has any yet' : `there is one of ${p.known.join(', ')}`;
    return `Nothing is kept of what Spark did for a run of ${p.date}; ${known}. Type \`plimsoll run --engine spark --date ${p.date}\`; where it finds all of its results in the store, or every stage reads fewer rows than \`spark.small_rows\`, there is nothing for Spark to compute. Of a run that failed nothing is kept where Spark had done nothing yet, or where there was no room for it.`;
  }),
  'spark.stage_elsewhere': spec<{
    name: string;
    date: string;
    nearest: string | undefined;
    known: readonly string[];
  }>(
    2,
    (p) => `The run of ${p.date} on Spark computed no stage \`${p.name}\` there.${hint(p.nearest, p.known)}`,
  ),
  'spark.no_room': spec<{ text: string; folder: string | null }>(
    2,
    (p) =>
      `Spark has no room left to write${p.folder === null ? '' : ` below ${p.folder}`}. Its own words: ${p.text.replace(/\.$/, '')}. Nothing half written is kept. Make room there and in the folders for what the server and its executors spill (spark.local.dir), or lift the limit on the size of a file, and run again; \`plimsoll store gc\` shows results that nobody needs.`,
  ),
  'spark.protocol': spec<Server & { problem: string }>(
    3,
    (p) => `${at(p)} broke the protocol: ${p.problem}. Nothing of the answer was used.`,
  ),
} as const;

/** The first one with words: errors of syntax begin with an empty line. */
const firstLine = (text: string): string => text.trim().split('\n')[0] ?? text;
