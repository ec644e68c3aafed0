import path from 'node:path';
import {readBounded} from '../adapters/boundedFile.ts';
import {createClock} from '../adapters/clock.ts';
import {createFiles} from '../adapters/files.ts';
import type {Jenkins} from '../adapters/jenkins.ts';
import type {Invocation} from '../cli/parse.ts';
import {listCredentials, setCredential} from '../commands/jenkins/credentials.ts';
import {ensureJobs, planOnly, writeJobs} from '../commands/jenkins/jobs.ts';
import type {Project} from '../commands/project.ts';
import type {Finished, World} from '../context.ts';
import {PRODUCTION} from '../domain/conventions.ts';
import {secretsOfFile} from '../domain/secrets.ts';
import {catalogue, UserError} from '../errors.ts';
import {whyUnread} from '../errors/givenFile.ts';
import {createPlanAdapters, readFacts, readProject} from './project.ts';

/** `countable jenkins jobs` and `countable jenkins credentials`. */
export const runJenkins = async (invocation: Invocation, world: World): Promise<Finished> => {
  const {flags, arguments: words} = invocation;
  const [what, name] = words;
  const options = {
    ...(name !== undefined && {name}),
    ...(flags.kind !== undefined && {jenkins: {jobs: flags.kind}}),
  };
  const facts = await readFacts(invocation);
  const project = await readProject(invocation, world, {...facts, options: {...facts.options, ...options}});
  const needs = {
    ...createPlanAdapters(project, world.signal),
    openJenkins: () => open(world, what),
    report: world.report,
  };
  if (what === 'credentials') return {result: await credentials(project, invocation, {...world, needs})};
  const request = {project, repair: flags.repair};
  if (flags.files !== undefined) {
    const folder = path.resolve(world.folder, flags.files);
    return {
      result: await writeJobs({project, folder, isPlan: flags.plan}, {files: createFiles(), loadWriters}),
    };
  }
  const outcome = await (flags.plan ? planOnly(request, needs) : ensureJobs(request, needs));
  const isNew = ('steps' in outcome ? outcome.steps : outcome.changed).length > 0;
  if (isNew) warnOfOwnWord(project, world);
  return {result: outcome};
};

/** What is set for the user alone counts for no build: the ordinary job would go on deploying to production. */
const warnOfOwnWord = ({settings}: Project, {environment, report}: World): void => {
  const own = ['COUNTABLE_PRODUCTION', 'COUNTABLE_CONFIG'].find(name => environment[name]);
  if (settings.jenkins.production !== 'separate' || own === undefined) return;
  const branches = Object.keys(settings.branches).filter(name => settings.branches[name] === PRODUCTION);
  report.warn(
    `${own} says here that production is separate; builds go by what the controller says. Unless it says COUNTABLE_PRODUCTION=separate as well (Manage Jenkins, System, Global properties, Environment variables), or countable.yml says \`jenkins: {production: separate}\`, the ordinary job deploys ${branches.join(' and ')} to production, too.`,
  );
};

const loadWriters = async () => {
  const [{jobDsl}, {casc}] = await Promise.all([
    import('../adapters/jenkins/jobDsl.ts'),
    import('../adapters/jenkins/casc.ts'),
  ]);
  return {jobDsl, casc};
};

const credentials = async (
  project: Project,
  {flags: {set: id, from, plan}}: Invocation,
  {folder, report, needs}: World & {needs: Parameters<typeof setCredential>[1]},
): Promise<unknown> => {
  if (id === undefined) return listCredentials(project, needs);
  if (from === undefined) {
    throw new UserError('BAD_ARGUMENT', '--set needs --from: the file with the value.', {
      where: '--from',
      remedy: `For example: countable jenkins credentials --set ${id} --from ../value.txt`,
    });
  }
  const value = await valueIn(path.resolve(folder, from));
  // Of a file of variables the values, of anything else all of it.
  const text = value.toString('utf8');
  const secrets = id.endsWith('-env') ? secretsOfFile(text) : [{name: id, value: text}];
  for (const secret of secrets) report.hide(secret.value, secret.name);
  report.hide(value.toString('base64'));
  return setCredential({project, id, value, isPlan: plan}, needs);
};

const valueIn = async (file: string): Promise<Buffer> => {
  const remedy = 'Correct --from: it names the file with the value.';
  const value = await readBounded(file).catch((cause: unknown) => {
    throw new UserError('BAD_ARGUMENT', whyUnread(file, cause), {where: '--from', remedy, cause});
  });
  if (value.length > 0) return value;
  throw new UserError('BAD_ARGUMENT', `${file} holds no value: it is empty.`, {where: '--from', remedy});
};

const ACCOUNT = catalogue.JENKINS_NOT_SET_UP.remedy;
const WITHOUT_ACCOUNT =
  'countable jenkins jobs --files jenkins writes the same jobs as files, for Job DSL and Configuration as Code.';

const open = async ({environment, signal}: World, what: string | undefined): Promise<Jenkins> => {
  const {JENKINS_URL: url, JENKINS_USER_ID: user, JENKINS_API_TOKEN: token} = environment;
  if (!url || !user || !token) {
    const missing = Object.entries({JENKINS_URL: url, JENKINS_USER_ID: user, JENKINS_API_TOKEN: token})
      .filter(([, value]) => !value)
      .map(([name]) => name);
    throw new UserError(
      'JENKINS_NOT_SET_UP',
      `${missing.join(', ')} ${missing.length > 1 ? 'are' : 'is'} not set.`,
      what === 'jobs' ? {remedy: `${ACCOUNT} Without an account: ${WITHOUT_ACCOUNT}`} : {},
    );
  }
  const {openJenkins} = await import('../adapters/jenkins.ts');
  return openJenkins({url, user, token, clock: createClock(signal), signal});
};
