import assert from 'node:assert/strict';
import {DOCUMENTS} from '../../../script/vendors/documents.ts';
import {forRequestsAsTheSdkSendsThem} from '../../../script/vendors/slack.ts';

describe("the vendors' documents", () => {
  it('are each of one version, which nothing can change', () => {
    for (const {path, sha256} of DOCUMENTS) {
      assert.match(path, /^[\w-]+\/[\w-]+\/[0-9a-f]{40}\/.+\.json$/);
      assert.match(sha256, /^[0-9a-f]{64}$/);
    }
  });

  it("of Slack describe requests as Slack's SDK sends them", () => {
    const token = {name: 'token', in: 'query', required: true};
    const user = {name: 'user', in: 'query', required: true};
    const answers = {200: {schema: {type: 'object', additionalProperties: false}}};
    const document = {
      paths: {
        '/users.info': {get: {operationId: 'users_info', parameters: [token, user], responses: answers}},
        '/chat.postMessage': {post: {parameters: [{...token, in: 'header'}], consumes: ['application/json']}},
      },
    };
    const open = {200: {schema: {type: 'object'}}};
    assert.deepEqual(JSON.parse(forRequestsAsTheSdkSendsThem(JSON.stringify(document))), {
      paths: {
        '/users.info': {
          get: {operationId: 'users_info', parameters: [user], responses: open},
          post: {
            consumes: ['application/x-www-form-urlencoded'],
            parameters: [{...user, in: 'formData'}],
            responses: open,
          },
        },
        '/chat.postMessage': {post: {parameters: [], consumes: ['application/json']}},
      },
    });
  });
});
