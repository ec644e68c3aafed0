/** Uses of the variable X in a service, and a value that Compose takes there; test/e2e/doctor.test.ts asks it. */
export const STAND_INS: readonly [line: string, value: string][] = [
  ['ports: ["${X}:80"]', '50001'],
  ['ports: ["127.0.0.1:${X}:80/tcp"]', '50001'],
  ['ports: [{target: 80, published: "${X}"}]', '50001'],
  ['ports: ["${X:?}:8080:80"]', '127.0.0.1'],
  ['ports: ["${X}:${PORT:-1}:80"]', '127.0.0.1'],
  ['ports: [{target: 80, host_ip: "$X"}]', '127.0.0.1'],
  ['volumes: ["${X}/media:/media"]', '/countable-doctor'],
  ['image: "${X}/web:1"', 'open'],
  ['privileged: ${X}', 'true'],
  ['volumes: [{type: volume, source: v, target: /v, read_only: "${X}"}]', 'true'],
  ['healthcheck: {test: a, interval: "${X}"}', '1s'],
  ['stop_grace_period: ${X}', '1s'],
  ['mem_limit: ${X}', '1'],
  ['environment: {A: "${X}"}', '1'],
];
