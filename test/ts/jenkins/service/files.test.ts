import assert from 'node:assert/strict';
import {readFileSync, writeFileSync} from 'node:fs';
import process from 'node:process';
import {XMLValidator} from 'fast-xml-parser';
import {parse} from 'yaml';
import {casc} from '../../../../ts-helpers/src/jenkins/service/casc.ts';
import {configXml} from '../../../../ts-helpers/src/jenkins/service/configXml.ts';
import {foundItem, repaired} from '../../../../ts-helpers/src/jenkins/service/foundItem.ts';
import {jobDsl} from '../../../../ts-helpers/src/jenkins/service/jobDsl.ts';
import {type JenkinsItem, ownedValues} from '../../../../ts-helpers/src/jenkins/plan/items.ts';

const source = {remote: "https://git.example.org/it's?a=<b>&c=${HOME}\\n", credential: 'git-key'};
const items: JenkinsItem[] = [
  {kind: 'folder', path: ["L'équipe"]},
  {kind: 'multibranch', path: ["L'équipe", 'shop'], source},
  {kind: 'multibranch', path: ['production', 'shop'], source, only: ['master', 'main']},
  {kind: 'pipeline', path: ['shop-prod'], source, branches: ['master', 'main']},
  {
    kind: 'organization',
    path: ['acme'],
    host: 'bitbucket',
    owner: 'acme',
    server: 'https://bitbucket.org',
    credential: undefined,
  },
  {
    kind: 'organization',
    path: ['production', 'acme'],
    host: 'github',
    owner: 'acme',
    server: 'https://api.github.com',
    credential: 'git-key',
    only: ['master'],
  },
];

describe('the files of jobs', () => {
  for (const item of items) {
    it(`as XML read back as what was written: ${item.kind} ${item.path.join('/')}`, () => {
      const xml = configXml(item);
      assert.equal(XMLValidator.validate(xml), true);
      const {kind, values} = foundItem(xml);
      assert.equal(kind, item.kind);
      const {only, credential, ...others} = values;
      const told = {...others, ...(only !== undefined && {only}), ...(credential && {credential})};
      assert.deepEqual(told, ownedValues(item));
    });
  }

  it('keep a credential that the settings do not name, and one of a source that is no git remote', () => {
    const by = (credential: string | undefined, kind: JenkinsItem['kind']) =>
      items
        .filter(item => item.kind === kind)
        .map(item => ('source' in item ? {...item, source: {...source, credential}} : {...item, credential}));
    for (const kind of ['multibranch', 'pipeline', 'organization'] as const) {
      const [held, unset] = [by('by-hand', kind)[0] as JenkinsItem, by(undefined, kind)[0] as JenkinsItem];
      assert.match(repaired(configXml(held), unset), /<credentialsId>by-hand<\/credentialsId>/);
    }
    const [multibranch] = by('git-key', 'multibranch') as JenkinsItem[];
    const github = configXml(multibranch!)
      .replace(
        'jenkins.plugins.git.GitSCMSource',
        'org.jenkinsci.plugins.github__branch__source.GitHubSCMSource',
      )
      .replace(/<remote>.*<\/remote>/, '<repoOwner>acme</repoOwner>')
      .replace('git-key', 'github-app');
    assert.equal(foundItem(github).values['credential'], undefined);
    assert.match(repaired(github, multibranch!), /<credentialsId>github-app<\/credentialsId>/);
  });

  it('name the same things as a Job DSL script, in which nothing is expanded', () => {
    const script = jobDsl(items);
    assert.match(script, /^folder\('L\\'équipe'\)$/m);
    assert.ok(script.includes(String.raw`remote('https://git.example.org/it\'s?a=<b>&c=${'${HOME}'}\\n')`));
    assert.match(script, /branches\('\*\/master', '\*\/main'\)/);
    assert.match(script, /^ {8}bitbucket \{$/m);
  });

  it('are what Groovy has read, in JobDslTest', () => {
    const fixture = new URL('../../../fixtures/jenkins/jobs.groovy', import.meta.url);
    if (process.env['COUNTABLE_RECORD'] !== undefined) writeFileSync(fixture, jobDsl(items));
    assert.equal(jobDsl(items), readFileSync(fixture, 'utf8'));
  });

  it('carry the script through Configuration as Code, which would expand variables', () => {
    const script = jobDsl(items);
    const {jobs} = parse(casc(script)) as {jobs: {script: string}[]};
    assert.equal(jobs[0]?.script.replaceAll('^${', '${'), script);
    assert.ok(jobs[0].script.includes('^${HOME}'));
  });
});

describe('an item of Jenkins', () => {
  it('of a kind that is not ours is only named', () => {
    assert.deepEqual(foundItem('<project plugin="x@1"><scm/></project>'), {
      kind: undefined,
      type: 'project',
      values: {},
    });
  });

  it('whose source people keep in another way has no values to be compared', () => {
    const {values} = foundItem(configXml(items[1]!).replaceAll('remote>', 'repositoryUrl>'));
    assert.equal(values['remote'], undefined);
    assert.equal(values['script'], 'Jenkinsfile');
  });
});
