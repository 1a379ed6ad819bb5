import { expect, it } from 'vitest';
import type { Project } from '../project/project.ts';
import { REFERENCE_TABLES } from '../regulation/basel/reference.ts';
import { refuseUnknownJurisdiction } from './jurisdiction.ts';

// Only the jurisdiction is read.
const of = (jurisdiction: string) => ({
  project: { jurisdiction } as Project,
  referenceTables: REFERENCE_TABLES,
});

it('takes the jurisdiction that has factors', () => {
  expect(() => refuseUnknownJurisdiction(of('BASEL'), '2024-01-31')).not.toThrow();
});

it('refuses any other and names those that have some', () => {
  expect(() => refuseUnknownJurisdiction(of('DE'), '2024-01-31')).toThrow(
    /no factors for the jurisdiction `DE` on 2024-01-31.*there are factors for BASEL/,
  );
});

it('refuses a day before the first factors', () => {
  expect(() => refuseUnknownJurisdiction(of('BASEL'), '2014-12-31')).toThrow(
    /no jurisdiction has any on that day/,
  );
});

it('leaves pipelines alone that have no factors by jurisdiction', () => {
  expect(() => refuseUnknownJurisdiction({ ...of('DE'), referenceTables: {} }, '2024-01-31')).not.toThrow();
});
