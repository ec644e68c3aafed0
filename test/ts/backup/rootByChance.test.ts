import assert from 'node:assert/strict';
import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {backupPlan} from '../../../ts-helpers/src/backup/shown.ts';
import {AT, facts} from './support/facts.ts';

describe('the plan of a backup of a server whose root has a password by chance', () => {
  it('says that nobody can read its users', () => {
    const text = (more: Record<string, string>): string => {
      const environment = {MYSQL_RANDOM_ROOT_PASSWORD: '1', MYSQL_USER: 'ada', ...more};
      return backupPlan(planBackup(facts({services: {db: {image: 'mariadb', environment}}}), AT));
    };
    assert.match(text({}), /in: MariaDB of db: every database that its user may read, and no users/);
    assert.match(text({MYSQL_ROOT_PASSWORD: 'x'}), /in: MariaDB of db: roles, and every database/);
  });
});
