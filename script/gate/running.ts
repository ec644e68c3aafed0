import {existsSync, mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

/** A file for each process of mocha, of the test that is running there. */
const FOLDER = 'build/gate/running';

const own = path.resolve(FOLDER, String(process.pid));

/** Loaded by mocha in each of its processes. */
export const mochaHooks = {
  beforeAll(): void {
    mkdirSync(path.dirname(own), {recursive: true});
  },
  beforeEach(this: Mocha.Context): void {
    if (this.currentTest) writeFileSync(own, this.currentTest.fullTitle());
  },
  afterEach(): void {
    rmSync(own, {force: true});
  },
};

export const forgetRunning = (): void => {
  rmSync(FOLDER, {recursive: true, force: true});
};

/** What was running when a suite was ended. */
export const runningTests = (): string[] =>
  existsSync(FOLDER) ? readdirSync(FOLDER).map(file => readFileSync(path.join(FOLDER, file), 'utf8')) : [];
