/** What the output of test runners says of how many tests were run. */
export interface RanTests {
  /** That it was none, or some. */
  none: boolean;
  some: boolean;
}

/** As runners say that there was nothing to run. */
const NONE: readonly RegExp[] = [
  /\bRan 0 tests in\b/,
  /\bcollected 0 items\b|\bno tests ran\b/,
  /^ *0 passing\b/,
  /\b0 examples, 0 failures\b/,
  /\bNo tests (?:executed|found)\b|\bNo test files found\b/,
  /\bNo tests were found\b/,
  /\[no tests? (?:files|to run)\]/,
  /\bTests run: 0,/,
  /\brunning 0 tests\b|\btest result: ok\. 0 passed; 0 failed\b/,
  /^# tests 0$/,
  /\b0 scenarios\b/,
  /^DONE 0 tests\b/,
];

/** And that there was something. */
const SOME: readonly RegExp[] = [
  /\bRan [1-9]\d* tests? in\b/,
  /\b[1-9]\d* (?:passed|passing|failed|failing|tests?|examples?|specs?|assertions?|scenarios?|checks?)\b/i,
  /\bTests run: [1-9]/,
  /^ok +\t?\S+\t\d/,
  /^(?:--- )?PASS:? |^ok \d/,
  /^# (?:tests|pass) [1-9]/,
  /^OK \([1-9]/,
  /^ *[✓✔] /,
];

export const NOTHING_SAID: RanTests = {none: false, some: false};

/** With one more line. */
export const heard = ({none, some}: RanTests, line: string): RanTests => ({
  none: none || NONE.some(pattern => pattern.test(line)),
  some: some || SOME.some(pattern => pattern.test(line)),
});
