import {composeFailure, type Failed} from '../compose/failure.ts';
import type {Container} from '../compose/model.ts';
import {CommandFailed, UserError} from '../errors/userError.ts';
import type {Docker} from '../outside/docker.ts';
import {type EvidenceAbout, gatherEvidence, witnesses, withNotes} from './evidence.ts';

export interface Doing extends EvidenceAbout {
  doing: Failed['doing'];
  composeProject: string;
}

/** Runs `docker compose build`, `up` or both in one, and explains its failure by what it printed and how the containers stand. */
export const explaining = async (
  {doing, composeProject, ...about}: Doing,
  docker: Pick<Docker, 'logs' | 'containers'>,
  work: () => Promise<void>,
): Promise<void> => {
  try {
    await work();
  } catch (error) {
    if (!(error instanceof CommandFailed)) throw error;
    const failure = composeFailure(
      {doing, tail: error.tail, model: about.facts?.model, sources: about.facts?.sources},
      error,
    );
    if (doing === 'build' || failure.code === 'BUILD_FAILED') throw failure;
    const {containers, notes} = await witnesses(composeProject, docker);
    const {code, message, where, remedy} = byService(failure, containers);
    const failed = containers.find(({service}) => where === `service ${service}`)?.service;
    const gathered = await gatherEvidence(containers, {docker}, {...about, failed});
    throw new UserError(code, message, {
      ...(where !== undefined && {where}),
      remedy,
      evidence: withNotes({...failure.evidence, ...gathered}, notes),
      cause: error,
    });
  }
};

/** Compose speaks of containers, by names that people did not give. */
const byService = (failure: UserError, containers: readonly Container[]): UserError => {
  const named = containers.find(({name, service}) => failure.where === name || failure.where === service);
  if (named === undefined) return failure;
  return new UserError(
    failure.code,
    failure.message.replace(`container ${named.name}`, `service ${named.service}`),
    {where: `service ${named.service}`, remedy: failure.remedy},
  );
};
