import type {ChildProcess} from 'node:child_process';

/** As soon as it says so. */
export const killedOnce = (child: ChildProcess, words: string): void => {
  let said = '';
  child.stderr?.on('data', (text: Buffer) => {
    said += text.toString();
    if (said.includes(words)) child.kill('SIGKILL');
  });
};
