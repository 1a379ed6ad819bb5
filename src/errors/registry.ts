/** Every error code of Plimsoll in one table; docs/reference/errors.md is generated from it. */

import { CLI_CODES } from './codes/cli.ts';
import { CONTROL_CODES } from './codes/control.ts';
import { CORRECTIONS_CODES } from './codes/corrections.ts';
import { DISCLOSURE_CODES } from './codes/disclosure.ts';
import { ENGINE_CODES } from './codes/engine.ts';
import { EXPR_CODES } from './codes/expr.ts';
import { FETCH_CODES } from './codes/fetch.ts';
import { INPUT_CODES } from './codes/input.ts';
import { PIPELINE_CODES } from './codes/pipeline.ts';
import { PROJECT_CODES } from './codes/project.ts';
import { PROPOSE_CODES } from './codes/propose.ts';
import { REPORT_CODES } from './codes/report.ts';
import { RULES_CODES } from './codes/rules.ts';
import { RUN_CODES } from './codes/run.ts';
import { SPARK_CODES } from './codes/spark.ts';
import { STORE_CODES } from './codes/store.ts';
import { VALUES_CODES } from './codes/values.ts';

export const ERROR_CODES = Object.freeze({
  ...VALUES_CODES,
  ...EXPR_CODES,
  ...PIPELINE_CODES,
  ...ENGINE_CODES,
  ...SPARK_CODES,
  ...STORE_CODES,
  ...CONTROL_CODES,
  ...INPUT_CODES,
  ...FETCH_CODES,
  ...CORRECTIONS_CODES,
  ...PROJECT_CODES,
  ...PROPOSE_CODES,
  ...RULES_CODES,
  ...RUN_CODES,
  ...DISCLOSURE_CODES,
  ...REPORT_CODES,
  ...CLI_CODES,
});

export type ErrorCode = keyof typeof ERROR_CODES;
export type ErrorParams<C extends ErrorCode> = Parameters<(typeof ERROR_CODES)[C]['message']>[0];
