import {UserError} from '../errors/userError.ts';
import {environmentTitle} from '../project/conventions.ts';
import type {Step} from '../result/step.ts';
import type {PreviewSettings} from '../settings/settings.ts';
import {counted} from '../text/plain.ts';

/** A preview of this very project on this host, by its labels and its record. */
export interface Preview {
  /** Of the pull request. */
  number: string;
  /** `pr-7` */
  environment: string;
  composeProject: string;
  /** Its deploy folder. */
  folder: string;
  /** Its record is here, and that is not. */
  isFolderGone: boolean;
  /** The branch of the pull request, or what was checked out where somebody brought it up by hand; null where nothing tells it. */
  branch: string | null;
  /** Whether it goes once that is gone at the remote. One by hand does not: its branch may never have been there. */
  goesWithBranch: boolean;
  /** What became of its last deploy. */
  state: 'live' | 'failed' | 'deploying';
  /** Whether any of its containers runs. */
  isRunning: boolean;
  /** Of its last deploy. */
  version: string | null;
  /** When that was, however it ended: ISO 8601, UTC; null where nothing tells it. */
  deployedAt: string | null;
  /** Containers under its name that do not come from its folder here: it is left alone with them. */
  strangers: string[];
}

export interface PreviewStep extends Step {
  preview: Preview;
}

export interface PreviewsPlan {
  steps: PreviewStep[];
  /** Those that stay, each with why that is worth a word. */
  staying: {preview: Preview; note?: string}[];
}

interface Known {
  /** At the remote; undefined where that did not tell. */
  branches: readonly string[] | undefined;
  now: Date;
  days: number;
  /** Of the pull request that is being built: its preview stays. */
  own?: string;
}

/** What of the previews is left over. One that cannot be told to be left over stays. */
export const planReconcile = (previews: readonly Preview[], known: Known): PreviewsPlan => {
  const plan: PreviewsPlan = {steps: [], staying: []};
  for (const preview of previews) {
    const why = preview.number === known.own ? undefined : whyLeftOver(preview, known);
    if (why === undefined) plan.staying.push({preview, ...noteOn(known)});
    else if (preview.strangers.length > 0)
      plan.staying.push({preview, note: `${why}; ${withStrangers(preview)}`});
    else plan.steps.push(removing(preview, why));
  }
  return plan;
};

/** Throws PREVIEW_REFUSED where other containers have its name. */
export const planRemoval = (preview: Preview): PreviewsPlan => {
  if (preview.strangers.length > 0)
    throw new UserError(
      'PREVIEW_REFUSED',
      `${preview.composeProject} is left alone: ${withStrangers(preview)}.`,
      {
        where: preview.composeProject,
        remedy: `See whose they are: docker ps --all --filter label=com.docker.compose.project=${preview.composeProject}`,
      },
    );
  return {steps: [removing(preview, 'somebody asks for it')], staying: []};
};

/** Throws PREVIEWS_FULL where the host has no room for one more. */
export const refuseFull = (
  previews: readonly Preview[],
  own: string,
  {limit}: Pick<PreviewSettings, 'limit'>,
): void => {
  const others = previews.filter(({number}) => number !== own);
  if (others.length < limit || previews.length > others.length) return;
  const numbers = others.map(({number}) => number).join(', ');
  throw new UserError(
    'PREVIEWS_FULL',
    `This host has ${counted(others.length, 'preview')} of the project already: those of the pull requests ${numbers}.`,
    {
      where: '`previews: {limit}`',
      remedy: `Close one of these pull requests, or on that host, in a clone of the project: countable previews remove ${others[0]?.number ?? ''}`,
    },
  );
};

const DAY_MS = 86_400_000;

const whyLeftOver = (
  {branch, goesWithBranch, deployedAt, isFolderGone}: Preview,
  {branches, now, days}: Known,
): string | undefined => {
  if (goesWithBranch && branch !== null && branches !== undefined && !branches.includes(branch))
    return `the branch ${branch} is gone at the remote`;
  if (deployedAt !== null && now.getTime() - Date.parse(deployedAt) > days * DAY_MS)
    return `nothing was deployed to it for ${counted(days, 'day')}`;
  if (isFolderGone) return 'its deploy folder is gone';
  return undefined;
};

const noteOn = ({branches}: Known): {note?: string} =>
  branches === undefined ? {note: 'the remote does not tell whether its branch is there'} : {};

const withStrangers = ({strangers}: Preview): string =>
  `containers that do not come from its folder here have its name: ${strangers.join(', ')}`;

const removing = (preview: Preview, why: string): PreviewStep => ({
  id: preview.environment,
  does: `Remove ${environmentTitle(preview.environment)} (${preview.composeProject}) with its volumes, images and folder, for ${why}`,
  risks: 'data',
  limit: 10,
  undo: [],
  preview,
});
