import type {Rule} from '../rule.ts';

export const addressPools: Rule = {
  name: 'address-pools',

  whose: 'machine',
  codes: ['NETWORKS_USED_UP'],
  sentence: 'Docker has no addresses left for another network on this machine.',
  remedy:
    'See which networks nobody uses (docker network ls), and remove those: docker network prune. For more than about 31 networks give Docker more pools, in /etc/docker/daemon.json: {"default-address-pools": [{"base": "10.200.0.0/16", "size": 24}]}, then: sudo systemctl restart docker',
};
