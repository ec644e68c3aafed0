import assert from 'node:assert/strict';
import {settled} from '../../../ts-helpers/src/settings/settings.ts';

type Layers = Parameters<typeof settled>[0];
const of = (layers: Partial<Layers>) =>
  settled({variables: {}, organisation: {}, own: {}, given: {}, ...layers});

describe('what counts of several settings', () => {
  it('is that a project has no tests, by the strongest that says so', () => {
    assert.equal(of({own: {test: 'none'}}).test, 'none');
    assert.equal(of({own: {test: {service: 'web'}}, given: {test: 'none'}}).test, 'none');
    assert.deepEqual(of({own: {test: 'none'}, given: {test: {service: 'web'}}}).test, {
      service: 'web',
      junit: [],
    });
  });

  it('is one place of test reports as well as several', () => {
    const junit = (said: string | string[]) => of({own: {test: {junit: said}}}).test;
    assert.deepEqual(junit('/tmp/a.xml'), {service: 'test', junit: ['/tmp/a.xml']});
    assert.deepEqual(junit(['a.xml', 'b.xml']), {service: 'test', junit: ['a.xml', 'b.xml']});
  });

  it('is no access of tests where nothing tells the repository', () => {
    const organisation = {testAccess: {undefined: ['docker.sock'], 'team/shop': ['/srv']}};
    assert.ok(!('hostAccess' in of({organisation})));
    assert.deepEqual(of({organisation, repository: 'team/shop'}).hostAccess, ['/srv']);
  });

  it('is no Sentry by the last word alone, and nothing of the organisation’s none', () => {
    assert.equal(of({own: {sentry: {team: 'a'}}, given: {sentry: 'none'}}).sentry, 'none');
    assert.equal(
      of({organisation: {sentry: {team: 'a'}}, own: {sentry: {team: 'b'}}, given: {sentry: 'none'}}).sentry,
      'none',
    );
    assert.deepEqual(of({organisation: {sentry: 'none'}, own: {sentry: {team: 'b'}}}).sentry, {
      spike: 100,
      team: 'b',
    });
    assert.deepEqual(
      of({organisation: {sentry: {team: 'a'}}, own: {sentry: 'none'}, given: {sentry: {project: 'x'}}})
        .sentry,
      {spike: 100, team: 'a', project: 'x'},
    );
  });

  it('is mail where Slack is not, unless it is said otherwise', () => {
    assert.equal(of({own: {mail: {}}}).mail?.when, 'fallback');
    assert.equal(
      of({organisation: {mail: {when: 'never'}}, own: {mail: {when: 'always'}}}).mail?.when,
      'always',
    );
    assert.equal(of({}).mail, undefined);
  });

  it('is separate production by anybody’s word, and never the same again by the repository’s', () => {
    const production = (layers: Partial<Layers>) => {
      const {jenkins, notes} = of(layers);
      return [jenkins.production, notes.length];
    };
    const separate = {jenkins: {production: 'separate' as const}};
    const same = {jenkins: {production: 'same' as const}};
    assert.deepEqual(production({own: separate}), ['separate', 0]);
    assert.deepEqual(production({own: separate, given: same}), ['same', 0]);
    assert.deepEqual(production({organisation: separate, given: same}), ['separate', 1]);
    assert.deepEqual(production({variables: {production: 'separate'}, own: same}), ['separate', 1]);
    assert.deepEqual(production({organisation: separate, own: separate}), ['separate', 0]);
    assert.deepEqual(production({organisation: separate}), ['separate', 0]);
  });

  it('is of the organisation’s branches which may deploy to production, where it names any', () => {
    const branches = (organisation: Layers['organisation']) =>
      of({organisation, own: {branches: {x: 'prod'}}}).productionBranches;
    assert.deepEqual(branches({branches: {a: 'prod', b: 'stage', c: 'prod', d: 'none', e: false}}), [
      'a',
      'c',
    ]);
    assert.deepEqual(branches({branches: {}}), []);
    assert.equal(branches({}), undefined);
  });
});
