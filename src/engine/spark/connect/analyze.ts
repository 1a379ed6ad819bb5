/** What a server tells without executing anything: its version, and how it would execute a statement. */

import { fail } from '../../../errors/error.ts';
import { call } from './call.ts';
import { brief } from './patience.ts';
import { planOf } from './plan.ts';
import type { Wire } from './wire.ts';

/** Against which servers the tests of Spark ran: the first in every run, the others by hand. */
export const TESTED_VERSIONS: readonly string[] = ['4.0.1', '4.1.4', '4.2.1', '4.3.0'];

/** EXPLAIN_MODE_FORMATTED of the protocol. */
const FORMATTED = 5;

/** `4.0.1`, from the first call of a session. Errors: spark.version where it is of another line than 4; those of a call. */
export async function checkedVersion(wire: Wire, timeoutMs: number): Promise<string> {
  const { result } = await call(
    wire,
    (options) =>
      wire.client.analyzePlan({ ...wire.identity(), analyze: { case: 'sparkVersion', value: {} } }, options),
    { policy: brief(wire.retry), timeoutMs },
  );
  const found = result.case === 'sparkVersion' ? result.value.version : '';
  const { host, port } = wire.address;
  if (!found.startsWith('4.')) fail('spark.version', { host, port, found, tested: TESTED_VERSIONS });
  return found;
}

/** The physical plan in Spark's own words. Errors: spark.statement; those of a call. */
export async function explained(wire: Wire, sql: string): Promise<string> {
  const { result } = await call(
    wire,
    (options) =>
      wire.client.analyzePlan(
        {
          ...wire.identity(),
          analyze: { case: 'explain', value: { plan: planOf('query', sql), explainMode: FORMATTED } },
        },
        options,
      ),
    { sql },
  );
  return result.case === 'explain' ? result.value.explainString : '';
}
