import type {StoredImage} from '../../../ts-helpers/src/compose/storedImage.ts';
import type {DiskFacts} from '../../../ts-helpers/src/deploy/plan/disk.ts';
import type {KeptRelease} from '../../../ts-helpers/src/deploy/plan/kept.ts';
import {ownerLabels} from '../../../ts-helpers/src/project/release.ts';
import {release} from './deployFacts.ts';

const COMPOSE = 'com.docker.compose.project';

/** An image that the project has built for stage. */
export const built = (id: string, some: Partial<StoredImage> = {}): StoredImage => ({
  id,
  names: [],
  labels: {...ownerLabels(release), [COMPOSE]: 'shop-2-stage'},
  size: 1e9,
  ...some,
});

export const ofTests = (id: string, holder: string): StoredImage =>
  built(id, {
    names: [`${id}-web:latest`],
    labels: {
      'ca.countable.project': release.project,
      'ca.countable.run': 'test',
      'ca.countable.holder': holder,
      [COMPOSE]: id,
    },
  });

export const keptOf = (version: string, liveAt: string, id: string): KeptRelease => ({
  release: {...release, version, at: liveAt},
  who: 'ada',
  liveAt,
  names: {base: 'docker-compose.yml', environment: 'dc.stage.yml'},
  files: [],
  images: {web: {id, name: 'shop-2-stage-web', tag: `shop-2-stage-web:${version}`, isBuilt: true}},
  isTracked: false,
  health: {minutes: 5, none: false},
});

/** Two releases where one is to stay, an image that nothing needs, and a test run that was killed. */
export const diskFacts: DiskFacts = {
  stored: {
    images: [built('new'), built('old'), built('nameless'), ofTests('shop-2-test-1', 'gone')],
    used: ['new'],
    gone: ['gone'],
  },
  deployed: [
    {
      release,
      composeProject: 'shop-2-stage',
      isRecorded: true,
      live: {...release, version: 'b', at: '2026-11-02'},
      kept: [keptOf('a', '2026-11-01', 'old'), keptOf('b', '2026-11-02', 'new')],
    },
  ],
  releases: 1,
  asked: undefined,
};
