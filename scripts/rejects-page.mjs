/** The page docs/reference/rejects.md: why a record is not taken, and the signs of date formats. */

const row = ([code, text]) => `| \`${code}\` | ${text} |`;

export function renderRejectsPage(reasons, dateSigns) {
  return `# Rejects

A record that can't be used is a reject: it takes no part, and is kept with file, row, column, value, reason and a sentence about it. \`plimsoll show rejects\`
groups and lists them. Rows count from 1 at the first record after the header; a record may span lines. \`limits.rejected_rows\` in the
[configuration](configuration.md) says from how many on a run is refused.

Not rejects: *filtered* records, which \`where\` leaves out, and those *set aside*, which are right and take no part by a named rule. Both are counted.

## Reasons

| reason | meaning |
| --- | --- |
${Object.entries(reasons).map(row).join('\n')}

## Signs of date formats

A date must be written exactly as its format says, with leading zeros where the sign has two digits; a day that does not exist is a reject, and so is a
year before 1900.

| sign | meaning |
| --- | --- |
${Object.entries(dateSigns).map(row).join('\n')}
`;
}
