import {plan} from '../run/commonFlags.ts';
import {type Flag, on} from '../run/flag.ts';
import {defineVerb, optional} from '../run/verb.ts';
import type {Choices} from './plan/ports.ts';

const PORTS = /^(\d{1,5})=(\d{1,5})$/;

/** `8080=8081`, several with commas between. */
const port: Flag<Choices> = {
  does: 'take other ports of this machine: 8080=8081,5432=5433',
  value: 'PORTS',
  none: new Map(),
  read(text) {
    const pairs = text.split(',').map(one => PORTS.exec(one.trim()));
    const all = pairs.flatMap(pair => (pair === null ? [] : [[Number(pair[1]), Number(pair[2])] as const]));
    const isFit = all.length === pairs.length && all.flat().every(number => number > 0 && number < 65_536);
    return isFit
      ? {value: new Map(all)}
      : {refusal: `needs a port and another, not ${JSON.stringify(text)}`, example: '8080=8081'};
  },
};

export const up = defineVerb({
  name: 'up',
  reaches: 'nothing',
  does: 'bring a project up to work on it, from nothing to pages that answer',
  explains:
    'Clones it where an address is given (into a folder of its name, below this one), copies dc.dev.yml to ' +
    'docker-compose.override.yml, makes .env of .env.example, builds, starts, waits until it answers, loads test data the ' +
    'first time, and says where it is. What you have changed in those two files stays: lines that .env lacks are added, ' +
    'and how the override differs is told. A value `<generate:50>` of .env.example becomes 50 letters and digits, other ones ' +
    'on each machine. Test data comes by the command of the setting `seed`, or of ops/seed.sql; where there is neither, it is the newest proven backup ' +
    'of production, masked by the rules of the project, if the credentials of this machine may read it. Where a port is taken it says by what, and ' +
    'offers the next free one. The compose project is the one that `docker compose` itself has in that folder.',
  arguments: {url: optional('address of a repository, as git clone takes it')},
  flags: {plan, data: on('load test data once more, over what is there'), port},
  examples: [
    {
      command: 'countable up git@git.example.org:team/shop.git',
      does: 'clone the shop into ./shop and bring it up',
    },
    {command: 'countable up --plan', does: 'what would be done in this folder'},
    {command: 'countable up --port 8080=8081', does: 'at another port'},
  ],
  run: async (given, world) => (await import('./work.ts')).runUp(given, world),
  show: async result => (await import('./shown.ts')).upText(result),
});
