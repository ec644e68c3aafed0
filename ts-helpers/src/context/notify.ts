import {notify, type NotifyOutcome} from '../commands/notify.ts';
import type {World} from '../context.ts';
import type {Facts} from '../domain/facts.ts';

/** `notify` with Slack, if there is a token for it. */
export const tell = (
  facts: Facts,
  {environment, report, mask}: World,
  planOnly: boolean,
): Promise<NotifyOutcome> => {
  const token = environment['SLACK_BOT_TOKEN'];
  const url = environment['SLACK_API_URL'];
  const slack = token
    ? async () => (await import('../adapters/slack.ts')).createSlack({token, url})
    : undefined;
  const organisationChannel = environment['COUNTABLE_SLACK_CHANNEL'];
  return notify(facts, {slack, report, mask, organisationChannel}, planOnly);
};
