/**
 * A vitest reporter that writes one JSON file with what scripts/test.mjs needs: counts and time per project, failures, and
 * the reason of every skipped test. (Vitest's own JSON reporter leaves out the reasons and the projects.)
 */

import { writeFileSync } from 'node:fs';

const REPORT = process.env.PLIMSOLL_TEST_REPORT;

/** The note given to `context.skip`, or the part of the test's or its group's name from the word "needs" on. */
function skipReason(test, module) {
  const result = test.result();
  const note = 'note' in result ? result.note : undefined;
  if (note !== undefined) return note;
  if (!module.ok()) return 'the set-up of its file failed';
  const named = test.fullName.split(' > ').find((name) => /\bneeds\b/.test(name));
  return named === undefined ? undefined : /\bneeds\b.*[^\s,.:;]/.exec(named)?.[0];
}

export default class SummaryReporter {
  onTestRunEnd(modules, unhandledErrors) {
    const projects = {};
    const skipped = [];
    const failures = [];
    for (const module of modules) {
      projects[module.project.name] ??= { passed: 0, failed: 0, skipped: 0, ms: 0 };
      const project = projects[module.project.name];
      project.ms += module.diagnostic().duration;
      let failedTests = 0;
      for (const test of module.children.allTests()) {
        const state = test.result().state;
        const name = `${module.relativeModuleId} > ${test.fullName}`;
        if (state === 'passed') project.passed += 1;
        else if (state === 'skipped') {
          project.skipped += 1;
          skipped.push({ name, reason: skipReason(test, module) });
        } else {
          failedTests += 1;
          failures.push(name);
        }
      }
      // A file that can't be loaded, or whose set-up fails, has no failed test of its own, yet it failed.
      if (failedTests === 0 && !module.ok()) {
        failedTests = 1;
        failures.push(`${module.relativeModuleId} > (loading, set-up or tear-down)`);
      }
      project.failed += failedTests;
    }
    const unhandled = unhandledErrors.map((error) => error.message ?? String(error));
    writeFileSync(REPORT, JSON.stringify({ projects, skipped, failures, unhandled }));
  }
}
