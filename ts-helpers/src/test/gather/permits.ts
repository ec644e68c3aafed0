import type {Settings} from '../../settings/settings.ts';
import type {Places} from '../../outside/places.ts';

/** Allowed by the organisation: names as they are, paths wherever they lead. */
export const permitsOf = async (
  {hostAccess = []}: Settings,
  {places}: {places: Pick<Places, 'find'>},
): Promise<string[]> => {
  const real = hostAccess
    .filter(permit => permit.startsWith('/'))
    .map(async permit => (await places.find(permit)).real);
  return [...hostAccess, ...(await Promise.all(real))];
};
