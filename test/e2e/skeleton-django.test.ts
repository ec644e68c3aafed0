import assert from 'node:assert/strict';
import {livesThrough} from './support/skeletonLife.ts';

describe('a new Django project', () => {
  const {sql, run} = livesThrough({
    kind: 'django',
    page: {file: 'contact/templates/contact/index.html', says: ['>Send</button>', '>Send it</button>']},
    staticFile: '/static/admin/css/base.css',
    table: 'contact_message',
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
