/** `plimsoll store list`: every result with its size and who needs it. */

import { usedResults } from '../../scenario/used-results.ts';
import { listResults } from '../../store/results.ts';
import type { CommandContext } from '../context.ts';
import { projectStore } from '../project-store.ts';
import { bytesText, neededBy, resultsJson, shortPrint, unreadTexts } from '../view/results.ts';

export async function command({ output, folder }: CommandContext): Promise<void> {
  const store = await projectStore(folder);
  const [results, used] = [await listResults(store), await usedResults(store)];
  output.result({ results: resultsJson(results, used), unread: unreadTexts(used) });
  output.table(
    [
      { title: 'result', align: 'left' },
      { title: 'of', align: 'left' },
      { title: 'rows', align: 'right' },
      { title: 'files', align: 'right' },
      { title: 'bytes', align: 'right' },
      { title: 'written', align: 'left' },
      { title: 'needed by', align: 'left' },
      { title: '', align: 'left' },
    ],
    results.map((each) => [
      shortPrint(each.fingerprint),
      each.name,
      each.rows,
      each.files,
      each.bytes,
      each.written.slice(0, 'yyyy-mm-dd'.length),
      neededBy(used, each.fingerprint).join(', ') || 'nobody',
      each.damage === null ? null : `DAMAGED: ${each.damage}`,
    ]),
  );
  output.line();
  const free = results.filter(({ fingerprint }) => neededBy(used, fingerprint).length === 0);
  output.line(
    `${results.length} results, ${bytesText(results)}; nobody needs ${free.length} of them, ${bytesText(free)}. \`plimsoll store gc\` shows those.`,
  );
  for (const text of unreadTexts(used)) output.warn(`What this needs is not known: ${text}.`);
}
