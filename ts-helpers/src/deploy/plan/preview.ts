import type {ComposeResource} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import {refuseAll} from '../../project/findings.ts';
import {previewNumber} from '../../project/preview.ts';
import type {DeployFacts} from './facts.ts';

/**
 * Throws PREVIEW_REFUSED where what a pull request says would run beside production, or with what another deploy has: a
 * volume or network with a name of its own is everybody's of that name.
 */
export const refusePreview = ({
  release: {environment},
  composeProject,
  model: {volumes, networks},
  productionHere = [],
}: DeployFacts): void => {
  if (previewNumber(environment) === undefined) return;
  if (productionHere.length > 0)
    throw new UserError('PREVIEW_REFUSED', `Production runs on this host: ${productionHere.join(', ')}.`, {
      where: 'this host',
      remedy:
        'Give another agent the label that previews run on (`previews: {agent}`, default: preview), and take it from this one.',
    });
  refuseAll([
    ...sharedOf(volumes, composeProject).map(one =>
      refusal('volume', one, 'a preview would use data of others'),
    ),
    ...sharedOf(networks, composeProject).map(one =>
      refusal('network', one, 'services of a preview would answer in it by the names of others'),
    ),
  ]);
};

interface Shared {
  key: string;
  name: string;
}

const sharedOf = (
  resources: Readonly<Record<string, ComposeResource | null>> = {},
  composeProject: string,
): Shared[] =>
  Object.entries(resources)
    .map(([key, resource]) => ({key, name: resource?.name ?? key, isExternal: resource?.external === true}))
    .filter(({key, name, isExternal}) => isExternal || name !== `${composeProject}_${key}`);

const refusal = (kind: 'volume' | 'network', {key, name}: Shared, harm: string): UserError =>
  new UserError(
    'PREVIEW_REFUSED',
    `The ${kind} ${key} is ${name} on every host, whatever is deployed: ${harm}.`,
    {
      where: `${kind}s: ${key}`,
      remedy: `Reset it in dc.preview.yml, so that each preview has its own: \`${kind}s: {${key}: !override {}}\``,
    },
  );
