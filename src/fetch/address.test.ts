/** Addresses of servers: which texts are none, and that no message shows one. */

import { afterEach, expect, it, vi } from 'vitest';
import { PlimsollError } from '../errors/error.ts';
import { addressProblem, clientFor } from './address.ts';

afterEach(() => vi.unstubAllEnvs());

const PLACE = { file: 'plimsoll.yaml', line: 4 };

async function refusal(address: string): Promise<PlimsollError> {
  vi.stubEnv('BANK', address);
  try {
    await clientFor('BANK', PLACE);
  } catch (error) {
    if (error instanceof PlimsollError) return error;
    throw error;
  }
  throw new Error('no error');
}

it.each([
  'postgres://bank@host/db',
  'postgresql://bank:secret@host:5433/db?sslmode=no-verify',
  'POSTGRES://bank:se%2Fcret@[::1]:5432/db',
  'postgres://bank:p@ss@host/db',
  'postgres:///db?host=/var/run/postgresql',
])('%s is an address', (address) => {
  expect(addressProblem(address)).toBeNull();
});

it.each([
  'postgres://bank:se@cret/secret@host/db',
  'mysql://bank:secret@host/db',
  'host=h user=bank password=secret',
  '/var/run secret',
  'postgres://bank:se/secret@host/db',
  'postgres://bank:1#secret@host/db',
  'postgres://bank:1?secret@host/db',
  'postgres://bank:secret@host:no-port/db',
  'postgres://bank:secret@host/db?sslrootcert=/no/such/secret',
])('%s is refused and not shown', async (address) => {
  const error = await refusal(address);
  expect(error.code).toBe('fetch.address');
  expect(error.message).toContain('plimsoll.yaml:4: The environment variable BANK must hold an address');
  expect(error.message).not.toMatch(/secret/);
});

it('a variable that is not set, or empty, is named', async () => {
  const { code, message } = await refusal('');
  expect(code).toBe('fetch.variable_missing');
  expect(message).toContain('the environment variable BANK holds, and it is not set');
});

it('the password comes from the address, else from PGPASSWORD', async () => {
  vi.stubEnv('PGPASSFILE', '/no/such/file');
  vi.stubEnv('BANK', 'postgres://bank:%2Fone@host/db');
  vi.stubEnv('PGPASSWORD', 'two');
  expect((await clientFor('BANK', PLACE)).password).toBe('/one');
  vi.stubEnv('BANK', 'postgres://bank@host/db');
  expect((await clientFor('BANK', PLACE)).password).toBe('two');
});

it('modes that the package takes for verify-full are written so, and it has nothing to warn of', async () => {
  const warned = vi.spyOn(process, 'emitWarning').mockReturnValue(undefined);
  vi.stubEnv('PGPASSWORD', 'two');
  for (const mode of ['prefer', 'require', 'verify-ca', 'verify-full']) {
    vi.stubEnv('BANK', `postgres://bank@host/db?sslmode=${mode}`);
    expect((await clientFor('BANK', PLACE)).ssl).toBeTruthy();
  }
  expect(warned).not.toHaveBeenCalled();
  warned.mockRestore();
});
