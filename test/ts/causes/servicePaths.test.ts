import assert from 'node:assert/strict';
import {failingPaths} from '../../../ts-helpers/src/causes/servicePaths.ts';

const model = {
  name: 'shop',
  services: {
    web: {
      build: {context: '/deploy/web', dockerfile: 'Dockerfile.prod'},
      volumes: [
        {type: 'bind', source: '/deploy/nginx.conf', target: '/etc/nginx.conf'},
        {type: 'bind', source: '/var/run/docker.sock', target: '/docker.sock'},
        {type: 'volume', source: 'data', target: '/data'},
      ],
    },
    api: {build: {context: '/deploy'}},
    db: {image: 'postgres:15'},
  },
};

const paths = (
  services: {service: string; state: string; exitCode?: number; health?: 'unhealthy'}[],
  where = '',
) => failingPaths({evidence: {services}, where}, model, '/deploy');

describe('what a failing service is made of', () => {
  it('is its build context, its Dockerfile, and what is mounted from the project', () => {
    assert.deepEqual(paths([{service: 'web', state: 'exited', exitCode: 1}]), [
      'web',
      'web/Dockerfile.prod',
      'nginx.conf',
    ]);
  });

  it('is not the whole project, which says nothing', () => {
    assert.deepEqual(paths([{service: 'api', state: 'running', health: 'unhealthy'}]), ['Dockerfile']);
  });

  it('is nothing of services that are well, or of another’s image', () => {
    assert.deepEqual(
      paths([
        {service: 'web', state: 'exited', exitCode: 0},
        {service: 'api', state: 'running'},
        {service: 'db', state: 'exited', exitCode: 1},
      ]),
      [],
    );
  });

  it('is also told of a service that the error names, for it was not even built', () => {
    assert.deepEqual(paths([], 'Dockerfile of api: RUN false'), ['Dockerfile']);
  });
});
