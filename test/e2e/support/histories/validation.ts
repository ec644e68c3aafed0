import {commit, type History} from './history.ts';
import {DOCS, SHOP} from './shop.ts';

const BASE = {
  ...SHOP,
  'dc.stage.yml': `services:
  app:
    environment:
      MAIL_URL: \${MAIL_URL}
    ports: ["8081:3000"]
  proxy:
    ports: ["80:80"]
`,
};

const found = (code: string, message: string, where: string): History['failure'] => ({
  code,
  message,
  where,
  evidence: {},
});

/** What is refused before anything runs: of the lines that are named. */
export const VALIDATION: readonly History[] = [
  {
    name: 'a variable lost its value outside of the repository, others changed the files around it',
    base: BASE,
    commits: [
      commit('ada', {'dc.stage.yml': ['80:80', '81:80']}),
      commit('grace', {'src/names.ts': ["'unknown'", "'?'"]}),
    ],
    failure: found(
      'MISSING_VARIABLE',
      'The variable MAIL_URL has no value.',
      'dc.stage.yml:‹dc.stage.yml|MAIL_URL›',
    ),
    culprit: null,
  },
  {
    name: 'the same, where one alone changed anything',
    base: BASE,
    commits: [commit('ada', {'dc.stage.yml': ['80:80', '81:80']}), DOCS],
    failure: found(
      'MISSING_VARIABLE',
      'The variable MAIL_URL has no value.',
      'dc.stage.yml:‹dc.stage.yml|MAIL_URL›',
    ),
    culprit: null,
  },
  {
    name: 'a port is published twice, the second by one who came later',
    base: BASE,
    commits: [
      commit('grace', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
      commit('ada', {'dc.stage.yml': ['80:80', '8081:80']}),
      commit('nour', {'src/prices.ts': ['1.19', '1.2']}),
    ],
    failure: found(
      'PORT_SHARED',
      'app and proxy publish the port 8081.',
      'dc.stage.yml:‹dc.stage.yml|8081:80"›',
    ),
    culprit: 'ada',
  },
  {
    name: 'two things are wrong, the second of which alone is new',
    base: BASE,
    commits: [
      commit('ada', {'dc.stage.yml': ['80:80', '8081:80']}),
      commit('grace', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: found(
      'MISSING_VARIABLE',
      '2 things are wrong. (1) MISSING_VARIABLE: The variable MAIL_URL has no value. (2) PORT_SHARED: app and proxy publish the port 8081.',
      'dc.stage.yml:‹dc.stage.yml|MAIL_URL›, dc.stage.yml:‹dc.stage.yml|8081:80"›',
    ),
    culprit: 'ada',
  },
  {
    name: 'two things are wrong, each of another',
    base: BASE,
    commits: [
      commit('ada', {'dc.stage.yml': ['80:80', '8081:80']}),
      commit('grace', {'dc.stage.yml': ['      MAIL_URL', '      SMTP_URL: ${SMTP_URL}\n      MAIL_URL']}),
    ],
    failure: found(
      'MISSING_VARIABLE',
      '2 things are wrong. (1) MISSING_VARIABLE: The variable SMTP_URL has no value. (2) PORT_SHARED: app and proxy publish the port 8081.',
      'dc.stage.yml:‹dc.stage.yml|SMTP_URL›, dc.stage.yml:‹dc.stage.yml|8081:80"›',
    ),
    culprit: null,
  },
  {
    name: 'Compose does not read a file that one has indented otherwise',
    base: BASE,
    commits: [
      commit('grace', {'dc.stage.yml': ['80:80', '81:80']}),
      commit('ada', {'dc.stage.yml': ['      MAIL_URL', '     MAIL_URL']}),
      commit('nour', {'docker-compose.yml': ['redis:7', 'redis:7.2']}),
    ],
    failure: found(
      'COMPOSE_INVALID',
      'yaml: line ‹dc.stage.yml|MAIL_URL›: did not find expected key',
      'dc.stage.yml:‹dc.stage.yml|MAIL_URL›',
    ),
    culprit: 'ada',
  },
  {
    name: 'Compose says of no line what it does not take, and two have changed the file',
    base: BASE,
    commits: [
      commit('grace', {'dc.stage.yml': ['80:80', '81:80']}),
      commit('ada', {'dc.stage.yml': ['ports: ["8081:3000"]', 'ports: "8081:3000"']}),
    ],
    failure: found('COMPOSE_INVALID', 'services.app.ports must be a array', 'dc.stage.yml'),
    culprit: 'ada',
  },
];
