import {building, deploying, mounted, type Reproducing} from './reproduction.ts';

const redis = (...settings: string[]) => ({
  image: 'redis:7',
  command: ['redis-server', '--save', '', '--protected-mode', 'no', ...settings],
});

const ASKS = {
  Dockerfile: `FROM debian:bookworm-slim
RUN apt-get update && apt-get install -y --no-install-recommends ruby-redis && rm -rf /var/lib/apt/lists/*
CMD ["ruby", "-e", "require 'redis'; Redis.new(url: ENV.fetch('REDIS_URL')).set('a', 'b')"]
`,
};
const asking = (settings: readonly string[], address = 'redis://redis:6379/0') =>
  deploying(
    {
      redis: redis(...settings),
      web: {build: '.', environment: {REDIS_URL: address}, depends_on: ['redis'], restart: 'on-failure:3'},
    },
    ASKS,
  );

const pip = (name: string, code: string) =>
  building(
    `FROM python:3.11-slim\nRUN pip install --root-user-action=ignore ${name}\nCMD ["python", "-c", "${code}"]\n`,
  );

/** What programs say of the engines that they talk to, and of files that they read as something else. */
export const CLIENTS: readonly Reproducing[] = [
  {rule: 'redis-full', what: 'a Redis that is full', make: asking(['--maxmemory', '256kb'])},
  {
    rule: 'redis-read-only',
    what: 'a Redis that is a replica',
    make: asking(['--replicaof', 'localhost 6380']),
  },
  {
    rule: 'address-scheme',
    what: 'an address that Redis for Ruby does not take',
    make: asking([], 'http://redis:6379/0'),
  },
  {
    rule: 'address-scheme',
    what: 'an address that Redis for Python does not take',
    make: pip('redis', "import redis; redis.from_url('redis:6379')"),
  },
  {
    rule: 'address-scheme',
    what: 'an address that MongoDB for Python does not take',
    make: pip('pymongo', "import pymongo; pymongo.MongoClient('http://mongo:27017')"),
  },
  {
    rule: 'sqlite-closed',
    what: 'a SQLite file in a folder that is not there',
    make: mounted('python:3.11-slim', 'python test.py', {
      'code/test.py': "import sqlite3\nsqlite3.connect('/app/data/shop.sqlite3')\n",
    }),
  },
  {
    rule: 'sqlite-closed',
    what: 'a SQLite file in a container that is read-only',
    make: deploying({
      web: {
        image: 'python:3.11-slim',
        read_only: true,
        command: ['python', '-c', "import sqlite3; sqlite3.connect('/tmp/shop.sqlite3')"],
      },
    }),
  },
  {
    rule: 'module-kind',
    what: 'an ES module that calls require',
    make: mounted('node:20-slim', 'node test.js', {
      'code/package.json': '{"type": "module"}\n',
      'code/test.js': "const fs = require('node:fs');\n",
    }),
  },
  {
    rule: 'module-kind',
    what: 'an ES module that asks for its folder',
    make: mounted('node:20-slim', 'node test.mjs', {'code/test.mjs': 'console.log(__dirname);\n'}),
  },
  {
    rule: 'module-kind',
    what: 'an ES module that is asked for with require',
    make: mounted('node:20-slim', 'node --no-experimental-require-module test.js', {
      'code/test.js': "require('./cart.mjs');\n",
      'code/cart.mjs': 'export const cents = 1;\n',
    }),
  },
];
