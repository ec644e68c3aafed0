import assert from 'node:assert/strict';
import {planBackup} from '../../../ts-helpers/src/backup/plan.ts';
import {UserError} from '../../../ts-helpers/src/errors/userError.ts';
import {AT, facts, refusal, type Told} from './support/facts.ts';

describe('databases elsewhere that nobody has named', () => {
  const of = (environment: Record<string, string>, more: Partial<Told> = {}): Told => ({
    services: {web: {environment, volumes: []}, db: {image: 'postgres:15'}},
    ...more,
  });
  const isRefused = (told: Told): boolean => {
    try {
      planBackup(facts(told), AT);
      return false;
    } catch (error) {
      assert.ok(error instanceof UserError && error.code === 'NO_BACKUP_FOR');
      return true;
    }
  };

  for (const environment of [
    {DATABASE_URL: 'postgres://a:b@rds.example.org/shop'},
    {SQLALCHEMY_DATABASE_URI: 'mysql+pymysql://a:b@rds.example.org/shop'},
    {DATABASE_HOST: 'rds.example.org'},
    {DB_HOST: 'rds.example.org:5432'},
    {RDS_HOSTNAME: 'rds.example.org'},
    {PGHOST: 'rds.example.org'},
    {MAPS_DB_HOST: '10.0.0.5'},
  ])
    it(`are an error: ${JSON.stringify(environment)}`, () => {
      const {message, remedy} = refusal(of(environment));
      assert.match(message, /`databases:` does not name it/);
      assert.match(remedy, /`databases:` of countable.yml/);
    });

  for (const environment of [
    {DATABASE_URL: 'postgres://a:b@db/shop'},
    {DATABASE_URL: 'postgres://a:b@localhost/shop'},
    {DATABASE_URL: 'sqlite:///db.sqlite3'},
    {DATABASE_HOST: 'db'},
    {DATABASE_HOST: ''},
    {DATABASE_HOST: '/var/run/postgresql'},
    {GHOST: 'blog.example.org'},
    {REDIS_HOST: 'cache.example.org'},
  ])
    it(`are not meant by ${JSON.stringify(environment)}`, () => {
      assert.equal(isRefused(of(environment)), false);
    });

  it('are no error where they are named, or left to others', () => {
    const environment = {DATABASE_HOST: 'rds.example.org', DATABASE_URL: 'postgres://a:b@rds.example.org/x'};
    assert.equal(isRefused(of(environment, {databases: [{url: 'DATABASE_URL'}]})), false);
    assert.equal(isRefused(of(environment, {leave: ['DATABASE_URL', 'DATABASE_HOST']})), false);
    assert.equal(isRefused(of(environment, {leave: ['web']})), false);
    assert.equal(isRefused(of(environment, {leave: ['DATABASE_URL']})), true);
  });

  it('may be on the host, where a service has its network', () => {
    const told = of({DATABASE_URL: 'postgres://a:b@localhost/shop'});
    told.services.web = {...told.services.web, network_mode: 'host'};
    assert.equal(isRefused(told), true);
  });
});
