import assert from 'node:assert/strict';
import type {ComposeService} from '../../../../ts-helpers/src/compose/model.ts';
import {instructionsOf} from '../../../../ts-helpers/src/doctor/plan/dockerfile.ts';
import {startOf} from '../../../../ts-helpers/src/doctor/plan/starting.ts';

describe('what a service does as it starts', () => {
  const started = (service: ComposeService, dockerfile = '', texts: Record<string, string> = {}) =>
    startOf('web', service, {
      dockerfiles: [
        {
          file: 'web/Dockerfile',
          context: 'web',
          services: ['web'],
          isUserGiven: false,
          instructions: instructionsOf(`FROM x\n${dockerfile}`),
        },
      ],
      contents: {texts, secrets: []},
    });

  it('is its command, else that of the Dockerfile, behind the entrypoint', () => {
    assert.equal(started({}, 'ENTRYPOINT ["tini", "--"]\nCMD ["node", "a.js"]')?.text, 'tini -- node a.js');
    assert.equal(started({command: ['x']}, 'ENTRYPOINT ["tini"]\nCMD y')?.text, 'tini x');
    assert.equal(started({entrypoint: ['x']}, 'CMD y')?.text, 'x');
    assert.equal(started({command: 'a b'})?.text, 'a b');
  });

  it('is what scripts do that it runs, and those that they run, comments left out', () => {
    const texts = {
      'web/start.sh': '# migrate\n. ./lib/more.sh\nexec x\n',
      'web/lib/more.sh': './start.sh\ny',
    };
    const start = started({command: ['./start.sh']}, '', texts);
    assert.equal(start?.text, './start.sh\n. ./lib/more.sh\nexec x\n./start.sh\ny');
    assert.deepEqual([start.main?.file, start.isWhole], ['web/start.sh', true]);
  });

  it('is looked for where the Dockerfile is, for who knows where that was copied to', () => {
    const texts = {'web/docker/start.sh': 'x', 'other/start.sh': 'y'};
    assert.equal(
      started({command: ['sh', '/usr/local/bin/start.sh']}, '', texts)?.main?.file,
      'web/docker/start.sh',
    );
  });

  it('is not known where a script is not there, or there are two', () => {
    assert.equal(started({command: ['./gone.sh']})?.isWhole, false);
    assert.equal(
      started({command: ['/start.sh']}, '', {'web/a/start.sh': '', 'web/b/start.sh': ''})?.isWhole,
      false,
    );
  });
});
