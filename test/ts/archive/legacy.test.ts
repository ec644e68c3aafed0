import assert from 'node:assert/strict';
import {legacyNameIn} from '../../../ts-helpers/src/archive/legacy.ts';

const named = (key: string, prefix = ''): string | undefined => {
  const {project, at, layout, kind = 'by its contents'} = legacyNameIn(key, prefix) ?? {};
  return project && `${project} ${at?.toISOString().slice(0, 19)} ${layout} ${kind}`;
};

describe('keys of older archives', () => {
  it('are those that five scripts left', () => {
    const all: [string, string, string][] = [
      ['', 'shop/202611/shop.20261127-142652.sql.lrz', 'shop 2026-11-27T14:26:52 pg-backup-s3 postgres'],
      [
        'countable/backups/',
        'countable/backups/telebot/202611/telebot-dump.20261127-142652.tar.lrz',
        'telebot 2026-11-27T14:26:52 mongo-backup-s3 mongo',
      ],
      [
        'jobs/',
        'jobs/shop/202611/shop.20261127-142652.sql.tar.lrz',
        'shop 2026-11-27T14:26:52 s3-backup-jobs by its contents',
      ],
      [
        'backups/',
        'backups/cortico-kmc2/202507/cortico-kmc2.20250731-000102.sql.sql.zst',
        'cortico-kmc2 2025-07-31T00:01:02 backup-cortico postgres',
      ],
      ['', 'shop/20171231/shop.sql.bz2', 'shop 2017-12-31T00:00:00 2017 postgres'],
      ['', 'shop.20171231.sql.bz2', 'shop 2017-12-31T00:00:00 2017 postgres'],
      ['', 'shop/shop.20180102-030405.sql.bz2', 'shop 2018-01-02T03:04:05 2017 postgres'],
    ];
    for (const [prefix, key, expected] of all) assert.equal(named(key, prefix), expected, key);
  });

  it('need no folder of the site: without a prefix the bucket was called after it', () => {
    assert.match(named('202611/shop.20261127-142652.sql.lrz') ?? '', /^shop /);
  });

  it('have a prefix that may end within a name', () => {
    assert.match(named('live-shop/202611/shop.20261127-142652.sql.lrz', 'live-') ?? '', /^shop /);
    assert.equal(named('live-shop/202611/shop.20261127-142652.sql.lrz', 'dead-'), undefined);
  });

  it('keep digits, hyphens, capitals and dots of the site', () => {
    for (const site of ['cortico-kmc2', 'wizards-stage', 'CIT', 'a.b', 'x-dump'])
      assert.match(named(`${site}/202611/${site}.20261127-142652.sql.lrz`) ?? '', new RegExp(`^${site} `));
  });

  it('are of the very site, and of none whose name begins alike', () => {
    assert.match(named('wizards/202611/wizards.20261127-142652.sql.lrz') ?? '', /^wizards /);
    assert.match(
      named('wizards-stage/202611/wizards-stage.20261127-142652.sql.lrz') ?? '',
      /^wizards-stage /,
    );
    assert.equal(named('wizards/202611/wizards-stage.20261127-142652.sql.lrz'), undefined);
    assert.equal(named('wizards-stage/202611/wizards.20261127-142652.sql.lrz'), undefined);
  });

  it('are no logs, and nothing else', () => {
    for (const key of [
      'shop/logs/nginx.20261127-142652.log.zst',
      'shop/logs/shop.20261127-142652.sql.lrz',
      'logs/shop.20261127-142652.sql.lrz',
      'shop/202611/logs/shop.20261127-142652.sql.lrz',
      'shop/202611/shop.20261127-142652.sql',
      'shop/202611/shop.20261127-142652.sql.lrz.tmp',
      'shop/202611/shop.20260231-142652.sql.lrz',
      'shop/202611/shop.20261127-242652.sql.lrz',
      'shop/202611/shop.latest.sql.lrz',
      'shop/202611/.20261127-142652.sql.lrz',
      'telebot/202611/telebot.20261127-142652.tar.lrz',
      'telebot/202611/-dump.20261127-142652.tar.lrz',
      'shop/20261127/shop.20261127-142652.sql.lrz',
      'shop/2017/shop.sql.bz2',
      'shop/shop.sql.bz2',
      'backups/shop/2026-11-27T142652Z.tar.zst',
      'shop/',
      '',
    ])
      assert.equal(named(key), undefined, key);
  });
});
