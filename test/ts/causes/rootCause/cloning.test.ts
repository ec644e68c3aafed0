import assert from 'node:assert/strict';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {error} from '../../support/builds.ts';

describe('the rules of root causes about git', () => {
  it('tell who clones for himself of no job and no agent', () => {
    const remedy = 'Clone it by hand.';
    for (const line of [
      "fatal: could not read Username for 'https://git.example.org': terminal prompts disabled",
      'git@git.example.org: Permission denied (publickey).',
      'Host key verification failed.',
    ]) {
      const evidence = {log: {source: 'git clone', lines: [line]}};
      const cause = rootCause(error({code: 'CLONE_FAILED', where: '/home/ada/shop', remedy, evidence}), {
        project: 'shop',
      });
      assert.equal(cause?.remedy, remedy, line);
      assert.doesNotMatch(cause.sentence, /job|agent/);
    }
  });

  it('is all that is known of a clone that failed here: no container has asked', () => {
    const line =
      "fatal: unable to access 'https://localhost:1/x.git/': Failed to connect to localhost port 1 after 1 ms: Couldn't connect to server";
    const evidence = {log: {source: 'git clone', lines: [line]}};
    assert.equal(rootCause(error({code: 'CLONE_FAILED', where: '/home/ada/x', evidence})), undefined);
  });
});
