/** The engine that computes the stages of a base, and how its SQL names what lies in the store. Everything else of a run is done on the embedded one. */

import { basename, join } from 'node:path';
import { adjustedRows, type StoredStage } from '../delta/overlay.ts';
import type { Engine } from '../engine/engine.ts';
import type { SparkEngine } from '../engine/spark/spark.ts';
import type { SparkServer } from '../project/project.ts';
import type { Dialect } from '../sql/dialect.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import * as duckdb from '../sql/duckdb/files.ts';
import { SPARK } from '../sql/spark/dialect.ts';
import * as spark from '../sql/spark/files.ts';
import type { SparkFacts } from './spark-run.ts';

export interface BaseEngine {
  readonly engine: Engine;
  readonly dialect: Dialect;
  /** Of a result that lies in this folder; `paths` below it are its files, null where an earlier step will write them. */
  readonly resultRows: (folder: string, paths: readonly string[] | null) => string;
  /** Of a stage that is stored, or will be; one that stands on another as segments over it is for those alone who read overlays. */
  readonly storedRows: (stage: StoredStage, folder: string) => string;
  /** Is a part of a query that is read several times computed once? Else such stages are kept as tables. */
  readonly sharesParts: boolean;
  /** Does it hand rows on in the order in which they lie? */
  readonly keepsOrder: boolean;
  /** Stages that read no more rows than this are computed on the embedded engine instead; 0: none. */
  readonly smallRows: number;
  /** Settings of the engine for the query of a stage. */
  readonly settingsOf: (stage: string) => Readonly<Record<string, string>>;
  /** What its server said of itself; null: it has no server. */
  readonly server: SparkFacts | null;
  /** Can it read what stands on another result as segments over it? */
  readonly readsOverlays: boolean;
}

export const onDuckDb = (engine: Engine): BaseEngine => ({
  engine,
  dialect: DUCKDB,
  resultRows: (folder, paths) =>
    paths === null
      ? duckdb.parquetBelow(folder)
      : duckdb.parquetFiles(paths.map((path) => join(folder, path))),
  storedRows: (stage) => adjustedRows(stage),
  sharesParts: true,
  keepsOrder: true,
  smallRows: 0,
  settingsOf: () => ({}),
  server: null,
  readsOverlays: true,
});

/** For stages that are small: kept as on an engine that shares no parts, and read as that one reads them. */
export const besideSpark = (engine: Engine): BaseEngine => ({
  ...onDuckDb(engine),
  sharesParts: false,
  readsOverlays: false,
});

export const onSpark = (
  engine: SparkEngine,
  { smallRows, stages }: Pick<SparkServer, 'smallRows' | 'stages'>,
  server: SparkFacts,
): BaseEngine => ({
  engine,
  dialect: SPARK,
  resultRows: (folder) => spark.resultRows(basename(folder)),
  storedRows: (_, folder) => spark.resultRows(basename(folder)),
  sharesParts: false,
  keepsOrder: false,
  smallRows,
  settingsOf: (stage) => stages[stage] ?? {},
  server,
  readsOverlays: false,
});
