import process from 'node:process';
import v8 from 'node:v8';

export const mochaHooks = {
  /**
   * What a process of mocha covers is kept by itself. Programs that tests start would add theirs, of code that was compiled in
   * another way, and c8 lays both over each other: lines that ran count as lines that did not.
   */
  beforeAll(): void {
    if (process.env['NODE_V8_COVERAGE'] !== undefined) isCovered = true;
    delete process.env['NODE_V8_COVERAGE'];
  },
  /** Mocha kills its processes before they would write it. */
  afterAll(): void {
    if (isCovered) v8.takeCoverage();
  },
};

let isCovered = false;
