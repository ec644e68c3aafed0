import {mkdirSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import Mocha from 'mocha';
import {failureLine, nothing} from './counts.ts';

const {EVENT_RUN_END, EVENT_TEST_PASS, EVENT_TEST_FAIL, EVENT_TEST_PENDING} = Mocha.Runner.constants;

/** Mocha's spec output for people, and beside it the counts for the gate, in the file `output` names. */
export default class SpecAndCounts extends Mocha.reporters.Spec {
  constructor(runner: Mocha.Runner, options: Mocha.MochaOptions) {
    super(runner, options);
    const counts = nothing();
    // A hook that fails is counted like a test that fails.
    runner.on(EVENT_TEST_PASS, () => counts.passed++);
    runner.on(EVENT_TEST_FAIL, (test, error: Error) => {
      counts.failed++;
      counts.failures.push(failureLine(test.fullTitle(), error.message));
    });
    runner.on(EVENT_TEST_PENDING, test => counts.skipped.push(test.fullTitle()));
    runner.once(EVENT_RUN_END, () => {
      const file = String(options.reporterOptions.output);
      mkdirSync(path.dirname(file), {recursive: true});
      writeFileSync(file, JSON.stringify(counts));
    });
  }
}
