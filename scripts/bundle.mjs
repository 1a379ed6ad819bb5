/**
 * `node scripts/bundle.mjs DIST`: the command line as few files, `DIST/command/plimsoll.js` and what it loads later, with the packages
 * it needs. A command is over in a second, and finding and compiling its modules one by one took a third of that.
 *
 * The packages' licences ask that their text goes along: it is written beside the bundle. DuckDB's binding stays outside, as it is
 * no JavaScript, and so does pg's, which is not installed. What speaks to a Spark server stays outside too: it is read where one is spoken to, and
 * comes without the text of its licence.
 */

import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { rolldown } from 'rolldown';

const [dist] = process.argv.slice(2);
const folder = join(dist, 'command');

const bundle = await rolldown({
  input: { plimsoll: join(dist, 'cli/main.js') },
  platform: 'node',
  external: [/^@duckdb\/node-bindings/, 'pg-native', /^@connectrpc\//, /^@bufbuild\//],
});
const { output } = await bundle.write({ dir: folder, format: 'esm', chunkFileNames: 'part-[hash].js' });
await bundle.close();

/** The folder of the package that a module belongs to; undefined for our own. */
function packageOf(module) {
  const [, path] = /^(.*[/\\]node_modules[/\\](?:@[^/\\]+[/\\])?[^/\\]+)[/\\]/.exec(module) ?? [];
  return path;
}

function licenceOf(path) {
  const { name, version, license } = JSON.parse(readFileSync(join(path, 'package.json'), 'utf8'));
  const fileLike = (pattern) => readdirSync(path).find((each) => pattern.test(each));
  const read = (file) => readFileSync(join(path, file), 'utf8').trim();
  const file = fileLike(/^licen[cs]e/i);
  // Some packages have it in their README alone.
  const text = file === undefined ? /^#+ *licen[cs]e.*/ims.exec(read(fileLike(/^readme/i)))?.[0] : read(file);
  if (text === undefined) throw new Error(`${name} ${version} has no text of its licence`);
  return `${name} ${version}, ${license}\n\n${text}\n`;
}

const modules = output.flatMap((chunk) => (chunk.type === 'chunk' ? chunk.moduleIds : []));
const packages = [...new Set(modules.map(packageOf))].filter(
  (path) => path !== undefined && existsSync(join(path, 'package.json')),
);
writeFileSync(
  join(folder, 'LICENSES.txt'),
  packages
    .sort((a, b) => (a.split(sep).join('/') < b.split(sep).join('/') ? -1 : 1))
    .map(licenceOf)
    .join(`\n${'-'.repeat(80)}\n\n`),
);
