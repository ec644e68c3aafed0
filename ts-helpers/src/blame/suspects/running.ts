import {isTestFile} from '../../history/sourceFiles.ts';
import type {Questions, Testimony} from '../questions.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who brought the test that was still running when the time was over: it alone, in a process of its own. */
export const byRunning = ({error: {code, evidence}}: Questions, {patches}: Testimony): Suspect[] => {
  if (code !== 'TIME_LIMIT') return [];
  const running = (evidence.log?.lines ?? []).filter(line => /^\S+ ran: /.test(line));
  return patches.flatMap(({commit, files}) =>
    files
      .filter(({file, status}) => status === 'added' && isTestFile(file))
      .filter(({file}) => running.some(line => isOf(line, file)))
      .map(({file}) => ({commit, file, weight: WEIGHTS.fileNamed, why: `added ${file}, which did not end`})),
  );
};

/** `test ran: 8504 00:55 /usr/local/bin/node /app/test/server.test.js` */
const isOf = (line: string, file: string): boolean => {
  const named = line.split(/\s+/).filter(isTestFile);
  return named.length === 1 && (named[0] === file || (named[0] ?? '').endsWith(`/${file}`));
};
