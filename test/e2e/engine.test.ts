import {execFile} from 'node:child_process';
import {promisify} from 'node:util';
import {createDockerAdapters} from '../../ts-helpers/src/context/docker.ts';
import {composeContract} from '../contract/compose.ts';
import {engineContract} from '../contract/engine.ts';

const run = promisify(execFile);

describe('the engine, through its adapter', function () {
  this.timeout(60_000);
  const {docker} = createDockerAdapters(new AbortController().signal);
  engineContract(() => ({
    docker,
    label: `ca.countable.contract=contract-${process.pid}`,
    async run({name, labels, program: {prints = [], writes = {}, exits}}) {
      const flags = Object.entries(labels).flatMap(([key, value]) => ['--label', `${key}=${value}`]);
      const files = Object.entries(writes).map(
        ([file, text]) => `mkdir -p "$(dirname '${file}')"; printf %s '${text}' > '${file}'`,
      );
      const end = exits === undefined ? 'exec sleep 600' : `exit ${exits}`;
      const script = [`printf '%s\\n' "$@"`, ...files, end].join('; ');
      const words = ['run', '--detach', '--stop-timeout', '1', '--name', name, ...flags, 'busybox'];
      const {stdout} = await run('docker', [...words, 'sh', '-c', script, 'sh', ...prints]);
      return stdout.trim();
    },
  }));
});

describe('Compose, through its adapter', function () {
  this.timeout(60_000);
  composeContract(() => createDockerAdapters(new AbortController().signal).compose);
});
