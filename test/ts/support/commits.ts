import {execFileSync} from 'node:child_process';
import type {Host} from '../../fakes/deploying.ts';

/** Commits what the workspace of a host holds. Resolves to the version that a deploy of it has. */
export const committing = (host: Pick<Host, 'workspace' | 'write'>) => {
  const git = (...args: string[]) =>
    execFileSync('git', args, {cwd: host.workspace, stdio: 'pipe', encoding: 'utf8'});
  git('init', '--quiet');
  return async (files: Readonly<Record<string, string>> = {}): Promise<string> => {
    await host.write(files);
    git('add', '--all');
    const who = ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.org'];
    git(...who, 'commit', '--quiet', '--allow-empty', '--message', 'Change');
    return git('rev-parse', 'HEAD').trim().slice(0, 12);
  };
};
