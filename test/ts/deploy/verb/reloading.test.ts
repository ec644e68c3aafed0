import assert from 'node:assert/strict';
import {readFileSync, statSync} from 'node:fs';
import path from 'node:path';
import type {Host} from '../../../fakes/deploying.ts';
import {createRollingHost, PASSING, type RollingHost} from '../../support/rollingHost.ts';

describe('a deploy of a proxy of which only the configuration changed, in process', () => {
  let rolling: RollingHost;
  let host: Host;
  let loaded: string[];
  let commit: RollingHost['commit'];
  afterEach(() => host.remove());

  const given = async (files: Readonly<Record<string, string>> = {}): Promise<void> => {
    rolling = await createRollingHost(files);
    ({host, loaded, commit} = rolling);
  };
  const of = (service: string) => rolling.of(service);
  const ids = (service: string) => rolling.ids(service);
  const failing = () => rolling.failing();
  const MOUNTED = 'services: {proxy: {volumes: ["./nginx:/etc/nginx/conf.d:ro"]}}';
  const mounted = async (): Promise<void> => {
    await given({'dc.stage.yml': MOUNTED, 'nginx/site.conf': PASSING});
    Object.assign(of('proxy')[0]?.program.commands ?? {}, {
      'stat -L -c %i /etc/nginx/conf.d': {prints: [String(statSync(path.join(host.folder, 'nginx')).ino)]},
    });
  };
  const reconfigure = (text: string) => commit({'nginx/site.conf': text});

  it('lets it read that anew in its container, once', async () => {
    await mounted();
    const proxy = ids('proxy');
    await reconfigure(`${PASSING} # 2`);
    const {steps} = await host.plan();
    assert.match(steps.map(({does}) => does).join(), /[Rr]eload proxy/);
    await host.deploy();
    // Once for web, which is rolled, and once for itself.
    assert.deepEqual([ids('proxy'), loaded.length], [proxy, 2]);
    await host.deploy();
    assert.deepEqual([ids('proxy'), loaded.length], [proxy, 2]);
  });

  it('reads it anew as well where a release returns to what the container came up with', async () => {
    await mounted();
    const proxy = ids('proxy');
    await reconfigure(`${PASSING} # 2`);
    await host.deploy();
    await reconfigure(PASSING);
    await host.deploy();
    assert.deepEqual([ids('proxy'), loaded.length], [proxy, 4]);
  });

  it('fails by its words where it refuses that, and the files are those of before', async () => {
    await mounted();
    const proxy = ids('proxy');
    await reconfigure('prox_pass');
    const file = path.join(host.folder, 'nginx/site.conf');
    rolling.refuse(() =>
      readFileSync(file, 'utf8') === PASSING ? undefined : 'nginx: [emerg] unknown directive "prox_pass"',
    );
    const {code, evidence, leaves} = await failing();
    assert.equal(code, 'PROXY_REFUSES');
    assert.deepEqual(evidence?.log?.lines, ['nginx: [emerg] unknown directive "prox_pass"']);
    assert.match(leaves.undone ?? '', /is back in staging/);
    assert.equal(readFileSync(file, 'utf8'), PASSING);
    assert.deepEqual(ids('proxy'), proxy);
  });

  it('has it look up again what is made anew behind it, which got another address', async () => {
    await given({'dc.stage.yml': 'services: {web: {container_name: shop-web}}'});
    const proxy = ids('proxy');
    const before = loaded.length;
    await commit({'index.html': 'other'});
    const {steps} = await host.plan();
    assert.match(steps.flatMap(({notes = []}) => notes).join('\n'), /^proxy is reloaded then: /m);
    await host.deploy();
    assert.deepEqual([ids('proxy'), loaded.length], [proxy, before + 1]);
    await host.deploy();
    assert.equal(loaded.length, before + 1);
  });

  it('tells of the failure of what is behind it, not of the proxy that does not find it', async () => {
    await given({'dc.stage.yml': 'services: {web: {container_name: shop-web}}'});
    await commit({'index.html': 'other'});
    host.engine.programs['web'] = {exits: 1, prints: ['kaputt']};
    rolling.refuse(() =>
      of('web')[0]?.state === 'running' ? undefined : 'host not found in upstream "web"',
    );
    const {code, where} = await failing();
    assert.deepEqual([code, where], ['SERVICE_EXITED', 'service web']);
  });

  it('makes it anew where its container sees other files than there are', async () => {
    await given({'dc.stage.yml': MOUNTED, 'nginx/site.conf': PASSING});
    const proxy = ids('proxy');
    await reconfigure(`${PASSING} # 2`);
    await host.deploy();
    assert.notDeepEqual(ids('proxy'), proxy);
  });
});
