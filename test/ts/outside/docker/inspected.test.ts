import assert from 'node:assert/strict';
import {containerOf} from '../../../../ts-helpers/src/outside/docker/inspected.ts';

const inspected = ({Test = [], NetworkMode}: {Test?: string[]; NetworkMode?: string}) =>
  containerOf({
    Id: 'c1',
    Name: '/shop-web-1',
    Image: 'sha256:1',
    RestartCount: 0,
    Config: {Image: 'shop', WorkingDir: '', Labels: null, Healthcheck: {Test}},
    HostConfig: {RestartPolicy: {Name: 'no'}, ...(NetworkMode !== undefined && {NetworkMode})},
    State: {
      Status: 'running',
      ExitCode: 0,
      OOMKilled: false,
      Error: '',
      StartedAt: '2026-01-01T00:00:00Z',
      FinishedAt: '2026-01-01T00:00:00Z',
    },
  });

describe('the network of a container', () => {
  it('is its own, that of its host, or that of another', () => {
    const modes = ['shop_default', 'host', 'container:4f1c', 'none'];
    assert.deepEqual(
      modes.map(NetworkMode => inspected({NetworkMode}).networkOf),
      [undefined, 'host', 'container', undefined],
    );
  });
});

describe('the command of a health check', () => {
  const commandOf = (...Test: string[]) => inspected({Test}).healthCommand;

  it('can be pasted behind docker compose exec', () => {
    assert.equal(commandOf('CMD', 'curl', '-f', 'http://localhost/'), 'curl -f http://localhost/');
    assert.equal(commandOf('CMD', 'node', '-e', 'fetch(x)'), "node -e 'fetch(x)'");
    assert.equal(commandOf('CMD-SHELL', 'curl -f x || exit 1'), "sh -c 'curl -f x || exit 1'");
  });

  it('is none where there is none', () => {
    assert.equal(commandOf('NONE'), undefined);
    assert.equal(commandOf(), undefined);
  });
});
