import {commit, exited, type History, unhealthy} from '../history.ts';
import {KIOSK} from './base.ts';

const MAILPIT = '  post:\n    image: axllent/mailpit:v1.20\n';

/** Added when the rule was there: it must not take this for that. */
const MOVED_WHOLE: History = {
  name: 'a port was moved with all that asks it, and the program answers no more by another change',
  base: KIOSK,
  commits: [
    commit('grace', {
      'docker-compose.yml': KIOSK['docker-compose.yml']
        .replace(':9292"]', ':9393"]')
        .replace('${RACK_PORT}', '9393')
        .replace('localhost:9292', 'localhost:9393'),
    }),
    commit('ada', {'till/app.rb': ["get('/up') { 'up' }", "get('/up') { sleep 30 and 'up' }"]}),
  ],
  failure: {
    code: 'NO_ANSWER',
    message: 'http://127.0.0.1:8470/ did not answer for 5 minutes.',
    where: 'service till',
    evidence: {services: [{service: 'till', state: 'running', log: ['* Listening on http://0.0.0.0:9393']}]},
  },
  culprit: null,
};

/** What a service says little of, though what did it is among the changes. */
export const KIOSK_SERVICES: readonly History[] = [
  MOVED_WHOLE,
  {
    name: 'a service listens elsewhere since a variable says so, and its check asks the old port',
    base: KIOSK,
    commits: [
      commit('ada', {'.env': ['RACK_PORT=9292', 'RACK_PORT=9393']}),
      commit('grace', {'docker-compose.yml': ['interval: 2s', 'interval: 3s']}),
      commit('nour', {'README.md': ['# Kiosk', '# The kiosk']}),
    ],
    failure: unhealthy(
      'till',
      'curl: (7) Failed to connect to localhost port 9292 after 0 ms: Could not connect to server',
      '* Listening on http://0.0.0.0:9393',
    ),
    culprit: 'ada',
    innocent: 'grace',
  },
  {
    name: 'a service was taken away that another still reaches by its name',
    base: KIOSK,
    commits: [
      commit('grace', {'till/lib/letters.rb': ["'a@b.c'", "'till@b.c'"]}),
      commit('ada', {
        'docker-compose.yml': [MAILPIT, ''],
      }),
      commit('nour', {'README.md': ['# Kiosk', '# The kiosk']}),
    ],
    failure: exited(
      'till',
      `/usr/local/lib/ruby/3.3.0/socket.rb:227:in \`getaddrinfo': getaddrinfo: Name or service not known (SocketError)
	from /usr/local/lib/ruby/3.3.0/net/smtp.rb:651:in \`do_start'
	from /till/lib/letters.rb:‹till/lib/letters.rb|SMTP.start›:in \`deliver'
	from bin/check:3:in \`<main>'
Could not reach post:1025`,
    ),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a script has other line endings, and its image was labelled',
    base: KIOSK,
    executable: ['till/bin/boot', 'sorter/run.sh'],
    commits: [
      commit('grace', {'sorter/Dockerfile': ['WORKDIR /sorter', 'LABEL of=sorter\nWORKDIR /sorter']}),
      commit('ada', {'sorter/run.sh': '#!/bin/sh\r\nset -eu\r\nexec /usr/bin/sorter\r\n'}),
      commit('nour', {'sorter/main.go': ['"sorting"', '"sorting:"']}),
    ],
    failure: exited('sorter', 'exec ./run.sh: no such file or directory', 255),
    culprit: 'ada',
  },
  {
    name: 'a script may not be executed any more, and its image was labelled',
    base: KIOSK,
    executable: ['till/bin/boot', 'sorter/run.sh'],
    commits: [
      commit('grace', {'till/Dockerfile': ['WORKDIR /till', 'LABEL of=till\nWORKDIR /till']}),
      {by: 'ada', edits: {}, executable: {'till/bin/boot': false}},
      commit('nour', {'till/app.rb': ["'up'", "'Up'"]}),
    ],
    failure: {
      code: 'SERVICE_NOT_CREATED',
      message:
        'failed to create task for container: OCI runtime create failed: exec: "./bin/boot": permission denied',
      where: 'service till',
      evidence: {services: [{service: 'till', state: 'created', exitCode: 126}]},
    },
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a template was moved that the log looks for, and another file came beside it',
    base: KIOSK,
    commits: [
      commit('grace', {'till/conf/colours.tmpl': 'red\n'}),
      commit('ada', {'till/conf/puma.tmpl => till/conf/puma.rb.tmpl': ['threads 1, 4', 'threads 1, 4']}),
      commit('nour', {'README.md': ['# Kiosk', '# The kiosk']}),
    ],
    failure: exited('till', './bin/boot: 3: cannot open conf/puma.tmpl: No such file', 2),
    culprit: 'ada',
    innocent: 'nour',
  },
  {
    name: 'a service is too late, and another made its health check wait longer',
    base: KIOSK,
    commits: [
      commit('ada', {'till/app.rb': ["get('/up') { 'up' }", "get('/up') { sleep 30 and 'up' }"]}),
      commit('grace', {'docker-compose.yml': ['retries: 5', 'retries: 6']}),
      commit('nour', {'README.md': ['# Kiosk', '# The kiosk']}),
    ],
    failure: unhealthy('till', 'Health check exceeded timeout (5s)', '* Listening on http://0.0.0.0:9292'),
    culprit: 'ada',
    innocent: 'grace',
  },
];
