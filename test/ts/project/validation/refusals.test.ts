import assert from 'node:assert/strict';
import {readComposeSource} from '../../../../ts-helpers/src/outside/composeSource.ts';
import type {ComposeSource} from '../../../../ts-helpers/src/compose/source.ts';
import {composeRefusal} from '../../../../ts-helpers/src/project/validation.ts';
import {UserError} from '../../../../ts-helpers/src/errors/userError.ts';

const base = (text: string): ComposeSource => readComposeSource('docker-compose.yml', text);
const prod = (text: string): ComposeSource => readComposeSource('dc.prod.yml', text);
const readFor = (environment: string) => ({project: 'shop', environment});

describe("Compose's refusal that names no place", () => {
  it('of a service of an override that the other file does not have, names both and what is there', () => {
    const refused = (...files: ComposeSource[]) => {
      const said = 'service "db" has neither an image nor a build context specified: invalid compose project';
      const {message, where, remedy} = composeRefusal(
        new UserError('COMPOSE_INVALID', said),
        '/tmp/preview',
        {
          sources: files,
          readFor: readFor('stage'),
        },
      );
      return [message, where, remedy];
    };
    const bare = 'services:\n  api: {}\n  db:\n    restart: always\n';
    assert.deepEqual(refused(base('services:\n  api: {image: a}\n  postgres: {image: b}\n'), prod(bare)), [
      'dc.prod.yml has the service db, which docker-compose.yml does not have, and neither `image:` nor `build:` for it.',
      'dc.prod.yml:3',
      'Call it there as docker-compose.yml does (api, postgres), or take it out; docker compose -f docker-compose.yml -f dc.prod.yml config says the same.',
    ]);
    assert.deepEqual(refused(base(bare)), [
      'docker-compose.yml has the service db with neither `image:` nor `build:`.',
      'docker-compose.yml:3',
      'Give db an `image:` or a `build:`, or take it out; docker compose -f docker-compose.yml config says the same.',
    ]);
  });

  it('of a service of an override names the file that is to have it, where that has none at all', () => {
    const said = 'service "db" has neither an image nor a build context specified: invalid compose project';
    for (const [text, words] of [
      ['', 'is empty'],
      ['# nothing\n', 'is empty'],
      ['volumes: {a: }\n', 'has no services'],
    ] as const) {
      const {message, where, remedy} = composeRefusal(
        new UserError('COMPOSE_INVALID', said),
        '/tmp/preview',
        {
          sources: [base(text), prod('services:\n  db:\n    restart: always\n')],
          readFor: readFor('stage'),
        },
      );
      assert.equal(message, `docker-compose.yml ${words}, and dc.prod.yml adds to its service db.`);
      assert.equal(where, 'docker-compose.yml');
      assert.match(remedy, /dc\.prod\.yml:2/);
    }
  });

  it('of an anchor that is not there names the line that wants it', () => {
    const text = 'x-base: &base {image: a}\nservices:\n  web:\n    <<: *base\n  worker:\n    <<: *app\n';
    const {message, where} = composeRefusal(
      new UserError(
        'COMPOSE_INVALID',
        "failed to parse docker-compose.yml: yaml: unknown anchor 'app' referenced",
      ),
      '/tmp/preview',
      {sources: [base(text)], readFor: readFor('stage')},
    );
    assert.deepEqual(
      [message, where],
      ['docker-compose.yml names the anchor *app, which nothing above it defines.', 'docker-compose.yml:6'],
    );
  });
});
