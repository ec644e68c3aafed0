import assert from 'node:assert/strict';
import {complaintIn} from '../../../ts-helpers/src/compose/complaint.ts';

describe('what Compose has against a file', () => {
  it('is a name that nothing defines', () => {
    for (const [message, path, kind] of [
      [
        'service "web" refers to undefined volume dta: invalid compose project',
        'services.web.volumes',
        'volume',
      ],
      [
        'service "web" refers to undefined network back: invalid compose project',
        'services.web.networks',
        'network',
      ],
      [
        'service "web" refers to undefined secret key: invalid compose project',
        'services.web.secrets',
        'secret',
      ],
      [
        'service "web" depends on undefined service "db": invalid compose project',
        'services.web.depends_on',
        'service',
      ],
    ] as const) {
      const complaint = complaintIn(message);
      assert.deepEqual([complaint?.path.join('.'), complaint?.missing?.kind], [path, kind]);
    }
  });

  it('is a setting that it does not know, or a value that it does not take', () => {
    const unknown = complaintIn(
      "validating dc.stage.yml: services.web additional properties 'comand' not allowed",
    );
    assert.deepEqual(unknown, {
      path: ['services', 'web'],
      unknown: ['comand'],
      said: "additional properties 'comand' not allowed",
    });
    const top = complaintIn("validating docker-compose.yml:  additional properties 'b', 'a' not allowed");
    assert.deepEqual([top?.path, top?.unknown], [[], ['a', 'b']]);
    const size = complaintIn("'services[web].mem_limit' invalid suffix: 'xb'");
    assert.deepEqual(size, {path: ['services', 'web', 'mem_limit'], said: "invalid suffix: 'xb'"});
    const value = complaintIn('validating docker-compose.yml: services.web.ports must be a array');
    assert.deepEqual(value, {path: ['services', 'web', 'ports'], said: 'must be a array'});
  });

  it('is nothing of a place where it names none', () => {
    for (const message of ['invalid hostPort: x', 'yaml: line 3: did not find expected key', ''])
      assert.equal(complaintIn(message), undefined, message);
  });
});
