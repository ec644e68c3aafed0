import {closeSync, mkdirSync, openSync, readFileSync} from 'node:fs';
import path from 'node:path';
import process from 'node:process';

const FOLDER = 'build/gate/printed';

/** A file for what a suite prints while another has the terminal, and how it is shown, once, when both have ended. */
export const keepOutput = (suite: string): {output: number; show: () => void} => {
  mkdirSync(FOLDER, {recursive: true});
  const file = path.join(FOLDER, suite);
  const output = openSync(file, 'w');
  return {
    output,
    show() {
      closeSync(output);
      process.stdout.write(readFileSync(file));
    },
  };
};
