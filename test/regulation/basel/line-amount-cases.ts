/** Amounts by line: weights, levels, what takes no part, and what is refused. Expected figures follow by hand from d238 and the rates of its lines. */

import { type LcrCase, rowsOf } from './case.ts';

const FACT = 'amount_id part line kind level amount liquidity_value';

const refused = (
  name: string,
  error: string,
  columns: string,
  ...row: readonly (string | null)[]
): LcrCase => ({
  name,
  citation: 'house convention',
  tables: { line_amount: rowsOf(columns, row) },
  error,
});

/** A refusal that stands in an output of its own, beside the metrics. */
const doubled = (name: string, stage: string, rows: readonly (readonly (string | null)[])[]): LcrCase => ({
  name,
  citation: 'house convention',
  tables: { line_amount: rowsOf('amount_id line liq1_row level unweighted weighted', ...rows) },
  expected: { [stage]: [{ entity_id: null }] },
  error: stage === 'given_once' ? 'column once' : 'column one_way',
});

export const LINE_AMOUNT_CASES: readonly LcrCase[] = [
  {
    name: 'lines, rows of LIQ1 and levels, with unwinding and the 40 % cap',
    citation: 'd238 ¶46–54, 69, Annex 1',
    tables: {
      line_amount: rowsOf(
        'amount_id line liq1_row level unweighted weighted adjusted',
        ['less', 'R.less', null, null, '1000.00', null, null],
        ['debt', null, '8', null, '50.00', null, null],
        ['oper', null, '6', null, '200.00', '43.00', null],
        ['one', null, null, '1', '100.00', null, '60.00'],
        ['twoa', null, null, '2A', '100.00', null, '120.00'],
        ['twob', null, null, '2B', '20.00', '10.00', null],
        ['in', 'I.retail', null, null, '30.00', null, null],
      ),
    },
    expected: {
      liquidity: rowsOf(
        FACT,
        ['less', 'whole', 'R.less', 'outflow', null, '1000.0000', '100.0000'],
        ['debt', 'whole', 'LIQ1.8', 'outflow', null, '50.0000', '50.0000'],
        ['oper', 'whole', 'LIQ1.6', 'outflow', null, '200.0000', '43.0000'],
        ['one', 'whole', 'HQLA.1', 'stock', '1', '100.0000', '100.0000'],
        ['one', 'unwind', 'HQLA.1', 'unwind', '1', '-40.0000', '-40.0000'],
        ['twoa', 'whole', 'HQLA.2A', 'stock', '2A', '100.0000', '85.0000'],
        ['twoa', 'unwind', 'HQLA.2A', 'unwind', '2A', '35.0000', '35.0000'],
        ['twob', 'whole', 'HQLA.2B', 'stock', '2B', '20.0000', '10.0000'],
        ['in', 'whole', 'I.retail', 'inflow', null, '30.0000', '15.0000'],
      ),
      // A1 60, A2A 120, A2B 10: adj15 0, adj40 = 130 − 2/3 · 60 = 90; stock 195 − 90.
      final_calc: rowsOf(
        'perimeter a1 a2a a2b outflows inflows adj15 adj40 stock net_outflows',
        ...['E1', 'GROUP'].map((perimeter) => [
          perimeter,
          '60.0000',
          '120.0000',
          '10.0000',
          '193.0000',
          '15.0000',
          '0.0000',
          '90.0000',
          '105.0000',
          '178.0000',
        ]),
      ),
    },
  },
  {
    name: 'what falls due after 30 days takes no part; a national option is a rate; a given amount counts, and differs from the rate',
    citation: 'd238 ¶69, 86, 160',
    tables: {
      national_option: rowsOf('line value', ['I.oth', '0.500000']),
      line_amount: rowsOf(
        'amount_id line maturity_bucket unweighted weighted',
        ['late', 'W.other', 'over_30d', '500.00', null],
        ['soon', 'W.other', '8d_14d', '10.00', '9.00'],
        ['in', 'I.oth', 'open', '10.00', null],
        ['old', 'L1.sec0', 'over_30d', '70.00', null],
      ),
    },
    expected: {
      line_facts: rowsOf(
        'amount_id kind value difference',
        ['late', 'outside', '0.0000', null],
        ['soon', 'outflow', '9.0000', '-1.0000'],
        ['in', 'inflow', '5.0000', null],
        ['old', 'stock', '70.0000', null],
      ),
    },
  },
  {
    name: 'amounts are converted once, and debt of a foreign sovereign counts up to the net outflows of its currency',
    citation: 'd238 ¶50(e)',
    tables: {
      exchange_rate: rowsOf('base_currency_code rate', ['USD', '0.500000000']),
      line_amount: rowsOf(
        'amount_id line currency_code unweighted weighted',
        ['debt', 'L1.sovFx', 'USD', '100.00', null],
        ['out', 'W.debt', 'USD', '40.00', '30.00'],
        ['home', 'W.debt', 'EUR', '900.00', null],
      ),
    },
    expected: {
      line_facts: rowsOf(
        'amount_id amount value',
        ['debt', '50.00', '50.0000'],
        ['out', '20.00', '15.0000'],
        ['home', '900.00', '900.0000'],
      ),
      perimeter_totals: rowsOf(
        'perimeter sovereign_fx_excess l1 outflows',
        ['E1', '35.0000', '15.0000', '915.0000'],
        ['GROUP', '35.0000', '15.0000', '915.0000'],
      ),
    },
  },
  refused(
    'an amount for a line and for a row at once',
    'Stage line_facts',
    'amount_id line liq1_row unweighted',
    'a',
    'R.less',
    '4',
    '1.00',
  ),
  refused('an amount for nothing', 'Stage line_facts', 'amount_id line unweighted', 'a', null, '1.00'),
  refused('an unknown line', 'look-up item', 'amount_id line unweighted', 'a', 'R.lesss', '1.00'),
  refused('a line outside the ratio', 'look-up item', 'amount_id line unweighted', 'a', 'OUT.window', '1.00'),
  refused(
    'a row with several rates and no weighted amount',
    'column value',
    'amount_id liq1_row unweighted',
    'a',
    '6',
    '1.00',
  ),
  refused(
    'a line whose rate nobody decided and no weighted amount',
    'column value',
    'amount_id line unweighted',
    'a',
    'G.disc',
    '1.00',
  ),
  refused(
    'an adjusted amount of a flow',
    'column adjusted_is_of_assets',
    'amount_id line unweighted adjusted',
    'a',
    'R.less',
    '1.00',
    '1.00',
  ),
  refused(
    'a weighted amount of what takes no part',
    'column outside_has_no_weight',
    'amount_id line maturity_bucket unweighted weighted',
    'a',
    'R.less',
    'over_30d',
    '1.00',
    '0.10',
  ),
  refused(
    'a currency without rate',
    'column amount',
    'amount_id line currency_code unweighted',
    'a',
    'R.less',
    'USD',
    '1.00',
  ),
  doubled('the same line twice', 'given_once', [
    ['a', 'R.less', null, null, '1.00', null],
    ['b', 'R.less', null, null, '2.00', null],
  ]),
  doubled('a row as a whole and one of its lines', 'given_one_way', [
    ['a', 'R.less', null, null, '1.00', null],
    ['b', null, '4', null, '2.00', null],
  ]),
  doubled('a level as a whole and one of its lines', 'given_one_way', [
    ['a', 'L2B.corp', null, null, '1.00', null],
    ['b', null, null, '2B', '2.00', '1.00'],
  ]),
];
