import assert from 'node:assert/strict';
import path from 'node:path';
import process from 'node:process';
import {deploy} from './support/deploys.ts';
import {ensuring} from './support/sentry/ensuring.ts';

describe('a production deploy of something with source maps', () => {
  const its = ensuring('current', {
    'docker-compose.yml': 'services: {web: {build: ., init: true, stop_grace_period: 1s}}\n',
    'dc.prod.yml': 'services: {}\n',
    Dockerfile: 'FROM busybox:1.35\nCOPY js /srv/html/js\nCMD ["sleep", "600"]\n',
    'package.json': '{"dependencies": {"vue": "3"}}',
    'js/app.js': '1;\n//# sourceMappingURL=app.js.map\n',
    'js/app.js.map': '{"version":3,"sources":["a.ts"],"sourcesContent":["1"],"mappings":"AAAA","names":[]}',
    'js/node_modules/x/x.js.map': '{"version":3,"sources":[],"mappings":"","names":[]}',
    'countable.yml': '',
  });
  const withCli = () => ({
    ...its.environment(),
    PATH: `${path.resolve('node_modules/.bin')}:${process.env['PATH'] ?? ''}`,
  });

  it('uploads them for the release, under the address they are served at', async () => {
    const {exitCode, result, stderr} = await deploy(its.project, {environment: 'prod', env: withCli()});
    assert.equal(exitCode, 0, stderr);
    assert.equal(result.warnings, undefined);
    const {bundles, releases, chunks} = its.server.state;
    assert.deepEqual(bundles, [{version: releases[0]?.version, projects: [`${its.project.name}-prod`]}]);
    assert.match(chunks.join(''), /files\/_\/_\/js\/app\.js\.map/);
    assert.equal(releases[0]?.deploys.length, 1);
  });
});
