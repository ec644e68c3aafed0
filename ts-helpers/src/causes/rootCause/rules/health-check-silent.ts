import {within} from '../../looking.ts';
import type {Rule, Seen} from '../rule.ts';

export const healthCheckSilent: Rule = {
  name: 'health-check-silent',

  fits: error => error.code === 'SERVICE_UNHEALTHY' && silentIn(error) !== undefined,
  sentence: ({error}) => {
    const {service, healthExitCode, healthCommand} = silentIn(error) ?? {};
    return `The health check of ${service} fails with exit code ${healthExitCode} and prints nothing: ${healthCommand}`;
  },
  remedy: seen => {
    const {service = '', healthCommand = ''} = silentIn(seen.error) ?? {};
    return `Run it to see why: ${within(service, healthCommand, seen)}; let it print what it finds, and correct it, or what it checks: it is \`healthcheck:\` of ${service} in the compose files, or else HEALTHCHECK of the image's Dockerfile.`;
  },
};

/** The service whose check says nothing, where that is known. */
const silentIn = ({evidence: {services = []}}: Seen['error']) =>
  services.find(
    ({health, healthOutput, healthExitCode = 0, healthCommand}) =>
      health === 'unhealthy' &&
      healthOutput === undefined &&
      healthExitCode > 0 &&
      healthCommand !== undefined,
  );
