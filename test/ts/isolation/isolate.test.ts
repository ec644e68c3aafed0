import assert from 'node:assert/strict';
import {readComposeSource} from '../../../ts-helpers/src/outside/composeSource.ts';
import type {ComposeModel} from '../../../ts-helpers/src/compose/model.ts';
import {isolate, pathsIn, refuseSharing} from '../../../ts-helpers/src/isolation/isolate.ts';
import {asMeant, fileText} from '../../../ts-helpers/src/test/plan/runModel.ts';
import {RUN, surroundings} from '../support/isolating.ts';

const base = readComposeSource(
  'docker-compose.yml',
  'services:\n  web:\n    image: x\n    network_mode: bridge\n',
);
const test = readComposeSource(
  'dc.test.yml',
  `services:
  web:
    privileged: true
    volumes:
      - ./src:/app
      - \${ELSEWHERE}:/x
    cap_add: [NET_ADMIN, SYS_ADMIN]
`,
);
const sources = [base, test];
const around = surroundings({'/w/src': {}, '/srv': {}});
const bind = (source: string, target: string) => ({type: 'bind', source, target});
const web = {
  volumes: [bind('/w/src', '/app'), bind('/srv', '/x')],
  privileged: true,
  cap_add: ['NET_ADMIN', 'SYS_ADMIN'],
};

const notesOf = (services: ComposeModel['services']) =>
  isolate({name: RUN, services}, around, undefined).notes;
const judging = (more: {permits?: string[]; neighbours?: string[]} = {}) => ({
  permits: [],
  neighbours: ['shop-prod'],
  sources,
  ...more,
});

describe('what tests may have beside deploys', () => {
  it('is refused by name, with file and line, and with the names that allow it', () => {
    assert.throws(
      () => {
        refuseSharing(notesOf({web}), judging());
      },
      {
        code: 'TEST_NOT_ALLOWED',
        message:
          'Tests may not have this beside shop-prod: web is privileged; web has the capability NET_ADMIN; web has the capability SYS_ADMIN; web has /srv of this machine.',
        where: 'dc.test.yml:3, dc.test.yml:7, dc.test.yml:6',
        remedy: /by name: privileged, cap_add: NET_ADMIN, cap_add: SYS_ADMIN, \/srv\.$/,
      },
    );
  });

  it('is all of that where nothing is deployed', () => {
    refuseSharing(notesOf({web}), judging({neighbours: []}));
  });

  it('is what the organisation allows, and no more', () => {
    const permits = ['privileged', 'cap_add: NET_ADMIN', 'cap_add: SYS_ADMIN', '/srv'];
    refuseSharing(notesOf({web}), judging({permits}));
    for (const missing of permits)
      assert.throws(
        () => {
          refuseSharing(notesOf({web}), judging({permits: permits.filter(permit => permit !== missing)}));
        },
        {code: 'TEST_NOT_ALLOWED'},
      );
  });

  it('is told in part where it is much', () => {
    const cap_add = ['SYS_ADMIN', 'SYS_PTRACE', 'SYS_RAWIO', 'SYS_BOOT', 'SYS_TIME', 'SYS_NICE', 'BPF'];
    assert.throws(
      () => {
        refuseSharing(notesOf({web: {cap_add}}), judging());
      },
      {message: /; web has the capability SYS_TIME; 2 more\.$/},
    );
  });
});

describe('what no test run can have to itself', () => {
  it('is refused on any machine, and where the organisation does not allow it', () => {
    const notes = notesOf({web: {network_mode: 'host'}});
    for (const neighbours of [[], ['shop-prod']])
      assert.throws(
        () => {
          refuseSharing(notes, judging({neighbours}));
        },
        {
          code: 'TEST_NOT_ALONE',
          message: 'Tests cannot have this to themselves: web has the network of this machine.',
          where: 'docker-compose.yml:4',
          remedy: /by name: network_mode: host\.$/,
        },
      );
    refuseSharing(notes, judging({permits: ['network_mode: host']}));
  });

  it('cannot be allowed where it is another’s', () => {
    const notes = notesOf({web: {network_mode: 'container:shop-prod-db-1'}});
    assert.throws(
      () => {
        refuseSharing(notes, judging({permits: ['network_mode: host', 'container:shop-prod-db-1', '/']}));
      },
      {code: 'TEST_NOT_ALONE'},
    );
  });
});

describe('the model of a test run', () => {
  it('names nothing as another could', () => {
    const model = {
      name: 'shop',
      services: {
        web: {image: 'shop:1', build: {context: '/w', tags: ['a']}, container_name: 'c', networks: {a: null}},
        db: {image: 'postgres', volumes: [{type: 'volume', source: 'd', target: '/d'}]},
      },
      networks: {a: {name: 'n', external: true}, b: {name: 'shop_b'}},
      volumes: {d: {name: 'v', external: true}, e: null},
    };
    const made = isolate(model, surroundings({'/w': {}}), undefined).model;
    const names = [...Object.values(made.networks ?? {}), ...Object.values(made.volumes ?? {})].map(
      one => one?.name,
    );
    assert.ok(
      names.every(name => name?.startsWith(`${RUN}_`)),
      names.join(),
    );
    assert.equal(JSON.stringify(made).includes('external'), false);
    assert.deepEqual([made.name, made.services['web']?.image], [RUN, `${RUN}-web`]);
  });

  it('says of sections that nobody knows that they are there', () => {
    const {model, notes} = isolate({name: RUN, services: {}, 'x-a': 1, gadgets: {}}, around, undefined);
    assert.deepEqual(
      [notes.map(({says}) => says), 'gadgets' in model],
      [['the project has a section gadgets'], false],
    );
  });

  it('is read by Compose as it is meant, dollar signs and all', () => {
    const meant = asMeant({name: 'x', services: {web: {environment: {PASSWORD: 'p4$$s$$${', A: null}}}});
    assert.equal(meant.services['web']?.environment?.['PASSWORD'], 'p4$s$${');
    const written = JSON.parse(fileText(meant)) as ComposeModel;
    assert.equal(written.services['web']?.environment?.['PASSWORD'], 'p4$$s$$$${');
  });

  it('is judged by every path that it names', () => {
    const model = {
      name: 'x',
      services: {
        web: {
          volumes: [bind('/a', '/x'), {type: 'volume', source: 'v', target: '/y'}],
          devices: [{source: '/dev/b'}],
          build: {
            context: '/c',
            dockerfile: 'D',
            additional_contexts: {o: '/e'},
            cache_from: ['type=local,src=/f'],
          },
        },
        remote: {build: {context: 'https://host/x.git', dockerfile: '/g'}},
      },
      secrets: {s: {file: '/h'}},
      configs: {c: {file: '/i'}, d: {content: ''}},
    };
    assert.deepEqual(pathsIn(model).sort(), [
      ...['/a', '/c', '/c/.dockerignore', '/c/D', '/c/D.dockerignore', '/dev/b', '/e', '/f'],
      ...['/g', '/g.dockerignore', '/h', '/i'],
    ]);
  });
});
