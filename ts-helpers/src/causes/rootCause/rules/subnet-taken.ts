import type {Rule} from '../rule.ts';

export const subnetTaken: Rule = {
  name: 'subnet-taken',

  patterns: [/Pool overlaps with other one on this address space/, /conflicts with network/],
  sentence: 'A network of the project asks for addresses that another network of this machine has.',
  remedy:
    'Leave `ipam:` out, so that Docker chooses, or choose other addresses than those that `docker network inspect` shows; staging and production on one machine need one each.',
};
