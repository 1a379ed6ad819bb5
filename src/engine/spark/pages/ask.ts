/** One question to the pages of Spark, those of a running application or of a history server: JSON over HTTP, for reading alone. */

import { fail } from '../../../errors/error.ts';
import { jsonOrUndefined } from '../../../std/json.ts';

export interface Pages {
  /** `http://127.0.0.1:4040`, with the path of a proxy if there is one; without a slash at its end. */
  readonly address: string;
  /** Of the application, as its server names it: `local-1732790000000`. */
  readonly application: string;
}

/** The answer; undefined where the pages have nothing under that path. Errors: spark.pages. */
export async function ask(
  { address, application }: Pages,
  path: string,
  signal: AbortSignal,
): Promise<unknown> {
  const refuse = (reason: string): never => fail('spark.pages', { address, application, reason });
  const url = `${address}/api/v1/applications/${encodeURIComponent(application)}/${path}`;
  try {
    const answer = await fetch(url, { signal, headers: { accept: 'application/json' } });
    const text = await answer.text();
    if (answer.status === 404) return undefined;
    if (!answer.ok) return refuse(`the answer is ${answer.status} ${answer.statusText}`.trim());
    return jsonOrUndefined(text) ?? refuse('the answer is no JSON, as of another program');
  } catch (error) {
    const reason = reasonOf(error);
    return reason === undefined ? Promise.reject(error) : refuse(reason);
  }
}

/** Why there was no answer; undefined: it is another error. */
function reasonOf(error: unknown): string | undefined {
  if (!(error instanceof Error)) return undefined;
  if (error.name === 'TimeoutError') return 'there is no answer in time';
  // What the system says stands in the cause of an error of fetch.
  if (error instanceof TypeError)
    return error.cause instanceof Error ? causeText(error.cause) : error.message;
  return undefined;
}

const causeText = (cause: Error): string =>
  'code' in cause && cause.code === 'ECONNREFUSED' ? 'nothing listens there' : cause.message;
