import assert from 'node:assert/strict';
import {destinationOf, jenkinsRefusal} from '../../../ts-helpers/src/project/trust.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';
import {
  type Build,
  BUILDS,
  type Organisation,
  ORGANISATIONS,
  REPOSITORIES,
  TABLE,
} from '../support/trustTable.ts';

const settingsOf = (organisation: Organisation, repository: string) =>
  resolveSettings({
    ...(organisation.variables && {variables: organisation.variables}),
    ...(organisation.file !== undefined && {organisation: {path: 'org.yml', text: organisation.file}}),
    project: {path: 'countable.yml', text: repository},
  });

/** Where each build deploys to: an environment, nothing, or the error of a job that is there to deploy and may not. */
const decided = (build: Build, organisation: Organisation, repository: string): string => {
  try {
    return destinationOf(BUILDS[build], settingsOf(organisation, repository)).environment ?? '–';
  } catch (error) {
    return (error as {code: string}).code;
  }
};

describe('who may deploy where', () => {
  for (const [organisation, rows] of Object.entries(TABLE)) {
    for (const [build, row] of Object.entries(rows)) {
      it(`is, where the organisation is ${organisation}, for ${build}: ${row}`, () => {
        const said: Organisation = ORGANISATIONS[organisation as keyof typeof ORGANISATIONS];
        const found = Object.values(REPOSITORIES).map(text => decided(build as Build, said, text));
        assert.equal(found.join(' '), row);
      });
    }
  }

  it('is said in a sentence, which the plan shows', () => {
    const separate = settingsOf(ORGANISATIONS.separate, REPOSITORIES['feature → prod, same']);
    const because = (build: Build, settings = separate) => destinationOf(BUILDS[build], settings).because;
    assert.equal(
      because('feature'),
      'The branch feature does not deploy to production from here: only jobs in the folder production do. It is tested only.',
    );
    assert.equal(because('pull request of a fork'), 'The pull request 7 from the fork eve is tested only.');
    assert.equal(because('tag master'), 'The tag master is tested only.');
    assert.equal(because('classic shop-test, master'), 'The job shop-test only tests.');
    assert.equal(because('release'), 'The branch release belongs to no environment: it is tested only.');
    assert.equal(because('develop', settingsOf({}, '')), 'The branch develop deploys to staging.');
    const named = settingsOf(ORGANISATIONS['of these branches'], REPOSITORIES['feature → prod']);
    assert.match(because('feature', named), /by the organisation's word only master does/);
  });

  it('is told in a note where a repository says less of production than the organisation', () => {
    const notes = (organisation: Organisation, repository: string) =>
      settingsOf(organisation, repository).notes;
    assert.match(
      notes(ORGANISATIONS.separate, REPOSITORIES['feature → prod, same']).join(),
      /`jenkins: \{production: same\}` of the repository does not count/,
    );
    assert.deepEqual(notes({}, REPOSITORIES['feature → prod, same']), []);
    assert.deepEqual(notes(ORGANISATIONS.separate, 'jenkins: {production: separate}\n'), []);
  });
});

describe('who gets a preview', () => {
  const wanted = settingsOf({}, 'previews: true\n');
  const none = settingsOf({file: 'previews: false\n'}, 'previews: true\n');
  const at = (build: Build, settings = wanted) => destinationOf(BUILDS[build], settings).environment;
  const asking = (environment: string, build: Build, settings = wanted) =>
    jenkinsRefusal(environment, BUILDS[build], settings)?.code;
  const rows = {
    'pull request': 'pr-7',
    'pull request called master': 'pr-7',
    'pull request of a fork': undefined,
    'pull request in production': undefined,
    'tag master': undefined,
    feature: undefined,
    develop: 'stage',
    'master in production': 'prod',
  } as const;

  for (const [build, wantedAt] of Object.entries(rows))
    it(`is decided of ${build}: ${wantedAt ?? 'nothing'}`, () => {
      assert.equal(at(build as Build), wantedAt);
      const isOwn = wantedAt === 'pr-7';
      assert.equal(asking('pr-7', build as Build), isOwn ? undefined : 'DEPLOY_REFUSED');
      assert.equal(asking('pr-8', build as Build), 'DEPLOY_REFUSED');
    });

  it('is nobody where none are wanted, by the repository or by the organisation', () => {
    for (const settings of [settingsOf({}, ''), none]) {
      assert.equal(at('pull request', settings), undefined);
      assert.equal(asking('pr-7', 'pull request', settings), 'DEPLOY_REFUSED');
    }
  });

  it('is said in a sentence', () => {
    assert.equal(destinationOf(BUILDS['pull request'], wanted).because, 'The pull request 7 gets a preview.');
    assert.equal(
      jenkinsRefusal('pr-7', BUILDS['pull request of a fork'], wanted)?.message,
      'The pull request 7 from the fork eve gets no preview: who wrote it may not push here.',
    );
  });
});

describe('a deploy that a Jenkinsfile asks for by itself', () => {
  const settings = settingsOf(ORGANISATIONS.separate, REPOSITORIES['feature → prod, same']);
  const refusal = (environment: string, build: Build, by = settings) =>
    jenkinsRefusal(environment, BUILDS[build], by)?.code;

  it('of production is refused wherever the pipeline would not make one', () => {
    for (const build of ['feature', 'master', 'pull request', 'tag master', 'develop'] as const)
      assert.equal(refusal('prod', build), 'DEPLOY_REFUSED', build);
    assert.equal(refusal('prod', 'feature', settingsOf({}, '')), 'DEPLOY_REFUSED');
    assert.equal(refusal('prod', 'feature in production'), undefined);
    assert.equal(refusal('prod', 'master', settingsOf({}, '')), undefined);
  });

  it('of what branches deploy to is refused to pull requests and tags', () => {
    for (const build of ['pull request', 'pull request of a fork', 'tag v1'] as const)
      assert.equal(refusal('stage', build, settingsOf({}, '')), 'DEPLOY_REFUSED', build);
  });

  it('of what branches deploy to is refused to a job that only tests', () => {
    for (const environment of ['stage', 'prod'])
      assert.equal(
        refusal(environment, 'classic shop-test, master', settingsOf({}, '')),
        'DEPLOY_REFUSED',
        environment,
      );
    assert.equal(refusal('review', 'classic shop-test, master'), undefined);
  });

  it('of an environment that is nobody’s is for any build to ask for', () => {
    assert.equal(refusal('review', 'pull request'), undefined);
    assert.equal(refusal('stage', 'feature'), undefined);
  });

  it('is for a person at the machine to decide', () => {
    assert.equal(refusal('prod', 'laptop, feature'), undefined);
  });
});
