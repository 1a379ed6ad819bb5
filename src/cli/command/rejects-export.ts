/** `plimsoll rejects export`: the rejected records of a table as a CSV file, to be corrected there and loaded again. */

import { resolve } from 'node:path';
import { fail } from '../../errors/error.ts';
import { exportRejects } from '../../run/export-rejects.ts';
import { withSession } from '../../run/open-session.ts';
import type { CommandContext, Options } from '../context.ts';
import { givenDate } from '../date.ts';

export async function command(
  { output, folder }: CommandContext,
  _: readonly string[],
  options: Options,
): Promise<void> {
  const table = String(options['table']);
  const to = String(options['to']);
  const source = sourceOf(options['source']);
  await withSession(folder, async (session) => {
    const ask = { table, source, date: givenDate(options), to: resolve(to) };
    const exported = await exportRejects(session, ask);
    const records = exported.files.reduce((sum, file) => sum + file.records, 0);
    output.result({
      date: exported.date,
      table,
      source: exported.source,
      file: records === 0 ? null : to,
      records,
      files: exported.files,
    });
    if (records === 0)
      return output.line(
        `No record of ${source === null ? table : `source ${source} of ${table}`} is left rejected on ${exported.date}; nothing was written.`,
      );
    output.line(`Wrote ${to}: ${records === 1 ? '1 rejected record' : `${records} rejected records`}`);
    for (const file of exported.files) output.line(`  ${file.records} of ${file.file}`);
    const place = `the source in line ${exported.line ?? '?'} of plimsoll.yaml`;
    output.line(
      exported.isRead
        ? `Correct what is wrong and take out what stays rejected. ${place[0]?.toUpperCase()}${place.slice(1)} reads corrections that lie where it says.`
        : `Correct what is wrong and take out what stays rejected; then name the file under \`corrections\` of ${place}.`,
    );
  });
}

/** Errors: cli.count. */
function sourceOf(found: Options[string]): number | null {
  if (found === undefined) return null;
  const text = String(found);
  if (/^[1-9]\d{0,3}$/.test(text)) return Number.parseInt(text, 10);
  return fail('cli.count', {
    option: '--source',
    found: text,
    allowed: 'a whole number, 1 for the first source of the table',
  });
}
