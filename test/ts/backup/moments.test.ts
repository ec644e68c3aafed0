import assert from 'node:assert/strict';
import type {BackupFacts, BackupPlan} from '../../../ts-helpers/src/backup/plan.ts';
import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {backupPlan} from '../../../ts-helpers/src/backup/shown.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {eachText} from '../../../ts-helpers/src/text/eachText.ts';
import {pitrFacts, server} from '../pitr/facts.ts';
import {AT, facts} from './support/facts.ts';

const BOTH = {db: {image: 'postgres:15'}, old: {image: 'mariadb:10'}};
const planned = (
  pitr: BackupFacts['settings']['pitr'],
  {services = {db: {image: 'postgres:15'}}, ...more}: Partial<BackupFacts> & {services?: object} = {},
): BackupPlan => {
  const {settings, ...rest} = facts({services: services as Record<string, {image: string}>});
  return planBackup({...rest, ...more, settings: {...settings, pitr}}, AT);
};

describe('a backup that keeps every moment', () => {
  it('stores first, and then sees to every moment', () => {
    const {moments, steps} = planned(true, {pitr: {facts: pitrFacts()}});
    assert.deepEqual(moments.servers, [{service: 'db', stanza: 'db'}]);
    assert.deepEqual(
      steps.slice(0, 2).map(({id}) => id),
      ['store', 'pitr-image'],
    );
    assert.equal(moments.refused, undefined);
  });

  it('is of an instance under its name', () => {
    assert.deepEqual(planned(['db'], {instance: 'kmc'}).moments.servers, [{service: 'db', stanza: 'kmc.db'}]);
    assert.deepEqual(planned(false).moments.servers, []);
  });

  it('is made of the rest all the same where that cannot be, and says why', () => {
    const own = server({said: {...server().said, archive_command: 'own'}});
    const [one] = pitrFacts().servers;
    const plan = planned(true, {pitr: {facts: pitrFacts({servers: [{...one!, server: own}]})}});
    assert.deepEqual(
      plan.steps.map(({id}) => id),
      ['store'],
    );
    assert.equal(plan.moments.refused?.code, 'PITR_IMPOSSIBLE');
    assert.match(backupPlan(plan), /\n✗ db archives its WAL by itself .*\n$/);
    const asShown = eachText(plan, text => text);
    assert.equal(backupPlan(asShown), backupPlan(plan));
    assert.deepEqual(asShown.moments.refused, {
      code: 'PITR_IMPOSSIBLE',
      where: 'db',
      message: plan.moments.refused?.message,
      remedy: plan.moments.refused?.remedy,
    });
    const untold = new UserError('PITR_FAILED', 'It does not answer.');
    assert.equal(planned(true, {pitr: {refused: untold}}).moments.refused, untold);
  });

  it('is none of other engines, of servers elsewhere, and of what is no service', () => {
    const refused = (pitr: BackupFacts['settings']['pitr'], services?: object): string => {
      const {refused: error} = planned(pitr, {...(services && {services})}).moments;
      return error === undefined ? '' : `${error.code}: ${error.message} ${error.remedy}`;
    };
    assert.match(
      refused(true, BOTH),
      /^PITR_IMPOSSIBLE: .* and not of MariaDB of old\. Name those of which it is to be: `backup: {pitr: \[db\]}`\./,
    );
    assert.equal(refused(['db'], BOTH), '');
    assert.match(refused(['web']), /and not of web\./);
    assert.match(
      refused(true, {old: {image: 'mariadb:10'}}),
      /and not of MariaDB of old\. Take `backup: {pitr}` out/,
    );
  });
});
