import assert from 'node:assert/strict';
import {
  credentialStates,
  environmentsOf,
  type HeldCredential,
  type NeededCredential,
  neededCredentials,
  storeOf,
  unaskedStates,
} from '../../../../ts-helpers/src/jenkins/plan/credentials.ts';
import {resolveSettings} from '../../../../ts-helpers/src/workspace/settings.ts';

const settings = (options: Record<string, unknown> = {}) => resolveSettings({options});
const SEPARATE = settings({jenkins: {production: 'separate', folder: 'team'}});
const production: NeededCredential = {
  id: 'shop-prod-env',
  kind: 'secret file',
  for: 'becomes the .env of deploys to production',
  scopes: 'what the services of that environment need',
  isProduction: true,
};
const staging: NeededCredential = {...production, id: 'shop-stage-env', isProduction: false};

describe('the credentials that a pipeline needs', () => {
  const ids = (options: Record<string, unknown>) =>
    neededCredentials('shop', settings(options)).map(({id}) => id);

  it('are one for each environment, however many branches deploy there, and those of tests and telling', () => {
    assert.deepEqual(environmentsOf(settings()), ['stage', 'prod']);
    assert.deepEqual(ids({}), [
      'shop-stage-env',
      'shop-prod-env',
      'shop-test-env',
      'countable-slack-token',
      'countable-sentry-token',
    ]);
  });

  it('are one for all previews, where they are wanted', () => {
    assert.deepEqual(ids({previews: true, test: 'none', sentry: 'none', branches: {}}), [
      'shop-preview-env',
      'countable-slack-token',
    ]);
  });

  it('are none for what the project does without', () => {
    assert.deepEqual(ids({test: 'none', sentry: 'none', branches: {}}), ['countable-slack-token']);
  });

  it('are that of mail where there is mail, and the one that checks out last', () => {
    const last = (options: Record<string, unknown>) =>
      ids({test: 'none', sentry: 'none', branches: {}, ...options}).slice(1);
    assert.deepEqual(last({mail: {when: 'always'}}), ['countable-smtp-url']);
    assert.deepEqual(last({mail: {when: 'never'}}), []);
    assert.deepEqual(last({jenkins: {credential: 'git-key'}}), ['git-key']);
  });

  it('say of what kind they are, and which of them production alone may have', () => {
    const secretFile = {path: 'keys/id.pem', credential: 'shop-prod-keys-id.pem', variable: 'X'};
    const needed = neededCredentials('shop', settings({jenkins: {credential: 'git-key'}}), {
      prod: {secretFiles: [secretFile], encrypted: {path: 'env.prod.sops.env', takesAgeKey: true}},
    });
    assert.deepEqual(
      needed.map(({id, kind, fileName, isProduction}) => [id, kind, fileName, isProduction]),
      [
        ['shop-stage-env', 'secret file', '.env', false],
        ['shop-prod-env', 'secret file', '.env', true],
        ['shop-prod-age-key', 'secret file', 'key.txt', true],
        ['shop-prod-keys-id.pem', 'secret file', 'id.pem', true],
        ['shop-test-env', 'secret file', '.env', false],
        ['countable-slack-token', 'secret text', undefined, false],
        ['countable-sentry-token', 'secret text', undefined, true],
        ['git-key', 'key or password', undefined, false],
      ],
    );
    assert.ok(!('fileName' in needed[5]!), 'a secret text has no file');
  });

  it('say what each is for, and the least that is enough', () => {
    const said = neededCredentials('shop', settings({jenkins: {credential: 'git-key'}}));
    for (const one of said) assert.ok(one.for !== '' && one.scopes !== '', one.id);
    assert.deepEqual(said.at(-1), {
      id: 'git-key',
      kind: 'key or password',
      for: 'checks the repositories out',
      scopes: 'reading the repositories',
      isProduction: false,
    });
  });
});

describe('the store of a credential', () => {
  it('is the folder of production jobs for those of production, where production is separate', () => {
    assert.equal(storeOf(production, SEPARATE), 'team/production');
    assert.equal(storeOf(production, settings({jenkins: {production: 'separate'}})), 'production');
  });

  it('is the controller for all others', () => {
    assert.equal(storeOf(staging, SEPARATE), '');
    assert.equal(storeOf(production, settings({jenkins: {folder: 'team'}})), '');
  });
});

describe('what Jenkins holds', () => {
  const stateOf = (
    credential: NeededCredential,
    folders: readonly string[],
    {unseen = [] as string[], by = SEPARATE} = {},
  ) => {
    const held: HeldCredential[] = [
      {id: 'another', folder: ''},
      ...folders.map(folder => ({id: credential.id, folder})),
    ];
    const [found] = credentialStates([credential], {held, unseen}, by);
    return [found?.state, found?.place];
  };

  it('of production is there in the folder of production jobs, and below it', () => {
    assert.deepEqual(stateOf(production, ['team/production']), ['there', 'the folder team/production']);
    assert.deepEqual(stateOf(production, ['team/production/shop']), [
      'there',
      'the folder team/production/shop',
    ]);
  });

  it('of production is exposed anywhere else', () => {
    for (const folder of ['team', 'production', 'team/production-old', 'other/team/production', 'team/shop'])
      assert.deepEqual(stateOf(production, [folder]), ['exposed', `the folder ${folder}`]);
    assert.deepEqual(stateOf(production, ['']), ['exposed', 'the controller']);
  });

  it('of production is exposed by a second one, wherever the first is', () => {
    for (const folders of [
      ['team/production', 'team'],
      ['team', 'team/production'],
    ])
      assert.deepEqual(stateOf(production, folders), ['exposed', 'the folder team']);
  });

  it('of production is exposed wherever it is, where the branches’ own jobs deploy there', () => {
    for (const folder of ['', 'production', 'team/production'])
      assert.equal(stateOf(production, [folder], {by: settings()})[0], 'exposed', folder);
  });

  it('of anything else is there wherever it lies', () => {
    assert.deepEqual(stateOf(staging, ['']), ['there', 'the controller']);
    assert.deepEqual(stateOf(staging, ['team', '']), ['there', 'the folder team']);
  });

  it('and of which nothing was found, is missing where it belongs, or unseen where not all may be looked at', () => {
    assert.deepEqual(stateOf(production, []), ['missing', 'the folder team/production']);
    assert.deepEqual(stateOf(staging, []), ['missing', 'the controller']);
    assert.deepEqual(stateOf(staging, [], {unseen: ['team']}), ['unseen', 'the controller']);
    assert.deepEqual(stateOf(staging, ['team'], {unseen: ['x']}), ['there', 'the folder team']);
  });

  it('is said with all else that is known of a credential', () => {
    const [found] = credentialStates([production], {held: [], unseen: []}, SEPARATE);
    assert.deepEqual(found, {...production, state: 'missing', place: 'the folder team/production'});
  });

  it('is unasked where there is nobody to ask with', () => {
    assert.deepEqual(unaskedStates([production, staging], SEPARATE), [
      {...production, state: 'unasked', place: 'the folder team/production'},
      {...staging, state: 'unasked', place: 'the controller'},
    ]);
  });
});
