import assert from 'node:assert/strict';
import type {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {withPorts} from '../../../ts-helpers/src/outside/composeSourceEdit.ts';
import {failureOf} from '../support/failureOf.ts';

describe('a compose file in which services publish other ports', () => {
  const edited = (text: string) => withPorts({file: 'x.yml', text}, {web: ['8081:80', '22:22']});
  const PORTS = 'ports: !override\n      - "8081:80"\n      - "22:22"\n';

  it('is made where there was none', () => {
    assert.equal(edited(''), `services:\n  web:\n    ${PORTS}`);
  });

  it('keeps what else it says, comments as well', () => {
    const text = '# mine\nservices:\n  web:\n    image: x # old\n    ports: ["80:80"]\n  db: !reset null\n';
    assert.equal(
      edited(text),
      // To what a tag takes away its value is nothing.
      `# mine\nservices:\n  web:\n    image: x # old\n    ${PORTS}  db: !reset "null"\n`,
    );
    assert.equal(edited('services:\n  web:\n'), `services:\n  web:\n    ${PORTS}`);
  });

  it('is refused where it is no compose file', async () => {
    for (const text of ['- a', 'a: [', 'text']) {
      const error: UserError = await failureOf(Promise.resolve().then(() => edited(text)));
      assert.equal(error.code, 'COMPOSE_INVALID', text);
    }
  });
});
