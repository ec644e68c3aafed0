import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {ErrorReport} from '../../../../ts-helpers/src/result/result.ts';
import {rootCause} from '../../../../ts-helpers/src/causes/rootCause.ts';
import {placesOf} from '../../../../ts-helpers/src/causes/rootCause/places.ts';
import {error} from '../../support/builds.ts';

const FOLDER = path.resolve('test/fixtures/causes');
const recorded = readdirSync(FOLDER, {recursive: true, encoding: 'utf8'})
  .filter(file => file.endsWith('.json'))
  .map(file => JSON.parse(readFileSync(path.join(FOLDER, file), 'utf8')) as ErrorReport);

describe('the remedies of root causes', () => {
  it('take the words of an error for those of the service that is its place', () => {
    const message =
      'The proxy front does not load its configuration: [emerg] 1#1: unknown directive "x" in /a.conf:3';
    const places = placesOf(
      error({
        code: 'PROXY_REFUSES',
        message,
        where: 'service front',
        evidence: {log: {source: 'front', lines: []}},
      }),
    );
    assert.deepEqual(
      places.map(({source, service}) => [source, service]),
      [
        ['the error', 'front'],
        ['front', 'front'],
      ],
    );
  });

  const NOWHERE = error({
    code: 'NO_ANSWER',
    where: 'service web',
    message: 'http://127.0.0.1:8000/ did not answer within 5 minutes: web does not listen on port 8000.',
  });

  it('lead to the log of what failed, and never to that of what came back for it', () => {
    const remedy = (remains?: ErrorReport['evidence']['remains']) =>
      rootCause({...NOWHERE, evidence: {...(remains && {remains})}}, {environment: 'stage'})?.remedy ?? '';
    assert.match(remedy({project: 'shop-stage'}), /: docker compose -p shop-stage logs web\. /);
    assert.match(
      remedy({log: '/srv/.countable/shop-stage/failed/x.log'}),
      /: \/srv\/\S+\/x\.log on that machine\. /,
    );
    assert.doesNotMatch(remedy({log: '/x.log'}), /docker compose/);
    assert.match(remedy(), /docker compose logs web, on a laptop\. /);
  });

  it('run nothing beside a deploy that starts, makes or builds anything of it', () => {
    const remains = [undefined, {project: 'shop-stage'}, {log: '/srv/x.log'}];
    for (const failure of recorded)
      for (const one of remains) {
        const evidence = {...failure.evidence, ...(one && {remains: one})};
        const {remedy = ''} = rootCause({...failure, evidence}, {environment: 'prod'}) ?? {};
        for (const [order] of remedy.matchAll(
          /docker compose (?:-\S+ )*(?:run|up|create|restart|down|start)\b.*/g,
        ))
          assert.match(order, /^docker compose run --rm --no-deps /, remedy);
        if (one !== undefined && 'log' in one)
          assert.doesNotMatch(
            remedy.replaceAll(/on a laptop,? .*/gi, ''),
            /docker compose (?:logs|exec|build)/,
          );
      }
  });
});
