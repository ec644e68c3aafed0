import assert from 'node:assert/strict';
import {cronOf, isNightly, nightlyOf} from '../../../ts-helpers/src/project/nightly.ts';
import type {TimerFacts} from '../../../ts-helpers/src/project/jenkinsFacts.ts';
import {backedUp} from '../support/backups.ts';
import {jenkins} from '../support/builds.ts';
import {resolveSettings} from '../../../ts-helpers/src/workspace/settings.ts';

const ofProduction = (project = 'shop', options = {}) => nightlyOf(project, 'prod', backedUp({}, options));
const at = (time: string): number => Date.parse(`2026-11-27T${time}:00Z`);
const begun = (timer: Partial<TimerFacts>) => ({
  jenkins: jenkins({timer: {startedMs: at('02:17'), offsetMinutes: 0, ...timer}}),
});

const ZONES = [
  ...['Europe/Berlin', 'Europe/London', 'Europe/Athens', 'America/Toronto', 'Asia/Beirut'],
  ...['America/Havana', 'Africa/Cairo', 'Australia/Sydney', 'America/Santiago'],
];

describe('the hour of the nightly backup', () => {
  it('is one of four that are there every night, by the name of the project, and the same each time', () => {
    assert.deepEqual(ofProduction(), {hour: 4, minute: 17});
    const projects = Array.from({length: 600}, (_, number) => ofProduction(`shop-${number}`));
    const hours = projects.map(nightly => nightly?.hour ?? -1);
    for (const hour of [21, 22, 4, 5])
      assert.ok(hours.filter(one => one === hour).length > 60, `at ${hour} begin too few`);
    assert.ok(hours.every(hour => [21, 22, 4, 5].includes(hour)));
    const minutes = projects.map(nightly => nightly?.minute ?? -1);
    assert.deepEqual([Math.min(...minutes), Math.max(...minutes)], [0, 59]);
  });

  it('is left out by no clock that is set forward, and comes twice by none that is set back', () => {
    const hours = new Set(Array.from({length: 300}, (_, number) => ofProduction(`shop-${number}`)?.hour));
    for (const zone of ZONES) {
      const clock = new Intl.DateTimeFormat('en', {
        timeZone: zone,
        hour: '2-digit',
        day: '2-digit',
        hourCycle: 'h23',
      });
      const offset = new Intl.DateTimeFormat('en', {timeZone: zone, timeZoneName: 'longOffset'});
      const offsetOf = (day: number): string => offset.format(Date.UTC(2027, 0, day)).split('GMT')[1] ?? '';
      const changes = Array.from({length: 365}, (_, day) => day).filter(
        day => offsetOf(day) !== offsetOf(day + 1),
      );
      assert.equal(changes.length, 2, zone);
      for (const day of changes) {
        const told = Array.from({length: 96}, (_, hour) => clock.format(Date.UTC(2027, 0, day - 1, hour)));
        // Of the first and the last there may be a part.
        const nights = [...new Set(told.map(one => one.slice(0, 2)))].slice(1, -1);
        for (const night of nights)
          for (const hour of hours) {
            const often = told.filter(one => one === `${night}, ${String(hour).padStart(2, '0')}`).length;
            assert.equal(often, 1, `${zone}, on ${night} at ${hour}`);
          }
      }
    }
  });

  it('is the one that the settings say, and the minute stays', () => {
    assert.deepEqual(ofProduction('shop', {backup: {hour: 22}}), {hour: 22, minute: 17});
    assert.deepEqual(ofProduction('shop', {backup: {hour: 0}}), {hour: 0, minute: 17});
  });

  it('is none where nothing is backed up', () => {
    assert.equal(nightlyOf('shop', 'stage', backedUp()), undefined);
    assert.equal(nightlyOf('shop', undefined, backedUp()), undefined);
    assert.equal(nightlyOf('shop', 'prod', backedUp({}, {backup: 'none'})), undefined);
    assert.equal(nightlyOf('shop', 'prod', resolveSettings({})), undefined);
  });

  it('is written as Jenkins reads it', () => {
    assert.equal(cronOf({hour: 2, minute: 7}), '7 2 * * *');
  });
});

describe('a build that a timer began', () => {
  const nightly = {hour: 2, minute: 17};

  it('is of the nightly one where the job has no other', () => {
    assert.equal(isNightly(begun({}), nightly), true);
    assert.equal(isNightly(begun({otherDueMs: null, startedMs: at('14:00')}), nightly), true);
    assert.equal(isNightly(begun({}), undefined), true);
  });

  it('is of the one that was due last', () => {
    const of = (other: string, started: string) =>
      isNightly(begun({otherDueMs: at(other), startedMs: at(started)}), nightly);
    assert.equal(of('02:00', '02:17'), true);
    assert.equal(of('02:17', '02:17'), true);
    assert.equal(of('02:00', '02:40'), true, 'it waited for an executor');
    assert.equal(of('02:30', '02:30'), false);
    assert.equal(of('01:00', '01:00'), false, 'ours was due yesterday');
  });

  it('is of another one where nothing is backed up and the job has one', () => {
    assert.equal(isNightly(begun({otherDueMs: at('02:00')}), undefined), false);
  });

  it('is judged by the clock of the controller', () => {
    const of = (offsetMinutes: number) =>
      isNightly(begun({offsetMinutes, otherDueMs: at('01:30'), startedMs: at('02:20')}), nightly);
    assert.equal(of(0), true);
    assert.equal(of(60), false, 'there it was 03:20, and ours due at 01:17 of UTC');
    assert.equal(of(-300), false, 'there it was 21:20 of the day before');
  });

  it('is none that a person or a commit began, but one that is to be as if', () => {
    assert.equal(isNightly({jenkins: jenkins()}, nightly), false);
    assert.equal(isNightly({jenkins: jenkins({timer: null})}, nightly), false);
    assert.equal(isNightly({}, nightly), false);
    assert.equal(isNightly({timer: true}, nightly), true);
  });
});
