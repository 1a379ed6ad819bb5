/** LIQ2, the disclosure of the net stable funding ratio (BCBS d324; DIS85): 34 rows by residual maturity, and one that only the European form has. */

import { frozen } from '../std/frozen.ts';
import type { ColumnId, Template, TemplateRow } from './template.ts';

const COLUMNS: Readonly<Record<string, ColumnId>> = {
  n: 'no_maturity',
  s: 'under_6_months',
  m: 'under_1_year',
  l: 'from_1_year',
  M: 'merged',
  w: 'weighted',
};

const cellsOf = (letters: string): readonly ColumnId[] =>
  [...letters].flatMap((letter) => {
    const column = COLUMNS[letter];
    return column === undefined ? [] : [column];
  });

/** `cells` in letters: n no maturity, s below six months, m below a year, l a year or more, M merged s m l, w weighted. */
type Row = readonly [id: string, label: string, cells: string, parts: readonly string[], paragraph: string];

/**
 * The European form has the maturities apart where Basel merges them. Which of its cells are greyed out is certain for totals alone;
 * elsewhere none is refused.
 */
const euCells = (id: string, basel: string): string => (id === '12' ? 'nsml' : basel === 'w' ? 'w' : 'nsmlw');

const row =
  (section: string) =>
  ([id, label, cells, parts, paragraph]: Row): TemplateRow => ({
    id,
    section,
    label,
    cells: { BASEL: cellsOf(cells), EU: cellsOf(euCells(id, cells)) },
    parts,
    source: paragraph === '' ? '' : `¶${paragraph}`,
  });

const ASF: readonly Row[] = [
  ['1', 'Capital', 'nsmlw', ['2', '3'], ''],
  ['2', 'Regulatory capital', 'nsmlw', [], '21(a), 24(d), 25(a)'],
  ['3', 'Other capital instruments', 'nsmlw', [], '21(b), 24(d), 25(a)'],
  ['4', 'Retail and small business deposits', 'nsmlw', ['5', '6'], ''],
  ['5', 'Stable deposits', 'nsmlw', [], '21(c), 22'],
  ['6', 'Less stable deposits', 'nsmlw', [], '21(c), 23'],
  ['7', 'Wholesale funding', 'nsmlw', ['8', '9'], ''],
  ['8', 'Operational deposits', 'nsmlw', [], '21(c), 24(b), 25(a)'],
  ['9', 'Other wholesale funding', 'nsmlw', [], '21(c), 24(a), (c), (d), 25(a)'],
  ['10', 'Liabilities with matching interdependent assets', 'nsmlw', [], '45'],
  ['11', 'Other liabilities', 'nMw', ['12', '13'], ''],
  ['12', 'Derivative liabilities', 'M', [], '19, 20, 25(c)'],
  ['13', 'All other liabilities and equity', 'nsmlw', [], '25(a), (b), (d)'],
  ['14', 'Total available stable funding', 'w', ['1', '4', '7', '10', '11'], ''],
];

const RSF: readonly Row[] = [
  ['15', 'High-quality liquid assets', 'w', [], '36(a), (b), 37, 39(a), 40(a), (b), 43(a)'],
  ['16', 'Operational deposits at other financial institutions', 'nsmlw', [], '40(d)'],
  ['17', 'Performing loans and securities', 'nsmlw', ['18', '19', '20', '22', '24'], ''],
  ['18', 'Loans to financial institutions, secured by level 1', 'nsmlw', [], '38, 40(c), 43(c)'],
  ['19', 'Other loans to financial institutions', 'nsmlw', [], '39(b), 40(c), 43(c)'],
  [
    '20',
    'Loans to companies, retail, small business, sovereigns, central banks and PSEs',
    'nsmlw',
    [],
    '36(c), 40(c), (e), 41(b), 42(b), 43(a)',
  ],
  ['21', 'Of row 20: risk weight up to 35 %', 'nsmlw', [], '36(c), 40(e), 41(b), 43(a)'],
  ['22', 'Residential mortgages', 'nsmlw', [], '40(e), 41(a), 42(b), 43(a)'],
  ['23', 'Of row 22: risk weight up to 35 %', 'nsmlw', [], '40(e), 41(a), 43(a)'],
  ['24', 'Securities that are no HQLA, shares included', 'nsmlw', [], '40(e), 42(c), 43(a)'],
  ['25', 'Assets with matching interdependent liabilities', 'nsmlw', [], '45'],
  ['26', 'Other assets', 'nMw', ['27', '28', '29', '30', '31'], ''],
  ['27', 'Physical commodities, gold included', 'nw', [], '42(d)'],
  ['28', 'Initial margin and contributions to default funds', 'Mw', [], '42(a)'],
  ['29', 'Derivative assets', 'Mw', [], '34, 35, 43(b)'],
  ['30', 'Derivative liabilities before variation margin', 'Mw', [], '19, 43(d)'],
  ['31', 'All other assets', 'nsmlw', [], '36(d), 40(e), 43(a), (c)'],
  ['32', 'Off-balance sheet items', 'Mw', [], '46, 47'],
  ['33', 'Total required stable funding', 'w', ['15', '16', '17', '25', '26', '32'], ''],
];

const REQUIRED = 'Required stable funding';

const EU_15A: TemplateRow = {
  id: 'EU-15a',
  section: REQUIRED,
  label: 'Assets encumbered for a year or more in a cover pool',
  cells: { BASEL: [], EU: cellsOf('nsmlw') },
  parts: [],
  source: 'in the EU part of row 33',
};

const required = RSF.map(row(REQUIRED));

export const LIQ2: Template = frozen({
  id: 'LIQ2',
  title: 'Net stable funding ratio',
  citation: 'BCBS d324 (June 2015), now DIS85; paragraphs of BCBS d295',
  columns: cellsOf('nsmlMw'),
  ratioRow: '34',
  rows: [
    ...ASF.map(row('Available stable funding')),
    ...required.slice(0, 1),
    EU_15A,
    ...required.slice(1),
    row('Ratio')(['34', 'Net stable funding ratio', 'w', [], '']),
  ],
} satisfies Template);
