import {createClock} from '../adapters/clock.ts';
import {createFiles} from '../adapters/files.ts';
import {notify, type NotifyOutcome} from '../commands/notify.ts';
import type {World} from '../context.ts';
import type {Facts} from '../domain/facts.ts';
import {wordsOfBuild} from '../domain/secrets.ts';

/** `notify` with Slack and mail, as far as there are credentials for them. */
export const tell = async (
  facts: Facts,
  {environment, report, maskData, signal}: World,
  {planOnly, output}: {planOnly: boolean; output: string | undefined},
): Promise<NotifyOutcome> => {
  const {
    SLACK_BOT_TOKEN: token,
    SLACK_API_URL: slackUrl,
    SMTP_URL: smtpUrl,
    COUNTABLE_SLACK_CHANNEL: organisationChannel,
  } = {...environment, ...facts.controller};
  if (facts.plan) report.spare(wordsOfBuild(facts.plan.build));
  const files = createFiles();
  return notify(
    facts,
    {
      slack: token
        ? async () => (await import('../adapters/slack.ts')).createSlack({token, url: slackUrl})
        : undefined,
      mail: smtpUrl
        ? async from => (await import('../adapters/mail.ts')).createMail({url: smtpUrl, from})
        : undefined,
      report,
      clock: createClock(signal),
      organisationChannel,
      maskData,
      files,
      output: output ?? (planOnly ? '' : await files.outputFolder()),
    },
    planOnly,
  );
};
