/** What reading a source of the configuration needs beside its keys. */

import type { ErrorPlace, PlimsollError } from '../errors/error.ts';
import type { TableSchema } from '../schema/table.ts';
import type { YamlPath } from './yaml-text.ts';

/** Where things are, and where mistakes go. */
export interface SourceContext {
  readonly dictionary: readonly TableSchema[];
  /** The place of a key below the source. */
  readonly placeOf: (path: YamlPath) => ErrorPlace;
  readonly problems: PlimsollError[];
  /** Counts the queries of a server, from 1. */
  readonly nextQuery: (variable: string) => number;
}
