import * as z from 'zod/mini';
import {defined, defineSettings} from '../fragment.ts';
import {described, minutes, text} from '../keys.ts';

export interface HealthSettings {
  path?: string;
  url?: string;
  host?: string;
  minutes: number;
  /** Seconds that a container has to run to count as up, where they do not follow from the service. */
  settle?: number;
  none: boolean;
}

const settle = described(
  z.number('must be a number of seconds').check(z.nonnegative('must not be negative')),
  'Seconds that a service without health check has to run, and one that was restarted, to count as up; at most half of `minutes`. In production also one that is healthy. Default: 20, in production 30, with MongoDB 35, and longer where its command waits longer for another service.',
);

const keys = z.strictObject({
  path: described(
    text.check(z.startsWith('/', 'must begin with /')),
    'Path that must answer with 2xx or 3xx; of several published ports one must, the others with less than 500. Without it any answer below 500 will do.',
  ),
  url: described(z.url('must be an address'), 'Whole address to ask instead of the published ports.'),
  host: described(text, 'Host header to send, for sites that refuse others.'),
  minutes: described(
    minutes,
    'Minutes that services have to become healthy and the site to answer. Default: 5.',
  ),
  settle,
  none: described(
    z.boolean('must be true or false'),
    'Ask no address; health checks of the containers still count. Default: false.',
  ),
});

export const health = defineSettings({
  project: {health: described(keys, 'When a deploy counts as up.', {path: '/health', minutes: 10})},
  organisation: {
    health: described(z.strictObject({settle}), 'When deploys count as up.', {settle: 30}),
  },
  settle: ({organisation, own, given}): {health: HealthSettings} => ({
    health: {minutes: 5, none: false, ...defined({...organisation.health, ...own.health, ...given.health})},
  }),
});
