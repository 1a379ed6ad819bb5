/** Errors of the control log: appending, reading it, and what it refuses. */

import { hint, spec } from '../define.ts';

export const CONTROL_CODES = {
  'control.act': spec<{ problem: string }>(
    2,
    (p) => `This is no act that the control log takes: ${p.problem}.`,
  ),
  'control.newer_act': spec<{ kind: string }>(
    2,
    (p) =>
      `The act is of kind \`${p.kind}\`, which this version of Plimsoll does not know. Nothing is wrong with the log; use the version that wrote it, or a later one.`,
  ),
  'control.head_moved': spec<{ expected: { seq: number }; found: { seq: number }; last: string }>(
    1,
    (p) =>
      `Nothing was recorded: what you decided on ended with act ${p.expected.seq} of the control log, and the log ends with act ${p.found.seq} now (${p.last}). Look at what has changed, and repeat the command.`,
  ),
  'control.locked': spec<{
    pid: number;
    host: string;
    since: string;
    waitedSeconds: number;
    file: string;
    known: boolean;
  }>(
    1,
    (p) =>
      `Nothing was recorded: process ${p.pid} on ${p.host} has been writing to the control log or the records of runs since ${p.since}, and still was after ${p.waitedSeconds} s. ${
        p.known
          ? 'Repeat the command when it is done; if that process hangs, end it, and its lock no longer counts.'
          : `Whether it still runs can't be seen from here. Repeat the command when it is done; if you know that it has ended, delete ${p.file}.`
      }`,
  ),
  'control.not_written': spec<{ place: string; reason: string; undone: boolean }>(
    3,
    (p) =>
      `The act could not be written to the control log in ${p.place} (${p.reason}). ${
        p.undone
          ? 'Nothing was recorded.'
          : 'What was written of it could not be taken back either, so look whether it is there.'
      } Free some space, or make the folder writable, and repeat the command.`,
  ),
  'control.damaged': spec<{ place: string; findings: readonly string[] }>(
    3,
    (p) =>
      `The control log in ${p.place} is not what was written, so nothing is read from it and nothing added:\n${shown(p.findings)}\nFind out who changed the file, and put back a copy from before.`,
  ),
  'control.acts_gone': spec<{ place: string; seq: number }>(
    3,
    (p) =>
      `The control log in ${p.place} does not hold act ${p.seq} as it was when the snapshot beside it was kept: acts were taken away, or others stand in their place. Nothing is read from it and nothing added. Put back the log that has this act; if it is meant to be without, take snapshot.json out of the folder and keep it as evidence.`,
  ),
  'control.no_act': spec<{ seq: number; place: string }>(
    3,
    (p) => `The control log in ${p.place} has no readable act ${p.seq}, which it must have. Verify the log.`,
  ),
  'control.document': spec<{ rule: string; hash: string }>(
    2,
    (p) =>
      `The document of rule \`${p.rule}\` does not have the hash ${p.hash} that the act gives. The hash is the SHA-256 of the document's canonical text.`,
  ),
  'control.unknown_rule': spec<{ rule: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `The control log has no rule \`${p.rule}\`.${hint(p.nearest, p.known)}`,
  ),
  'control.rule_version': spec<{ rule: string; found: number; expected: number }>(
    2,
    (p) =>
      `Rule \`${p.rule}\` can't be added as version ${p.found}: its next version is ${p.expected}. Repeat the command.`,
  ),
  'control.rule_unchanged': spec<{ rule: string; version: number; status: string }>(
    1,
    (p) =>
      `Rule \`${p.rule}\` says the same as its version ${p.version}, which is ${p.status}, so there is nothing to add.`,
  ),
  'control.not_the_version': spec<{ rule: string; version: number; asked: string; found: string | null }>(
    2,
    (p) =>
      p.found === null
        ? `Rule \`${p.rule}\` has no version ${p.version}.`
        : `Version ${p.version} of rule \`${p.rule}\` has the content ${p.found}, and ${p.asked} was asked for. An act holds for the content that was looked at: look again.`,
  ),
  'control.not_a_draft': spec<{ rule: string; version: number; status: string }>(
    1,
    (p) =>
      `Version ${p.version} of rule \`${p.rule}\` is ${p.status}; only a draft can be approved. To bring it back, add it again as a new version.`,
  ),
  'control.nothing_to_revoke': spec<{ rule: string }>(
    1,
    (p) => `Every version of rule \`${p.rule}\` is out of force already.`,
  ),
  'control.scenario_name': spec<{ name: string }>(
    2,
    (p) =>
      `A scenario can't be called \`${p.name}\`: base and reported are there always. Choose another name.`,
  ),
  'control.scenario_exists': spec<{ name: string }>(
    1,
    (p) => `There is a scenario \`${p.name}\` already. Choose another name, or drop it first.`,
  ),
  'control.twin': spec<{ kind: 'rule' | 'scenario'; name: string; other: string }>(
    1,
    (p) =>
      `The ${p.kind} \`${p.name}\` would differ from \`${p.other}\` in capital letters alone. Write it the same way, or choose another name.`,
  ),
  'control.unknown_scenario': spec<{ name: string; nearest: string | undefined; known: readonly string[] }>(
    2,
    (p) => `There is no scenario \`${p.name}\`.${hint(p.nearest, p.known)}`,
  ),
  'control.scenario_in_use': spec<{ name: string; by: readonly string[] }>(
    1,
    (p) =>
      `Scenario \`${p.name}\` can't be dropped: ${p.by.map((each) => `\`${each}\``).join(', ')} ${p.by.length === 1 ? 'is' : 'are'} built on it. Drop ${p.by.length === 1 ? 'that' : 'those'} first.`,
  ),
} as const;

/** The first findings, a line each: a log that was rewritten from line 1 on has as many as lines. */
function shown(findings: readonly string[]): string {
  const rest = findings.length > 10 ? [`  and ${findings.length - 10} more`] : [];
  return [...findings.slice(0, 10).map((each) => `  ${each}`), ...rest].join('\n');
}
