import assert from 'node:assert/strict';
import {docker} from './support/projects.ts';
import {livesThrough} from './support/skeletonLife.ts';

describe('a new Django project', () => {
  const {project, sql, run, container} = livesThrough({
    kind: 'django',
    page: {file: 'contact/templates/contact/index.html', says: ['>Send</button>', '>Send it</button>']},
    staticFile: '/static/admin/css/base.css',
    table: 'contact_message',
  });

  it('has its uploads back as well, which browsers never run', async () => {
    const inWeb = (...words: string[]) => docker('exec', container?.('web') ?? '', ...words);
    inWeb('sh', '-c', 'mkdir -p /srv/media/a && echo hello >/srv/media/a/page.html');
    await run?.('backup');
    inWeb('rm', '-r', '/srv/media/a');
    await run?.('restore', '--yes', project().name);
    assert.equal(inWeb('cat', '/srv/media/a/page.html'), 'hello');
    const headers = docker(
      ...['exec', container?.('nginx') ?? '', 'curl', '--fail', '--silent', '--include'],
      'http://127.0.0.1/media/a/page.html',
    );
    assert.match(headers, /^content-security-policy: sandbox/im);
    assert.match(headers, /^x-content-type-options: nosniff/im);
  });

  it('brings no password, address or session of its people elsewhere', async () => {
    sql?.(
      "insert into auth_user values (1, 'secret-hash', now(), true, 'ada', 'Ada', 'L', 'ada@example.org', true, true, now())",
    );
    sql?.("insert into django_session values ('a-session', 'somebody', now())");
    await run?.('backup');
    await run?.('refresh', '--environment', 'stage');
    const seen = sql?.(
      "select email || ' ' || password || ' ' || (select count(*) from django_session) from auth_user",
      'stage',
    );
    assert.match(seen ?? '', /^u[0-9a-f]+@example\.invalid ![0-9a-f]+ 0$/);
  });
});
