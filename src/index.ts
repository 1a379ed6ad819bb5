/**
 * Plimsoll as a library: define a pipeline, check it, calculate it on your own tables, read a project.
 *
 * Everything that is not named here may change without notice.
 */

// The data dictionary and the Basel content.
export { DICTIONARY } from './dictionary/dictionary.ts';
export { openDuckDb } from './engine/duckdb.ts';
export type { Engine } from './engine/engine.ts';
// Errors: one class, one registry of codes.
export { PlimsollError } from './errors/error.ts';
export type { ErrorCode } from './errors/registry.ts';
// Expressions: what a column means, apart from any engine.
export { checkText } from './expr/check.ts';
export { evaluate } from './expr/evaluate.ts';
export { printExpr } from './expr/print.ts';

// Pipelines: define with plain objects and these short constructors, then check.
export { compute, lookupColumn, pass, passAs } from './pipeline/build.ts';
export { checkPipeline } from './pipeline/check.ts';
export type { Pipeline } from './pipeline/pipeline.ts';
export type { PipelineDefinition, Stage, StageColumn } from './pipeline/stage.ts';
export { BASEL_LCR } from './regulation/basel/lcr.ts';
export { REFERENCE_TABLES } from './regulation/basel/reference.ts';
export type { ReferenceTable } from './regulation/basel/reference-table.ts';
export { withSession } from './run/open-session.ts';
export { readStage } from './run/read-stage.ts';
export { runDate } from './run/run.ts';
export type { Column, Domain, TableSchema } from './schema/table.ts';
// Types and tables.
export { BOOLEAN, type ColumnType, DATE, decimal, INTEGER, TEXT, type Value } from './schema/types.ts';
// SQL of a stage, an engine to run it on, and runs of a whole project.
export { stageQuery } from './sql/stage-query.ts';
