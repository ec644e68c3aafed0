/** Folders whose XML is of tests: of Maven, Gradle, Playwright, .NET, Codeception, and as people call them. */
const FOLDERS = [
  'reports',
  'test-results',
  'test-reports',
  'test_reports',
  'testresults',
  'TestResults',
  'surefire-reports',
  'failsafe-reports',
  'junit',
  '_output',
];
/** What reports are called wherever they lie; a star stands for anything. */
const NAMES = [
  'junit*',
  '*junit',
  'TEST-*',
  'TESTS-*',
  'report',
  'results',
  'test-report*',
  'test-result*',
  'test_report*',
  'test_result*',
  'unit-tests',
  'integration-tests',
  'pytest*',
  'nosetests',
  'xunit*',
  'jest*',
  'vitest*',
  'mocha*',
  'playwright*',
  'cypress*',
  'gotestsum*',
  'phpunit*',
  'rspec*',
  'ctest*',
];

/** Where tools usually put their reports in a workspace. Other XML may lie there: only JUnit XML counts. */
export const USUAL_REPORTS: readonly string[] = [
  ...FOLDERS.map(folder => `**/${folder}/**/*.xml`),
  ...NAMES.map(name => `**/${name}.xml`),
];

/** And where in the working directory of a container, in whatever volume it lies. */
export const USUAL_CONTAINER_REPORTS: readonly string[] = ['reports', 'test-results', 'junit.xml'];

/** Whether a file that a container wrote is one of the usual ones; not those of what is installed there. */
export const isUsualReport = (file: string): boolean => {
  const folders = file.split('/');
  const name = folders.pop() ?? '';
  if (!name.endsWith('.xml') || folders.some(folder => INSTALLED.includes(folder))) return false;
  const stem = name.slice(0, -'.xml'.length);
  return folders.some(folder => FOLDERS.includes(folder)) || NAMES.some(pattern => isLike(stem, pattern));
};

const INSTALLED = ['node_modules', 'site-packages', 'vendor', '.git', '.m2', 'proc', 'sys'];

const isLike = (stem: string, pattern: string): boolean => {
  if (pattern.endsWith('*')) return stem.startsWith(pattern.slice(0, -1));
  return pattern.startsWith('*') ? stem.endsWith(pattern.slice(1)) : stem === pattern;
};
