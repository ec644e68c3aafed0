import assert from 'node:assert/strict';
import type {JobsOutcome, JobsPlan} from '../../ts-helpers/src/jenkins/plan.ts';
import {inProcess} from './support/inProcess.ts';
import {git} from '../e2e/support/deploys.ts';
import {jenkinsSetUp} from '../e2e/support/jenkinsSetUp.ts';

describe('countable jenkins jobs', () => {
  const its = jenkinsSetUp();
  const jobs = (...words: string[]) => its.run<JobsOutcome>(['jobs', ...words]);
  const remote = () => `git@git.example.org:team/${its.project.name}.git`;

  it('makes a multibranch job, and has Jenkins look for branches', async () => {
    const {exitCode, result, stderr} = await jobs();
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual([...its.server.items.keys()], ['shop']);
    assert.match(its.server.items.get('shop') ?? '', new RegExp(`<remote>${remote()}</remote>`));
    assert.deepEqual(its.server.scanned, ['shop']);
    assert.deepEqual(result.changed, [`Make the multibranch job shop of ${remote()}`]);
  });

  it('changes nothing the second time', async () => {
    await jobs();
    its.server.requests.length = 0;
    const {result} = await jobs();
    assert.deepEqual(result, {items: ['shop'], changed: [], drift: []});
    assert.deepEqual(its.server.requests, [
      'GET /jenkins/crumbIssuer/api/json',
      'GET /jenkins/job/shop/config.xml',
    ]);
  });

  it('shows with --plan what it would do, and does nothing', async () => {
    const {result} = await its.run<JobsPlan>(['jobs', '--plan']);
    assert.deepEqual(
      result.steps.map(({id, deed}) => [id, deed]),
      [['shop', 'create']],
    );
    assert.equal(its.server.items.size, 0);
  });

  it('tells what was changed, and brings back that alone', async () => {
    await jobs();
    const before = its.server.items.get('shop') ?? '';
    const added = '<properties><x.Folder><!-- ours --><a b="c">&#xd; &amp; é</a></x.Folder></properties>';
    const custom = before.replace('<properties/>', added).replace('H/5 * * * *', 'H/2 * * * *');
    its.server.items.set('shop', custom.replace(remote(), 'git@old.example.org:shop.git'));
    const told = await jobs();
    assert.deepEqual(told.result.drift, [
      `The multibranch job shop: remote is git@old.example.org:shop.git instead of ${remote()}.`,
    ]);
    assert.match(its.server.items.get('shop') ?? '', /old\.example\.org/);
    await jobs('--repair');
    const bare = (xml: string) =>
      xml
        .replaceAll(/ plugin="[^"]*"/g, '')
        .replace(/^<\?.*\?>/, '')
        .replaceAll(/<([\w.$-]+)([^>]*)\/>/g, '<$1$2></$1>')
        .trim();
    assert.equal(bare(its.server.items.get('shop') ?? ''), bare(custom));
    assert.deepEqual((await jobs()).result.drift, []);
  });

  it('makes the three classic jobs', async () => {
    const {exitCode, stderr} = await jobs('--kind', 'classic');
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual([...its.server.items.keys()], ['shop-test', 'shop-stage', 'shop-prod']);
    const branchesOf = (name: string) =>
      [...(its.server.items.get(name) ?? '').matchAll(/<name>(.*?)<\/name>/g)].map(([, branch]) => branch);
    assert.deepEqual(branchesOf('shop-test'), ['**']);
    assert.deepEqual(branchesOf('shop-stage'), ['*/develop']);
    assert.deepEqual(branchesOf('shop-prod'), ['*/master', '*/main']);
    assert.deepEqual((await jobs('--kind', 'classic')).result.changed, []);
  });

  it('brings the branches of a classic job back, however many they are now', async () => {
    await jobs('--kind', 'classic');
    const xml = its.server.items.get('shop-prod') ?? '';
    its.server.items.set(
      'shop-prod',
      xml.replace(/<hudson\.plugins\.git\.BranchSpec>[^]*?<\/hudson\.plugins\.git\.BranchSpec>\s*/, ''),
    );
    assert.match((await jobs('--kind', 'classic')).result.drift[0] ?? '', /branches is \*\/main instead of/);
    await jobs('--kind', 'classic', '--repair');
    assert.deepEqual((await jobs('--kind', 'classic')).result.drift, []);
  });

  it('makes an organisation folder of a git host it knows', async () => {
    git(its.project, 'remote', 'set-url', 'origin', 'git@github.com:acme/shop.git');
    const {exitCode, stderr} = await jobs('--kind', 'organization');
    assert.equal(exitCode, 0, stderr);
    const xml = its.server.items.get('acme') ?? '';
    assert.match(xml, /<repoOwner>acme<\/repoOwner>\s*<apiUri>https:\/\/api\.github\.com<\/apiUri>/);
    assert.deepEqual(its.server.scanned, ['acme']);
    assert.deepEqual((await jobs('--kind', 'organization')).result, {
      items: ['acme'],
      changed: [],
      drift: [],
    });
  });

  it('has an organisation folder look for new repositories once a day, and for commits every five minutes', async () => {
    git(its.project, 'remote', 'set-url', 'origin', 'git@github.com:acme/shop.git');
    await jobs('--kind', 'organization');
    const [children, own] = (its.server.items.get('acme') ?? '').split('</properties>');
    assert.match(
      children ?? '',
      /OrganizationChildTriggersProperty[^]*<spec>H\/5 \* \* \* \*<\/spec>\s*<interval>300000</,
    );
    assert.match(own ?? '', /<spec>H H \* \* \*<\/spec>/);
  });

  it('warns of a separate production that only the user knows of', async () => {
    const {stderr} = await its.run(['jobs'], {COUNTABLE_PRODUCTION: 'separate'});
    assert.match(stderr, /builds go by what the controller says/);
    assert.match(stderr, /the ordinary job deploys master and main to production, too/);
    const again = await its.run(['jobs'], {COUNTABLE_PRODUCTION: 'separate'});
    assert.doesNotMatch(again.stderr, /builds go by/);
  });

  it('ends with the files that it wrote, or would write, without any account', async () => {
    const write = async (...words: string[]) => {
      const {exitCode, stdout, stderr} = await inProcess(['jenkins', 'jobs', '--files', 'jobs', ...words], {
        cwd: its.project.workspace,
        env: {JENKINS_URL: '', JENKINS_USER_ID: '', JENKINS_API_TOKEN: ''},
      });
      assert.equal(exitCode, 0, stderr);
      return stdout.replaceAll(`${its.project.workspace}/`, '');
    };
    assert.equal(await write('--plan'), '1. Write jobs/jobs.groovy\n2. Write jobs/jobs.yaml\n');
    assert.equal(await write(), 'Written: jobs/jobs.groovy, jobs/jobs.yaml\n');
    assert.equal(await write(), 'Nothing had to change: jobs/jobs.groovy, jobs/jobs.yaml\n');
  });

  it('refuses an organisation folder of a git host it does not know', async () => {
    const {exitCode, stderr} = await jobs('--kind', 'organization');
    assert.equal(exitCode, 4);
    assert.match(stderr, /UNKNOWN_GIT_HOST[^]*Choose another kind of jobs: `--kind multibranch`/);
  });

  it('leaves an item of another kind alone', async () => {
    its.server.items.set('shop', '<project><description>Freestyle</description></project>');
    const {exitCode, stderr} = await jobs('--repair');
    assert.equal(exitCode, 7);
    assert.match(stderr, /JENKINS_OTHER_KIND: shop is no multibranch job, it is a project/);
    assert.match(its.server.items.get('shop') ?? '', /Freestyle/);
  });

  it('makes nothing twice where Jenkins did its part and could not say so', async () => {
    its.server.troubles = {'POST /jenkins/createItem': ['done, and gone']};
    const {exitCode, stderr} = await jobs();
    assert.equal(exitCode, 0, stderr);
    assert.equal(its.server.requests.filter(line => line === 'POST /jenkins/createItem').length, 1);
  });

  it('does without crumbs where Jenkins has none', async () => {
    its.server.hasCrumbs = false;
    assert.equal((await jobs()).exitCode, 0);
  });

  it('takes the name of another project as its second word', async () => {
    const {result} = await jobs('boutique');
    assert.deepEqual(result.items, ['boutique']);
  });
});

