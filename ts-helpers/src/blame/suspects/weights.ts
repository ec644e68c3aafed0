/** How much each kind of evidence says. */
export const WEIGHTS = {
  /** The line it happened in; what called that, and so on. */
  lines: [100, 50, 35],
  /** The function it happened in. */
  functions: [70, 35],
  fileGone: 95,
  /** What a health check asks for. */
  pathGone: 80,
  wordGone: 90,
  wordNew: 85,
  wordUseGone: 60,
  /** The line that gives it its meaning is another. */
  wordChanged: 70,
  wordTouched: 45,
  /** Of what the failure names, and does not say that it is missing. */
  nameNew: 40,
  nameUseGone: 50,
  /** What the line where it happened, or the test, calls. */
  called: 50,
  calledByTest: 45,
  /** As much as what it calls: no test tells which of both is wrong. */
  ownTest: 45,
  /** By what the test calls. */
  calledBelow: 45,
  /** A file that the line where it happened names. */
  read: 60,
  setting: 65,
  /** Somebody was not let in, and a password or a user was changed. */
  credentials: 65,
  /** The failure names the value that it has now. */
  settingNamed: 90,
  /** A variable that the failure does not name. */
  variable: 35,
  /** That the code reads, and the service is no longer given. */
  stillRead: 65,
  settingOfSymptom: 80,
  settingBesideTests: 35,
  migrationNamed: 80,
  migration: 60,
  /** Nothing in it is named. */
  migrationBeside: 35,
  migrationsNotRun: 65,
  dockerfile: 60,
  manifest: 60,
  fileNamed: 55,
  mode: 90,
  /** Some evidence is against it. */
  doubtful: 40,
  /** The failure names something, and somebody else has changed that. */
  besideTheWord: 30,
  /** A test that fails where it was changed itself. */
  test: 15,
} as const;
