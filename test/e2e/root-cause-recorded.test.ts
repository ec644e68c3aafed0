import {recognises, recorded} from './support/causes.ts';
import {ANSWERS} from './support/reproductions/answers.ts';
import {CLIENTS} from './support/reproductions/clients.ts';
import {COMPOSING} from './support/reproductions/composing.ts';
import {DATABASES} from './support/reproductions/databases.ts';
import {IMAGES} from './support/reproductions/images.ts';
import {INDEXES} from './support/reproductions/indexes.ts';
import {CHECKOUTS} from './support/reproductions/checkouts.ts';
import {MACHINES} from './support/reproductions/machines.ts';
import {OWN} from './support/reproductions/own.ts';
import {PROGRAMS} from './support/reproductions/programs.ts';
import {REMOVED} from './support/reproductions/removed.ts';
import {SOURCES} from './support/reproductions/sources.ts';
import {SERVERS} from './support/reproductions/servers.ts';
import {SERVICES} from './support/reproductions/services.ts';
import {STARTS} from './support/reproductions/starts.ts';
import {TROUBLES} from './support/reproductions/troubles.ts';

const ALL = [
  ...PROGRAMS,
  ...SOURCES,
  ...STARTS,
  ...TROUBLES,
  ...DATABASES,
  ...IMAGES,
  ...INDEXES,
  ...SERVICES,
  ...MACHINES,
  ...CHECKOUTS,
  ...ANSWERS,
  ...CLIENTS,
  ...COMPOSING,
  ...REMOVED,
  ...OWN,
  ...SERVERS,
];

/** Those that say most of how the command, the engine and the rules go together; the others are kept as they were. */
const ALWAYS = [
  'a database that fails, and another service that only waits for it',
  'a COPY of a file that .dockerignore leaves out',
];

/** Each failure is really brought about, on a real engine; COUNTABLE_RECORD=1 brings all of them about. */
describe('the root cause, of those that are recorded, of', () => {
  for (const {what, rule, make} of ALL) (ALWAYS.includes(what) ? recognises : recorded)(what, {rule}, make);
});
