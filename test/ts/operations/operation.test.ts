import assert from 'node:assert/strict';
import {chosen, operation} from './support.ts';

const BUCKET = 'backup: {bucket: example, region: ca-central-1}\n';

describe('the operators’ job', () => {
  it('only registers its parameters while nobody has chosen anything', async () => {
    for (const parameters of [undefined, {}, {ACTION: 'help', PROJECT: '', PLAN: false}]) {
      const left = await operation(parameters);
      assert.equal(left.operation, undefined);
      assert.equal(left.parameters[0]?.name, 'ACTION');
    }
  });

  it('has every verb of operators as a choice, with help as the default', async () => {
    const [action] = (await operation({})).parameters;
    assert.equal(action?.choices?.[0], 'help');
    for (const name of ['restore', 'backup', 'rollback', 'maintenance on', 'previews remove'])
      assert.ok(action.choices.includes(name), name);
    for (const name of ['deploy', 'notify', 'operation', 'completion'])
      assert.ok(!action.choices.includes(name), name);
  });

  it('has one parameter for an argument and a flag of the same name, and none for files and for --yes', async () => {
    const {parameters} = await operation({});
    const names = parameters.map(({name}) => name);
    assert.equal(new Set(names).size, names.length);
    for (const name of ['PROJECT', 'ENVIRONMENT', 'AT', 'UNDO', 'AGENT', 'PLAN'])
      assert.ok(names.includes(name), name);
    for (const name of ['YES', 'PAGE', 'RECREATE']) assert.ok(!names.includes(name), name);
    assert.equal(names.at(-1), 'PLAN');
  });

  it('says of each parameter whose it is', async () => {
    const {parameters} = await operation({});
    const does = (name: string) => parameters.find(one => one.name === name)?.does;
    assert.match(does('RETRY_AFTER') ?? '', /^maintenance on: when to ask again/);
    assert.match(does('AT') ?? '', /restore: .*; verify: /);
  });

  it('has no parameter whose name means something to a shell or to Jenkins: they are variables of the build', async () => {
    const taken = [
      'PATH',
      'HOME',
      'USER',
      'SHELL',
      'LANG',
      'TERM',
      'PWD',
      'TMPDIR',
      'WORKSPACE',
      'NODE_OPTIONS',
    ];
    for (const {name} of (await operation({})).parameters) {
      assert.match(name, /^[A-Z][A-Z_]*$/);
      assert.ok(
        !taken.includes(name) && !/^(BUILD|JOB|NODE|GIT|DOCKER|COMPOSE|COUNTABLE|AWS)_/.test(name),
        name,
      );
    }
  });

  it('plans a restore of production: what it shows, what it does, and that it has to be confirmed', async () => {
    const parameters = {ACTION: 'restore', PROJECT: ' shop ', AT: '2026-11-27', SERVICE: ''};
    assert.deepEqual(await chosen(parameters, {settings: BUCKET}), {
      title: '#12 restore shop prod by ada',
      verb: 'restore',
      shows: ['shop', '--at=2026-11-27', '--plan'],
      does: ['shop', '--at=2026-11-27', '--yes=shop'],
      confirm:
        'restore: this replaces or removes data of shop, in production. What would be done stands in the log.',
      options: {},
      agents: ['shop-prod', 'prod', ''],
      timeLimitMinutes: 720,
      credentials: [
        {id: 'countable-backup-key-id', kind: 'string', variable: 'AWS_ACCESS_KEY_ID'},
        {id: 'countable-backup-key-secret', kind: 'string', variable: 'AWS_SECRET_ACCESS_KEY'},
        {id: 'countable-evidence-key', kind: 'file', variable: 'COUNTABLE_EVIDENCE_KEY_FILE', isRare: true},
      ],
    });
  });

  it('asks nobody where it is not production', async () => {
    const {confirm, does, agents} = await chosen({ACTION: 'restore', PROJECT: 'shop', ENVIRONMENT: 'stage'});
    assert.equal(confirm, undefined);
    assert.deepEqual(does, ['shop', '--environment=stage']);
    assert.deepEqual(agents, ['shop-stage', 'stage', '']);
  });

  it('does nothing but show where only the plan is wanted', async () => {
    const {does, shows, confirm} = await chosen({ACTION: 'restore', PROJECT: 'shop', PLAN: true});
    assert.deepEqual([does, shows, confirm], [undefined, ['shop', '--plan'], undefined]);
  });

  it('has verbs without a project of their own work in the folder of the deploy', async () => {
    const one = await chosen({ACTION: 'rollback', PROJECT: 'shop', ENVIRONMENT: 'prod', TO: 'c0ffee'});
    assert.equal(one.verb, 'rollback');
    assert.deepEqual(one.does, ['prod', '--to=c0ffee']);
    assert.deepEqual(one.deployed, {project: 'shop', environment: 'prod'});
    assert.deepEqual(one.options, {name: 'shop'});
    assert.match(one.confirm ?? '', /^rollback: this may cost answers to visitors of shop, in production\./);
    const instance = await chosen({ACTION: 'lock status', PROJECT: 'shop/berlin', ENVIRONMENT: 'stage'});
    assert.deepEqual(instance.deployed, {project: 'shop', instance: 'berlin', environment: 'stage'});
    assert.deepEqual(instance.does, ['status', 'stage']);
    assert.equal(instance.title, '#12 lock status shop/berlin stage by ada');
  });

  it('has words of a group behind the first one', async () => {
    const one = await chosen({
      ACTION: 'maintenance on',
      PROJECT: 'shop',
      ENVIRONMENT: 'stage',
      RETRY_AFTER: '1800',
    });
    assert.deepEqual([one.verb, one.does], ['maintenance', ['on', 'stage', '--retry-after=1800']]);
    assert.deepEqual(one.shows, ['on', 'stage', '--retry-after=1800', '--plan']);
  });

  it('finds previews by the name of the project, where previews are', async () => {
    const one = await chosen({ACTION: 'previews remove', PROJECT: 'shop', NUMBER: '7'});
    assert.deepEqual([one.options, one.deployed, one.confirm], [{name: 'shop'}, undefined, undefined]);
    assert.match(one.agents[0] ?? '', /^shop-preview && !shop-prod && !prod$/);
  });

  it('takes the agent that is named, that of the organisation, or that of proofs', async () => {
    const agents = async (parameters: Record<string, string>, settings = '') =>
      (await chosen({PROJECT: 'shop', ...parameters}, {settings})).agents;
    assert.deepEqual(await agents({ACTION: 'backup', AGENT: 'web-3'}), ['web-3']);
    assert.deepEqual(await agents({ACTION: 'backup'}, 'agents: {prod: web-4}\n'), ['web-4']);
    assert.deepEqual(await agents({ACTION: 'verify'}), ['']);
    assert.deepEqual(await agents({ACTION: 'verify'}, 'backup: {bucket: example, proof: {agent: proof}}\n'), [
      'proof',
    ]);
  });

  it('gives Jenkins a longer limit than the verb', async () => {
    const {does, timeLimitMinutes} = await chosen({ACTION: 'backup', PROJECT: 'shop', TIME_LIMIT: '30'});
    assert.deepEqual(does, ['shop', '--time-limit=30']);
    assert.equal(timeLimitMinutes, 45);
  });

  it('is of all projects where that is chosen', async () => {
    const one = await chosen({ACTION: 'backups', ALL: true});
    assert.deepEqual([one.title, one.does], ['#12 backups by ada', ['--all']]);
  });
});
