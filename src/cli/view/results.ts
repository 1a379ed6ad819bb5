/** Stored results as people and programs read them. */

import { type UsedResults, userText } from '../../scenario/used-results.ts';
import type { ListedResult } from '../../store/results.ts';
import { grouped } from '../table.ts';

const FINGERPRINT_SHOWN = 12;
export const shortPrint = (fingerprint: string): string => fingerprint.slice(0, FINGERPRINT_SHOWN);

export const neededBy = ({ users }: UsedResults, fingerprint: string): readonly string[] =>
  (users.get(fingerprint) ?? []).map(userText);

export const resultsJson = (results: readonly ListedResult[], used: UsedResults) =>
  results.map((result) => ({ ...result, needed_by: neededBy(used, result.fingerprint) }));

export const bytesText = (results: readonly ListedResult[]): string =>
  `${grouped(String(results.reduce((sum, { bytes }) => sum + bytes, 0)))} bytes`;

/** What may need more results than are known. */
export const unreadTexts = ({ unread }: UsedResults): readonly string[] => unread.map(({ text }) => text);
