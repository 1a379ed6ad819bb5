/** What is read of a database server, and the file that becomes of it: plain data between the project, the fetch and the import. */

import type { ErrorPlace } from '../errors/error.ts';
import type { DatabaseRows, SourceFile } from '../input/source.ts';

/** One table or query of a server, on a date. */
export interface ServerRows {
  /** Name of the environment variable that holds the server's address. */
  readonly variable: string;
  readonly rows: DatabaseRows;
  /** The name by which people know it: the variable and the table, or the number of the query. */
  readonly shown: string;
  /** Of its source in the configuration. */
  readonly place: ErrorPlace;
}

/** The rows as a CSV file without header, in UTF-8, with a point and ISO dates; nothing stands for NULL. */
export interface FetchedRows {
  readonly file: SourceFile;
  /** Of its columns, in their order; a query may give a name twice. */
  readonly names: readonly string[];
}
