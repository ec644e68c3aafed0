import {serviceOf} from '../containers.ts';
import type {Rule} from '../rule.ts';

export const healthCheckMissing: Rule = {
  name: 'health-check-missing',

  patterns: [/\bcontainer (?<container>\S+) has no healthcheck configured/],
  sentence: ({groups: {container = ''}, error}) =>
    `Others wait until ${serviceOf(container, error)} is healthy, and it has no health check.`,
  remedy: ({groups: {container = ''}, error}) =>
    `Give ${serviceOf(container, error)} a \`healthcheck:\`, or let those that wait for it say \`condition: service_started\` under \`depends_on:\`.`,
};
