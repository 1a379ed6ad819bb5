/** A duration for people: `420 ms`, `3.2 s`, `95 s`. */

export function seconds(ms: number): string {
  const tenths = Math.round(ms / 100);
  if (ms < 1000) return `${Math.round(ms)} ms`;
  return tenths < 1000 ? `${Math.floor(tenths / 10)}.${tenths % 10} s` : `${Math.round(ms / 1000)} s`;
}
