import {CommandFailed} from '../../errors/userError.ts';
import {readJson} from '../garbled.ts';

/** What is in a container. */
export interface Contents {
  /** The value of a variable that a container was started with; undefined when it has none of that name. */
  variable(container: string, name: string): Promise<string | undefined>;
  /** Files of that name (`*.js.map`) in a running container, installed packages left out; none where it has no `find`. */
  find(container: string, name: string): Promise<string[]>;
  /** Files that a container has made or changed since it was made, outside of its volumes; it need not run. */
  changed(container: string): Promise<string[]>;
}

type Run = (args: readonly string[]) => Promise<{stdout: string}>;

export const contentsOf = (docker: Run): Contents => ({
  async variable(id, name) {
    const words = ['inspect', '--type', 'container', '--format', '{{json .Config.Env}}', id];
    const {stdout: text} = await docker(words);
    return readJson({command: 'docker inspect', text}, (entries: string[] | null) =>
      entries?.find(entry => entry.startsWith(`${name}=`))?.slice(name.length + 1),
    );
  },

  async find(id, name) {
    const words = [
      'exec',
      id,
      'find',
      '/',
      '-xdev',
      '-name',
      'node_modules',
      '-prune',
      '-o',
      '-name',
      name,
      '-print',
    ];
    try {
      return (await docker(words)).stdout.split('\n').filter(Boolean);
    } catch (error) {
      // It says what it found also where it may not look everywhere.
      if (error instanceof CommandFailed)
        return error.stdout.split('\n').filter(line => line.startsWith('/'));
      throw error;
    }
  },

  async changed(id) {
    const {stdout} = await docker(['diff', id]);
    return stdout.split('\n').flatMap(line => (/^[AC] \//.test(line) ? line.slice(2) : []));
  },
});
