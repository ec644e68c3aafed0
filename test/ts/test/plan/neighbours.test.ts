import assert from 'node:assert/strict';
import {deployedHere} from '../../../../ts-helpers/src/test/plan/neighbours.ts';
import {imagesOf, writtenFolders} from '../../../../ts-helpers/src/test/plan/tidying.ts';

const container = (project: string, environment: string) => ({
  'com.docker.compose.project': project,
  'ca.countable.environment': environment,
});

describe('what lives on a machine beside tests', () => {
  it('is what was deployed there, by its containers or by what the deploy keeps', () => {
    assert.deepEqual(
      deployedHere({
        containers: [
          container('shop-prod', 'prod'),
          container('shop-prod', 'prod'),
          container('a-stage', 'stage'),
        ],
        states: ['shop-prod', 'blog-berlin-stage', 'dev-prod'],
      }),
      ['a-stage', 'blog-berlin-stage', 'dev-prod', 'shop-prod'],
    );
  });

  it('is not what a developer deployed for himself', () => {
    assert.deepEqual(
      deployedHere({containers: [container('shop-dev', 'dev')], states: ['shop-dev', 'a-b-dev']}),
      [],
    );
  });
});

describe('what a run leaves in the workspace', () => {
  const bind = (source: string, read_only?: boolean) => ({
    type: 'bind',
    source,
    target: '/x',
    ...(read_only !== undefined && {read_only}),
  });

  it('is looked for in the outermost folders that a container can write to', () => {
    const services = {
      a: {volumes: [bind('/w/a/b'), bind('/w/a'), bind('/w/ab'), bind('/w/r', true)]},
      b: {volumes: [bind('/srv'), {type: 'volume', source: 'v', target: '/v'}, bind('/w/a')]},
      c: {},
    };
    assert.deepEqual(writtenFolders({name: 'x', services}, '/w'), ['/w/a', '/w/ab']);
  });

  it('is given back by images of others before those of the project', () => {
    const services = {
      a: {image: 'run-a', build: {context: '/w'}},
      b: {image: 'postgres'},
      c: {image: 'postgres'},
      d: {image: 'nginx'},
      e: {},
    };
    assert.deepEqual(imagesOf({name: 'x', services}), ['postgres', 'nginx', 'run-a']);
  });
});
