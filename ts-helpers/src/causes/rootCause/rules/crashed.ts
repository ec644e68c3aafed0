import type {Rule} from '../rule.ts';
import {endedService, endedWith} from '../endings.ts';

export const crashed: Rule = {
  name: 'crashed',

  patterns: [/Segmentation fault/, /Illegal instruction/, /Bus error/],
  fits: error => endedWith(error, [132, 134, 135, 139]),
  sentence: ({service, error}) =>
    `The service ${service ?? endedService(error)} crashed in machine code, with no exception of its language.`,
  remedy: ({service, error}) =>
    `Look for a package with machine code that is not of this image: rebuild without cache (on a laptop, docker compose build --no-cache ${service ?? endedService(error)}), or put back the version before.`,
};
