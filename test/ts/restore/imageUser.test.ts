import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type ArchiveFacts, clonesOf, isOfServer, planRestore} from '../../../ts-helpers/src/restore/plan.ts';
import {wholeFacts} from './wholeFacts.ts';

const USER = {MYSQL_USER: 'ada', MYSQL_PASSWORD: 's3cret', MYSQL_DATABASE: 'shop'};

/** As whoever is not root backs it up. */
const byChance = (environment: Record<string, string>): ArchiveFacts => {
  const {model, manifest} = wholeFacts();
  const [{roles: _, ...withoutRoles}] = manifest.servers as [(typeof manifest.servers)[number]];
  const db = {image: 'mysql', environment: {MYSQL_RANDOM_ROOT_PASSWORD: '1', ...environment}};
  return wholeFacts(
    {},
    {
      manifest: {...manifest, servers: [withoutRoles]},
      model: {...model, services: {...model.services, db}},
    },
  );
};

describe('the restore of a server whose root has a password by chance', () => {
  it('has the user of its image afterwards, and says who is gone', () => {
    const facts = byChance(USER);
    const {folders, warnings} = planRestore(facts);
    assert.match(warnings.join('\n'), /no users of db.*has the user that its environment names.*Other users/);
    const {services} = clonesOf(folders.filter(isOfServer), facts, {labels: {}, rootPassword: 'chance'});
    assert.deepEqual(services['db']?.environment, {
      ...USER,
      MARIADB_ROOT_PASSWORD: 'chance',
      MYSQL_ROOT_PASSWORD: 'chance',
    });
  });

  it('is refused where that user would have no rights on what comes back, or is not made', () => {
    const whyNot = (environment: Record<string, string>): string => {
      try {
        planRestore(byChance(environment));
      } catch (error) {
        if (error instanceof UserError && error.code === 'NO_RESTORE_FOR') return error.message;
        throw error;
      }
      return 'it is not refused';
    };
    assert.match(whyNot({...USER, MYSQL_DATABASE: 'other'}), /its image gives ada no rights on shop/);
    assert.match(whyNot({MYSQL_USER: 'ada'}), /nobody could log in/);
  });
});
