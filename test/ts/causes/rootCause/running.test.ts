import assert from 'node:assert/strict';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../../support/builds.ts';

describe('the causes of what still runs', () => {
  it('do not say that a program ended by what it told of a request or a health check', () => {
    const lines = ['[Thu Nov 26 04:10:00 2026] PHP Parse error:  Unclosed ( in /app/a.php on line 5'];
    const asked = error({code: 'NO_ANSWER', evidence: {log: {source: 'web', lines}}});
    assert.equal(rootCause(asked)?.sentence, 'web fails: Unclosed ( in /app/a.php on line 5 (/app/a.php:5)');
    const web = {
      service: 'web',
      state: 'running',
      health: 'unhealthy' as const,
      healthOutput: 'OddError: no',
    };
    const unhealthy = error({code: 'SERVICE_UNHEALTHY', evidence: {services: [web]}});
    assert.equal(rootCause(unhealthy)?.sentence, 'The health check of web fails: OddError: no');
  });

  it('take the port of a health check from the check where its output names none', () => {
    const web = {
      service: 'web',
      state: 'running',
      health: 'unhealthy' as const,
      healthCommand: 'python -c "urlopen(\'http://127.0.0.1:8080/health\')"',
      healthOutput: '<urlopen error [Errno 111] Connection refused>',
    };
    const unhealthy = error({code: 'SERVICE_UNHEALTHY', evidence: {services: [web]}});
    assert.match(rootCause(unhealthy)?.sentence ?? '', /asks port 8080, where nothing listens/);
  });
});
