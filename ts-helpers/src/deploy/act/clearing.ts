import {projectLabel} from '../../project/conventions.ts';
import {isOfRelease} from '../../project/release.ts';
import type {Compose} from '../../outside/compose.ts';
import type {Docker} from '../../outside/docker.ts';
import type {Voice} from '../../run/voice.ts';
import type {Gathered} from '../gather.ts';
import {tagsToGo} from '../plan/kept.ts';
import {mirrorFor} from './mirror.ts';

interface ClearingNeeds {
  compose: Pick<Compose, 'down'>;
  docker: Pick<Docker, 'containers' | 'remove' | 'untagImages'>;
  voice: Pick<Voice, 'output'>;
}

/** A release that was kept already, and live for a moment, until what came after it failed. */
export const forget = async (
  {folder, facts, record}: Gathered,
  {docker}: Pick<ClearingNeeds, 'docker'>,
): Promise<void> => {
  const {at} = facts.release;
  if ((await folder.record()).live?.at === at) await folder.goLive(record.live);
  const all = await folder.releases.list();
  const going = all.filter(({release}) => release.at === at);
  if (going.length === 0) return;
  await docker.untagImages(
    tagsToGo(
      going,
      all.filter(one => !going.includes(one)),
    ),
  );
  await folder.releases.drop(going);
};

/** As before the first deploy, but for volumes, and for what somebody else has brought up under the name meanwhile. Nothing was away by that. */
export const clear = async (
  {folder, facts}: Gathered,
  {compose, docker, voice}: Pick<ClearingNeeds, 'compose' | 'docker' | 'voice'>,
): Promise<readonly string[]> => {
  const onLine = (line: string) => {
    voice.output(line);
  };
  const label = projectLabel(facts.composeProject);
  const known = new Set(facts.containers.map(({id}) => id));
  const [own, others] = split(
    await docker.containers([label]),
    ({id, labels}) => known.has(id) || isOfRelease(labels, facts.release),
  );
  if (others.length === 0) await compose.down(facts.composeProject, {onLine});
  else await Promise.all(own.map(({id}) => docker.remove(id)));
  // Where the failure came before any file.
  if ((await folder.record()).filled === undefined) return [];
  const nothing = new Map();
  const mirror = await mirrorFor(folder, nothing);
  await folder.fill({
    ...mirror,
    tree: nothing,
    release: facts.release,
    keep: new Set(),
    inPlace: new Set(),
    modes: new Map(),
  });
  return [];
};

const split = <T>(all: readonly T[], isFirst: (one: T) => boolean): [T[], T[]] => [
  all.filter(isFirst),
  all.filter(one => !isFirst(one)),
];

/** Services of the release that did their work and ended: nobody takes that back. */
export const oneShots = async (
  {facts: {composeProject, release}}: Gathered,
  {docker}: Pick<ClearingNeeds, 'docker'>,
): Promise<string[]> => {
  // What cannot be told must not keep the last release from coming back.
  const all = await docker.containers([projectLabel(composeProject)]).catch(() => []);
  const ran = all.filter(
    ({state, exitCode, restartPolicy, labels}) =>
      state === 'exited' && exitCode === 0 && restartPolicy !== 'always' && isOfRelease(labels, release),
  );
  return [...new Set(ran.map(({service}) => service))].sort();
};
