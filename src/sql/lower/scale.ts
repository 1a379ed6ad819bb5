/**
 * Scale-to-total: the matched rows' column becomes their share of a total, to the last unit.
 *
 * With |T| the total and w a row's weight in units, per group: share = |T|·|w| div Σ|w| and rest = |T|·|w| mod Σ|w|. The units that the
 * truncated shares leave over go to the largest rests, one each, ties by key. |T| and |w| have at most 18 digits, so their
 * product fits 128 bits. A weight that is NULL or zero, weights of both signs, and longer ones are errors.
 */

import type { CheckedStage } from '../../pipeline/pipeline.ts';
import { columnNamed } from '../../schema/table.ts';
import { absolute, pow10 } from '../../values/decimal.ts';
import {
  type SqlExpr,
  type SqlItem,
  type SqlQuery,
  sqlColumn,
  sqlInt,
  sqlOp,
  sqlSelect,
  sqlText,
} from '../tree.ts';
import type { StageEnvironment } from './environment.ts';
import { type LowerContext, lowerUnits, nativeOfUnits, scaleOf } from './expression.ts';
import { widen } from './units.ts';

type ScaleStage = Extract<CheckedStage, { kind: 'scale' }>;

const HERE = 'i';
/** Columns of the way; no stage can have a column of such a name. */
const [MATCHED, WEIGHT, SUM, LOW, HIGH, SHARE, REST, LEFT, RANK] = [
  'scale matched',
  'scale weight',
  'scale sum',
  'scale low',
  'scale high',
  'scale share',
  'scale rest',
  'scale left',
  'scale rank',
] as const;

const WEIGHT_LIMIT = pow10(18);
const INT128 = { width: 128 } as const;

export function lowerScale(stage: ScaleStage, environment: StageEnvironment): SqlQuery {
  const names = stage.schema.columns.map((column) => column.name);
  const group = [MATCHED, ...stage.by].map(here);
  const over = (op: 'sum_over' | 'min_over' | 'max_over', name: string) => sqlOp(op, [here(name), ...group]);
  const total = sqlInt(absolute(stage.total), 128);
  const product = sqlOp('int_mul', [total, sqlOp('int_abs', [here(WEIGHT)], INT128)], INT128);
  const layers: readonly (readonly SqlItem[])[] = [
    [
      { expr: isMatched(stage), alias: MATCHED },
      { expr: weightUnits(stage, environment), alias: WEIGHT },
    ],
    [
      { expr: over('sum_over', WEIGHT), alias: SUM },
      { expr: over('min_over', WEIGHT), alias: LOW },
      { expr: over('max_over', WEIGHT), alias: HIGH },
    ],
    [
      { expr: sqlOp('int_div', [product, sizeOfSum()], INT128), alias: SHARE },
      { expr: sqlOp('int_mod', [product, sizeOfSum()], INT128), alias: REST },
    ],
    [
      { expr: sqlOp('int_sub', [total, over('sum_over', SHARE)], INT128), alias: LEFT },
      { expr: rank(stage, group), alias: RANK },
    ],
  ];
  const known = [...names];
  let query: SqlQuery | null = null;
  for (const added of layers) {
    query = layer(known, added, query, stage, environment);
    known.push(...added.map((item) => item.alias));
  }
  if (query === null) throw new Error('Invariant broken: scaling has layers');
  const items = names.map(
    (name): SqlItem => ({ expr: name === stage.column ? scaled(stage) : here(name), alias: name }),
  );
  return sqlSelect({ items, from: { kind: 'query', query }, alias: HERE });
}

const here = (name: string): SqlExpr => sqlColumn(HERE, name);

function layer(
  names: readonly string[],
  added: readonly SqlItem[],
  below: SqlQuery | null,
  stage: ScaleStage,
  environment: StageEnvironment,
): SqlQuery {
  const items = [...names.map((name): SqlItem => ({ expr: here(name), alias: name })), ...added];
  const from = below === null ? environment.input(stage.input) : ({ kind: 'query', query: below } as const);
  return sqlSelect({ items, from, alias: HERE });
}

const isMatched = (stage: ScaleStage): SqlExpr =>
  sqlOp('coalesce', [here(stage.matched), { kind: 'literal', value: false, type: { kind: 'boolean' } }]);

