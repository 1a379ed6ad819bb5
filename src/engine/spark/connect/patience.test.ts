/** Pauses between tries: how they grow and end. */

import { describe, expect, it } from 'vitest';
import { brief, CLOCK, PATIENT, patienceOf } from './patience.ts';

describe('patience', () => {
  const at = (nowMs: () => number) => ({ ...CLOCK, nowMs, random: () => 0 });

  it('ends after the time that it has in all, and begins anew with progress', () => {
    let nowMs = 1000;
    const patience = patienceOf(
      { ...PATIENT, totalMs: 10_000 },
      at(() => nowMs),
    );
    expect(patience.pauseMs(0)).toBe(50);
    nowMs += 9000;
    expect(patience.pauseMs(0)).toBe(200);
    nowMs += 900;
    expect(patience.pauseMs(0)).toBeNull();
    patience.reset();
    expect(patience.pauseMs(0)).toBe(50);
    expect(patience.tries()).toBe(1);
  });

  it('waits as long as the server asks', () => {
    const patience = patienceOf(
      PATIENT,
      at(() => 0),
    );
    expect(patience.pauseMs(3000)).toBe(3000);
    expect(patience.pauseMs(0)).toBe(200);
  });

  it('is short where it is brief', () => {
    const patience = patienceOf(
      brief(PATIENT),
      at(() => 0),
    );
    expect([1, 2, 3, 4].map(() => patience.pauseMs(0))).toEqual([50, 200, 800, null]);
  });

  it('sleeps no longer than a signal lets it', async () => {
    const stop = new AbortController();
    const slept = CLOCK.sleep(60_000, stop.signal);
    stop.abort();
    await slept;
    await CLOCK.sleep(60_000, AbortSignal.abort());
    await CLOCK.sleep(1);
  });
});
