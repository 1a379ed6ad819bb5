/** Rules from a file, checked against the project's pipeline. */

import { readFile } from 'node:fs/promises';
import { fail } from '../errors/error.ts';
import { checkRule } from '../rules/check.ts';
import { readRules } from '../rules/parse.ts';
import type { RuleDocument } from '../rules/rule.ts';
import type { Session } from '../run/session.ts';
import type { Output } from './output.ts';

/** `path` is relative to where the command is typed. Errors: cli.no_file, rules.*, with file and line. */
export async function rulesOfFile(session: Session, path: string): Promise<readonly RuleDocument[]> {
  const text = await readFile(path, 'utf8').catch((error: NodeJS.ErrnoException) => {
    if (error.code === 'ENOENT') return fail('cli.no_file', { path, what: 'a JSON or YAML file of rules' });
    throw error;
  });
  const sources = readRules(text, path);
  for (const { document, placeOf } of sources) checkRule(document, session.pipeline, placeOf);
  return sources.map(({ document }) => document);
}

/** An approval that stands in a file approves nothing, and whoever reads the file may think that it does. */
export function warnClaims(documents: readonly RuleDocument[], output: Output): void {
  for (const { ruleId, approvalClaim: claim } of documents) {
    if (claim === null) continue;
    const when = claim.timestamp === null ? '' : ` at ${claim.timestamp}`;
    output.warn(
      `${ruleId}: the file claims an approval by ${claim.user}${when}. A claim approves nothing: \`plimsoll rule approve ${ruleId}\` does.`,
    );
  }
}
