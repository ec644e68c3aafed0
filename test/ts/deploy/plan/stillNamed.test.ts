import assert from 'node:assert/strict';
import {isRead, linesNaming, variablesNaming} from '../../../../ts-helpers/src/deploy/plan/stillNamed.ts';

describe('where a service is named', () => {
  for (const line of [
    '  server www www:80 check',
    'proxy_pass http://www;',
    'proxy_pass http://www/;',
    'upstream app { server www:8000; }',
    'redis://:secret@www/0',
    'host = os.environ.get("QUEUE", "www")',
    "const host = 'www';",
    'RewriteRule ^/(.*) http://www:80/$1 [P]',
    'DATABASE=postgres://shop@www/shop',
  ]) {
    it(`is a line of a program or its settings: ${line}`, () => {
      assert.deepEqual(linesNaming('www', `first\n${line}\n`), [2]);
    });
  }

  for (const line of [
    'the www service answers',
    'https://www.example.org/',
    'cd /srv/www && ls',
    'COPY www /srv/www/',
    '# proxy_pass http://www;',
    '// http://www:80',
    'awww:80',
    '"my-www"',
    'http://example.org/www/',
  ]) {
    it(`is no other word: ${line}`, () => {
      assert.deepEqual(linesNaming('www', line), []);
    });
  }

  it('is a variable of another one', () => {
    const environment = {QUEUE: 'queue', URL: 'redis://queue:6379', ROOT: '/srv/queue', NONE: null};
    assert.deepEqual(variablesNaming('queue', {services: {worker: {environment}}}), [
      'QUEUE of worker',
      'URL of worker',
    ]);
  });

  it('is in no document and in no compose file, which is where it went from', () => {
    const files = [
      'README.md',
      'docker-compose.yml',
      'dc.stage.yml',
      'docker/compose.prod.yaml',
      'a/package.lock',
    ];
    assert.deepEqual(files.filter(isRead), []);
    assert.ok(['proxy.conf', 'app/settings.py', 'config/database.yml'].every(isRead));
  });
});