describe('countable jenkins jobs, in folders with names of all kinds', () => {
  const its = jenkinsSetUp({
    'countable.yml': 'name: shop\njenkins: {folder: Équipe Web/Läden und mehr, production: separate}\n',
  });

  it('makes folders first, production in one of its own, and nothing twice', async () => {
    const {exitCode, stderr} = await its.run(['jobs']);
    assert.equal(exitCode, 0, stderr);
    assert.deepEqual(
      [...its.server.items.keys()],
      [
        'Équipe Web',
        'Équipe Web/Läden und mehr',
        'Équipe Web/Läden und mehr/production',
        'Équipe Web/Läden und mehr/shop',
        'Équipe Web/Läden und mehr/production/shop',
      ],
    );
    assert.deepEqual((await its.run<JobsOutcome>(['jobs'])).result.changed, []);
  });

  it('lets the production job see the branches of production alone', async () => {
    await its.run(['jobs']);
    const job = 'Équipe Web/Läden und mehr/production/shop';
    const xml = its.server.items.get(job) ?? '';
    assert.match(xml, /<includes>master main<\/includes>/);
    assert.doesNotMatch(its.server.items.get('Équipe Web/Läden und mehr/shop') ?? '', /<includes>/);
    its.server.items.set(job, xml.replace('master main', '*'));
    const {result} = await its.run<JobsOutcome>(['jobs', '--repair']);
    assert.match(result.changed[0] ?? '', /only is \* instead of master main/);
    assert.match(its.server.items.get(job) ?? '', /<includes>master main<\/includes>/);
  });

  it('leaves a folder that is there as it is', async () => {
    const folder =
      '<com.cloudbees.hudson.plugins.folder.Folder><description>Ours</description></com.cloudbees.hudson.plugins.folder.Folder>';
    its.server.items.set('Équipe Web', folder);
    await its.run(['jobs', '--repair']);
    assert.equal(its.server.items.get('Équipe Web'), folder);
  });
});

for (const folder of ['Läden & mehr', 'a/b:c', 'shop*', '..', 'team.']) {
  describe(`countable jenkins jobs, in the folder ${folder}`, () => {
    const its = jenkinsSetUp({
      'countable.yml': `name: shop\njenkins: {folder: "Web/${folder}", production: separate}\n`,
    });

    it('refuses the name before anything is made', async () => {
      const {exitCode, stderr} = await its.run(['jobs']);
      assert.equal(exitCode, 2, stderr);
      assert.match(stderr, /BAD_SETTING: Jenkins takes no item called/);
      assert.match(stderr, /where {3}jenkins\.folder/);
      assert.equal(its.server.items.size, 0);
    });
  });
}
