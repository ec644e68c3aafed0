import assert from 'node:assert/strict';
import {unequalPasswords} from '../../../../ts-helpers/src/domain/rootCause/passwords.ts';

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
