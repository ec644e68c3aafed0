import {OF_A_SERVICE, type Step} from '../result/step.ts';

/** What projects are begun as. */
export const KINDS = ['django', 'node', 'static'] as const;
export type Kind = (typeof KINDS)[number];

/** Of a repository that is there: see plan/existing.ts. */
export const EXISTING = 'existing';

/** As pushes are deployed without a word in `branches`: to stage, and to production. */
export const BRANCHES = ['develop', 'master'] as const;

/** Something outside that a project has, and what ensures it. */
export interface OutsideFacts {
  id: 'slack' | 'sentry' | 'jobs';
  does: string;
  /** Why it is left out, and what would change that. */
  lacks?: string;
}

export interface NewFacts {
  project: string;
  kind: Kind;
  folder: string;
  /** How far it is: nothing, files without a commit, or all of them. */
  state: 'nothing' | 'begun' | 'made';
  /** Without credentials, to be shown. */
  remote: {url: string; isSet: boolean; branches: readonly string[]} | undefined;
  outside: readonly OutsideFacts[];
}

export type NewStep = Step &
  ({id: 'files' | 'remote' | OutsideFacts['id']} | {id: 'push'; branches: readonly string[]});

export interface NewPlan {
  project: string;
  folder: string;
  steps: NewStep[];
  leftOut: {what: string; why: string}[];
}

const ON_DISK = {risks: 'nothing', limit: 5, undo: []} as const;

/** What it takes for the project to stand, here and outside. What stands already is left alone. */
export const planNew = ({project, kind, folder, state, remote, outside}: NewFacts): NewPlan => {
  const missing = BRANCHES.filter(branch => !remote?.branches.includes(branch));
  const steps: NewStep[] = [
    ...(state === 'made' ? [] : [{...ON_DISK, id: 'files', does: making(kind, folder, state)} as const]),
    ...(remote === undefined || remote.isSet
      ? []
      : [{...ON_DISK, id: 'remote', does: `Call ${remote.url} its origin`} as const]),
    ...(remote === undefined || missing.length === 0
      ? []
      : [
          {
            ...OF_A_SERVICE,
            id: 'push',
            branches: missing,
            does: `Push ${missing.join(' and ')} to ${remote.url}`,
          } as const,
        ]),
    ...outside
      .filter(({lacks}) => lacks === undefined)
      .map(({id, does}) => ({...OF_A_SERVICE, limit: 10, id, does}) as const),
  ];
  return {
    project,
    folder,
    steps,
    leftOut: [
      ...(remote === undefined ? [NO_REMOTE] : []),
      ...outside.flatMap(({does, lacks}) => (lacks === undefined ? [] : [{what: does, why: lacks}])),
    ],
  };
};

const NO_REMOTE = {what: 'Push it', why: 'name an empty repository of its host: --remote URL'};

const making = (kind: Kind, folder: string, state: NewFacts['state']): string => {
  const what = `the files of a ${TITLES[kind]} project, and commit them on ${BRANCHES.join(' and ')}`;
  return state === 'nothing' ? `Write to ${folder} ${what}` : `Write to ${folder} what is missing of ${what}`;
};

const TITLES: Readonly<Record<Kind, string>> = {
  django: 'Django',
  node: 'Node',
  static: 'static',
};
