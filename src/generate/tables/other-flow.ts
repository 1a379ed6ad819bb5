/** Recipe of the other contractual flows: dividends, interest, settlements, promises to lend, running costs. */

import { OTHER_FLOW } from '../../dictionary/positions.ts';
import type { BankSize } from '../bank-size.ts';
import { pattern, type Weights } from '../pattern.ts';
import { CURRENCY_CODES, inCurrency } from '../profile/currencies.ts';
import { anyBank, institution, ordinary } from '../profile/customers.ts';
import { ENTITIES } from '../profile/entities.ts';
import { notItself } from '../profile/group.ts';
import type { Recipe } from '../recipe.ts';
import { skewedAmount } from '../size.ts';
import { at, chance, daysAfter, key, uniform } from '../sql-text.ts';
import { currencyOf, deskOf } from './desk.ts';

type Partner = 'none' | 'bank' | 'institution' | 'ordinary';

interface FlowKind {
  readonly direction: 'in' | 'out';
  readonly kind: string;
  readonly partner: Partner;
}

const flow = (direction: 'in' | 'out', kind: string, partner: Partner): FlowKind => ({
  direction,
  kind,
  partner,
});

const KINDS: Weights<FlowKind> = [
  [flow('in', 'dividend', 'none'), 5],
  [flow('in', 'interest', 'institution'), 15],
  [flow('in', 'settlement', 'institution'), 12],
  [flow('in', 'other', 'ordinary'), 8],
  [flow('in', 'operating', 'none'), 3],
  [flow('out', 'dividend', 'none'), 4],
  [flow('out', 'interest', 'institution'), 15],
  [flow('out', 'settlement', 'institution'), 12],
  [flow('out', 'extend_funds', 'bank'), 12],
  [flow('out', 'operating', 'none'), 8],
  [flow('out', 'other', 'ordinary'), 6],
];
/** Lending to others, and balances kept apart for clients, come with the other tables of obligations. */
const OBLIGATIONS: Weights<FlowKind> = [
  [flow('out', 'extend_funds', 'ordinary'), 9],
  [flow('in', 'client_release', 'none'), 3],
];
const SLOTS = 100;
const MEDIAN_EUROS = 8_000;
const DUE_WITHIN_DAYS = 60;

export function otherFlowRecipe(size: BankSize, date: string, obligations: boolean): Recipe {
  const kinds = pattern(obligations ? [...KINDS, ...OBLIGATIONS] : KINDS, SLOTS);
  const other = (c: string): string => (obligations ? notItself(c, 'entity') : c);
  const withPartner = (partner: Partner): string =>
    at(
      kinds.map((kind) => kind.partner === partner),
      'slot',
    );
  return {
    table: OTHER_FLOW,
    rows: size.otherFlows,
    numbers: { i: 'row' },
    draws: [
      { table: 'other_flow', row: 'i', names: ['product', 'desk', 'who', 'money', 'amount', 'due', 'named'] },
    ],
    layers: [
      { slot: uniform('product', SLOTS), entity: deskOf('deposits', 'desk') },
      { currency: currencyOf('entity', 'money', chance('named', 5_000)) },
    ],
    columns: {
      flow_id: key('FLO', 'i'),
      entity_id: at(
        ENTITIES.map((entity) => entity.id),
        'entity',
      ),
      customer_id: `CASE WHEN ${withPartner('bank')} THEN ${key('CUS', other(anyBank('who', size)))} WHEN ${withPartner('institution')} THEN ${key('CUS', other(institution('who', size)))} WHEN ${withPartner('ordinary')} THEN ${key('CUS', ordinary('who', size))} END`,
      currency_code: at(CURRENCY_CODES, 'currency'),
      direction: at(
        kinds.map((kind) => kind.direction),
        'slot',
      ),
      kind: at(
        kinds.map((kind) => kind.kind),
        'slot',
      ),
      due_date: daysAfter(date, `1 + ${uniform('due', DUE_WITHIN_DAYS)}`),
      amount: inCurrency(
        skewedAmount(
          `${MEDIAN_EUROS} * ${at(
            ENTITIES.map((entity) => entity.scale.others),
            'entity',
          )}`,
          'amount',
        ),
        'currency',
      ),
    },
  };
}
