/**
 * LibreOffice opens a spreadsheet and gives back its sheets as CSV. `npm run services` installs it; PLIMSOLL_SOFFICE names another program. Without it tests
 * are skipped with the reason, and fail where CI=true is set.
 */

import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';

const PROGRAM = process.env['PLIMSOLL_SOFFICE'] ?? '/usr/bin/soffice';

/** Can spreadsheets not be opened here? Errors: where CI=true is set, as nothing may be left out there. */
export function isLibreOfficeMissing(): boolean {
  const isMissing = !existsSync(PROGRAM);
  if (isMissing && process.env['CI'] === 'true')
    throw new Error(`LibreOffice is not at ${PROGRAM}: npm run services installs it`);
  return isMissing;
}

/** Comma, double quotes, UTF-8, raw values in place of formatted ones, a file for each sheet. */
const CSV = 'csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1';

/** The text of each sheet, by its name. */
export function sheetsOf(file: string): ReadonlyMap<string, string> {
  const folder = mkdtempSync(join(tmpdir(), 'plimsoll-office-'));
  try {
    const profile = `-env:UserInstallation=file://${join(folder, 'profile')}`;
    const args = [profile, '--headless', '--convert-to', CSV, '--outdir', folder, file];
    const { status, stderr } = spawnSync(PROGRAM, args, { encoding: 'utf8', timeout: 120_000 });
    if (status !== 0) throw new Error(`LibreOffice ended with ${status}: ${stderr}`);
    const prefix = `${basename(file, '.xlsx')}-`;
    const names = readdirSync(folder).filter((name) => name.startsWith(prefix) && name.endsWith('.csv'));
    return new Map(
      names.map((name) => [
        name.slice(prefix.length, -'.csv'.length),
        readFileSync(join(folder, name), 'utf8'),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
