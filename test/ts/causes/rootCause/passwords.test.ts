import assert from 'node:assert/strict';
import {passwordEvidence} from '../../../../ts-helpers/src/causes/passwordPlaces.ts';
import {unequalPasswords, unsentPassword} from '../../../../ts-helpers/src/causes/rootCause/passwords.ts';

type Environment = Record<string, string | null>;

const refusing = (user: string, environments: Record<string, Environment>) => {
  const line = `FATAL:  password authentication failed for user "${user}"`;
  const services = Object.fromEntries(
    Object.entries(environments).map(([name, environment]) => [name, {environment}]),
  );
  const evidence = {log: {source: 'web', lines: [line]}};
  return unequalPasswords({message: 'web ended', where: 'service web', evidence}, {services});
};
const db = {POSTGRES_USER: 'shop', POSTGRES_PASSWORD: 'one'};
const unequal = (variable: string) => ({
  database: {service: 'db', variable: 'POSTGRES_PASSWORD'},
  other: {service: 'web', variable},
});

describe('two passwords for one database', () => {
  for (const [variable, value] of [
    ['PGPASSWORD', 'two'],
    ['DB_PASS', 'two'],
    ['SHOP_DB_PASSWORD', 'two'],
    ['DATABASE_URL', 'postgres://shop:two@db/shop'],
    ['DSN', 'postgresql+psycopg2://shop:t%20wo@db:5432/shop'],
  ] as const)
    it(`are found in ${variable}`, () => {
      assert.deepEqual(refusing('shop', {db, web: {[variable]: value}}), unequal(variable));
    });

  it('are found of root, and of a program that has the variables of an image', () => {
    const environments = {
      db: {MYSQL_ROOT_PASSWORD: 'one'},
      web: {MYSQL_HOST: 'db', MYSQL_ROOT_PASSWORD: 'two'},
    };
    assert.deepEqual(refusing('root', environments)?.other, {
      service: 'web',
      variable: 'MYSQL_ROOT_PASSWORD',
    });
  });

  it('are not said to be where they are the same', () => {
    assert.equal(refusing('shop', {db, web: {DATABASE_URL: 'postgres://shop:one@db/shop'}}), undefined);
    assert.equal(refusing('shop', {db, web: {DB_PASSWORD: 'two', PGPASSWORD: 'one'}}), undefined);
  });

  it('are not said to be of another user, another service, or where two databases could be meant', () => {
    assert.equal(refusing('shop', {db, web: {DATABASE_URL: 'postgres://ada:two@db/shop'}}), undefined);
    assert.equal(refusing('ada', {db, web: {PGPASSWORD: 'two'}}), undefined);
    assert.equal(refusing('shop', {db, worker: {PGPASSWORD: 'two'}, web: {}}), undefined);
    assert.equal(refusing('shop', {db, other: {...db}, web: {PGPASSWORD: 'two'}}), undefined);
    assert.equal(refusing('shop', {db, web: {REDIS_PASSWORD: 'two', ADMIN_PASSWORD: 'x'}}), undefined);
  });
});

describe('a password that is not sent', () => {
  const unsent = (line: string, environments: Record<string, Environment>) => {
    const services = Object.fromEntries(
      Object.entries(environments).map(([name, environment]) => [name, {environment}]),
    );
    const evidence = {log: {source: 'web', lines: [line]}};
    return unsentPassword({message: 'web ended', where: 'service web', evidence}, {services});
  };
  const maria = {MARIADB_USER: 'press', MARIADB_PASSWORD: 'one'};
  const line = "Access denied for user 'press'@'10.0.0.3' (using password: NO)";

  it('is looked for under other names: by its value, else by what such are called', () => {
    const password = {service: 'db', variable: 'MARIADB_PASSWORD'};
    const held = (environment: Environment) =>
      unsent(line, {db: maria, web: environment})?.held.map(({variable}) => variable);
    assert.deepEqual(unsent(line, {db: maria, web: {DB_PASS: 'one'}}), {
      service: 'web',
      held: [{service: 'web', variable: 'DB_PASS'}],
      database: password,
    });
    assert.deepEqual(held({PRESS_PASSWORD: 'one', ADMIN_PASSWORD: 'x'}), ['PRESS_PASSWORD']);
    assert.deepEqual(held({DB_PASSWORD: 'other', ADMIN_PASSWORD: 'x'}), ['DB_PASSWORD']);
    assert.deepEqual(held({DB_PASSWORD: '', ADMIN_PASSWORD: 'x'}), []);
  });

  it('is told of PostgreSQL, which names no user', () => {
    const said = 'connection to server at "db", port 5432 failed: fe_sendauth: no password supplied';
    assert.equal(unsent(said, {db, web: {}})?.database?.variable, 'POSTGRES_PASSWORD');
  });

  it('is no password that differs, and none that was refused', () => {
    const services = {db: {environment: maria}, web: {environment: {DB_PASSWORD: 'two'}}};
    const evidence = {log: {source: 'web', lines: [line]}};
    assert.equal(unequalPasswords({message: 'web ended', evidence}, {services}), undefined);
    assert.equal(unsent(line.replace('NO)', 'YES)'), {db: maria, web: {}}), undefined);
  });
});

describe('what the compose files tell of a password', () => {
  const evidence = {
    log: {source: 'web', lines: ["Access denied for user 'press'@'10.0.0.3' (using password: YES)"]},
  };
  const told = (text: string) => {
    const path = ['services', 'db', 'environment', 'MARIADB_PASSWORD'];
    const services = {
      db: {environment: {MARIADB_USER: 'press', MARIADB_PASSWORD: 'feder'}},
      web: {environment: {DB_PASSWORD: 'feder'}},
    };
    const source = {file: 'docker-compose.yml', ports: [], variables: [], broken: [], reads: []};
    return passwordEvidence({message: '', evidence}, {services}, [
      {...source, places: [{path, line: 9, text}]},
    ]);
  };

  it('is the place where it is written, and that alone', () => {
    const at = {passwordAt: 'MARIADB_PASSWORD of db (docker-compose.yml:9)'};
    assert.deepEqual(told('${DB_PASSWORD:-feder}'), at);
    assert.deepEqual(told('feder'), at);
    assert.deepEqual(told('${DB_PASSWORD}'), {});
    assert.deepEqual(told('${DB_PASSWORD:-tinte}'), {});
  });
});
