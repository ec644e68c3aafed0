import type {ComposeService} from '../../compose/model.ts';
import {type Instruction, type Stage, stageBuilt} from '../plan/dockerfile.ts';
import type {DockerfileFacts} from '../plan/facts.ts';
import {placeOf} from '../plan/places.ts';
import type {Finding, Rule} from '../plan/rule.ts';
import {servicesOf} from '../plan/services.ts';

export const healthCheckCannotRun: Rule = {
  code: 'health-check-cannot-run',
  severity: 'error',
  title: 'A health check needs a program that its image lacks',
  why: 'It fails each time, so that the service is never healthy: a deploy waits for it in vain, and goes back.',
  mend: 'Ask with what the image has (Python, Node, `wget` of Alpine, `pg_isready`), or install the program in its Dockerfile.',
  find: facts => [
    ...servicesOf(facts).flatMap(({name, service, environment}) => {
      const dockerfile = facts.dockerfiles.find(({services}) => services.includes(name));
      if (service.build !== undefined && dockerfile === undefined) return [];
      const stage = dockerfile && stageBuilt(dockerfile.instructions, dockerfile.target);
      const of = stage ?? {image: service.image ?? '', line: 1, instructions: []};
      return lackedBy(of, wordsOf(service)).map(program => ({
        ...placeOf(environment, 'services', name, 'healthcheck', 'test'),
        message: `The health check of ${name} runs ${program}, which ${of.image} has not got.`,
      }));
    }),
    ...facts.dockerfiles.flatMap(inDockerfile),
  ],
};

const wordsOf = ({healthcheck}: ComposeService): string => {
  if (healthcheck?.disable === true) return '';
  return [healthcheck?.test ?? []].flat().join(' ');
};

const inDockerfile = ({file, instructions, target}: DockerfileFacts): Finding[] => {
  const stage = stageBuilt(instructions, target);
  const check = stage?.instructions.findLast(({name}) => name === 'HEALTHCHECK');
  if (stage === undefined || check === undefined) return [];
  return lackedBy(stage, check.words.replaceAll(/[[\],"]/g, ' ')).map(program => ({
    file,
    line: check.line,
    message: `Its health check runs ${program}, which ${stage.image} has not got.`,
  }));
};

/** Of programs that words run; none where one of several would do, or the Dockerfile may bring one along. */
const lackedBy = ({image, instructions}: Stage, words: string): string[] => {
  const wanted = PROGRAMS.filter(program => isRun(program, words));
  const lacking = wanted.filter(program => isLacking(program, image));
  return wanted.length !== lacking.length || instructions.some(one => mayBring(one, lacking)) ? [] : lacking;
};

const PROGRAMS = ['curl', 'wget'] as const;
type Program = (typeof PROGRAMS)[number];

/** As the first word of a command. */
const isRun = (program: Program, words: string): boolean =>
  words
    .split(/\|\||&&|[;|(]/)
    .map(part => part.trim().replace(/^(?:(?:CMD-SHELL|CMD|if|!|sh -c|exec|timeout \d+|--\S+)\s+)+/, ''))
    .some(part => part.startsWith(`${program} `));

/** A script, or what is not known here, may install anything. */
const mayBring = ({name, words}: Instruction, programs: readonly Program[]): boolean =>
  (['RUN', 'COPY', 'ADD'].includes(name) && programs.some(program => words.split(/\W+/).includes(program))) ||
  (name === 'RUN' &&
    (/\.sh\b|\bxargs\b|playwright|<</.test(words) || (words.includes('install') && words.includes('$')))) ||
  (name === 'COPY' && words.startsWith('--from=') && / \/(?:usr\S*|bin\S*)? /.test(words));

/** Seen in the images of Docker Hub: those that are called slim have neither, and Alpine has `wget` alone. */
const isLacking = (program: Program, image: string): boolean => {
  const [, name = '', tag = ''] =
    /^(?:docker\.io\/)?(?:library\/)?([a-z]+)(?::([^@]*))?(?:@.*)?$/.exec(image) ?? [];
  if (/-slim/.test(tag) && name === 'nginx') return program === 'curl';
  if (/(?:^|-)slim/.test(tag)) return ['python', 'node', 'ruby', 'debian'].includes(name);
  if (name === 'alpine' || /alpine/.test(tag))
    return (
      program === 'curl' && ['alpine', 'python', 'node', 'ruby', 'redis', 'postgres', 'golang'].includes(name)
    );
  if (name === 'nginx') return program === 'wget';
  return ['debian', 'ubuntu', 'redis', 'postgres', 'mariadb'].includes(name);
};
