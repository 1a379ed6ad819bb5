/** Figures of published filings that do not follow from the others, as facts about the filing: the reason is the bank's or the supervisor's, not ours. */

import type { Outcome } from './outcome.ts';

export interface Oddity {
  readonly bank: string;
  /** Id of the filing in its file, which has period and scope. */
  readonly filing: string;
  readonly figure: string;
  readonly reason: string;
}

const uob = (filing: string, percent: string): Oddity => ({
  bank: 'UOB',
  filing,
  figure: '4 weighted by the rate of its lines',
  reason: `weighted at ${percent} %, below the 10 % of ¶79 that the bank has in its Singapore dollars; it does not say which deposits take less`,
});

export const ODDITIES: readonly Oddity[] = [
  uob('uob-2023-12-31-all', '9.78'),
  uob('uob-2024-12-31-all', '9.76'),
  uob('uob-2025-03-31-all', '9.75'),
  uob('uob-2025-06-30-all', '9.76'),
  uob('uob-2026-03-31-all', '9.81'),
  {
    bank: 'BRED Banque populaire',
    filing: 'NICH5Q04ADUV9SN3Q390.CON|2025-12-31|T-1',
    figure: '8 weighted by the rate of its lines',
    reason: 'own debt is weighted at 99.996 %, and the filing does not say why',
  },
  {
    bank: 'SpareBank 1 Østlandet',
    filing: '549300VRM6G42M8OWN49.CON|2025-12-31|T-1',
    figure: '10 unweighted',
    reason: 'the filed total is eleven million below rows 11 to 13',
  },
  {
    bank: 'UOB',
    filing: 'uob-nsfr-2025-09-30',
    figure: 'LIQ2.6.implied',
    reason: '2.6 million more than 90 % and 100 % of its columns, of which rounding explains 2.35',
  },
  {
    bank: 'UOB',
    filing: 'uob-nsfr-2025-12-31',
    figure: 'LIQ2.6.implied',
    reason: '3.1 million more than 90 % and 100 % of its columns, of which rounding explains 2.35',
  },
];

/** A miss that is known is an oddity; a known one that agrees is a mistake of the list, and a miss. */
export function withOddity(outcome: Outcome): Outcome {
  const oddity = ODDITIES.find(({ filing, figure }) => filing === outcome.id && figure === outcome.figure);
  if (oddity === undefined) return outcome;
  const reason = `${oddity.bank}: ${oddity.reason}`;
  return outcome.state === 'misses'
    ? { ...outcome, state: 'oddity', reason }
    : { ...outcome, state: 'misses', reason: `listed as an oddity, and agrees: ${reason}` };
}
