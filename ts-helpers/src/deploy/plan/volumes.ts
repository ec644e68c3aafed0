import {UserError, warningOf} from '../../errors/userError.ts';
import {lineOf} from '../../compose/sourcePlaces.ts';
import {isUnnamed, volumeName} from '../../compose/volumes.ts';
import type {Warning} from '../../result/result.ts';
import {quoted} from '../../text/plain.ts';
import type {DeployFacts} from './facts.ts';
import {orphansOf} from './leaving.ts';
import type {OwnVolume} from './ownResources.ts';

type Known = Pick<DeployFacts, 'volumes' | 'model' | 'containers' | 'sources'>;

/** What no deploy changes of volumes, and what it leaves behind: data is never made anew, and nothing copied. */
export const warnOfVolumes = (facts: Known): Warning[] =>
  [
    ...facts.volumes.filter(({isOtherwise}) => isOtherwise).map(one => keptAsItIs(one, facts)),
    ...leftBehind(facts),
  ].map(warningOf);

const keptAsItIs = ({name, key = name}: OwnVolume, {sources, model}: Known): UserError => {
  const users = Object.entries(model.services).filter(([, {volumes = []}]) =>
    volumes.some(({type, source}) => type === 'volume' && source === key),
  );
  const services = users.map(([service]) => service).join(',');
  return new UserError(
    'VOLUME_OTHERWISE',
    `The compose files give the volume ${name} other options or labels than it was made with. It keeps its own, with its data: an existing volume is not changed.`,
    {
      where: lineOf(sources, ['volumes', key]),
      remedy: `Say again what it was made with: \`docker volume inspect ${quoted(name)}\` tells. Or name a new volume with these options in its place, and deploy by hand with --recreate${services === '' ? '' : ` ${quoted(services)}`}, once the data is there.`,
    },
  );
};

/** Volumes with a name, of services that go or were renamed, which no service of the compose files has. */
const leftBehind = ({containers, model}: Known): UserError[] => {
  const used = new Set(
    Object.values(model.services).flatMap(({volumes = []}) =>
      volumes.flatMap(({type, source}) => (type === 'volume' && source ? [volumeName(source, model)] : [])),
    ),
  );
  const left = new Map(
    orphansOf({containers, model}).flatMap(({service, mounts = []}) =>
      mounts
        .filter(({type, source, isWritable}) => type === 'volume' && isWritable && !isUnnamed(source))
        .filter(({source}) => !used.has(source))
        .map(({source}) => [source, service] as const),
    ),
  );
  return [...left].map(
    ([volume, service]) =>
      new UserError(
        'VOLUME_UNUSED',
        `The volume ${volume} of ${service}, which the compose files do not name any more, is used by no service from now on. Its data stays.`,
        {
          remedy: `Where another service is to have it, name it there, below \`volumes:\`. Where nobody needs it: docker volume rm ${quoted(volume)}`,
        },
      ),
  );
};
