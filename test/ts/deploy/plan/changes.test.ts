import assert from 'node:assert/strict';
import {changesBetween, changeTexts} from '../../../../ts-helpers/src/deploy/plan/changes.ts';
import {type Parts, partsOf} from '../../../../ts-helpers/src/deploy/plan/parts.ts';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';

const wordOf = (value: unknown) => `word ${JSON.stringify(value)}`.length.toString();
const parts = (service: ComposeService, files: Record<string, string> = {}): Parts =>
  partsOf(service, files, {model: {name: 'shop', services: {}}, wordOf});
const texts = (before: Parts, now: Parts) => changeTexts(changesBetween(before, now));

describe('what has changed of a service', () => {
  it('is nothing where all is the same', () => {
    const service = {image: 'a', ports: [{target: 80, published: '80'}], environment: {A: '1'}, user: 'x'};
    assert.deepEqual(texts(parts(service), parts({...service})), []);
  });

  it('is its ports and volumes, as they are written', () => {
    const before = parts({
      ports: [{target: 80, published: '8080', host_ip: '127.0.0.1'}],
      volumes: [{type: 'volume', source: 'media', target: '/srv/media'}],
    });
    const now = parts({
      ports: [{target: 53, published: '53', protocol: 'udp'}, {target: 80}],
      volumes: [{type: 'volume', source: 'media', target: '/srv/media', read_only: true}],
    });
    assert.deepEqual(texts(before, now), [
      'ports 53:53/udp, 80 new',
      'port 127.0.0.1:8080:80 gone',
      'volume media:/srv/media:ro new',
      'volume media:/srv/media gone',
    ]);
  });

  it('is its variables, by name', () => {
    const before = parts({environment: {SAME: '1', KEY: 'short', OLD: '1'}});
    const now = parts({environment: {SAME: '1', KEY: 'much longer', DEBUG: '1', LEVEL: '1'}});
    assert.deepEqual(texts(before, now), [
      'variables DEBUG, LEVEL new',
      'variable KEY changed',
      'variable OLD gone',
    ]);
  });

  it('is its files, its image, and any other key of its configuration', () => {
    const before = parts({image: 'nginx:1.22', user: 'www'}, {'proxy.conf': '1'});
    const now = parts(
      {image: 'nginx:1.31', user: 'www-data', init: true},
      {'proxy.conf': '2', 'tls.conf': '1'},
    );
    assert.deepEqual(texts(before, now), [
      'image nginx:1.22 to nginx:1.31 changed',
      'file proxy.conf changed',
      'file tls.conf new',
      'init new',
      'user changed',
    ]);
  });

  it('is a config or a secret that is defined or used otherwise, by its name', () => {
    const of = (content: string, mode?: string) =>
      partsOf(
        {configs: [{source: 'site'}], secrets: [{source: 'key', ...(mode && {mode})}]},
        {},
        {
          model: {name: 'shop', services: {}, configs: {site: {content}}, secrets: {key: {file: 'k'}}},
          wordOf,
        },
      );
    assert.deepEqual(texts(of('a'), of('other', '0400')), ['config site changed', 'secret key changed']);
    const older = {...of('a'), configs: undefined, secrets: undefined};
    assert.deepEqual(texts(older, of('a')), [], 'what was not kept is not new');
  });

  it('is what else belongs to ports and volumes, where these have stayed', () => {
    const of = (more: object, name = 'shop_media') =>
      partsOf(
        {
          ports: [{target: 80, ...more}],
          volumes: [{type: 'volume', source: 'media', target: '/srv', ...more}],
        },
        {},
        {model: {name: 'shop', services: {}, volumes: {media: {name}}}, wordOf},
      );
    assert.deepEqual(texts(of({}), of({})), []);
    assert.deepEqual(texts(of({}), of({mode: 'host'})), ['ports, volumes changed']);
    assert.deepEqual(texts(of({}), of({}, 'another')), ['volumes changed']);
    assert.deepEqual(texts(of({}), {...of({mode: 'host'}), ports: ['81'], volumes: ['media:/srv']}), [
      'port 81 new',
      'port 80 gone',
      'volumes changed',
    ]);
    assert.deepEqual(texts(parts({}), parts({ports: [{target: 80}]})), ['port 80 new']);
  });

  it('has no value in it', () => {
    const words = JSON.stringify(parts({environment: {KEY: 's3cret'}, command: 'run --token s3cret'}));
    assert.ok(!words.includes('s3cret'), words);
  });
});
