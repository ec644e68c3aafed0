import {createClock} from '../outside/clock.ts';
import {createFiles} from '../outside/files.ts';
import {notify, type NotifyOutcome} from './notify.ts';
import {organisationSettings} from '../workspace/project.ts';
import type {Facts} from '../seam/facts.ts';
import type {MailSettings} from '../settings/settings.ts';
import {wordsOfBuild} from '../secrets/secrets.ts';
import {messageOf, UserError} from '../errors/userError.ts';
import type {Variables} from '../run/variables.ts';
import type {GivenToAll} from '../run/verb.ts';
import type {Finished} from '../run/finished.ts';
import type {World} from '../run/world.ts';
import {readFacts} from '../workspace/open.ts';

/** `countable notify`. */
export const runNotify = async (
  {plan: planOnly, output, facts: file}: Pick<GivenToAll, 'facts' | 'output'> & {plan: boolean},
  world: World,
): Promise<Finished<NotifyOutcome>> => {
  const facts = await readFacts({facts: file});
  // A build of Jenkins has at least its name, and may have been stopped before any stage.
  if (facts.jenkins === undefined && !facts.results?.length && !facts.mishaps?.length)
    throw nothingToTell(file);
  return {result: await tell(facts, world, {planOnly, output})};
};

const nothingToTell = (file: string | undefined): UserError =>
  file === undefined
    ? new UserError('BAD_ARGUMENT', 'There is nothing to tell: no facts of a build were given.', {
        where: '--facts',
        remedy: 'Name the file: countable notify --facts facts.json. `countable pipeline` tells by itself.',
      })
    : new UserError('BAD_FACTS', `There is nothing to tell: ${file} has no results of stages.`, {
        where: file,
        remedy: 'Put the results under `results`: docs/reference/facts.md.',
      });

/** `notify` with Slack and mail, as far as there are credentials for them. */
export const tell = async (
  facts: Facts,
  {variables, voice, maskData, signal}: World,
  {planOnly, output}: {planOnly: boolean; output: string | undefined},
): Promise<NotifyOutcome> => {
  const said: Variables = {...variables, ...facts.controller};
  const {
    SLACK_BOT_TOKEN: token,
    SLACK_API_URL: slackUrl,
    SMTP_URL: smtpUrl,
    COUNTABLE_SLACK_CHANNEL: organisationChannel,
  } = said;
  if (facts.plan) voice.spare(wordsOfBuild(facts.plan.build));
  return notify(
    facts,
    {
      slack: token
        ? async () => (await import('../slack/messages.ts')).createSlack({token, url: slackUrl})
        : undefined,
      mail: smtpUrl
        ? async from => (await import('./services/mail.ts')).createMail({url: smtpUrl, from})
        : undefined,
      voice,
      clock: createClock(signal),
      organisationChannel,
      organisationMail: () => mailOfOrganisation(said, voice),
      maskData,
      files: createFiles(),
      output,
    },
    planOnly,
  );
};

/** Of a file that cannot be read the domains in the variable count all the same. */
const mailOfOrganisation = async (
  said: Variables,
  voice: World['voice'],
): Promise<MailSettings | undefined> => {
  const {COUNTABLE_MAIL_DOMAINS: mailDomains, COUNTABLE_CONFIG: path} = said;
  const {organisationMail} = await import('../workspace/settings.ts');
  try {
    const organisation = path ? await organisationSettings(path, createFiles().readText) : undefined;
    return organisationMail({variables: {mailDomains}, organisation});
  } catch (error) {
    voice.warn(`Mail: the organisation's settings do not count: ${messageOf(error)}`);
    return organisationMail({variables: {mailDomains}});
  }
};
