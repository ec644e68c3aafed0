import {inDocs} from '../errors/documents.ts';
import {isOfBackup, turned} from '../seam/backupRow.ts';
import type {Memory} from '../seam/memory.ts';
import type {Facts} from '../seam/facts.ts';
import type {FirstTelling} from '../seam/firstTelling.ts';
import {MAIL, SLACK} from '../project/credentials.ts';
import {holderOf} from '../seam/pipelinePlan.ts';
import {headlineOf, lineOfBuild} from '../story/headline.ts';
import {plainMessage} from '../story/plainMessage.ts';
import {reportPage} from '../story/reportPage.ts';
import {type Story, storyOf} from '../story/story.ts';
import {decide, type Telling} from '../story/telling.ts';
import type {MailSettings} from '../settings/settings.ts';
import type {Clock} from '../outside/clock.ts';
import type {Mail} from './services/mail.ts';
import type {Slack} from '../slack/messages.ts';
import type {Voice} from '../run/voice.ts';
import {withBreakage} from './notify/breakage.ts';
import {keepReport, type KeepNeeds} from './notify/keep.ts';
import {type MailOutcome, tellByMail} from './notify/mail.ts';
import {type SlackOutcome, tellSlack} from './notify/slack.ts';

export interface NotifyNeeds extends KeepNeeds {
  /** Absent without a token. Loaded only when there is something to send. */
  slack?: (() => Promise<Slack>) | undefined;
  /** Absent without a mail server. */
  mail?: ((from: string | undefined) => Promise<Mail>) | undefined;
  clock: Pick<Clock, 'now'>;
  /** Where a project has no channel, and the plan knows of none. */
  organisationChannel?: string | undefined;
  /** What the organisation says of mail, for a build without a plan. */
  organisationMail?(): Promise<MailSettings | undefined>;
  /** The same data with every secret in it masked. */
  maskData<T>(data: T): T;
}

export interface NotifyOutcome {
  /** What was told; null when there was nothing to tell. */
  told: Telling['kind'] | null;
  /** The channel that has it. */
  sentTo?: string;
  /** Names of those who were written to in Slack. */
  direct: string[];
  mailedTo: string[];
  /** Why it was not sent, or not where it should. */
  problems: string[];
  /** As Slack would show it. */
  text?: string;
  /** All of it in a line, for lists of builds. */
  headline?: string;
  /** Path of report.html. */
  reportFile?: string;
  /** While stages are running: for the call that ends the telling. */
  first?: FirstTelling;
}

/**
 * Tells people how the build went, and leaves the report; while stages are running, what has failed already, and no
 * report. Telling never throws: it does not change a build's result.
 */
export const notify = async (given: Facts, needs: NotifyNeeds, planOnly = false): Promise<NotifyOutcome> => {
  const facts = await withEarlier(inItsRow(needs.maskData(given)), needs);
  const now = needs.clock.now().toISOString();
  const story = storyOf(facts, now);
  const telling = decide(facts, story, needs.organisationChannel);
  if (planOnly) return planned(telling, needs);
  const slack = await slackOutcome(telling, facts, needs);
  // While stages are running there is no report yet.
  const page = story.running.length > 0 ? undefined : reportPage(story, now);
  const mail = await mailOutcome(telling, {facts, slack, page}, needs);
  const told = tell(telling, {slack, mail, notSetUp: notSetUp(facts)}, needs);
  if (page === undefined) return {...told, first: firstTelling(facts, story, {slack, mail})};
  const reportFile = await keepReport({story, page, at: now, memory: remembered(story, slack, mail)}, needs);
  const headline = lineOfBuild(told.headline, story);
  return {
    ...told,
    ...(headline !== undefined && {headline}),
    ...(reportFile !== undefined && {reportFile}),
  };
};

/** What earlier builds of its kind left. */
const inItsRow = (facts: Facts): Facts =>
  facts.memory != null && isOfBackup(facts) ? {...facts, memory: turned(facts.memory)} : facts;

/** What told first has looked already, and what it left in Slack is no earlier breakage. */
const withEarlier = (facts: Facts, needs: NotifyNeeds): Promise<Facts> | Facts => {
  const {first} = facts;
  if (first === undefined) return withBreakage(facts, needs.slack, needs);
  return {...(first.memory && {memory: first.memory}), ...facts};
};

const firstTelling = ({memory}: Facts, {failures}: Story, {slack, mail}: Outcomes): FirstTelling => {
  const {sentTo, message, thread} = slack ?? {};
  return {
    stages: failures.map(({stage}) => stage),
    ...(memory && {memory}),
    ...(slack &&
      sentTo !== undefined &&
      message &&
      thread && {
        slack: {sentTo, message, thread, direct: slack.direct},
      }),
    ...(mail?.id !== undefined &&
      mail.subject !== undefined && {
        mail: {id: mail.id, subject: mail.subject, mailedTo: mail.mailedTo},
      }),
  };
};

