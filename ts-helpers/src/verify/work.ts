import path from 'node:path';
import {olderStores} from '../dumps/olderPlaces.ts';
import {createObjectStore} from '../outside/s3.ts';
import {createUnpacking} from '../outside/unpacking.ts';
import {partOf} from '../archive/part.ts';
import {momentIn} from '../archive/pointInTime.ts';
import {PRODUCTION} from '../settings/production.ts';
import type {Job} from '../stage/work.ts';
import {whoIsAndWhere} from '../workspace/whoIs.ts';
import {atOf} from './choice.ts';
import {meantBy} from './meant.ts';
import {momentsAdapters, rootOf, signerOf} from './adapters.ts';
import {manifestFor, planMoment, verifyMoment} from './moment.ts';
import {planOnly, verify, type VerifyNeeds, type VerifyRequest} from './verify.ts';

export interface VerifyGiven {
  /** Default: the one of the folder. */
  project?: string | undefined;
  environment?: string | undefined;
  /** Which one; default: the newest. */
  at?: string | undefined;
  accept?: boolean;
  /** Whether the last moment is brought back as well. */
  moments?: boolean;
  /** Of the server that one of an older script is restored into. */
  image?: string | undefined;
}

/** The proof of a backup, with all that it works with. */
export const verifyWork =
  ({
    project: named,
    environment = PRODUCTION,
    at: wanted,
    accept = false,
    moments = true,
    image,
  }: VerifyGiven) =>
  (job: Job) => {
    const {project, world} = job;
    const at = atOf(wanted);
    const {name, instance, isOwn} = meantBy(named, project);
    const {backup} = project.settings;
    const request: VerifyRequest = {
      name,
      environment,
      part: partOf({environment, instance}),
      at,
      who: whoIsAndWhere(project, world),
      accepts: accept,
      moments,
      keep: backup === 'none' ? undefined : backup.keep,
      shrink: backup === 'none' ? 100 : backup.shrink,
      project: isOwn ? project : undefined,
      web: backup !== 'none' && backup.proof.web,
      image,
    };
    const moment = at === undefined ? undefined : momentIn(at);
    /** Undefined where it is an archive that is meant. */
    const meant = async (needs: VerifyNeeds) => {
      const manifest = moment && (await manifestFor(request, moment, needs));
      return moment && manifest && {moment, manifest};
    };
    return Promise.resolve({
      async plan() {
        const needs = needsOf(job);
        const one = await meant(needs);
        return one === undefined ? planOnly(request, needs) : planMoment(request, one, needs);
      },
      async run() {
        const needs = needsOf(job);
        const one = await meant(needs);
        if (one !== undefined)
          return {outcome: 'passed' as const, proof: await verifyMoment(request, one, needs)};
        const {proof, warnings} = await verify(request, needs);
        return {outcome: 'passed' as const, proof, ...(warnings.length > 0 && {warnings})};
      },
    });
  };

/** Throws BACKUP_NOT_SET_UP. */
const needsOf = (job: Job): VerifyNeeds => {
  const {signal} = job.world;
  const {backup} = job.project.settings;
  const root = rootOf(job);
  const adapters = momentsAdapters(job);
  return {
    ...adapters,
    unpacking: createUnpacking(adapters.pipes, adapters.compressing),
    older: olderStores(backup === 'none' ? [] : backup.older, adapters.store, signal),
    copies: backup === 'none' ? [] : backup.copies.map(one => createObjectStore(one, signal)),
    lockOf: name => path.join(root, '.countable', 'proofs', `${name}.lock`),
    sign: signerOf(job),
  };
};
