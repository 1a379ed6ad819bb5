/**
 * `npm run proto`: makes TypeScript of the .proto files of the Spark Connect client. What it makes is committed, so only who changes a .proto file runs this.
 *
 * The compiler and its plugin take 130 MB and are needed nowhere else. So they are no dependencies: npm fetches them, in these versions, when this runs. The plugin
 * has the version of `@bufbuild/protobuf`, which the code that it makes runs on. A test compares the hash in each file with its .proto file.
 */

import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT, run, tool } from './prepare.mjs';

const BUF = '1.75.0';
const FOLDER = 'src/engine/spark/connect';

const { dependencies } = JSON.parse(readFileSync(join(ROOT, 'package.json'), 'utf8'));
const packages = [`@bufbuild/buf@${BUF}`, `@bufbuild/protoc-gen-es@${dependencies['@bufbuild/protobuf']}`];
const template = (out) =>
  JSON.stringify({
    version: 'v2',
    plugins: [{ local: 'protoc-gen-es', out, opt: ['target=ts', 'import_extension=ts'] }],
  });

const out = mkdtempSync(join(tmpdir(), 'plimsoll-proto-'));
try {
  const fetched = packages.map((name) => `--package=${name}`);
  const args = ['buf', 'generate', join(FOLDER, 'proto'), '--template', template(out)];
  run('npm', ['exec', '--yes', ...fetched, '--', ...args]);
  for (const file of readdirSync(out)) {
    const name = file.replace('_pb.ts', '');
    const source = readFileSync(join(ROOT, FOLDER, 'proto', `${name}.proto`), 'utf8');
    const hash = createHash('sha256').update(source).digest('hex');
    const header = `/** Messages of ${name}.proto, made by \`npm run proto\`; not to be changed by hand. SHA-256 of that file: ${hash} */\n\n`;
    const path = join(FOLDER, 'generated', `${name}.ts`);
    writeFileSync(join(ROOT, path), header + readFileSync(join(out, file), 'utf8'));
    run(process.execPath, [tool('@biomejs/biome', 'bin/biome'), 'check', '--write', path]);
  }
} finally {
  rmSync(out, { recursive: true, force: true });
}
