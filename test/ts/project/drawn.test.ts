import assert from 'node:assert/strict';
import {undrawnInDeploy, undrawnInTest} from '../../../ts-helpers/src/project/drawn.ts';
import {distance} from '../../../ts-helpers/src/text/suggestion.ts';
import {readEnvFile} from '../../../ts-helpers/src/compose/envFile.ts';

const file = (text: string, name = '.env') => ({file: name, ...readEnvFile(text)});
const places = (errors: readonly {where?: string | undefined}[]) => errors.map(({where}) => where);

describe('a value that was to be drawn', () => {
  it('is refused in a deploy, where nothing is drawn', () => {
    for (const value of [
      '<generate>',
      '<generat>',
      '< generate >',
      'postgres://a:<generate>@db',
      '<Generated>',
    ])
      assert.deepEqual(places(undrawnInDeploy([file(`A=1\nB=${value}`)], distance)), ['.env:2'], value);
  });

  it('is not what merely stands in angle brackets', () => {
    for (const value of ['<changeme>', 'generate', '<a href>', '<html><general>', 'a<b', '<your key here>'])
      assert.deepEqual(undrawnInDeploy([file(`B=${value}`)], distance), [], value);
  });

  it('is nothing where a later line gives one', () => {
    assert.deepEqual(undrawnInDeploy([file('B=<generate>\nB=x')], distance), []);
    assert.deepEqual(undrawnInTest([file('B=<genrate>', '.env.example'), file('B=x')], distance), []);
  });

  it('is refused in tests only where it is nearly written', () => {
    assert.deepEqual(undrawnInTest([file('B=<generate>')], distance), []);
    assert.deepEqual(places(undrawnInTest([file('B=<generate >', '.env.test')], distance)), ['.env.test:1']);
  });

  it('is told by the line of the file that was given', () => {
    const given = {name: '/home/ada/shop.env', linesBefore: 2};
    const known = {...file('A=1\n# From here on\nB=<generate>'), given};
    assert.deepEqual(places(undrawnInDeploy([known], distance)), ['/home/ada/shop.env:1']);
  });
});
