import assert from 'node:assert/strict';
import {readFile, rm} from 'node:fs/promises';
import path from 'node:path';
import {createHost, type DeployGiven, type Host, SITE} from '../../../fakes/deploying.ts';

const WITH_WORKER = {
  ...SITE,
  'dc.stage.yml': 'services: {web: {environment: {STAGE: "1"}}, worker: {build: .}}',
};
const WITH_PASSWORD = {
  ...SITE,
  'dc.stage.yml': 'services: {web: {environment: {PASSWORD: "${PASSWORD-none}"}}}',
};
const HOLDER = {who: 'Jenkins shop/develop #12', since: '2026-11-23T11:59:00.000Z'};

/** How another deploy comes in between: while this one waits for it, or between its preparing and its turn. */
const WAYS = {
  'that waits': (host: Host, meanwhile: () => Promise<void>, environment = 'stage') => {
    const {clock} = host.engine;
    host.locks.held.set(lockOf(host, environment), HOLDER);
    const wait = clock.wait.bind(clock);
    clock.wait = async milliseconds => {
      clock.wait = wait;
      host.locks.held.delete(lockOf(host, environment));
      await meanwhile();
      return wait(milliseconds);
    };
  },
  'that comes just too late to wait': (host: Host, meanwhile: () => Promise<void>) => {
    const {locks} = host;
    const tryToTake = locks.tryToTake.bind(locks);
    locks.tryToTake = async (...asked) => {
      locks.tryToTake = tryToTake;
      await meanwhile();
      return tryToTake(...asked);
    };
  },
};
const lockOf = ({root}: Host, environment: string) =>
  path.join(root, `deploys/.countable/shop-${environment}/lock`);

