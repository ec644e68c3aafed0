import {CommandFailed} from '../../../ts-helpers/src/errors/userError.ts';

/** Hears what Compose prints, and fails as it does: with all of it. */
export interface Said {
  say(line: string): void;
  fail(line: string): never;
}

export const saying = (doing: string, onLine: (line: string) => void): Said => {
  const lines: string[] = [];
  const say = (line: string) => {
    lines.push(line);
    onLine(line);
  };
  return {
    say,
    fail(line) {
      say(line);
      const stderr = lines.join('\n');
      throw new CommandFailed({
        program: 'docker',
        args: ['compose', doing],
        exitCode: 1,
        tail: lines,
        stderr,
      });
    },
  };
};
