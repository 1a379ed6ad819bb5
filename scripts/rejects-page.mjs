/** The page docs/reference/rejects.md: why a record is not taken, and the signs of date formats. */

const row = ([code, text]) => `| \`${code}\` | ${text} |`;

export function renderRejectsPage(reasons, dateSigns) {
  return `# Rejects

A record that can't be used is a reject: it takes no part, and is kept with file, row, column, value, reason and a sentence about it. \`plimsoll show rejects\`
groups and lists them. Rows count from 1 at the first record after the header; a record may span lines. \`limits.rejected_rows\` in the
[configuration](configuration.md) says from how many on a run is refused.

Not rejects: *filtered* records, which \`where\` leaves out, and those *set aside*, which are right and take no part by a named rule. Both are counted.

## Corrected and loaded again

The delivery stays as it came; what is wrong in it is corrected beside it:

1. \`plimsoll rejects export --table loan --to corrections/loan_20240131.csv\` writes the rejected records of the last run, with the texts of their file. Files with different columns give
   all of them; of JSON the fields are there that the source names. A record that could not be split into fields stands in \`plimsoll_record\`, up to 16,384 signs of it, with empty cells behind it, which must be filled in.
2. Somebody corrects the cells, and takes the lines out of what stays rejected.
3. The file lies where [\`corrections\`](configuration.md#corrections) of its source says, and the next run reads it.

| column | what it says |
| --- | --- |
| \`plimsoll_file\` | the file of the record, as rejects name it |
| \`plimsoll_sha256\` | the content of that file |
| \`plimsoll_row\` | the row in it |
| \`plimsoll_reason\` | what is wrong, with code and sentence; for the reader, and not read again |
| \`plimsoll_record\` | the text of a record that could not be split; not read again |

The record of the delivery is then no longer rejected but *corrected*: limits and warnings no longer count it, *read = accepted + rejected + corrected + filtered + set aside*, and \`plimsoll show rejects
--corrected\` tells what was wrong and what it was replaced by, with file and row of the correction. A correction is a record like any other: it may be accepted, filtered, set aside, or rejected again; then it is a reject of
the file of corrections, and can be exported and corrected itself, or mended in that file.

**What a correction may not do.** It never changes a record that is accepted: that is what [rules](rules.md) are for. It is refused, and the run stops, when its file has another content than at the export, when its row is no reject
(any more), when a record has two corrections, when a correction has no values, or when it corrects a record of a file of corrections behind its own. Corrections stand behind the files of all sources of the table, so of two records with one key never the delivered one is the reject. Texts of a column that has different types in the files of one source (Parquet) have no one meaning and are refused.

**Rows of a server** have no corrections: they are mended there.

**In a spreadsheet.** Open the file as UTF-8, every column as text: one that "reads" numbers and dates takes the zeros from \`000123\` and rewrites dates, in cells too that nobody has corrected. The export leaves texts as they are, so a cell
that begins with \`=\`, \`+\`, \`-\` or \`@\` may be taken for a formula when the file is opened without care. It may be saved with comma, semicolon or tab, and must stay UTF-8.

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
