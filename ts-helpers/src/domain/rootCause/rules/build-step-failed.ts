import type {Rule} from '../rule.ts';

export const buildStepFailed: Rule = {
  name: 'build-step-failed',

  fits: ({code}) => code === 'BUILD_FAILED',
  sentence: ({error: {message}}) => message,
  remedy: ({error: {where = ''}}) => {
    const [, service] = /^Dockerfile of (\S+):/.exec(where) ?? [];
    return `Correct what that step says in the log below; docker compose build${service === undefined ? '' : ` ${service}`} runs it on a laptop.`;
  },
};