interface Outcomes {
  slack: SlackOutcome | undefined;
  mail: MailOutcome | undefined;
}

const planned = (telling: Telling | undefined, {voice}: NotifyNeeds): NotifyOutcome => {
  const nothing = {direct: [], mailedTo: [], problems: []};
  if (telling === undefined) return {told: null, ...nothing};
  const text = plainMessage(telling);
  show(text, `Would be sent to ${telling.channels.join(', else ')}`, voice);
  return {told: telling.kind, ...nothing, text};
};

const notSetUp = ({jenkins}: Facts): string =>
  `there is no Slack token. ${
    jenkins === undefined ? `Set ${SLACK.variable}` : `Add the credential ${SLACK.id} to Jenkins`
  } (${inDocs('how-to/configure-slack.md')}).`;

const slackOutcome = async (
  telling: Telling | undefined,
  facts: Facts,
  {slack}: NotifyNeeds,
): Promise<SlackOutcome | undefined> =>
  telling === undefined || slack === undefined
    ? undefined
    : tellSlack(telling, await slack(), {
        first: facts.first?.slack,
        token: holderOf(SLACK, facts),
      });

/** In any case where the settings say so, else where Slack has it not. */
const mailOutcome = async (
  telling: Telling | undefined,
  {facts, slack, page}: {facts: Facts; slack: SlackOutcome | undefined; page: string | undefined},
  {mail, organisationMail}: NotifyNeeds,
): Promise<MailOutcome | undefined> => {
  if (telling === undefined || mail === undefined) return undefined;
  const settings = facts.plan ? facts.plan.mail : await organisationMail?.();
  const {from, when = 'fallback', domains = [], addresses = []} = settings ?? {};
  const isWanted = when === 'always' || (when === 'fallback' && slack?.sentTo === undefined);
  if (!isWanted) return undefined;
  return tellByMail(telling, await mail(from), {
    report: page,
    reach: {domains, addresses},
    first: facts.first,
    server: holderOf(MAIL, facts),
  });
};

/** With where Slack and mail have the breakage, for the builds to come. */
const remembered = (
  {memory, isBackup}: Story,
  slack: SlackOutcome | undefined,
  mail: MailOutcome | undefined,
): Memory => {
  const kept = withPlaces(memory, slack, mail);
  return isBackup ? turned(kept) : kept;
};

const withPlaces = (
  memory: Memory,
  slack: SlackOutcome | undefined,
  mail: MailOutcome | undefined,
): Memory => {
  const {breakage} = memory;
  if (breakage === undefined) return memory;
  const thread = slack?.thread ?? breakage.thread;
  const {id = breakage.mail, subject = breakage.mailSubject} = mail ?? {};
  return {
    ...memory,
    breakage: {
      ...breakage,
      ...(thread && {thread}),
      ...(id !== undefined && {mail: id}),
      ...(subject !== undefined && {mailSubject: subject}),
    },
  };
};

/** Says in the log what was told to whom, and each problem once. */
const tell = (
  telling: Telling | undefined,
  {slack, mail, notSetUp}: Outcomes & {notSetUp: string},
  {voice}: NotifyNeeds,
): NotifyOutcome => {
  const {direct = [], sentTo} = slack ?? {};
  const mailedTo = mail?.mailedTo ?? [];
  const problems = [...(slack?.problems ?? []), ...(mail?.problems ?? [])];
  if (telling === undefined) return {told: null, direct, mailedTo, problems};
  const text = plainMessage(telling);
  for (const problem of slack?.problems ?? []) voice.warn(`Slack: ${problem}`);
  for (const problem of mail?.problems ?? []) voice.warn(`Mail: ${problem}`);
  const reached = [...(sentTo === undefined ? [] : [sentTo]), ...direct, ...mailedTo];
  const reason = slack === undefined ? [notSetUp] : problems;
  show(text, reached.length > 0 ? `Sent to ${reached.join(', ')}` : `Not sent: ${reason.join(' ')}`, voice);
  return {
    told: telling.kind,
    direct,
    mailedTo,
    problems: slack === undefined && mailedTo.length === 0 ? [notSetUp, ...problems] : problems,
    text,
    headline: headlineOf(telling),
    ...(sentTo !== undefined && {sentTo}),
  };
};

const show = (text: string, fate: string, voice: Voice): void => {
  voice.warn(fate);
  for (const line of text.split('\n')) voice.warn(`  ${line}`);
};
