/** The rules that are measured. Shares are of the rows of the fact. */

const FROM = '2024-01-01';

export const test = (field, operator, value) => ({ field, operator, value });
const rule = (id, stage, conditions, field, operation, value) => ({
  rule_id: id,
  stage,
  conditions,
  adjustments: [{ field, operation, value }],
  effective_date: FROM,
});

/** Liquidity factors times 0.95. */
export const factorRule = (id, conditions) =>
  rule(id, 'deal_enrichment', conditions, 'liquidity_factor', 'multiply', 0.95);
/** 1,000 on top of each value. */
export const valueRule = (id, conditions) =>
  rule(id, 'liquidity', conditions, 'liquidity_value', 'add', 1000);
/** 100,000 on top of each cell. */
export const cellRule = (id, conditions) =>
  rule(id, 'aggregation', conditions, 'liquidity_value', 'add', 100000);

/** Deals of one line all over the files: 0.13 % of the rows. */
export const LINE = 'R.stable3';
export const DIGITS = '777';
export const scattered = [test('line', '=', LINE), test('deal_id', 'like', `%${DIGITS}%`)];

export const ENTITY = 'HB-DE';
/** `share` of the rows in one stretch of the order in which the fact lies: accounts of one entity, beginning after a tenth of them. */
export async function sortedStretch(bank, fact, share) {
  const one = `FROM ${fact} WHERE entity_id = '${ENTITY}' AND source = 'account'`;
  const [{ n }] = await bank.session.engine.rows(`SELECT count(*) AS n ${one}`);
  const first = Math.floor(Number(n) / 10);
  const last = Math.min(first + Math.round(bank.factRows * share), Number(n)) - 1;
  const at = async (offset) =>
    (await bank.session.engine.rows(`SELECT deal_id ${one} ORDER BY deal_id LIMIT 1 OFFSET ${offset}`))[0]
      .deal_id;
  const [from, to] = [await at(first), await at(last)];
  return { from, to, conditions: [test('entity_id', '=', ENTITY), test('deal_id', 'between', [from, to])] };
}

/** Endings of deal ids that a share of the rows has. */
const ENDINGS = new Map([
  [0.0001, ['7777']],
  [0.001, ['777']],
  [0.01, ['77']],
  [0.05, ['07', '17', '27', '37', '47']],
  [0.2, ['3', '7']],
]);
export const SHARES = [...ENDINGS.keys()];
const anyEnding = (endings) => ({ any: endings.map((ending) => test('deal_id', 'like', `%${ending}`)) });
export const scatteredShare = (share) => [anyEnding(ENDINGS.get(share))];

/** The `index`-th of many small rules: two of ten thousand endings, so 0.02 % of the rows, others each time. */
export const smallRule = (index) => {
  const ending = (number) => String(number).padStart(4, '0');
  return factorRule(`SMALL_${ending(index)}`, [anyEnding([ending(2 * index), ending(2 * index + 1)])]);
};

/** Ten rules as a bank has them: most on the factor of a line or product, some on values, one on the deals of an entity. */
export const TEN_RULES = [
  factorRule('TEN_01', [test('line', '=', 'R.less')]),
  factorRule('TEN_02', [test('line', 'in', ['SB.less', 'SB.stable3'])]),
  factorRule('TEN_03', [test('product_type', '=', 'LOAN'), test('maturity_date', '>', '2025-01-01')]),
  factorRule('TEN_04', [test('product_type', '=', 'FACILITY'), test('entity_id', '=', 'HB-PL')]),
  factorRule('TEN_05', [test('currency_code', '!=', 'EUR'), test('amount', '>', 1000000)]),
  factorRule('TEN_06', [test('customer_id', 'is_null', undefined)]),
  factorRule('TEN_07', [test('deal_id', 'like', '%00')]),
  valueRule('TEN_08', [test('line', '=', 'W.nfc40'), test('amount', '>=', 100000)]),
  valueRule('TEN_09', [test('kind', '=', 'inflow'), test('entity_id', '=', 'HB-LON')]),
  valueRule('TEN_10', [test('deal_type', '=', 'HOLDING'), test('level', '=', '2A')]),
];
