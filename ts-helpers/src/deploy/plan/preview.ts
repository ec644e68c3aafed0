import {UserError} from '../../errors/userError.ts';
import {previewNumber} from '../../project/preview.ts';
import type {DeployFacts} from './facts.ts';

/**
 * Throws PREVIEW_REFUSED where what a pull request says would run beside production, or with the data of another deploy: a
 * volume with a name of its own is everybody's of that name, and would go with the preview.
 */
export const refusePreview = ({
  release: {environment},
  composeProject,
  model: {volumes = {}},
  productionHere = [],
}: DeployFacts): void => {
  if (previewNumber(environment) === undefined) return;
  if (productionHere.length > 0)
    throw new UserError('PREVIEW_REFUSED', `Production runs on this host: ${productionHere.join(', ')}.`, {
      where: 'this host',
      remedy:
        'Give another agent the label that previews run on (`previews: {agent}`, default: preview), and take it from this one.',
    });
  const shared = Object.entries(volumes).find(
    ([key, volume]) => volume?.external === true || (volume?.name ?? '') !== `${composeProject}_${key}`,
  );
  if (shared === undefined) return;
  const [key, volume] = shared;
  throw new UserError(
    'PREVIEW_REFUSED',
    `The volume ${key} is ${volume?.name ?? key} on every host, whatever is deployed: a preview would use data of others.`,
    {
      where: `volumes: ${key}`,
      remedy: `Reset it in dc.preview.yml, so that each preview has its own: \`volumes: {${key}: !override {}}\``,
    },
  );
};
