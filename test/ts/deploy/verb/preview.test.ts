import assert from 'node:assert/strict';
import {createHost, type Host} from '../../../fakes/deploying.ts';
import {createRepository} from '../../../fakes/repository.ts';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import type {UserError} from '../../../../ts-helpers/src/errors/userError.ts';
import {buildOf, SITE} from '../../support/previews.ts';

describe('the deploy of a preview, in process', () => {
  let host: Host;
  beforeEach(async () => {
    host = await createHost(SITE);
    createRepository(host.workspace).commit('Begin');
  });
  afterEach(() => host.remove());

  const bringUp = (number: string, branch: string) =>
    host.deploy({
      environment: `pr-${number}`,
      facts: buildOf(number, branch),
      site: {project: 'shop', number, host: 'agent-2'},
    });
  const names = () => host.engine.containers.map(({name}) => name).sort();

  it('comes up at a port that Docker chooses, at which it has to answer', async () => {
    const outcome = await bringUp('7', 'feature/x');
    assert.deepEqual([outcome.composeProject, outcome.urls], ['shop-pr-7', ['http://agent-2:32768/']]);
    host.engine.programs['web'] = {answers: 500};
    await host.write({Dockerfile: 'FROM busybox:1'});
    await assert.rejects(bringUp('8', 'feature/y'), {code: 'NO_ANSWER'});
  });

  it('is found by the template where there is one', async () => {
    const template = 'https://{name}-pr-{number}.example.org:{port}/';
    const site = {project: 'Shop', number: '7', host: 'agent-2', template};
    const facts = buildOf('7', 'feature/x');
    const {urls} = await host.deploy({environment: 'pr-7', facts, site});
    assert.deepEqual(urls, ['https://shop-pr-7.example.org:32768/']);
  });

  it('is refused beside production of the project', async () => {
    await host.write({'dc.prod.yml': 'services: {}\n'});
    await host.deploy({environment: 'prod'});
    await assert.rejects(bringUp('7', 'feature/x'), {
      code: 'PREVIEW_REFUSED',
      message: 'Production runs on this host: shop-prod-web-1.',
    });
    assert.deepEqual(names(), ['shop-prod-web-1']);
  });

  it('is refused with a volume that others have', async () => {
    await host.write({'dc.preview.yml': `${SITE['dc.preview.yml']}volumes: {data: {name: shop_data}}\n`});
    await assert.rejects(bringUp('7', 'feature/x'), {code: 'PREVIEW_REFUSED', where: 'volumes: data'});
    assert.deepEqual(names(), []);
  });

  it('is refused in a network that others are in, with all that it would share at once', async () => {
    const shared = `volumes: {data: {name: shop_data}}
networks:
  edge: {external: true}
  inner: {name: shop_inner}
`;
    await host.write({
      'dc.preview.yml': `services: {web: {ports: ["80"], networks: [edge, inner]}}\n${shared}`,
    });
    const refused = (where: string, remedy: RegExp) =>
      assert.rejects(bringUp('7', 'feature/x'), {code: 'PREVIEW_REFUSED', where, remedy});
    await refused(
      'volumes: data, networks: edge, networks: inner',
      /`networks: \{edge: !override \{\}\}`.*`networks: \{inner: !override \{\}\}`/,
    );
    await host.write({
      'dc.preview.yml':
        'services: {web: {ports: ["80"], networks: [edge]}}\nnetworks: {edge: {external: true}}\n',
    });
    await assert.rejects(bringUp('7', 'feature/x'), {
      message:
        'The network edge is edge on every host, whatever is deployed: services of a preview would answer in it by the names of others.',
    });
    assert.deepEqual(names(), []);
  });

  const warned = async (number = '7') => {
    const {warnings = []} = await bringUp(number, 'feature/x');
    return warnings.map(({code, message, remedy}) => ({code, message, remedy}));
  };

  it('is warned of with a port of the host that it names itself, and refused where another preview has it', async () => {
    await host.write({'dc.preview.yml': 'services: {web: {ports: ["127.0.0.1:3000:80", "53:53/udp"]}}\n'});
    const remedy =
      'Leave the choice to Docker, in dc.preview.yml: `services: {web: {ports: !override ["127.0.0.1::80", "53/udp"]}}`';
    assert.deepEqual(await warned(), [
      {
        code: 'PREVIEW_PORTS',
        message: 'web publishes 3000, 53 of the host: only one preview at a time can have them.',
        remedy,
      },
    ]);
    await assert.rejects(bringUp('8', 'feature/y'), (error: UserError) => {
      assert.equal(error.code, 'PORT_TAKEN');
      assert.match(error.message, /in use by the container shop-pr-7-web-1/);
      assert.equal(error.remedy, remedy);
      const {code, message, where = ''} = error;
      const cause = rootCause({code, message, where, remedy, exitCode: 3, evidence: {}});
      assert.equal(cause?.remedy, remedy);
      return true;
    });
  });

  it('is told of where staging wants the port that it has', async () => {
    await host.write({'dc.preview.yml': 'services: {web: {ports: ["8080:80"]}}\n'});
    await bringUp('7', 'feature/x');
    await assert.rejects(host.deploy(), {
      code: 'PORT_TAKEN',
      remedy:
        'It is a preview of this project. Leave the choice of its port to Docker, in dc.preview.yml: `ports: !override ["80"]`; until then, on this host: countable previews remove 7',
    });
  });

  it('is warned of without any port, for nobody is told where it is', async () => {
    await host.write({'dc.preview.yml': 'services: {web: {environment: {A: "1"}}}\n'});
    assert.deepEqual(await warned(), [
      {
        code: 'PREVIEW_PORTS',
        message: 'The preview publishes no port: nobody can be told an address.',
        remedy:
          'Publish one in dc.preview.yml; where `web` is the site that listens on port 8000: `services: {web: {ports: ["8000"]}}`',
      },
    ]);
  });
});
