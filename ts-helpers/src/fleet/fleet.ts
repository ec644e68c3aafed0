import type {ToldTrouble} from '../archive/fleetRecord.ts';
import type {Trouble} from '../archive/freshness.ts';
import {UserError} from '../errors/userError.ts';
import type {Clock} from '../outside/clock.ts';
import {type Bearing, carryOut} from '../run/carryOut.ts';
import type {Voice} from '../run/voice.ts';
import {counted} from '../text/plain.ts';
import {type DeleteNeeds, deleteAll, remember} from './act.ts';
import {type FleetWords, gatherFleet, type GatherNeeds} from './gather.ts';
import {type FleetPlan, type FleetStep, planFleet} from './plan.ts';
import {type TellNeeds, tellTroubles} from './tell.ts';

export interface FleetNeeds
  extends Omit<GatherNeeds, 'voice' | 'copies'>, Pick<TellNeeds, 'slack' | 'channel' | 'token'> {
  store: GatherNeeds['store'] & DeleteNeeds['store'];
  copies: readonly (GatherNeeds['copies'][number] & DeleteNeeds['copies'][number])[];
  clock: Pick<Clock, 'now'>;
  voice: Voice;
}

export interface FleetOutcome {
  bucket: string;
  projects: number;
  /** Archives and uploads. */
  deleted: number;
  /** What could not be. */
  refused: string[];
  troubles: Trouble[];
  /** How many troubles have a thread in Slack. */
  told: number;
}

/** What would be deleted and told. */
export const fleetPlan = async (words: FleetWords, needs: FleetNeeds): Promise<FleetPlan> =>
  planFleet(await gatherFleet(words, needs, needs.clock.now()));

/** Looks at all backups, deletes what is too many, and tells what somebody has to see to. */
export const checkFleet = async (words: FleetWords, needs: FleetNeeds): Promise<FleetOutcome> => {
  const {voice} = needs;
  const plan = await voice.step('Look at all backups', () => fleetPlan(words, needs));
  const {bucket, projects, leaving, troubles, telling, record, steps} = plan;
  let gone = {deleted: 0, refused: [] as string[]};
  let told: ToldTrouble[] = telling.unchanged;
  const act = {
    delete: async () => {
      gone = await deleteAll(leaving, needs);
    },
    tell: async () => {
      told = await tellTroubles(telling, {...needs, now: new Date(record.at)});
    },
    remember: () => remember(record, told, needs),
  };
  // People are told all the same.
  const bear = ({id}: FleetStep): Bearing => (id === 'delete' ? 'go on' : 'fail');
  const {notDone} = await carryOut(steps, ({id}) => act[id](), {voice, bear});
  for (const {error} of notDone) throw error;
  for (const {message, command} of troubles) voice.warn(`${message} ${command}`);
  return {bucket, projects, ...gone, troubles, told: told.length};
};

/** Undefined where nobody has to see to anything. */
export const troubleError = ({troubles, refused, bucket}: FleetOutcome): UserError | undefined => {
  const [first] = troubles;
  const [kept] = refused;
  if (first !== undefined)
    return new UserError(
      'BACKUPS_IN_TROUBLE',
      `${counted(troubles.length, 'thing is', 'things are')} wrong with backups: ${shortened(troubles)}`,
      {where: `s3://${bucket}`, ...(troubles.length === 1 && {remedy: first.command})},
    );
  if (kept === undefined) return undefined;
  return new UserError(
    'BACKUPS_IN_TROUBLE',
    `${counted(refused.length, 'backup')} too many could not be deleted, ${kept} for one.`,
    {where: `s3://${bucket}`, remedy: 'Give the credentials what `countable backup policy fleet` prints.'},
  );
};

const MOST_NAMED = 5;

const shortened = (troubles: readonly Trouble[]): string => {
  const more = troubles.length - MOST_NAMED;
  const named = troubles
    .slice(0, MOST_NAMED)
    .map(({message, command}) => (troubles.length === 1 ? message : `${message} \`${command}\``));
  return [...named, ...(more > 0 ? [`And ${more} more.`] : [])].join(' ');
};
