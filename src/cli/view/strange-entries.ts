/** Texts in entries that base does not have. */

import type { StrangeText } from '../../scenario/strange-entries.ts';
import type { Output } from '../output.ts';

export const strangeJson = (strange: readonly StrangeText[]) =>
  strange.map(({ rule, ...rest }) => ({ rule_id: rule, ...rest }));

export function warnStrange(strange: readonly StrangeText[], output: Output): void {
  for (const { rule, entry, column, value, nearest } of strange) {
    const meant = nearest === null ? '' : ` Did you mean \`${nearest}\`?`;
    output.warn(`${rule}, entry ${entry}: base has no row whose ${column} is \`${value}\`.${meant}`);
  }
}
