import {planDown, planUp} from '../../../ts-helpers/src/laptop/plan.ts';
import type {UpFacts} from '../../../ts-helpers/src/laptop/plan/facts.ts';

const write = {file: 'x', text: '', does: 'Write x'};
const FACTS: UpFacts = {
  composeProject: 'shop',
  model: {name: 'shop', services: {web: {build: {context: '.'}}, db: {image: 'postgres:15'}}},
  sources: [],
  override: {write, notes: []},
  environment: {write, notes: []},
  unset: [],
  exposed: [],
  containers: [],
  volumes: [{name: 'shop_data', labels: {}}],
  heldBefore: [],
  data: {kind: 'sql', service: 'db', engine: 'postgres'},
  isDue: true,
  health: {minutes: 5, none: false},
};

/** Of verbs of a laptop, their largest plans. */
export const ofLaptops = {
  up: () => Promise.resolve(planUp(FACTS, {withData: true})),
  reset: () => Promise.resolve(planUp(FACTS, {withData: true, isReset: true})),
  down: () => Promise.resolve(planDown({...FACTS, networks: []}, {withData: true})),
};

const UP = ['override', 'environment', 'start', 'stand', 'data', 'answer'];

export const OF_LAPTOPS = {up: UP, reset: ['remove', ...UP], down: ['remove']};
