/**
 * Caps from one row per perimeter: D01–D16 follow from the formulas of d238 Annex 1 in exact fractions (¶46–48, 51); W02–W09
 * are published examples. Values after haircut and after unwinding are given; expected figures are typed to four digits.
 */

import { type LcrCase, rowsOf, type TextRow } from './case.ts';

const CITATION = 'd238 ¶46–48, 51, Annex 1';

type Amounts = readonly [l1: string, l2a: string, l2b: string];

function totals(stock: Amounts, adjusted: Amounts, flows: readonly [string, string]): readonly TextRow[] {
  return rowsOf('perimeter l1 l2a l2b a1 a2a a2b outflows inflows', [
    'E1',
    ...[...stock, ...adjusted, ...flows].map((text) => (text.includes('.') ? text : `${text}.00`)),
  ]);
}

function cap(
  id: string,
  what: string,
  stock: Amounts,
  [adj15, adj40, result]: readonly [adj15: string, adj40: string, stock: string],
  adjusted: Amounts = stock,
): LcrCase {
  return {
    name: `${id}: ${what}`,
    citation: CITATION,
    tables: { perimeter_totals: totals(stock, adjusted, ['0', '0']) },
    expected: {
      final_calc: rowsOf('adj15 adj40 stock cap_15_binds cap_40_binds lcr', [
        adj15,
        adj40,
        result,
        String(Number(adj15) > 0),
        String(Number(adj40) > 0),
        null,
      ]),
    },
  };
}

const DERIVED: readonly LcrCase[] = [
  cap('D01', 'no level 2', ['100', '0', '0'], ['0.0000', '0.0000', '100.0000']),
  cap('D02', 'no level 1, so all of level 2 is excess', ['0', '85', '0'], ['0.0000', '85.0000', '0.0000']),
  cap('D03', 'level 2A above 40 %', ['100', '85', '0'], ['0.0000', '18.3333', '166.6667']),
  cap('D04', 'level 2A at 40 %', ['60', '40', '0'], ['0.0000', '0.0000', '100.0000']),
  cap('D05', 'both at their limits', ['60', '25', '15'], ['0.0000', '0.0000', '100.0000']),
  cap('D06', '2B above 15 %, level 2 then at 40 %', ['60', '25', '30'], ['15.0000', '0.0000', '100.0000']),
  cap('D07', 'both caps bind', ['60', '50', '30'], ['15.0000', '25.0000', '100.0000']),
  cap('D08', '2B only', ['100', '0', '100'], ['82.3529', '0.0000', '117.6471']),
  cap('D09', '2B above 15 %, level 2 below 40 %', ['200', '10', '60'], ['22.9412', '0.0000', '247.0588']),
  cap(
    'D10',
    'repo of 2A: the cash goes back, the 2A returns',
    ['185', '50', '0'],
    ['0.0000', '68.3333', '166.6667'],
    ['100', '135', '0'],
  ),
  cap(
    'D11',
    'the same with little level 1: the stock falls below it',
    ['100', '10', '0'],
    ['0.0000', '85.0000', '25.0000'],
    ['15', '95', '0'],
  ),
  cap(
    'D12',
    'collateral swap that unwinding improves',
    ['50', '100', '0'],
    ['0.0000', '0.0000', '150.0000'],
    ['150', '0', '0'],
  ),
  cap(
    'D13',
    'reverse repo against reusable 2A',
    ['40', '85', '0'],
    ['0.0000', '0.0000', '125.0000'],
    ['135', '0', '0'],
  ),
  cap(
    'D14',
    'adjusted level 1 below zero: no floor in Basel',
    ['100', '20', '0'],
    ['12.5000', '170.8333', '-63.3333'],
    ['-50', '150', '0'],
  ),
  cap('D15', 'mortgage-backed and corporate 2B', ['120', '30', '40'], ['13.5294', '0.0000', '176.4706']),
  cap(
    'D16',
    'large amounts in cents',
    ['123456789012.34', '98765432109.87', '45678901234.56'],
    ['14814703981.4750', '47325103354.7283', '205761315020.5667'],
  ),
];

function worked(
  name: string,
  citation: string,
  stock: Amounts,
  flows: readonly [outflows: string, inflows: string],
  figures: TextRow,
): LcrCase {
  return {
    name,
    citation,
    tables: { perimeter_totals: totals(stock, stock, flows) },
    expected: { final_calc: [figures] },
  };
}

const WORKED: readonly LcrCase[] = [
  worked(
    'W02: the inflow cap binds (Canzone International Bank, billions)',
    'FRM practice question 407.1',
    ['3', '1.70', '0'],
    ['8', '10'],
    {
      adj40: '0.0000',
      stock: '4.7000',
      inflow_cap: '6.0000',
      net_outflows: '2.0000',
      lcr: '2.350000',
      inflow_cap_binds: 'true',
    },
  ),
  worked('W03: three levels, no cap binds', 'CAIIB question 462', ['100', '42.50', '15'], ['0', '0'], {
    stock: '157.5000',
    cap_15_binds: 'false',
    cap_40_binds: 'false',
  }),
  worked(
    'W04: level 2A below its cap',
    'smartsolve.ai, bank with 120 of level 1 and 40 of level 2A',
    ['120', '34', '0'],
    ['200', '70'],
    { stock: '154.0000', capped_inflows: '70.0000', net_outflows: '130.0000', lcr: '1.184615' },
  ),
  worked(
    'W06: the 40 % cap binds (Meridian, held-to-maturity book counted)',
    'public study text; 1,917 and 157 % as printed',
    ['1150', '1572.50', '0'],
    ['1224', '0'],
    { adj40: '805.8333', stock: '1916.6667', lcr: '1.565904', cap_40_binds: 'true' },
  ),
  worked(
    'W09: a one-pass cap would give 174',
    'mhsu2112/fr2052a-policy-as-code, calculations.test.ts, as a wrong result',
    ['100', '85', '0'],
    ['0', '0'],
    { stock: '166.6667' },
  ),
];

export const CAPS_CASES: readonly LcrCase[] = [...DERIVED, ...WORKED];
