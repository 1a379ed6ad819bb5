/** Stopping what a server executes. */

import { type CallOptions, call } from './call.ts';
import type { Wire } from './wire.ts';

/** Of the protocol's INTERRUPT_TYPE. */
const EVERYTHING = 1;
const ONE_OPERATION = 3;

/** Stops one statement, or all of the session; tells which were stopped. Errors: those of `call`. */
export async function interrupt(
  wire: Wire,
  operationId: string | undefined,
  options: CallOptions = {},
): Promise<readonly string[]> {
  const request =
    operationId === undefined
      ? { interruptType: EVERYTHING }
      : {
          interruptType: ONE_OPERATION,
          interrupt: { case: 'operationId' as const, value: operationId },
        };
  const { interruptedIds } = await call(
    wire,
    (made) => wire.client.interrupt({ ...wire.identity(), ...request }, made),
    options,
  );
  return interruptedIds;
}
