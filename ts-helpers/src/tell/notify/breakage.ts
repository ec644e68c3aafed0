import {isOfBackup} from '../../seam/backupRow.ts';
import type {Facts} from '../../seam/facts.ts';
import {emptyMemory} from '../../seam/memory.ts';
import {markedBranch, shownBranch, subjectOf} from '../../story/story.ts';
import {channelsOf, wasRed} from '../../story/telling.ts';
import type {FoundBreakage, Slack} from '../../slack/messages.ts';
import type {Voice} from '../../run/voice.ts';
import {SLACK} from '../../project/credentials.ts';
import {holderOf} from '../../seam/pipelinePlan.ts';
import {isAboutThisOne, slackRemedy} from '../../slack/remedies.ts';

/** Where the last build's report is gone, Slack may still know of the breakage. */
export const withBreakage = async (
  facts: Facts,
  loadSlack: (() => Promise<Slack>) | undefined,
  {voice, organisationChannel}: {voice: Voice; organisationChannel?: string | undefined},
): Promise<Facts> => {
  if (loadSlack === undefined || !wasRed(facts) || facts.memory != null) return facts;
  const {project, branch} = subjectOf(facts);
  const slack = await loadSlack();
  for (const channel of channelsOf(facts, project, organisationChannel)) {
    try {
      const found = await slack.findBreakage(channel, {
        project,
        branch: markedBranch({branch: shownBranch(branch), isBackup: isOfBackup(facts)}),
      });
      if (found !== undefined) return {...facts, memory: memoryFrom(found, branch)};
    } catch (error) {
      voice.warn(
        `Slack: the thread of this breakage was not looked for: ${slackRemedy(error, channel, holderOf(SLACK, facts))}`,
      );
      if (!isAboutThisOne(error)) break;
    }
  }
  return facts;
};

const memoryFrom = ({since, commit, build, url, thread}: FoundBreakage, branch: string | null) => ({
  ...emptyMemory(branch),
  breakage: {
    since,
    commit,
    thread,
    builds: 1,
    failures: [],
    people: [],
    ...(build !== undefined && {build}),
    ...(url !== undefined && {url}),
  },
});
