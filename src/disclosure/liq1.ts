/** LIQ1, the disclosure of the liquidity coverage ratio (BCBS d272; DIS85): 23 rows, and five that only the European form has. */

import { frozen } from '../std/frozen.ts';
import type { ColumnId, Template, TemplateRow } from './template.ts';

const BOTH: readonly ColumnId[] = ['unweighted', 'weighted'];
const WEIGHTED: readonly ColumnId[] = ['weighted'];

type Tail = readonly [label: string, cells: readonly ColumnId[], parts?: readonly string[], source?: string];

const row = (section: string, eu: boolean, id: string, tail: Tail): TemplateRow => {
  const [label, cells, parts = [], source = ''] = tail;
  return { id, section, label, cells: { BASEL: eu ? [] : cells, EU: cells }, parts, source };
};

const section =
  (name: string, eu = false) =>
  (id: string, ...tail: Tail): TemplateRow =>
    row(name, eu, id, tail);

const assets = section('High-quality liquid assets');
const outflow = section('Cash outflows');
const inflow = section('Cash inflows');
const euInflow = section('Cash inflows', true);
const adjusted = section('Total adjusted value');

export const LIQ1: Template = frozen({
  id: 'LIQ1',
  title: 'Liquidity coverage ratio',
  citation: 'BCBS d272 (January 2014, revised March 2014), now DIS85',
  columns: BOTH,
  ratioRow: '23',
  rows: [
    assets('1', 'High-quality liquid assets', WEIGHTED, [], 'after haircuts, before unwinding and caps'),
    outflow('2', 'Retail and small business deposits', BOTH, ['3', '4']),
    outflow('3', 'Stable deposits', BOTH),
    outflow('4', 'Less stable deposits', BOTH),
    outflow('5', 'Unsecured wholesale funding', BOTH, ['6', '7', '8']),
    outflow('6', 'Operational deposits, and deposits in cooperative networks', BOTH),
    outflow('7', 'Non-operational deposits', BOTH),
    outflow('8', 'Unsecured debt', BOTH),
    outflow('9', 'Secured wholesale funding', WEIGHTED),
    outflow('10', 'Additional requirements', BOTH, ['11', '12', '13']),
    outflow('11', 'Derivatives and other collateral requirements', BOTH),
    outflow('12', 'Loss of funding on debt products', BOTH),
    outflow('13', 'Credit and liquidity facilities', BOTH),
    outflow('14', 'Other contractual funding obligations', BOTH),
    outflow('15', 'Other contingent funding obligations', BOTH),
    outflow('16', 'Total cash outflows', WEIGHTED, ['2', '5', '9', '10', '14', '15']),
    inflow('17', 'Secured lending', BOTH),
    inflow('18', 'Inflows from fully performing exposures', BOTH),
    inflow('19', 'Other cash inflows', BOTH),
    euInflow(
      'EU-19a',
      'Excess of weighted inflows from third countries with transfer restrictions',
      WEIGHTED,
      [],
      'taken off row 20',
    ),
    euInflow(
      'EU-19b',
      'Excess inflows from a related specialised credit institution',
      WEIGHTED,
      [],
      'taken off row 20',
    ),
    inflow(
      '20',
      'Total cash inflows',
      BOTH,
      ['17', '18', '19'],
      'before the cap of 75 %; in the EU less EU-19a and EU-19b',
    ),
    euInflow('EU-20a', 'Of row 20: fully exempt inflows', BOTH),
    euInflow('EU-20b', 'Of row 20: inflows subject to the cap of 90 %', BOTH),
    euInflow('EU-20c', 'Of row 20: inflows subject to the cap of 75 %', BOTH),
    adjusted('21', 'Total HQLA', WEIGHTED, [], 'after unwinding and the caps of 15 % and 40 %'),
    adjusted('22', 'Total net cash outflows', WEIGHTED, [], '16 − min(20, 75 % of 16), per day'),
    adjusted('23', 'Liquidity coverage ratio', WEIGHTED, [], '21 ÷ 22, per day'),
  ],
} satisfies Template);
