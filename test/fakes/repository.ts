import {execFileSync} from 'node:child_process';
import {mkdirSync, rmSync, writeFileSync} from 'node:fs';
import path from 'node:path';

export interface Author {
  name: string;
  email: string;
}

export const ADA: Author = {name: 'Ada', email: 'ada@example.org'};
export const GRACE: Author = {name: 'Grace', email: 'grace@example.org'};

/** A real repository in a folder that is there: git itself answers within milliseconds. */
export interface Repository {
  /** Commits what is in the folder, with these files written or, where they are null, removed. Returns the commit. */
  commit(subject: string, files?: Readonly<Record<string, string | null>>, author?: Author): string;
  git(...args: string[]): string;
}

export const createRepository = (folder: string, branch = 'develop'): Repository => {
  const git = (...args: string[]): string =>
    execFileSync('git', args, {cwd: folder, encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe']}).trim();
  git('init', '--quiet', `--initial-branch=${branch}`);
  git('remote', 'add', 'origin', 'git@git.example.org:team/shop.git');
  return {
    git,
    commit(subject, files = {}, {name, email} = ADA) {
      for (const [file, text] of Object.entries(files)) {
        const at = path.join(folder, file);
        if (text === null) {
          rmSync(at);
          continue;
        }
        mkdirSync(path.dirname(at), {recursive: true});
        writeFileSync(at, text);
      }
      git('add', '--all');
      git('-c', `user.name=${name}`, '-c', `user.email=${email}`, 'commit', '--quiet', '--message', subject);
      return git('rev-parse', 'HEAD');
    },
  };
};
