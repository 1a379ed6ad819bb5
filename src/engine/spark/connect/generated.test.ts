/** Generated code is that of its .proto file: the hash in its first line says of which. */

import { createHash } from 'node:crypto';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const here = import.meta.dirname;

it('each .proto file was compiled as it is (npm run proto)', () => {
  const names = readdirSync(join(here, 'proto')).map((file) => file.replace('.proto', ''));
  expect(names.sort()).toEqual(['connect', 'rpc']);
  expect(readdirSync(join(here, 'generated')).sort()).toEqual(names.map((name) => `${name}.ts`));
  for (const name of names) {
    const hash = createHash('sha256')
      .update(readFileSync(join(here, 'proto', `${name}.proto`)))
      .digest('hex');
    expect(readFileSync(join(here, 'generated', `${name}.ts`), 'utf8')).toContain(hash);
  }
});
