import assert from 'node:assert/strict';
import {doubtsOf, planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {backupPlan} from '../../../ts-helpers/src/backup/shown.ts';
import type {ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {AT, container, facts} from './support/facts.ts';

const services: Record<string, ComposeService> = {
  'main-db': {image: 'postgres:15'},
  other: {image: 'postgres:15'},
  web: {
    image: 'web',
    environment: {DATABASE_URL: 'postgres://db.example.org/x', CACHE_HOST: null},
    volumes: [
      {type: 'volume', source: 'media', target: '/media'},
      {type: 'bind', source: '/srv/shop/cache', target: '/cache', read_only: true},
    ],
  },
};
const mounts = [{type: 'volume', source: 'f'.repeat(64), target: '/tmp/x', isWritable: true}];
const planned = (...leave: string[]) => {
  const containers = [container('main-db'), container('other'), container('web', {mounts} as object)];
  const bare = facts({services, containers, leave: [...leave, 'DATABASE_URL']});
  return planBackup({...bare, envFile: {REPORTS_HOST: 'reports.example.org'}}, AT);
};
const codes = (...leave: string[]) =>
  doubtsOf(planned(...leave)).flatMap(({code}) => (code === 'LEAVE_UNKNOWN' ? [code] : []));

describe('what `backup: {leave}` names', () => {
  it('is doubted where there is no such thing, with what is near', () => {
    const plan = planned('main-dbx', 'nothing-like-it');
    assert.deepEqual(plan.leaveUnknown, [{name: 'main-dbx', near: 'main-db'}, {name: 'nothing-like-it'}]);
    assert.match(
      backupPlan(plan),
      / {3}LEAVE_UNKNOWN: `backup: {leave}` names what is not here: main-dbx, nothing-like-it\. Did you mean main-db\? /,
    );
  });

  it('is known by any name that leaves something out', () => {
    for (const name of [
      ...['main-db', 'web', 'media', './cache', 'cache/', '/srv/shop/cache'],
      ...['/tmp/x', 'web:/tmp/x', 'DATABASE_URL', 'CACHE_HOST', 'REPORTS_HOST'],
    ])
      assert.deepEqual(codes(name), [], name);
  });
});
