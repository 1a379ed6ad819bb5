/** The configuration that a new project begins with: a commented example of each kind of mapping, and no source yet. */

/** The text of plimsoll.yaml for a project called `name`. */
export function starterConfig(name: string): string {
  return `# A Plimsoll project. Every key: docs/reference/configuration.md. Every table and column: docs/reference/input.md.

name: ${/^[\w.-]+$/.test(name) ? name : JSON.stringify(name)}
reporting_currency: EUR
jurisdiction: BASEL

# The day whose close is calculated when \`run\` is given no --date.
# calculation_date: 2024-01-31

# limits:
#   unclassified_amount: "0"      # a run with more than this outside all lines fails
#   rejected_rows: 0              # and so does one with more records that can't be used

# A source is a file, or files of one kind, and says what its columns are. Take away the # and put your own names in.
sources: []
#  - table: entity                # who reports; the table every position refers to
#    files: data/entity.csv       # a file with the dictionary's column names needs no mapping
#
#  - table: account
#    files: data/deposits-*.csv
#    csv: { separator: ";", decimal: ",", date: "%d/%m/%Y" }
#    columns:
#      account_id: ACCOUNT NO                                       # a column under another name
#      entity_id: { constant: BANK1 }                               # the same in every row
#      customer_id: CLIENT
#      currency_code: CCY
#      asset_liability: { constant: liability }
#      type: { column: KIND, codes: { CUR: current, SAV: savings } } # codes of your own; any other is a reject
#      balance: { expression: "case when SIGN = 'D' then -AMOUNT else AMOUNT end" }
#      transactional: { column: SALARY, codes: { Y: "true", N: "false" }, empty: "false" }
#      purpose: { constant: none }
#      withdrawal_penalty: { constant: none }
#      end_date: MATURITY
#    read: { AMOUNT: "decimal(18,2)" }                               # types of raw columns that expressions use
#    where: STATUS != 'CLOSED'                                       # other rows are filtered, and counted
#    set_aside: { matured: "end_date <= :calculation_date" }         # kept out by name, counted with their amount
`;
}

/** Was the text made by \`starterConfig\` and never touched? */
export function isStarter(text: string): boolean {
  const written = /^name: (.*)$/m.exec(text)?.[1];
  if (written === undefined) return false;
  return starterConfig(written) === text || starterConfig(unquoted(written)) === text;
}

function unquoted(text: string): string {
  try {
    return String(JSON.parse(text));
  } catch {
    return text;
  }
}
