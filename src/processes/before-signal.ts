/**
 * What is still done when somebody ends the program: Ctrl-C (SIGINT), a scheduler (SIGTERM), a terminal that closes (SIGHUP). Then it ends by the same signal, as it
 * would have without us, so that whoever waits for it sees why. A second signal ends it at once.
 *
 * For what goes on elsewhere when this process is gone. Files need nothing of the kind: what is half written has a name that tells whose it was.
 */

const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/** Who presses Ctrl-C does not wait long for another machine. */
const LIMIT_MS = 5000;

/** `work` need not come back, nor end well. What comes back lets signals end the program at once again. */
export function beforeSignal(work: () => Promise<void>): () => void {
  const off = (): void => {
    for (const signal of SIGNALS) process.off(signal, end);
  };
  const end = (signal: NodeJS.Signals): void => {
    off();
    void endedBy(signal, work);
  };
  for (const signal of SIGNALS) process.on(signal, end);
  return off;
}

async function endedBy(signal: NodeJS.Signals, work: () => Promise<void>): Promise<void> {
  const limit = new Promise<void>((resolve) => setTimeout(resolve, LIMIT_MS));
  await Promise.race([work().catch(() => undefined), limit]);
  process.kill(process.pid, signal);
}
