import type {FleetNeeds} from '../../../ts-helpers/src/fleet/fleet.ts';
import type {FleetWords} from '../../../ts-helpers/src/fleet/gather.ts';
import {createFakeObjectStore, type FakeObjectStore} from '../../fakes/objectStore.ts';
import {type FakeSlack, fakeSlack} from '../../fakes/slack.ts';
import {type RecordedVoice, recordVoice} from '../../fakes/voice.ts';
import {bodyIn, DAY, type Made, nightsAgo, NOW, objectsOf} from '../archive/kept.ts';

/** A bucket with backups, people in Slack, and a check of them that can be run night after night. */
export interface Checking {
  store: FakeObjectStore;
  slack: FakeSlack;
  voice: RecordedVoice;
  words: FleetWords;
  needs: FleetNeeds;
  /** Puts an archive there, with what tells of it; the newest one proven of last night. */
  keep(made?: Partial<Made>): void;
  /** So many nights later. */
  later(nights: number): void;
}

export const checking = (more: Partial<FleetWords['fleet']> = {}): Checking => {
  let now = NOW;
  const store = createFakeObjectStore({name: 'backups'}, () => now);
  const slack = fakeSlack({}, {'#backups': null});
  const voice = recordVoice();
  return {
    store,
    slack,
    voice,
    words: {
      fleet: {projects: [], leave: [], staleHours: 26, provenHours: 50, ...more},
      branches: {develop: 'stage', main: 'prod', master: 'prod'},
      rules: {
        staleHours: 26,
        provenHours: 50,
        shrink: 20,
        recipients: ['age1ours'],
        keep: {daily: 7, weekly: 5, monthly: 12},
        lockDays: undefined,
      },
    },
    needs: {
      store,
      older: [],
      copies: [],
      jenkins: undefined,
      slack: () => Promise.resolve(slack),
      channel: '#backups',
      token: 'SLACK_BOT_TOKEN',
      clock: {now: () => now},
      voice,
    },
    keep(made = {}) {
      const whole: Made = {at: nightsAgo(0), beside: ['manifest', 'proven'], ...made};
      const all = objectsOf(whole);
      for (const one of all) store.put(one.key, bodyIn(one, all), one.modifiedAt);
    },
    later(nights) {
      now = new Date(now.getTime() + nights * DAY);
    },
  };
};
