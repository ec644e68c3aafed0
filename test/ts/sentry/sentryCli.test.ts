import assert from 'node:assert/strict';
import {createSentryCli} from '../../../ts-helpers/src/sentry/sentryCli.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {type Answer, answering} from '../../fakes/answering.ts';

const UPLOAD = {
  folder: '/tmp/dist',
  release: 'shop@1',
  urlPrefix: '~/js',
  organization: 'acme',
  project: 'shop-prod',
  url: 'https://sentry.example.org',
};

describe('sentry-cli', () => {
  const uploading = async (answerTo: (program: string) => Answer | 'not installed') => {
    const asked: string[] = [];
    const shell = answering(words => {
      asked.push(words);
      return answerTo(words.split(' ')[0] ?? '');
    });
    const ended = await createSentryCli(shell, 'sntrys_token')
      .uploadSourceMaps(UPLOAD)
      .then(
        () => undefined,
        (error: unknown) => error as UserError,
      );
    return {asked, ended};
  };

  it('is given the token by no argument', async () => {
    const {asked, ended} = await uploading(() => ({}));
    assert.equal(ended, undefined);
    assert.deepEqual(asked, ['sentry-cli sourcemaps upload --release shop@1 --url-prefix ~/js /tmp/dist']);
  });

  it('is fetched in its pinned version where the agent has none', async () => {
    const {asked, ended} = await uploading(program => (program === 'sentry-cli' ? 'not installed' : {}));
    assert.equal(ended, undefined);
    assert.match(
      asked[1] ?? '',
      /^npx --yes --package @sentry\/cli@\d+\.\d+\.\d+ -- sentry-cli sourcemaps upload /,
    );
  });

  it('says why it could not, from its own word on', async () => {
    const stderr =
      '> Analyzing 2 sources\nerror: API request failed\n  sentry reported an error: Invalid token\n';
    const {ended} = await uploading(() => ({stderr, exitCode: 1}));
    assert.equal(ended?.code, 'SOURCE_MAPS_FAILED');
    assert.equal(
      ended.message,
      'sentry-cli could not upload the source maps: error: API request failed sentry reported an error: Invalid token.',
    );
    assert.equal(ended.evidence.log?.lines.length, 3);
  });

  it('says that it could not also where it said nothing, and where there is no npx either', async () => {
    assert.match((await uploading(() => ({exitCode: 2}))).ended?.message ?? '', /exited with 2\.$/);
    const {ended} = await uploading(() => 'not installed');
    assert.deepEqual([ended?.code, ended instanceof UserError], ['SOURCE_MAPS_FAILED', true]);
  });
});
