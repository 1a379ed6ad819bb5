/**
 * Liquidity that a restricted member can't move (d238 ¶36, 171): its stock counts in a perimeter of several members up to its own net
 * outflows there. What lies above them is taken off before the caps, level by level in the entity's order.
 */

import { TRAPPED_ORDERS } from '../../dictionary/parties.ts';
import { compute, lookupColumn, pass, passAs } from '../../pipeline/build.ts';
import type { AggregateStage, DeriveStage, StageColumn } from '../../pipeline/stage.ts';
import { BOOLEAN, TEXT } from '../../schema/types.ts';
import { INFLOW_CAP, LENDING_SHARE } from './constants.ts';
import { PIVOT_MEASURES, TOTAL } from './lcr-aggregation.ts';

const LEVELS = ['1', '2A', '2B'] as const;
const stockOf = (level: string): string => `stock_${level.toLowerCase()}`;

const total = (name: string, expr: string): StageColumn => compute(name, expr, TOTAL, { unit: 'money' });
const sum = (name: string): string => `coalesce(${name}, 0)`;

const MEMBER_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'member_sums',
  doc: 'Stock and flows that each member brings into a perimeter; collateral that comes free is with the member that has it.',
  input: 'perimeter_rows',
  groupBy: ['perimeter', 'holder'],
  measures: PIVOT_MEASURES,
};

/** The stock of the levels that come before `level` in the entity's order. */
function before(level: string): string {
  const cases = TRAPPED_ORDERS.map((order) => {
    const levels = order.split('-');
    const earlier = levels.slice(0, levels.indexOf(level)).map(stockOf);
    return `when '${order}' then ${earlier.length === 0 ? '0.0000' : earlier.join(' + ')}`;
  });
  return `case removal_order ${cases.join(' ')} end`;
}

const TRAPPED: DeriveStage = {
  kind: 'derive',
  name: 'trapped_liquidity',
  doc: 'Of each restricted member of a perimeter of several what it may count there, and what can’t be moved to the others.',
  input: 'member_sums',
  lookups: [
    { name: 'entity', table: 'entity', on: { entity_id: 'holder' }, miss: 'error' },
    { name: 'size', table: 'perimeter_sizes', on: { perimeter: 'perimeter' }, miss: 'error' },
  ],
  columns: [
    ...pass('perimeter'),
    passAs('entity_id', 'holder'),
    lookupColumn('entity', 'transfer_restricted'),
    lookupColumn('size', 'members'),
    compute('restricted', 'coalesce(transfer_restricted, false) and members > 1', BOOLEAN, {
      doc: 'Are there members to whom it could not be moved?',
    }),
    lookupColumn('entity', 'stated_order', { column: 'trapped_order' }),
    compute('removal_order', `coalesce(stated_order, '${TRAPPED_ORDERS[0]}')`, TEXT),
    // A level below zero has nothing that could be taken.
    ...LEVELS.map((level) => total(stockOf(level), `greatest(${sum(`l${level.toLowerCase()}`)}, 0)`)),
    total('member_lending', sum('lending')),
    total('member_offset', sum('lending_inflows')),
    total('lines_out', sum('outflows')),
    total('member_outflows', `lines_out + greatest(member_lending - ${LENDING_SHARE} * member_offset, 0)`),
    total('member_inflows', sum('inflows')),
    total(
      'net_outflows',
      `greatest(member_outflows - least(member_inflows, ${INFLOW_CAP} * member_outflows), 0)`,
    ),
    total(
      'trapped',
      `case when restricted then greatest(${LEVELS.map(stockOf).join(' + ')} - net_outflows, 0) else 0 end`,
    ),
    ...LEVELS.flatMap((level) => [
      total(`before_${level.toLowerCase()}`, before(level)),
      total(
        `trapped_${level.toLowerCase()}`,
        `greatest(least(${stockOf(level)}, trapped - before_${level.toLowerCase()}), 0)`,
      ),
    ]),
  ],
  filter: 'restricted',
};

const TRAPPED_SUMS: AggregateStage = {
  kind: 'aggregate',
  name: 'trapped_sums',
  doc: 'The same by perimeter.',
  input: 'trapped_liquidity',
  groupBy: ['perimeter'],
  measures: LEVELS.map((level) => ({
    name: `trapped_${level.toLowerCase()}`,
    fn: 'sum',
    column: `trapped_${level.toLowerCase()}`,
  })),
};

export const TRAPPED_STAGES = [MEMBER_SUMS, TRAPPED, TRAPPED_SUMS] as const;
