import assert from 'node:assert/strict';
import {existsSync, readFileSync} from 'node:fs';
import path from 'node:path';
import {failsWith} from '../support/failsWith.ts';
import {createLaptop, type Laptop, SHOP} from '../support/laptop.ts';

describe('a port that is taken', () => {
  let laptop: Laptop;
  afterEach(() => laptop.remove());
  const read = (name: string) => readFileSync(path.join(laptop.workspace, name), 'utf8');

  it('is refused with who has it, and the way to the next free one', async () => {
    laptop = await createLaptop();
    for (const port of [5432, 8080, 8081]) laptop.engine.takenPorts.add(port);
    laptop.holders.set(8080, 'python3 (process 7)');
    const error = await failsWith(laptop.up(), 'PORT_TAKEN');
    assert.match(error.message, /The port 8080 that web is to publish is in use by python3 \(process 7\)\./);
    assert.match(
      error.message,
      /The port 5432 that db is to publish is in use by another program of this machine\./,
    );
    assert.equal(
      error.remedy,
      'Stop what holds it, or take the next free one: countable up --port 8080=8082,5432=5433 (sets WEB_PORT=8082 in .env; writes 5433 into docker-compose.override.yml)',
    );
    assert.deepEqual(laptop.engine.containers, []);
    await failsWith(laptop.plan(), 'PORT_TAKEN');
  });

  it('is another one by the flag: in .env where the files have a variable for it, else in the override', async () => {
    laptop = await createLaptop();
    for (const port of [5432, 8080]) laptop.engine.takenPorts.add(port);
    const ports = new Map([
      [8080, 8082],
      [5432, 5433],
    ]);
    const {urls, others} = await laptop.up({ports});
    assert.deepEqual([urls, others], [['http://localhost:8082/'], ['db at localhost:5433']]);
    assert.equal(read('.env'), 'WEB_PORT=8082\n');
    assert.match(read('docker-compose.override.yml'), /ports: !override \[ "127\.0\.0\.1:5433:5432" \]/);
    // And stays so.
    assert.deepEqual((await laptop.up()).urls, urls);
  });

  it('is planned at another one, and nothing is written', async () => {
    laptop = await createLaptop();
    laptop.engine.takenPorts.add(8080);
    const {steps} = await laptop.plan({ports: new Map([[8080, 8082]])});
    assert.ok(steps.some(({does}) => does === 'In .env set WEB_PORT=8082'));
    assert.ok(!existsSync(path.join(laptop.workspace, '.env')));
  });

  it('is one as well that a program has at the address of this machine alone', async () => {
    laptop = await createLaptop();
    laptop.needs.ports = {isTaken: (port, at) => Promise.resolve(port === 8080 && at === '127.0.0.1')};
    assert.match((await failsWith(laptop.up(), 'PORT_TAKEN')).message, /The port 8080 /);
  });

  it('is asked about at a terminal', async () => {
    laptop = await createLaptop(SHOP, {isAttended: true});
    laptop.engine.takenPorts.add(8080);
    laptop.answers.push('n');
    await failsWith(laptop.up(), 'PORT_TAKEN');
    assert.deepEqual(laptop.questions, [
      'The port 8080 that web is to publish is in use by another program of this machine. Take 8081 instead (sets WEB_PORT=8081 in .env)? [Y/n] ',
    ]);
    laptop.answers.push('');
    assert.deepEqual((await laptop.up()).urls, ['http://localhost:8081/']);
  });

  it('is not what the project itself publishes', async () => {
    laptop = await createLaptop();
    await laptop.up();
    for (const port of [5432, 8080]) laptop.engine.takenPorts.add(port);
    assert.deepEqual(
      (await laptop.plan()).steps.map(({id}) => id),
      ['start', 'answer'],
    );
  });

  it('is not changed in an override that is not one’s own', async () => {
    laptop = await createLaptop({
      ...SHOP,
      '.gitignore': '',
      'docker-compose.override.yml': SHOP['dc.dev.yml'],
    });
    await failsWith(laptop.up({ports: new Map([[5432, 5433]])}), 'PORT_TAKEN');
    assert.equal(read('docker-compose.override.yml'), SHOP['dc.dev.yml']);
  });

  it('has to be one that is published', async () => {
    laptop = await createLaptop();
    await failsWith(laptop.up({ports: new Map([[1, 2]])}), 'BAD_ARGUMENT');
  });
});
