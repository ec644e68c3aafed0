import assert from 'node:assert/strict';
import {gatherOrganisation} from '../../../../ts-helpers/src/doctor/organisation/gather.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

const BUCKET = {bucket: 'acme', troubles: []};

describe('what is known of an organisation', () => {
  const failing = (error: Error) => () => Promise.reject(error);

  it('is what its bucket and its services say, each whatever the others do', async () => {
    const facts = await gatherOrganisation('agency.yml', {
      lookAtBackups: () => Promise.resolve(BUCKET),
      services: [
        {name: 'Slack', variable: 'A', ask: () => Promise.resolve('Acme')},
        {name: 'Sentry', variable: 'B', ask: failing(new UserError('TOKEN_REFUSED', 'no'))},
        {name: 'Other', variable: 'C', ask: undefined},
      ],
    });
    assert.deepEqual(facts.backups, BUCKET);
    assert.equal(facts.file, 'agency.yml');
    assert.deepEqual(
      facts.services.map(({isSet, wrong}) => [isSet, wrong?.code]),
      [
        [true, undefined],
        [true, 'TOKEN_REFUSED'],
        [false, undefined],
      ],
    );
  });

  it('is a bucket that is missing, or one that cannot be looked into', async () => {
    const backups = async (code: 'BACKUP_NOT_SET_UP' | 'S3_BUCKET_UNKNOWN') =>
      (await gatherOrganisation(undefined, {lookAtBackups: failing(new UserError(code, 'x')), services: []}))
        .backups;
    assert.equal(await backups('BACKUP_NOT_SET_UP'), undefined);
    assert.equal(((await backups('S3_BUCKET_UNKNOWN')) as {code: string}).code, 'S3_BUCKET_UNKNOWN');
  });

  it('is nothing where it was stopped, or met a bug of ours', async () => {
    for (const error of [new UserError('INTERRUPTED', 'x'), new TypeError('x')])
      await assert.rejects(
        gatherOrganisation(undefined, {lookAtBackups: failing(error), services: []}),
        error,
      );
  });
});
