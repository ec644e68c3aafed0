import type {ChildProcess} from 'node:child_process';

/** Resolves once it has ended as it has to; what it said of itself is shown where it did not. Its stderr is a pipe. */
export const endedWell = (child: ChildProcess, what: string, expected = 0): Promise<void> =>
  new Promise((resolve, reject) => {
    let said = '';
    child.stderr?.setEncoding('utf8').on('data', (text: string) => {
      said = `${said}${text}`.slice(-LONGEST);
    });
    child.once('error', reject);
    child.once('close', (code, signal) => {
      if (code === expected) resolve();
      else reject(new Error(`${what} ended with ${code ?? signal}, and not with ${expected}:\n${said}`));
    });
  });

const LONGEST = 20_000;
