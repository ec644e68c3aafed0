import assert from 'node:assert/strict';
import {chosen, operation} from './support.ts';

describe('what operators may not choose', () => {
  const refused = (parameters: Record<string, string | boolean>, error: object) =>
    assert.rejects(operation(parameters), error);

  it('is refused in the words of the verb, before anything runs', async () => {
    await refused(
      {ACTION: 'rollback', PROJECT: 'shop'},
      {
        code: 'BAD_ARGUMENT',
        message: 'countable rollback needs <environment>.',
      },
    );
    await refused(
      {ACTION: 'backup', PROJECT: 'shop', TIME_LIMIT: 'long'},
      {
        code: 'BAD_ARGUMENT',
        message: '--time-limit needs a number of minutes, not "long".',
      },
    );
  });

  it('is no project, which is neither a name of a shell nor a flag', async () => {
    for (const name of ['$(reboot)', "a'; reboot; '", 'a b', '../etc', '`id`', '*', 'shop/berlin'])
      await refused({ACTION: 'restore', PROJECT: name}, {code: 'UNSAFE_NAME'});
    for (const name of ['--yes', '--yes=shop', '-q', '--force'])
      await refused({ACTION: 'restore', PROJECT: name}, {code: 'UNSAFE_NAME'});
    await refused(
      {ACTION: 'previews remove', PROJECT: 'shop', NUMBER: '--plan'},
      {message: 'NUMBER cannot be --plan: that is a flag.'},
    );
    await refused({ACTION: 'rollback', PROJECT: 'shop', ENVIRONMENT: '--force'}, {code: 'BAD_ARGUMENT'});
    await refused({ACTION: 'rollback', PROJECT: 'shop', ENVIRONMENT: 'prod;id'}, {code: 'BAD_ARGUMENT'});
    await refused({ACTION: 'restore', PROJECT: 'shop\n--force'}, {message: 'PROJECT is more than one line.'});
  });

  it('is no other flag within the value of one', async () => {
    const {does} = await chosen({ACTION: 'restore', PROJECT: 'shop', ENVIRONMENT: 'stage', AT: '--undo'});
    assert.deepEqual(does, ['shop', '--at=--undo', '--environment=stage']);
  });

  it('is nothing that the action does not take', async () => {
    await refused(
      {ACTION: 'releases', PROJECT: 'shop', UNDO: true},
      {
        code: 'BAD_ARGUMENT',
        message: 'releases takes no UNDO.',
        remedy: 'Leave it empty; it is for restore.',
      },
    );
    await refused({ACTION: 'releases', PROJECT: 'shop', PLAN: true}, {message: 'releases takes no PLAN.'});
  });

  it('is no action that there is not, and no missing project', async () => {
    await refused({ACTION: 'deploy', PROJECT: 'shop'}, {code: 'UNKNOWN_VERB'});
    for (const ACTION of ['restore', 'verify', 'disk'])
      await refused({ACTION}, {code: 'BAD_ARGUMENT', message: `${ACTION} needs the name of a project.`});
  });

  it('is no agent that is no label', () =>
    refused({ACTION: 'backup', PROJECT: 'shop', AGENT: 'a || b'}, {code: 'BAD_ARGUMENT'}));
});

describe('which jobs are of operators', () => {
  const asking = (jobName: string, settings?: string, variables = {}) =>
    operation(
      {ACTION: 'restore', PROJECT: 'shop'},
      {jobName, variables, ...(settings !== undefined && {settings})},
    );

  it('is said by their whole names', async () => {
    await asking('operations');
    await asking('production/operations');
    for (const jobName of ['shop/master', 'shop/operations', 'operations/main', 'Operations', 'shop-prod'])
      await assert.rejects(asking(jobName), {code: 'DEPLOY_REFUSED'}, jobName);
  });

  it('is the word of the organisation', async () => {
    const said = 'operations: {jobs: [ops/it]}\n';
    await asking('ops/it', said);
    await assert.rejects(asking('operations', said), {
      code: 'DEPLOY_REFUSED',
      message: "The job operations is none of the operators': those are ops/it.",
    });
  });

  it('counts before anything is chosen', () =>
    assert.rejects(operation(undefined, {jobName: 'shop/master'}), {code: 'DEPLOY_REFUSED'}));

  it('is for production in its folder, where that is separate', async () => {
    const separate = {COUNTABLE_PRODUCTION: 'separate'};
    await asking('production/operations', undefined, separate);
    await assert.rejects(asking('operations', undefined, separate), {
      code: 'DEPLOY_REFUSED',
      remedy: 'Make one there: production/operations.',
    });
    const stage = {ACTION: 'restore', PROJECT: 'shop', ENVIRONMENT: 'stage'};
    assert.equal((await chosen(stage, {variables: separate})).confirm, undefined);
  });
});
