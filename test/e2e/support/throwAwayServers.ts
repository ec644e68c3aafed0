import {execFileSync} from 'node:child_process';

/** Containers of servers by plain docker, of one test. */
export const createServers = (label: string) => {
  const docker = (args: readonly string[], input = ''): string =>
    execFileSync('docker', args, {input, stdio: ['pipe', 'pipe', 'pipe']})
      .toString()
      .trim();
  return {
    docker,
    /** Resolves to its id. In no network, unless one is named; `command`: in place of the image's own, below an init. */
    start(
      image: string,
      variables: Readonly<Record<string, string>>,
      {network = 'none', command = []}: {network?: string; command?: readonly string[]} = {},
    ): string {
      const given = Object.entries(variables).flatMap(([name, value]) => ['--env', `${name}=${value}`]);
      const init = command.length > 0 ? ['--init'] : [];
      return docker([
        'run',
        '--detach',
        ...init,
        '--label',
        label,
        '--network',
        network,
        ...given,
        image,
        ...command,
      ]);
    },
    remove(): void {
      const ids = docker(['ps', '--all', '--quiet', '--filter', `label=${label}`])
        .split('\n')
        .filter(Boolean);
      if (ids.length > 0) docker(['rm', '--force', '--volumes', ...ids]);
    },
  };
};