/** In 128 bits; NULL for rows that are not matched. A matched row's weight that can't be used is an error. */
function weightUnits(stage: ScaleStage, environment: StageEnvironment): SqlExpr {
  const column = columnOf(stage, stage.weight);
  const context: LowerContext = {
    parameter: environment.parameter,
    column: () => ({ expr: here(column.name), column }),
  };
  const { type } = column;
  const { expr } = widen(lowerUnits({ kind: 'column', name: column.name, type, nullable: true }, context));
  const bad = sqlOp('or', [
    sqlOp('is_null', [expr]),
    sqlOp('or', [
      sqlOp('eq', [expr, sqlInt(0n, 128)]),
      sqlOp('ge', [sqlOp('int_abs', [expr], INT128), sqlInt(WEIGHT_LIMIT, 128)]),
    ]),
  ]);
  const refusal = raised(
    stage,
    `the weight ${plain(stage.weight)} is empty, zero or has more than 18 digits. A total can't be shared out by it`,
    'integer',
  );
  return {
    kind: 'case',
    branches: [
      {
        when: sqlOp('not', [isMatched(stage)]),
        then: { kind: 'literal', value: null, type: { kind: 'integer' } },
      },
      { when: bad, then: sqlOp('widen', [refusal]) },
    ],
    otherwise: expr,
  };
}

function columnOf(stage: ScaleStage, name: string) {
  const column = columnNamed(stage.schema.columns, name);
  if (column === undefined) throw new Error(`Invariant broken: ${stage.name} has a column ${name}`);
  return column;
}

/** NULL where there is nothing to share, so that nothing divides by it. */
const sizeOfSum = (): SqlExpr => sqlOp('int_abs', [here(SUM)], INT128);

/** Largest rest first, then the key. */
function rank(stage: ScaleStage, group: readonly SqlExpr[]): SqlExpr {
  const keys = stage.schema.key.map(here);
  const falling = sqlOp('int_neg', [here(REST)], INT128);
  return sqlOp('row_number', [falling, ...keys, ...group], { ordered: 1 + keys.length });
}

function scaled(stage: ScaleStage): SqlExpr {
  const { type } = columnOf(stage, stage.column);
  const extra: SqlExpr = {
    kind: 'case',
    branches: [{ when: sqlOp('le', [here(RANK), here(LEFT)]), then: sqlInt(1n, 128) }],
    otherwise: sqlInt(0n, 128),
  };
  const size = sqlOp('int_add', [here(SHARE), extra], INT128);
  const signed = stage.total < 0n ? sqlOp('int_neg', [size], INT128) : size;
  const bound = pow10(18);
  const share = nativeOfUnits(
    { expr: signed, width: 128, scale: scaleOf(type), low: -bound, high: bound },
    type,
  );
  const mixed = sqlOp('and', [
    sqlOp('lt', [here(LOW), sqlInt(0n, 128)]),
    sqlOp('gt', [here(HIGH), sqlInt(0n, 128)]),
  ]);
  const refusal = raised(stage, `the weights ${plain(stage.weight)} are of both signs`, type);
  return {
    kind: 'case',
    branches: [
      { when: sqlOp('not', [here(MATCHED)]), then: here(stage.column) },
      { when: mixed, then: refusal },
    ],
    otherwise: share,
  };
}

function raised(
  stage: ScaleStage,
  what: string,
  type: 'integer' | ReturnType<typeof columnOf>['type'],
): SqlExpr {
  const text = [
    sqlText(`Rule ${stage.rule}, column ${plain(stage.column)}: ${what} (row `),
    ...stage.schema.key.flatMap((name, index) => {
      const isText = columnOf(stage, name).type.kind === 'text';
      const shown = isText ? here(name) : sqlOp('to_text', [here(name)]);
      return [sqlText(`${index === 0 ? '' : ', '}${name} = `), sqlOp('coalesce', [shown, sqlText('NULL')])];
    }),
    sqlText(').'),
  ].reduce((left, right) => sqlOp('concat', [left, right]));
  return sqlOp('raise', [text], { type: type === 'integer' ? { kind: 'integer' } : type });
}

/** The user's name of a column that stands for a step of it. */
const plain = (name: string): string => name.split(' ')[0] ?? name;
