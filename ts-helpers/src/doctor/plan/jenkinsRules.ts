import type {JenkinsFacts} from './jenkinsFacts.ts';
import {agentClockWrong} from './jenkinsRules/agent-clock-wrong.ts';
import {agentDiskLow} from './jenkinsRules/agent-disk-low.ts';
import {agentOffline} from './jenkinsRules/agent-offline.ts';
import {credentialExposed} from './jenkinsRules/credential-exposed.ts';
import {credentialMissing} from './jenkinsRules/credential-missing.ts';
import {pluginMissing} from './jenkinsRules/plugin-missing.ts';
import type {Rule} from './rule.ts';

/** All that controllers are held to, in the order of their names. */
export const JENKINS_RULES: readonly Rule<JenkinsFacts>[] = [
  agentClockWrong,
  agentDiskLow,
  agentOffline,
  credentialExposed,
  credentialMissing,
  pluginMissing,
];
