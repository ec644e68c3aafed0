import {isStop, UserError, warningOf} from '../../errors/userError.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Shell} from '../../outside/shell.ts';
import type {Warning} from '../../result/result.ts';
import {disksFor, type RoomNeeds} from '../../services/room.ts';
import type {AgentFacts} from '../plan/agentFacts.ts';

export interface AgentNeeds extends RoomNeeds {
  docker: RoomNeeds['docker'] & Pick<Docker, 'version'>;
  compose: Pick<Compose, 'version'>;
  shell: Shell;
  installing(program: Program): string;
}

type Program = (typeof PROGRAMS)[number];

/** What no build does without. */
const PROGRAMS = ['flock', 'git'] as const;
/** A service manager that is in trouble does not answer. */
const CLOCK_MS = 5_000;

/** What is to be known of this machine; `wanted` is how many gigabytes a build is to find. */
export const gatherAgent = async (wanted: number, needs: AgentNeeds): Promise<AgentFacts> => {
  const [engine, compose, disks, missing, isClockKept] = await Promise.all([
    wrongWith(needs.docker.version()),
    composeOf(needs),
    disksFor(undefined, needs),
    missingOf(needs),
    clockOf(needs.shell),
  ]);
  return {
    room: {disks, wanted},
    missing,
    ...(engine !== undefined && {engine}),
    ...(compose !== undefined && {compose}),
    ...(isClockKept !== undefined && {isClockKept}),
  };
};

const wrongWith = async (asked: Promise<unknown>): Promise<Warning | undefined> => {
  try {
    await asked;
    return undefined;
  } catch (error) {
    if (!(error instanceof UserError) || isStop(error)) throw error;
    return warningOf(error);
  }
};

const composeOf = async ({compose}: AgentNeeds): Promise<AgentFacts['compose']> => {
  let version = '';
  const wrong = await wrongWith(
    compose.version().then(said => {
      version = said.trim();
    }),
  );
  if (wrong === undefined) return version;
  return wrong.code === 'DOCKER_MISSING' ? undefined : wrong;
};

const missingOf = async ({shell, installing}: AgentNeeds): Promise<AgentFacts['missing']> => {
  const found = await Promise.all(
    PROGRAMS.map(async program =>
      (await isMissing(program, shell)) ? [{program, remedy: installing(program)}] : [],
    ),
  );
  return found.flat();
};

/** BusyBox' flock, which does as well, refuses the question. */
const isMissing = async (program: Program, shell: Shell): Promise<boolean> => {
  try {
    await shell.run(program, ['--version']);
    return false;
  } catch (error) {
    if (isStop(error)) throw error;
    return error instanceof UserError && error.code === 'TOOL_MISSING';
  }
};

/** Not every system has systemd, and in a container it does not answer. */
const clockOf = async (shell: Shell): Promise<boolean | undefined> => {
  const words = ['show', '--property=NTPSynchronized', '--value'];
  try {
    const {stdout} = await shell.run('timedatectl', words, {timeoutMs: CLOCK_MS});
    return {yes: true, no: false}[stdout.trim()];
  } catch (error) {
    if (isStop(error)) throw error;
    return undefined;
  }
};
