/**
 * Refuses a query of a DuckDB file that computes from something else than the file: other files, the clock, chance, the session. Its rows would not follow from what
 * the fingerprint knows.
 *
 * Looked at is the engine's plan before it is made quick, in which views stand as their queries and macros as what they write, so that those are held to the same.
 */

import type { Engine } from '../engine/engine.ts';
import { fail } from '../errors/error.ts';
import { CHANCE, HIDDEN_INPUTS } from '../pipeline/hidden-inputs.ts';
import { DUCKDB } from '../sql/duckdb/dialect.ts';
import { assert } from '../std/assert.ts';

/** What may give rows: tables, and what makes them of its arguments. */
const ROWS = ['seq_scan', 'range', 'generate_series', 'unnest'] as const;
const OTHER_ROWS =
  'which is no table or view of the file; besides these only range, generate_series and unnest may give rows';

interface Found {
  readonly found: string;
  readonly problem: string;
}

/** For a query over the database in use that the engine can bind; `file` is shown. Errors: input.database_query, input.database. */
export async function checkQuery(engine: Engine, query: string, file: string): Promise<void> {
  const [row] = await engine.rows(
    `SELECT CAST(json_serialize_plan(${DUCKDB.textLiteral(query)}) AS VARCHAR) AS plan`,
  );
  const plan: unknown = JSON.parse(String(row?.['plan']));
  assert(isNode(plan), 'a plan is an object');
  if (plan['error'] === true) refuseUnseen(String(plan['error_message']), file);
  const unstable = await unstableFunctions(engine);
  for (const node of nodesOf(plan)) {
    const found = problemOf(node, unstable);
    if (found !== undefined) fail('input.database_query', { file, ...found });
  }
}

/** A plan that the engine does not write out is not looked into, so it is refused. That of CSV is the usual one. */
function refuseUnseen(text: string, file: string): never {
  if (text.startsWith('CSVReader'))
    fail('input.database_query', { file, found: 'read_csv', problem: OTHER_ROWS });
  return fail('input.database', { file, text: `what its query reads can't be seen in a plan (${text})` });
}

interface Node {
  readonly [name: string]: unknown;
}

const isNode = (value: unknown): value is Node => typeof value === 'object' && value !== null;

function* nodesOf(root: Node): Generator<Node> {
  const open: Node[] = [root];
  for (let node = open.pop(); node !== undefined; node = open.pop()) {
    yield node;
    open.push(...Object.values(node).filter(isNode));
  }
}

function problemOf(node: Node, unstable: ReadonlySet<string>): Found | undefined {
  const name = String(node['name']).toLowerCase();
  if (node['type'] === 'LOGICAL_SAMPLE') return { found: 'SAMPLE', problem: CHANCE };
  if (node['type'] === 'LOGICAL_GET')
    return ROWS.some((one) => one === name) ? undefined : { found: name, problem: OTHER_ROWS };
  if (node['expression_class'] !== 'BOUND_FUNCTION') return undefined;
  // Between two moments, not from one to now.
  if (name === 'age' && Array.isArray(node['children']) && node['children'].length > 1) return undefined;
  const problem = HIDDEN_INPUTS[name] ?? (unstable.has(name) ? CHANCE : undefined);
  return problem === undefined ? undefined : { found: name, problem };
}

/** Those that the engine itself does not take to give the same value for the same arguments; `error` gives none. */
async function unstableFunctions(engine: Engine): Promise<ReadonlySet<string>> {
  const rows = await engine.rows(
    `SELECT DISTINCT function_name AS name FROM duckdb_functions()
WHERE function_type = 'scalar' AND stability <> 'CONSISTENT' AND function_name <> 'error'`,
  );
  return new Set(rows.map((row) => String(row['name'])));
}
