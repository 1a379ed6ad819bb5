/** Records of a small CSV text: commas, quotes doubled inside quotes, any line end. Each record keeps the line that it begins on. */

export interface CsvRecord {
  /** 1-based. */
  readonly line: number;
  readonly fields: readonly string[];
}

/** undefined: a quote is not closed, or stands inside a field without quotes. Blank lines are no records. */
export function csvRecords(text: string): readonly CsvRecord[] | undefined {
  const records: CsvRecord[] = [];
  const field = /"((?:[^"]|"")*)"|([^",\r\n]*)/y;
  let [line, at] = [1, 0];
  while (at < text.length) {
    const fields: string[] = [];
    const begins = line;
    for (;;) {
      field.lastIndex = at;
      const [whole = '', quoted, plain = ''] = field.exec(text) ?? [];
      fields.push(quoted === undefined ? plain : quoted.replaceAll('""', '"'));
      line += whole.split('\n').length - 1;
      at += whole.length;
      if (text[at] !== ',') break;
      at++;
    }
    const [end] = /^(?:\r\n|\r|\n|$)/.exec(text.slice(at, at + 2)) ?? [];
    if (end === undefined || (end === '' && at < text.length)) return undefined;
    at += end.length;
    line++;
    if (fields.length > 1 || fields[0] !== '') records.push({ line: begins, fields });
  }
  return records;
}

/** A record as text; null is an empty field. What would be taken apart, and spaces at the ends, which would be lost, stand in quotes. */
export const csvLine = (fields: readonly (string | null)[]): string => `${fields.map(csvField).join(',')}\n`;

function csvField(text: string | null): string {
  if (text === null) return '';
  return /[",\r\n]|^\s|\s$/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
