import assert from 'node:assert/strict';
import {mergedModel} from '../../../ts-helpers/src/workspace/mergedModel.ts';

const meantBy = async (name: string): Promise<string | undefined> => {
  const {meant} = await mergedModel(
    {
      compose: {config: () => Promise.resolve({model: {name: 'shop', services: {}}, unset: []})},
      files: {
        readSmall: at =>
          Promise.resolve(at === '/shop/.env' ? 'REDIS_PASSWORD=a\nMAIL_USER=b\nDB=c\n' : undefined),
      },
      voice: {hide: () => undefined, spare: () => undefined, warn: () => undefined},
    },
    {name: 'shop', directory: '/shop', files: []},
    {folder: '/shop', sources: [], readFor: {project: 'shop'}},
  );
  return meant(name);
};

describe('the variable that is meant', () => {
  it('is the one of an env file whose name is nearly the same', async () => {
    assert.equal(await meantBy('REDIS_PASWORD'), 'REDIS_PASSWORD');
    assert.equal(await meantBy('MAIL_USRE'), 'MAIL_USER');
  });

  it('is none where more differs', async () => {
    for (const name of ['MYSQL_PASSWORD', 'MAIL_HOST', 'TAG'])
      assert.equal(await meantBy(name), undefined, name);
  });
});
