/** Takes every open file that this process may have, then runs a program, and prints the code of what is thrown. */
import {closeSync, openSync} from 'node:fs';
import {createShell} from '../../../ts-helpers/src/outside/shell.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';

// Loaded first: nothing can be read later.
const shell = createShell(new AbortController().signal);
await shell.run('true', []);
const taken: number[] = [];
try {
  for (;;) taken.push(openSync('/dev/null', 'r'));
} catch {
  // That was the last.
}
const codes: string[] = [];
for (const options of [{}, {onLine: () => undefined}]) {
  try {
    await shell.run('true', [], options);
    codes.push('none');
  } catch (error) {
    codes.push(error instanceof UserError ? error.code : String(error));
  }
}
for (const file of taken) closeSync(file);
console.log(codes.join('\n'));
