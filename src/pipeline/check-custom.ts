/** A custom stage: its texts are read into parts, its columns, key and lineage are as declared and fit its inputs. */

import { fail, withPlace } from '../errors/error.ts';
import { columnNamed, type TableSchema } from '../schema/table.ts';
import { sameType, typeName } from '../schema/types.ts';
import { nearest } from '../std/nearest.ts';
import { readText } from './custom-text.ts';
import type { CheckedLineage, CheckedText, TextPart } from './pipeline.ts';
import type { StageContext } from './scope.ts';
import type { CustomSql, CustomStage, EngineName } from './stage.ts';

/** The column of an edge query that holds the input's key column `name`. */
export const parentName = (name: string): string => `parent_${name}`;

const ENGINES: readonly EngineName[] = ['duckdb', 'spark'];

export function checkCustom(stage: CustomStage, context: StageContext) {
  const schema: TableSchema = { name: stage.name, columns: stage.columns, key: stage.key };
  unique(
    stage.columns.map((column) => column.name),
    'columns',
  );
  unique(stage.key, 'key columns');
  for (const name of stage.key) columnIn(schema, name);
  if (stage.inputs.length === 0)
    fail('pipeline.custom_text', {
      problem: 'has no inputs. Rows from outside are a source; name at least one stage.',
    });
  unique(stage.inputs, 'inputs');
  stage.inputs.forEach(context.schemaOf);
  const text = withPlace({ at: 'sql' }, () => checkTexts(stage.sql, stage.inputs, context));
  for (const parts of Object.values(text)) checkUse(parts, stage.inputs);
  const lineage = withPlace({ at: 'lineage' }, () => checkLineage(stage, schema, context));
  return { kind: 'custom', name: stage.name, schema, inputs: stage.inputs, text, lineage } as const;
}

function unique(names: readonly string[], what: string): void {
  const twice = names.find((name, index) => names.indexOf(name) !== index);
  if (twice !== undefined) fail('pipeline.duplicate_name', { name: twice, what });
}

function columnIn(schema: TableSchema, name: string) {
  const known = schema.columns.map((column) => column.name);
  const column = columnNamed(schema.columns, name);
  return column ?? fail('pipeline.unknown_column', { name, nearest: nearest(name, known), known });
}

function checkTexts(sql: CustomSql, inputs: readonly string[], context: StageContext): CheckedText {
  const given = ENGINES.filter((engine) => sql[engine] !== undefined);
  const unknown = Object.keys(sql).find((name) => !ENGINES.some((engine) => engine === name));
  if (unknown !== undefined)
    fail('pipeline.custom_text', {
      problem: `is for \`${unknown}\`; there can be one for ${ENGINES.join(' and ')}.`,
    });
  if (given.length === 0)
    fail('pipeline.custom_text', { problem: `is missing: give one for ${ENGINES.join(' or ')}.` });
  const parameters = Object.keys(context.parameters);
  return Object.fromEntries(
    given.map((engine) => [
      engine,
      withPlace({ at: engine }, () => readText(sql[engine] ?? '', { engine, inputs, parameters })),
    ]),
  );
}

/** An input that no text reads would be computed for nothing, and is more likely a slip. */
function checkUse(parts: readonly TextPart[], inputs: readonly string[]): void {
  const idle = inputs.find((name) => !parts.some((part) => part.kind === 'input' && part.name === name));
  if (idle !== undefined)
    fail('pipeline.custom_text', {
      problem: `does not read its input {{${idle}}}. Read it, or take it out of \`inputs\`.`,
    });
}

function checkLineage(stage: CustomStage, schema: TableSchema, context: StageContext): CheckedLineage {
  const { lineage } = stage;
  if (lineage.form === 'edges') return checkEdges(stage, lineage.edges, context);
  const input = inputOf(stage, lineage.input, context);
  const pairs =
    lineage.form === 'group'
      ? Object.entries(lineage.columns)
      : sameKey(schema, input).map((name): [string, string] => [name, name]);
  const on = pairs.map(([keyColumn, from]) => {
    const [mine, theirs] = [columnIn(schema, keyColumn), columnIn(input, from)];
    if (!stage.key.includes(keyColumn))
      refuse(`names \`${keyColumn}\`, which is not in the key (${stage.key.join(', ')}).`);
    if (!sameType(mine.type, theirs.type))
      refuse(
        `compares \`${keyColumn}\`, ${typeName(mine.type)}, with \`${from}\` of ${input.name}, ${typeName(theirs.type)}. Give both one type.`,
      );
    return { keyColumn, from };
  });
  return { form: lineage.form, input: lineage.input, on };
}

function sameKey(schema: TableSchema, input: TableSchema): readonly string[] {
  const [mine, theirs] = [schema.key, input.key].map((key) => [...key].sort().join(', '));
  if (mine !== theirs)
    refuse(
      `says that its key is that of ${input.name} (${theirs || 'none, one row'}), and it is (${mine || 'none, one row'}). Use the form \`group\` for columns of another name.`,
    );
  return schema.key;
}

type Edges = Extract<CustomStage['lineage'], { form: 'edges' }>['edges'];

function checkEdges(stage: CustomStage, edges: Edges, context: StageContext): CheckedLineage {
  if (edges.length === 0) refuse('has no edges. Give a query for at least one input.');
  if (stage.key.length === 0)
    refuse('has edges, and the stage no key: it has one row. Use the form `group` without columns.');
  const checked = edges.map(({ input, sql }) => {
    const schema = inputOf(stage, input, context);
    unique([...stage.key, ...schema.key.map(parentName)], 'columns of an edge');
    const text = withPlace({ at: `edges to ${input}` }, () => checkTexts(sql, stage.inputs, context));
    const missing = Object.keys(stage.sql).find((engine) => !Object.hasOwn(text, engine));
    if (missing !== undefined)
      refuse(`has no edges to ${input} for ${missing}, as the stage has a text for it.`);
    return { input, text };
  });
  return { form: 'edges', edges: checked };
}

function inputOf(stage: CustomStage, name: string, context: StageContext): TableSchema {
  if (!stage.inputs.includes(name))
    refuse(`names \`${name}\`, which is not among the inputs (${stage.inputs.join(', ')}).`);
  return context.schemaOf(name);
}

const refuse = (problem: string): never => fail('pipeline.custom_lineage', { problem });
