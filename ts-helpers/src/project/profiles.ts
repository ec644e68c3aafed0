import type {ComposeSource} from '../compose/source.ts';

/** By which profiles a service is left out, for nobody turns any on, and where that stands. */
export interface Profiled {
  words: string;
  where: string;
  file: string;
}

export const profiledBy = (service: string, sources: readonly ComposeSource[]): Profiled | undefined => {
  for (const {file, places} of sources) {
    const own = places.filter(({path}) => path[0] === 'services' && path[1] === service);
    const key = own.find(({path}) => path.length === 3 && path[2] === 'profiles');
    if (key === undefined) continue;
    const names = own
      .filter(({path}) => path.length === 4 && path[2] === 'profiles')
      .flatMap(({text}) => text ?? []);
    const words = names.length > 1 ? `the profiles ${names.join(', ')}` : `the profile ${names[0] ?? ''}`;
    return {words: words.trimEnd(), where: `${file}:${key.line}`, file};
  }
  return undefined;
};
