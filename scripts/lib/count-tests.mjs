import { existsSync, readFileSync } from 'node:fs';

/** Passed and failed of a report that vitest wrote as JSON. */
export function countVitest(file) {
  const report = read(file);
  return report && { passed: report.numPassedTests, failed: report.numFailedTests };
}

/** Passed and failed of a report that Playwright wrote as JSON. */
export function countPlaywright(file) {
  const report = read(file);
  return report && { passed: report.stats.expected, failed: report.stats.unexpected + report.stats.flaky };
}

/**
 * What a step counts for. A step without tests of its own counts as one; one that failed without a failed test (a
 * file that does not load, an error beside the tests) counts as one failure more.
 */
export function countStep(code, tests) {
  const { passed, failed } = tests ?? { passed: code === 0 ? 1 : 0, failed: 0 };
  return { passed, failed: code !== 0 && failed === 0 ? 1 : failed };
}

function read(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : undefined;
}
