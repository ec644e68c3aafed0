import assert from 'node:assert/strict';
import {mountedIn} from '../../../ts-helpers/src/causes/mountedFiles.ts';

describe('a file that a failure names', () => {
  const volumes = [{type: 'bind', source: '/w/nginx/site.conf', target: '/etc/nginx/conf.d/default.conf'}];
  const named = (message: string, lines: readonly string[] = []) =>
    mountedIn({message, evidence: {log: {source: 'proxy', lines}}}, [{volumes}], '/w');

  it('is one of the repository where it is mounted, in the message or in the log', () => {
    const line = '[emerg] unknown directive "x" in /etc/nginx/conf.d/default.conf:3';
    const found = [{named: '/etc/nginx/conf.d/default.conf', path: 'nginx/site.conf'}];
    assert.deepEqual(named(line), found);
    assert.deepEqual(named('It failed.', [line, line]), found);
  });

  it('is none of the repository where it is of the image', () => {
    assert.deepEqual(named('in /etc/nginx/nginx.conf:3'), []);
  });
});
