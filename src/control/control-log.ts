/**
 * What a place that keeps a control log must offer. The embedded form is a file (open-log.ts); a table of a database, insert only, with
 * one row per line, can be another. Hashes, acts and state are no concern of it: it keeps texts in order.
 */

import type { Wait } from './lock.ts';

export interface ControlLog {
  /** For messages: the folder, or the table. */
  readonly place: string;
  /**
   * The lines from act `from` on, in order, whole ones only: every line for 1, nothing when there is no such act. In a log that was
   * tampered with it may be another line that comes first; whoever asks looks at what comes.
   */
  readonly lines: (from: number) => AsyncIterable<string>;
  /** The text that was kept last as a snapshot. */
  readonly readSnapshot: () => Promise<string | undefined>;
  /** Runs `work` while no other process appends. Errors: control.locked. */
  readonly exclusively: <T>(wait: Wait, work: (writer: LogWriter) => Promise<T>) => Promise<T>;
}

/** What may be done to the log by whoever has it alone. */
export interface LogWriter {
  /** Adds a line behind the last one. When it resolves, the line outlives a crash of the machine. Errors: control.not_written. */
  readonly addLine: (line: string) => Promise<void>;
  /** Replaces the snapshot in one step. A failure is passed over: the act is there already, and reading without a snapshot is slower. */
  readonly keepSnapshot: (text: string) => Promise<void>;
  /** Takes a snapshot that does not fit the log out of use, and keeps it as evidence. A failure is passed over. */
  readonly setSnapshotAside: () => Promise<void>;
}
