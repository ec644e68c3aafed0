import type {Blame} from '../blame/blame.ts';
import type {ExplainedFailure, Story} from './story.ts';
import {backupsOf} from './backupLine.ts';
import type {Telling} from './telling.ts';
import {cut, oneLine, counted} from '../text/plain.ts';
import {durationText} from '../text/time.ts';

/** A phone, a list of mails and Jenkins' list of builds show no more of a line. */
export const SEEN_AT_A_GLANCE = 100;
const LONGEST_PLACE = 41;
const SHORTEST_PLACE = 24;
const LONGEST_NAME = 26;
/** Of a cause so much says what it is about. */
const ENOUGH_OF_A_CAUSE = 50;

/** What happened, in a line; of a breakage, where, why and by whom within what is seen at a glance. */
export const headlineOf = ({kind, story}: Telling): string => {
  const {project, branch, course, deployed, left, isBackup} = story;
  const place = cut(`${project}, branch ${branch}`, SEEN_AT_A_GLANCE);
  const goesOn = (course.breakage?.builds ?? 1) > 1 ? 'still ' : '';
  const said: Record<Telling['kind'], () => string> = {
    failed: () => breakageText('✗', goesOn && 'still red', story),
    unstable: () => breakageText('⚠', `${goesOn}unstable`, story),
    fixed: () => `✓ ${place}: ${isBackup ? 'backed up' : 'green'} again${redFor(story)}`,
    deployed: () =>
      `▲ ${cut(project, SEEN_AT_A_GLANCE)}: deployed to ${deployed?.title}${deployed ? ` in ${durationText(deployed.seconds)}` : ''}`,
    aborted: () =>
      `■ ${place}: the build was aborted${left.length > 0 ? ` during ${left.map(({stage}) => stage).join(' and ')}` : ''}`,
    noticed: () =>
      `● ${place}: green, but ${[story.slow.length > 0 && 'slow', story.flaky.length > 0 && 'flaky'].filter(Boolean).join(' and ')}`,
  };
  return oneLine(said[kind]());
};

/** The line that lists of builds show; of a preview also where it is, of a backup what it came to. Undefined where there is nothing to say. */
export const lineOfBuild = (
  headline: string | undefined,
  {project, branch, stages, isBackup}: Story,
): string | undefined => {
  const [stored] = backupsOf(stages);
  if (isBackup && headline === undefined && stored !== undefined)
    return oneLine(`✓ ${cut(project, SEEN_AT_A_GLANCE)}: backed up, ${stored.words}`);
  const preview = stages.find(({stage, outcome}) => stage === 'Preview' && outcome === 'passed');
  if (preview === undefined) return headline;
  const said = headline ?? `✓ ${cut(`${project}, branch ${branch}`, SEEN_AT_A_GLANCE)}`;
  return oneLine([said, ...(preview.urls ?? [])].join(' '));
};

/** `✗ shop develop: relation "users" does not exist (Ada): Test failed` */
const breakageText = (mark: string, state: string, story: Story): string => {
  const {project, branch, failures, blame, running} = story;
  const said = state === '' ? '' : ` ${state}`;
  const who = whoText(blame);
  const by = who === '' ? '' : ` (${who})`;
  const telling = tellingMost(failures);
  const why = telling === undefined ? 'failed' : oneLine(reasonOf(telling));
  const room = SEEN_AT_A_GLANCE - `${mark} ${said}: ${by}`.length;
  const least = Math.min(why.length, ENOUGH_OF_A_CAUSE);
  const place = placeText(project, branch, Math.max(SHORTEST_PLACE, Math.min(LONGEST_PLACE, room - least)));
  const stages = failures.map(({stage}) => stage).join(' and ');
  const rest = running.length > 0 ? `; still running: ${running.join(', ')}` : '';
  return `${mark} ${place}${said}: ${cut(why, room - place.length)}${by}: ${stages} failed${rest}`;
};

/** Of stages that failed together the first whose cause is known; what another only shows of it says less. */
const tellingMost = (failures: readonly ExplainedFailure[]): ExplainedFailure | undefined =>
  failures.find(({cause}) => cause !== undefined) ?? failures[0];

/** The cause where a rule knows it, else what the first test that failed says, else what the stage said. */
const reasonOf = ({error, cause}: ExplainedFailure): string => {
  const [test] = error.evidence.failedTests ?? [];
  // A sentence about a test names it first, and names of tests are long.
  if (cause !== undefined && (test === undefined || !cause.sentence.includes(test.name)))
    return withoutStop(cause.sentence);
  if (test === undefined) return withoutStop(error.message);
  const said = test.message.split('\n', 1)[0]?.trim() ?? '';
  return said === '' ? test.name : `${said}, in ${test.name}`;
};

/** Another word follows. */
const withoutStop = (sentence: string): string => sentence.replace(/(?<=[^.])\.$/, '');

const whoText = ({people, nobody, machine, harmless}: Blame): string => {
  if (machine) return 'the machine, no commit';
  if (harmless) return 'none of the new commits';
  const likely = people.filter(({touched}) => touched !== undefined);
  // Nothing speaks for the first of them more than for the last.
  if (likely.length === 0 && people.length > 1) return counted(people.length, 'person', 'people');
  const [first, ...others] = (likely.length > 0 ? likely : people).map(({name}) => oneLine(name));
  if (first === undefined) return nobody === undefined ? '' : 'no new commit';
  if (others.length === 0) return cut(first, LONGEST_NAME);
  const all = [first, ...others].join(', ');
  return all.length <= LONGEST_NAME ? all : `${cut(first, LONGEST_NAME - 5)} +${others.length}`;
};

const placeText = (project: string, branch: string, most: number): string => {
  const half = Math.floor((most - 1) / 2);
  const name = cut(oneLine(project), Math.max(half, most - 1 - oneLine(branch).length));
  return `${name} ${cut(oneLine(branch), most - 1 - name.length)}`;
};

const redFor = ({course: {ended, redSeconds = 0}}: Story): string => {
  if (ended === undefined) return '';
  return ` after ${durationText(redSeconds)} and ${counted(ended.builds, 'red build')}`;
};
