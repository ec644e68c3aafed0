import {createHash} from 'node:crypto';
import {besideOf, SECRETS} from '../../project/conventions.ts';
import {keptOfLive} from '../plan/kept.ts';
import type {DeployFacts} from '../plan/facts.ts';
import {partsOf, type PartsByService} from '../plan/parts.ts';
import type {Contents} from './fingerprints.ts';
import type {Prepared} from './prepare.ts';

/** What services will be made of, what they were in the release that is live, and how long that takes them away. */
export const findParts = async (
  {folder, record, model, names}: Pick<Prepared, 'folder' | 'record' | 'model' | 'names'>,
  contents: Contents,
): Promise<Pick<DeployFacts, 'parts' | 'awayLast'>> => {
  const live = keptOfLive(await folder.releases.list(), record.live);
  return {parts: {now: partsIn({model, names}, contents), before: live?.parts}, awayLast: live?.away ?? {}};
};

const partsIn = ({model, names}: Pick<Prepared, 'model' | 'names'>, contents: Contents): PartsByService =>
  Object.fromEntries(
    Object.entries(model.services).map(([name, service]) => {
      const {files = [], given: [environment] = [undefined]} = contents[name] ?? {};
      const words = [
        ...files.map(({path, digest}) => [path, digest ?? ''] as const),
        // Where a config or secret is a variable, any other line of the file may be the one that counts.
        ...(environment === undefined ? [] : [[besideOf(names.base, SECRETS), environment] as const]),
      ];
      return [name, partsOf(service, Object.fromEntries(words), {model, wordOf})];
    }),
  );

/** It lies where the values themselves lie, for nobody but the deploying user. */
const wordOf = (value: unknown): string =>
  createHash('sha256')
    .update(JSON.stringify(value) ?? '')
    .digest('hex')
    .slice(0, 16);
