import assert from 'node:assert/strict';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {createHadolint} from '../../../ts-helpers/src/outside/hadolint.ts';

describe('hadolint', () => {
  const answering = (stdout: string | Error, asked: string[] = []) =>
    createHadolint(
      {
        run: (program, args) => {
          asked.push([program, ...args].join(' '));
          return stdout instanceof Error ? Promise.reject(stdout) : Promise.resolve({stdout, stderr: ''});
        },
      },
      '/shop',
    );

  it('is asked once of all files, by names that are no options', async () => {
    const asked: string[] = [];
    const found = [
      {file: './-x/Dockerfile', line: 2, code: 'DL3006', level: 'warning', message: 'Tag it', column: 1},
    ];
    const {column: _, ...told} = {...found[0], file: '-x/Dockerfile'};
    assert.deepEqual(await answering(JSON.stringify(found), asked)(['-x/Dockerfile', 'Dockerfile']), [told]);
    assert.deepEqual(asked, ['hadolint --no-fail --format json ./-x/Dockerfile ./Dockerfile']);
  });

  it('is not asked of nothing, and says nothing where it is not installed', async () => {
    assert.deepEqual(await answering(new Error('asked'))([]), []);
    assert.equal(await answering(new UserError('TOOL_MISSING', 'no'))(['Dockerfile']), undefined);
  });

  it('fails where it does not work', async () => {
    await assert.rejects(answering('Segmentation fault')(['Dockerfile']), /JSON/);
  });
});
