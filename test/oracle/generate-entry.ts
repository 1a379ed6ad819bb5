/** Random entries of a rule: top-side rows of any stage whose key allows them. */

import type { CheckedStage } from '../../src/pipeline/pipeline.ts';
import type { RuleDocument, RuleLiteral } from '../../src/rules/rule.ts';
import type { Column } from '../../src/schema/table.ts';
import { knownValue, literalOf } from './generate-condition.ts';
import type { RuleScope } from './generate-rule.ts';
import { randomValue } from './generate-values.ts';
import { cell } from './row.ts';

/** None where the first key column can't hold the entry's name, or the group has measures that can't be added to. */
export function randomEntries(scope: RuleScope, stage: CheckedStage): RuleDocument['entries'] {
  if (stage.kind === 'aggregate') {
    const addable = stage.measures.every(({ fn }) => fn === 'sum' || fn === 'count');
    return addable ? made(scope, scope.columns) : [];
  }
  const [first] = scope.key;
  const named = scope.columns.find(({ name }) => name === first);
  if (named?.type.kind !== 'text') return [];
  return made(
    scope,
    scope.columns.filter((column) => column !== named),
  );
}

function made(scope: RuleScope, columns: readonly Column[]): RuleDocument['entries'] {
  const { draw } = scope;
  return Array.from({ length: draw.between(1, 2) }, () =>
    Object.fromEntries(columns.map((column) => [column.name, entryValue(scope, column)])),
  );
}

/** Of groups, mostly those that are there; NULL where there may be. */
function entryValue(scope: RuleScope, column: Column): RuleLiteral {
  const { draw, rows, key } = scope;
  if (key.includes(column.name) && rows.length > 0 && draw.chance(70)) {
    return literalOf(cell(draw.pick(rows), column.name), column.type);
  }
  if (column.nullable && draw.chance(15)) return null;
  if (draw.chance(50)) return literalOf(knownValue(scope, column), column.type);
  return literalOf(randomValue(draw, { ...column, nullable: false }, 0), column.type);
}
