import type {Rule} from '../rule.ts';

export const deviceMissing: Rule = {
  name: 'device-missing',

  whose: 'machine',
  patterns: [
    /could not select device driver "(?<device>[^"]*)"/,
    /error gathering device information while adding custom device "(?<device>[^"]+)": no such file/,
  ],
  sentence: ({
    groups: {device = 'a device'},
    error: {
      evidence: {host},
    },
  }) =>
    `The machine${host === undefined ? '' : ` ${host.name}`} does not have ${device === '' ? 'the driver of a device' : device}, which the compose file asks for.`,
  remedy: ({groups: {device = ''}}) =>
    device.startsWith('/')
      ? `Connect ${device} to that machine, deploy to one that has it (\`agents:\` in countable.yml), or leave out \`devices:\` there.`
      : 'Install its container toolkit on that machine (nvidia-container-toolkit), deploy to one that has it (`agents:` in countable.yml), or leave out `devices:` there.',
};
