import {saidOf} from '../steps.ts';
import type {Rule} from '../rule.ts';

export const buildStepFailed: Rule = {
  name: 'build-step-failed',

  fits: ({code}) => code === 'BUILD_FAILED',
  sentence: ({error: {message, where = '', evidence}}) => {
    const [, service = '', step = ''] = /^Dockerfile of (\S+): (.*)/s.exec(where) ?? [];
    const said = saidOf(evidence.log?.lines ?? []);
    return service === ''
      ? message
      : `The image of ${service} is not built, for ${step} fails${said === undefined ? '' : `: ${said}`}.`;
  },
  remedy: ({error: {where = ''}}) => {
    const [, service] = /^Dockerfile of (\S+):/.exec(where) ?? [];
    return `Correct what that step says; on a laptop, docker compose build${service === undefined ? '' : ` ${service}`} runs it.`;
  },
};