for (const [which, comesBetween] of Object.entries(WAYS))
  describe(`a deploy ${which} goes by what is there once it has its turn:`, () => {
    let host: Host;
    const given = async (files: Readonly<Record<string, string>> = SITE): Promise<Host> =>
      (host = await createHost(files));
    afterEach(() => host.remove());

    /** Another deploy of the project, of other files; afterwards the workspace is as it was. */
    const deployed =
      (
        files: Readonly<Record<string, string>>,
        mine: Readonly<Record<string, string>>,
        how: DeployGiven = {},
      ) =>
      async () => {
        await host.write(files);
        await host.deploy(how);
        await host.write(mine);
      };
    const steps = () => host.voice.said.filter(({as}) => as === 'step').map(({text}) => text);
    const running = () =>
      host.engine.containers
        .filter(({state}) => state === 'running')
        .map(({name}) => name)
        .sort();

    it('the containers', async () => {
      await given();
      comesBetween(host, deployed(WITH_WORKER, SITE));
      await host.deploy();
      assert.deepEqual(running(), ['shop-stage-db-1', 'shop-stage-web-1']);
      assert.ok(steps().some(step => step.startsWith('Remove worker')));
    });

    it('and which of them are made of the same', async () => {
      await given();
      let web: string | undefined;
      comesBetween(host, async () => {
        await host.deploy();
        web = host.engine.containers.find(({name}) => name === 'shop-stage-web-1')?.id;
      });
      await host.deploy();
      assert.equal(host.engine.containers.find(({name}) => name === 'shop-stage-web-1')?.id, web);
    });

    it('the record: what is live, and whose the files are', async () => {
      await given();
      const build = (buildNumber: number): DeployGiven => ({
        facts: {jenkins: {jobName: 'shop/develop', branchName: 'develop', buildNumber}},
      });
      comesBetween(host, deployed({...SITE, 'later.html': 'later'}, SITE, build(8)));
      await assert.rejects(host.deploy(build(7)), {code: 'SUPERSEDED'});
    });

    it('the record: files that the other has brought, and this one does not have', async () => {
      await given({...SITE, 'countable.yml': 'health: {none: true}'});
      comesBetween(host, async () => {
        await host.write({'later.html': 'later'});
        await host.deploy();
        await rm(path.join(host.workspace, 'later.html'));
      });
      await host.deploy();
      await assert.rejects(readFile(path.join(host.folder, 'later.html')), {code: 'ENOENT'});
    });

    it('the images', async () => {
      await given();
      comesBetween(host, deployed({'index.html': '<h1>Sale</h1>'}, {'index.html': SITE['index.html']}));
      await host.deploy();
      const web = host.engine.containers.find(({name}) => name === 'shop-stage-web-1');
      assert.equal(web?.imageId, host.engine.images.get(web?.image ?? '')?.id, 'it runs what was built last');
      assert.equal(await readFile(path.join(host.folder, 'index.html'), 'utf8'), SITE['index.html']);
    });

    it('an image that somebody has removed', async () => {
      await given();
      await host.deploy();
      comesBetween(host, async () => {
        for (const name of host.engine.images.keys())
          if (name.includes('web')) host.engine.images.delete(name);
        await deployed(WITH_WORKER, SITE)();
      });
      assert.equal((await host.deploy()).outcome, 'passed');
    });

    it('the ports: those of the other are no stranger’s', async () => {
      const moved = SITE['docker-compose.yml'].replace('8080:80', '8081:80');
      await given();
      comesBetween(host, async () => {
        await deployed({'docker-compose.yml': moved}, SITE)();
        host.engine.takenPorts.add(8081);
      });
      const {urls} = await host.deploy();
      assert.deepEqual(urls, ['http://127.0.0.1:8080/']);
    });

    it('the ports: one that a stranger has taken meanwhile', async () => {
      await given();
      comesBetween(host, async () => {
        host.engine.takenPorts.add(8080);
      });
      await assert.rejects(host.deploy(), {code: 'PORT_TAKEN'});
      assert.deepEqual(host.engine.containers, []);
    });

    it('the secrets: those that the other was given are kept, count and are hidden', async () => {
      await given(WITH_PASSWORD);
      await host.put({'secrets/stage.env': 'PASSWORD=s3cret-of-stage\n'});
      const secretFile = path.join(host.root, 'secrets/stage.env');
      comesBetween(host, async () => {
        await host.deploy({secretFile});
      });
      await host.write({'index.html': '<h1>Sale</h1>'});
      await host.deploy();
      assert.equal(await readFile(path.join(host.folder, '.env'), 'utf8'), 'PASSWORD=s3cret-of-stage\n');
      const {variables} = host.engine.containers.find(({name}) => name === 'shop-stage-web-1') ?? {};
      assert.deepEqual(variables, {PASSWORD: 's3cret-of-stage'});
      assert.ok(host.voice.hidden.includes('s3cret-of-stage'));
    });

    it('the secrets: production refuses what the other was given and it was not', async () => {
      await given({...WITH_PASSWORD, 'dc.prod.yml': WITH_PASSWORD['dc.stage.yml']});
      await host.put({'secrets/prod.env': 'PASSWORD=s3cret-of-prod\n'});
      const secretFile = path.join(host.root, 'secrets/prod.env');
      const meanwhile = async () => {
        await host.deploy({environment: 'prod', secretFile});
      };
      comesBetween(host, meanwhile, 'prod');
      await assert.rejects(host.deploy({environment: 'prod'}), {code: 'SECRETS_NOT_GIVEN'});
    });

    it('the secrets: one that the other was given lets this one be deployed without it', async () => {
      const named = 'services: {web: {secrets: [token]}}\nsecrets: {token: {file: ./secrets/token.txt}}';
      await given();
      await host.write({'dc.stage.yml': named});
      await host.put({'elsewhere/token': 'very-secret-token'});
      const {remedy} = await host.deploy().then(
        () => assert.fail('it was not given'),
        (error: {remedy: string}) => error,
      );
      const variable = /COUNTABLE_\w+/.exec(remedy)?.[0] ?? '';
      await host.write({'dc.stage.yml': SITE['dc.stage.yml']});
      comesBetween(host, async () => {
        await host.write({'dc.stage.yml': named});
        await host.deploy({secretFiles: {[variable]: path.join(host.root, 'elsewhere/token')}});
      });
      await host.deploy();
      assert.equal(await readFile(path.join(host.folder, 'secrets/token.txt'), 'utf8'), 'very-secret-token');
    });
  });
