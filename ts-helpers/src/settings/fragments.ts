import {agents} from './fragments/agents.ts';
import {backup} from './fragments/backup.ts';
import {branches} from './fragments/branches.ts';
import {compose} from './fragments/compose.ts';
import {databases} from './fragments/databases.ts';
import {disk} from './fragments/disk.ts';
import {doctor} from './fragments/doctor.ts';
import {deployRoot} from './fragments/deployRoot.ts';
import {fleet} from './fragments/fleet.ts';
import {health} from './fragments/health.ts';
import {identity} from './fragments/identity.ts';
import {jenkins} from './fragments/jenkins.ts';
import {operations} from './fragments/operations.ts';
import {people} from './fragments/people.ts';
import {previews} from './fragments/previews.ts';
import {refresh} from './fragments/refresh.ts';
import {seed} from './fragments/seed.ts';
import {sentry} from './fragments/sentry.ts';
import {slack} from './fragments/slack.ts';
import {target} from './fragments/target.ts';
import {test} from './fragments/test.ts';
import {releases} from './fragments/releases.ts';
import {timeouts} from './fragments/timeouts.ts';

/** All settings there are, in the order of the reference. */
export const FRAGMENTS = [
  identity,
  compose,
  test,
  health,
  seed,
  branches,
  previews,
  jenkins,
  agents,
  slack,
  people,
  timeouts,
  releases,
  backup,
  refresh,
  databases,
  fleet,
  operations,
  disk,
  doctor,
  deployRoot,
  target,
  sentry,
] as const;
