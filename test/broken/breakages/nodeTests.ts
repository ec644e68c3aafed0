import {TEST, but, type Breakage} from '../breakage.ts';
import {node} from '../stacks/node.ts';

export const nodeTestBreakages: readonly Breakage[] = [
  {
    name: 'node-hidden-failure',
    stack: node,
    stage: TEST,
    breaks: {
      'src/cart.js': but(node['src/cart.js'], 'cents >= 5000', 'cents > 5000'),
      'dc.test.yml': but(
        node['dc.test.yml'],
        'node --test --test-reporter spec',
        'sh -c "node --test; echo done"',
      ),
    },
    says: /ships for nothing|exit code 0/,
    remedy: /exit code/,
  },
  {
    name: 'node-mounted-script',
    stack: node,
    stage: TEST,
    breaks: {
      'check/run.sh': '#!/bin/sh\nset -e\nnode --check src/server.js\nnode --test --test-reporter spec\n',
      'dc.test.yml': `services:
  test:
    build: .
    entrypoint: [sh, -c, /srv/check/run.sh]
    volumes: ['./check:/srv/check']
`,
    },
    says: /run\.sh is not executable/,
    remedy: /--chmod=\+x check\/run\.sh/,
  },
];
