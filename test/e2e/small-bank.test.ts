/** The example small-bank through the command line, against the calculation by hand in its README. */

import { execFile } from 'node:child_process';
import { cp, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { ROOT } from '../support/tree.ts';

it('has the stock, flows and ratio that its README adds up by hand', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'plimsoll-small-bank-'));
  try {
    await cp(join(ROOT, 'examples/small-bank'), folder, {
      recursive: true,
      filter: (source) => !source.endsWith('.plimsoll'),
    });
    const command = [join(ROOT, 'bin/plimsoll.js'), '--project', folder, '--json'];
    await promisify(execFile)(process.execPath, [...command, 'run']);
    const { stdout } = await promisify(execFile)(process.execPath, [...command, 'show', 'metrics']);
    const { perimeters } = JSON.parse(stdout) as {
      readonly perimeters: readonly {
        readonly perimeter: string;
        readonly values: Readonly<Record<string, string>>;
      }[];
    };
    const values = perimeters.find((one) => one.perimeter === 'SB')?.values ?? {};
    expect(
      Object.fromEntries(
        Object.entries(values).map(([name, text]) => [
          name,
          text.replace(/(\.\d*?)0+$/, '$1').replace(/\.$/, ''),
        ]),
      ),
    ).toMatchObject({
      l1: '330000',
      l2a: '85000',
      a1: '290000',
      a2a: '127500',
      adj40: '0',
      stock: '415000',
      outflows: '263250',
      inflows: '10275',
      net_outflows: '252975',
      lcr: '1.640478',
    });
  } finally {
    await rm(folder, { recursive: true });
  }
});
