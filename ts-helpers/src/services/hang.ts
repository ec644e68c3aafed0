import type {Container} from '../compose/model.ts';
import {tellingLines} from '../health/log.ts';
import type {Evidence} from '../result/result.ts';
import {runningTest} from '../health/runningTest.ts';
import {messageOf, UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import {type EvidenceAbout, gatherEvidence, witnesses, withNotes} from './evidence.ts';

export interface Hanging extends EvidenceAbout {
  composeProject: string;
  /** Where the tests run, if it is tests that may hang. */
  tests?: {service: string; isMain: boolean; printed: readonly string[]};
}

type Engine = Pick<Docker, 'containers' | 'logs' | 'processes' | 'interrupt'>;

const LOG_LINES = 40;
const MOST_PROCESSES = 20;

/** Where the time is over, what hung tells why: it is looked at as long as it is there. */
export const witnessingHang = async <T>(
  hanging: Hanging,
  docker: Engine,
  work: () => Promise<T>,
): Promise<T> => {
  try {
    return await work();
  } catch (error) {
    if (!(error instanceof UserError) || error.code !== 'TIME_LIMIT') throw error;
    const {containers, notes} = await witnesses(hanging.composeProject, docker);
    const evidence = await evidenceOf(containers, hanging, docker);
    const lines = [...(hanging.tests?.printed ?? []), ...(evidence.log?.lines ?? [])];
    const test = hanging.tests && runningTest(lines);
    throw new UserError(
      'TIME_LIMIT',
      test === undefined ? error.message : `${error.message} The last test that began is ${test}.`,
      {
        where: hanging.tests ? `service ${hanging.tests.service}` : (error.where ?? hanging.composeProject),
        remedy: error.remedy,
        evidence: withNotes(evidence, notes),
        cause: error,
      },
    );
  }
};

const evidenceOf = async (
  containers: readonly Container[],
  {tests, ...about}: Hanging,
  docker: Engine,
): Promise<Evidence> => {
  const own = containers.find(({service}) => service === tests?.service);
  const running = await processesIn(containers, own, docker);
  // An engine in trouble must not take the place of what is told.
  if (own && tests?.isMain) await docker.interrupt(own.id).catch(() => undefined);
  const evidence = await gatherEvidence(containers, {docker}, {...about, failed: tests?.service});
  if (tests === undefined || tests.isMain) return withNotes(evidence, running);
  const lines = tellingLines(tests.printed, LOG_LINES);
  return withNotes({...evidence, log: {source: tests.service, lines}}, running);
};

/** Of all containers, or that of the tests. */
const processesIn = async (
  containers: readonly Container[],
  own: Container | undefined,
  docker: Engine,
): Promise<string[]> => {
  const looked = own ? [own] : containers.filter(({state}) => state === 'running');
  const found = looked.map(async ({service, id}) => {
    const processes = await docker
      .processes(id)
      .catch((error: unknown) => [`(What runs cannot be told: ${messageOf(error)})`]);
    return processes.map(line => `${service} ran: ${line.trim().replaceAll(/ {2,}/g, ' ')}`);
  });
  return (await Promise.all(found)).flat().slice(0, MOST_PROCESSES);
};
