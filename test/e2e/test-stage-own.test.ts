import assert from 'node:assert/strict';
import {existsSync} from 'node:fs';
import path from 'node:path';
import {besideNeighbour, busybox} from './support/neighbour.ts';
import {docker} from './support/projects.ts';

describe('a test run beside what lives on the machine', () => {
  const {neighbour, lines, compose, run, own} = besideNeighbour();

  it('has its own of what others have: volumes, a range, an address, memory, folders, a log', async () => {
    const format = ['network', 'inspect', '--format', '{{json .IPAM.Config}}', `${neighbour().name}_web`];
    const [{Subnet: subnet}] = JSON.parse(docker(...format)) as [{Subnet: string}];
    const nowhere = path.join(neighbour().folder, 'nowhere');
    const external = `${neighbour().name}_data`;
    const checks = [
      'test ! -e /data/precious && echo test > /data/precious',
      'test ! -e /bound/precious && rm -rf /bound/*',
      'touch /x/file',
      'df -m /dev/shm | grep -q " 2048 "',
      'echo said',
    ];
    compose({
      services: {
        test: busybox(checks.join(' && '), {
          volumes: ['data:/data', 'bound:/bound', `${nowhere}:/x`],
          ipc: 'host',
          logging: {driver: 'none'},
          networks: {
            back: {ipv4_address: subnet.replace(/\.0\/.*$/, '.2'), mac_address: '02:42:ac:11:65:43'},
          },
        }),
      },
      volumes: {
        data: {external: true, name: external},
        bound: {driver: 'local', driver_opts: {type: 'none', o: 'bind', device: neighbour().folder}},
      },
      networks: {
        back: {ipam: {config: [{subnet}]}, driver_opts: {'com.docker.network.bridge.name': 'docker0'}},
      },
    });
    assert.equal((await run()).outcome, 'passed', lines().join('\n'));
    assert.ok(lines().includes('said'));
    assert.ok(lines().includes(`In this run the volume data is its own and empty, not ${external}.`));
    assert.equal(existsSync(nowhere), false);
  });

  it('finds its own service by a name, not the live one of a shared network', async () => {
    const web = busybox('mkdir /www; echo mine > /www/index.html; httpd -f -h /www', {networks: ['web']});
    const script =
      'for i in 1 2 3 4 5 6 7 8; do wget -qO- http://web/ && break; sleep 0.3; done; ' +
      '[ $$(nslookup web 127.0.0.11 | grep -c "^Address: [0-9]") = 1 ]';
    compose({
      services: {web, test: busybox(script, {networks: ['web'], depends_on: ['web']})},
      networks: {web: {external: true, name: `${neighbour().name}_web`}},
    });
    assert.deepEqual(await own(), [`the network web is its own: not ${neighbour().name}_web`]);
    assert.equal((await run()).outcome, 'passed', lines().join('\n'));
    assert.ok(lines().includes('mine'));
  });

  it('has a network that speaks IPv6, twice at once', async () => {
    compose({
      services: {test: busybox('ip -6 addr show eth0 | grep "inet6 fd" && sleep 2')},
      networks: {default: {enable_ipv6: true, ipam: {config: [{subnet: 'fd00:1234::/64'}]}}},
    });
    const outcomes = await Promise.all([run(), run()]);
    assert.deepEqual(
      outcomes.map(({outcome}) => outcome),
      ['passed', 'passed'],
    );
  });

  it('reads what it mounts of the machine, and cannot write there', async () => {
    const script = 'cat /srv/precious && ! echo x > /srv/precious && ! rm /srv/precious && ! touch /srv/new';
    compose({services: {test: busybox(script, {volumes: [`${neighbour().folder}:/srv`]})}});
    assert.deepEqual(await own(), [`test reads ${neighbour().folder} and cannot write to it`]);
    assert.equal((await run()).outcome, 'passed');
    assert.equal(existsSync(path.join(neighbour().folder, 'new')), false);
  });

  it('keeps dollar signs, quotes and line breaks as the project means them', async () => {
    // What Compose makes of these is $A, p4$s$${x}, two lines, $; and of the file p$w.
    const environment = {A: 'p4$$s$$$${x}', B: '"quoted" \\ back', C: 'two\nlines', D: '$$'};
    const checks = [
      `[ "$$A" = 'p4$$s$$$$` + `{x}' ]`,
      `[ "$$B" = '"quoted" \\ back' ]`,
      `[ "$$(echo "$$C" | wc -l)" = 2 ]`,
      `[ "$$D" = '$$' ]`,
      `[ "$$E" = 'p$$w' ]`,
    ];
    compose(
      {services: {test: busybox(checks.join(' && '), {environment, env_file: ['x.env']})}},
      {'x.env': "E='p$w'\n"},
    );
    assert.equal((await run()).outcome, 'passed', lines().join('\n'));
  });

  it('gets secrets and configurations: of files, variables and texts', async () => {
    const more = {secrets: ['file', 'variable'], configs: [{source: 'text', target: '/c'}]};
    const script = 'cat /run/secrets/file /run/secrets/variable /c && ! echo x > /run/secrets/file';
    compose(
      {
        services: {test: busybox(script, more)},
        secrets: {file: {file: './s.txt'}, variable: {environment: 'FROM_DOTENV'}},
        configs: {text: {content: '\ntext $$5\n'}},
      },
      {'s.txt': 'of a file\n', '.env': 'FROM_DOTENV=of-a-variable\n'},
    );
    assert.equal((await run()).outcome, 'passed', lines().join('\n'));
    for (const line of ['of a file', 'of-a-variable', 'text $5']) assert.ok(lines().includes(line), line);
  });
});
