import assert from 'node:assert/strict';
import {made} from '../../../script/newVerb.ts';

describe('a new verb', () => {
  for (const [name, complaint] of [
    ['', /^A verb is one word, or two of a group, of a to z\.$/m],
    ['Ping', /^A verb is one word/m],
    ['test', /^There is a verb test already\.$/m],
    ['delete', /^'delete' is not allowed/m],
    ['plan', /^There is a verb plan already\.$/m],
    ['help', /^There is a verb help already\.$/m],
    [
      'jenkins',
      /^jenkins begins the verbs jenkins jobs, jenkins credentials: of a group each verb has two words\.$/m,
    ],
    ['plan words', /^There is a verb plan: no group can be called so\.$/m],
    ['health', /^The room health stands below run, of which verbs are made: call the verb otherwise\.$/m],
    ['outside world', /^The room outside stands below run/m],
  ] as const)
    it(`cannot be called ${JSON.stringify(name)}`, () => assert.rejects(made(name), {message: complaint}));
});
