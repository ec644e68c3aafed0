import type {Rule} from '../rule.ts';

export const addressInUse: Rule = {
  name: 'address-in-use',

  patterns: [
    /(?:EADDRINUSE|[Aa]ddress already in use)(?:\D*:(?<port>\d+))?/,
    /\[Errno 98\] error while attempting to bind on address \('[^']*', (?<port>\d+)\)/,
  ],
  sentence: ({groups: {port = 'that it wants'}, service}) =>
    `Within ${service === undefined ? 'the container' : `the service ${service}`} two programs want the port ${port}.`,
  remedy: ({groups: {port = 'it'}}) =>
    `Start only one of them: the second listener at ${port} is most often the same server, started twice (by the command and by a script), or a worker with the same setting.`,
};
