import type {Container} from '../../compose/model.ts';
import {FINGERPRINT, MADE} from '../../project/release.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Files} from '../../outside/files.ts';
import {projectLabel} from '../../project/conventions.ts';
import type {DeployFacts} from '../plan.ts';
import type {DeployRecord} from '../plan/deployRecord.ts';
import {type Elsewhere, folderOfContainer, refuseElsewhere} from '../plan/elsewhere.ts';

type Finding = {folder: string; record: DeployRecord};

/** Containers that came up from another folder, unless that one was moved here with its record. */
export const findElsewhere = async (
  containers: readonly Container[],
  {folder, record}: Finding,
  files: Pick<Files, 'isWithin' | 'kind'>,
): Promise<Elsewhere[]> => {
  const found: Elsewhere[] = [];
  for (const container of containers) {
    const other = folderOfContainer(container);
    if (other === undefined || (await files.isWithin(folder, other))) continue;
    if (record.filled !== undefined && (await files.kind(other)) === undefined) continue;
    found.push({id: container.id, name: container.name, folder: other});
  }
  return found;
};

/** So that what is taken over is made anew, from here. */
export const withoutFingerprints = (
  containers: readonly Container[],
  elsewhere: readonly Elsewhere[],
): Container[] =>
  containers.map(container => {
    if (!elsewhere.some(({id}) => id === container.id)) return container;
    const {[FINGERPRINT]: _, [MADE]: __, ...labels} = container.labels;
    return {...container, labels};
  });

/** Who deploys from another machine, or out of a container, holds no lock of this one. */
export const refuseNewcomers = async (
  facts: DeployFacts,
  record: DeployRecord,
  {docker, files}: {docker: Pick<Docker, 'containers'>; files: Pick<Files, 'isWithin' | 'kind'>},
): Promise<void> => {
  const containers = await docker.containers([projectLabel(facts.composeProject)]);
  const known = new Set(facts.containers.map(({id}) => id));
  const newcomers = containers.filter(({id}) => !known.has(id));
  refuseElsewhere(facts, await findElsewhere(newcomers, {folder: facts.folder, record}, files));
};
