import {inDockerfile} from '../../instruction.ts';
import type {Rule} from '../rule.ts';
import {installing} from '../../words.ts';

export const commandNotFound: Rule = {
  name: 'command-not-found',

  patterns: [
    /exec: "(?<command>[^"]+)": executable file not found in \$PATH/,
    /exec: "(?<command>[^"]+)": stat [^:]+: no such file or directory/,
    /\b(?:sh|bash): (?:(?:line )?\d+: )?(?:exec: )?(?<command>[\w./-]+): (?:command )?not found/,
    /^(?:\S+: )?line \d+: (?:exec: )?(?<command>[\w./-]+): (?:command )?not found/,
    /^(?:\S+: )\d+: (?:exec: )?(?<command>[\w./-]+): not found/,
    /\] exec (?<command>[\w-][\w.-]*) failed: No such file or directory/,
    /\bspawn (?<command>[\w-][\w.-]*) ENOENT/,
    /env: [‘']?(?<command>[\w-][\w.+-]*)[’']?: No such file or directory/,
  ],
  lacks: ({groups: {command}}) => (command?.includes('/') ? [{kind: 'script', name: command}] : []),
  sentence: ({groups: {command = 'A command'}, service, isHealthCheck, error}) =>
    isHealthCheck
      ? `The health check of ${service} wants the command ${command}, which its image does not have.`
      : `The image ${error.code === 'BUILD_FAILED' ? 'that is built' : `of ${service ?? 'what ended'}`} has no command ${command}${inDockerfile(error, command)}.`,
  remedy: ({groups: {command = 'it'}, isHealthCheck}) =>
    `${isHealthCheck ? 'Write the health check with what the image has (wget, python, node), or install' : 'Install'} ${command} in the Dockerfile (RUN ${installing(command)}), or correct its name.`,
};
