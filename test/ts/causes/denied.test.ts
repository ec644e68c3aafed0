import assert from 'node:assert/strict';
import type {ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {deniedFiles, originsOf} from '../../../ts-helpers/src/causes/denied.ts';

const mount = (source: string, target: string) => ({type: 'bind', source, target});

describe('a file that is denied', () => {
  it('is read from the lines that say so', () => {
    const lines = ['/entry.sh: line 22: /tests/run.sh: Permission denied', '/etc/passwd: No such file'];
    const evidence = {log: {source: 'test', lines}};
    assert.deepEqual(deniedFiles({message: 'exec "./start.sh": permission denied', evidence}), [
      './start.sh',
      '/entry.sh',
      '/tests/run.sh',
    ]);
  });

  const paths = (file: string, service: ComposeService) =>
    originsOf(file, [service], '/w').map(({path, isMounted}) => `${path}${isMounted ? ' (mounted)' : ''}`);

  it('lies where its mount comes from, the longest first', () => {
    const volumes = [mount('/w', '/app'), mount('/w/tests', '/app/tests'), mount('/data', '/app/tests/x')];
    assert.deepEqual(paths('/app/tests/run.sh', {volumes}), [
      'tests/run.sh (mounted)',
      'tests/run.sh (mounted)',
    ]);
    assert.deepEqual(paths('/run.sh', {volumes: [mount('/w/ops/start.sh', '/run.sh')]}), [
      'ops/start.sh (mounted)',
    ]);
    assert.deepEqual(paths('/elsewhere/run.sh', {volumes}), []);
  });

  it('lies in the context of the build, like in the image or less deep', () => {
    assert.deepEqual(paths('/app/bin/run.sh', {build: {context: '/w/web'}}), [
      'web/app/bin/run.sh',
      'web/bin/run.sh',
      'web/run.sh',
    ]);
    assert.deepEqual(paths('./start.sh', {build: {context: '/w'}}), ['start.sh']);
  });
});
