import {DUMPED} from '../../archive/dumpedKinds.ts';
import type {EngineKind} from '../../archive/manifest.ts';
import {isClientOf, runsOther} from '../../compose/client.ts';
import {type Engine, engineOf, engineWithin} from '../../compose/engine.ts';
import type {ComposeModel, Container} from '../../compose/model.ts';
import {UserError} from '../../errors/userError.ts';
import type {Step} from '../../result/step.ts';

/** A server that an archive can be restored into. */
export interface Into {
  /** As the compose files name it. */
  service: string;
  image: string;
  /** Of what runs; empty where nothing does. */
  imageId: string;
}

export interface OlderFacts {
  project: string;
  bucket: string;
  key: string;
  /** Bytes. */
  size: number;
  layout: string;
  /** Whether there is none of ours that would be newer. */
  isForWantOfOurs: boolean;
  /** `--image`. */
  image: string | undefined;
  /** What is deployed here; undefined where it is not known. */
  deployed: {model: ComposeModel; containers: readonly Container[]} | undefined;
}

export interface OlderStep extends Step {
  id: 'prove' | 'record';
}

/** What it holds is seen only as it is read: for each kind it says where that goes, or why nowhere. */
export interface OlderPlan extends Omit<OlderFacts, 'deployed' | 'image'> {
  into: Partial<Record<EngineKind, Into>>;
  not: Partial<Record<EngineKind, string>>;
  steps: OlderStep[];
}

const KINDS: readonly EngineKind[] = ['postgres', 'mysql', 'mongo'];

/** Throws PROOF_IMPOSSIBLE where it could go nowhere at all. */
export const planOlder = ({image, deployed, ...facts}: OlderFacts): OlderPlan => {
  const {into, not} = image === undefined ? byServices(deployed) : byImage(image);
  if (Object.keys(into).length === 0)
    throw new UserError(
      'PROOF_IMPOSSIBLE',
      `Nothing tells which server ${facts.key} is for: ${Object.values(not)[0]}.`,
      {
        where: facts.key,
        remedy: remedyFor(facts.project),
      },
    );
  return {...facts, into, not, steps: stepsOf(facts, into)};
};

export const remedyFor = (project: string): string =>
  `Run it in a clone of ${project} where that is deployed, or name the image: countable verify ${project} --image postgres:15`;

type Choice = Pick<OlderPlan, 'into' | 'not'>;

const byImage = (image: string): Choice => {
  const kind = dumpedKindOf(engineOf(image));
  const kinds = kind === undefined ? KINDS : [kind];
  return {
    into: Object.fromEntries(kinds.map(one => [one, {service: one, image, imageId: ''}])),
    not: Object.fromEntries(
      KINDS.filter(one => !kinds.includes(one)).map(one => [one, `${image} is no server for it`]),
    ),
  };
};

const byServices = (deployed: OlderFacts['deployed']): Choice => {
  if (deployed === undefined)
    return {into: {}, not: {postgres: 'the project is not checked out or deployed here'}};
  const servers = serversOf(deployed);
  const choice: Choice = {into: {}, not: {}};
  for (const kind of KINDS) {
    const own = servers.filter(one => one.kind === kind);
    const [first] = own;
    const others = own.filter(({into}) => into.image !== first?.into.image);
    if (first === undefined) choice.not[kind] = 'its compose files have no service for it';
    else if (others.length > 0)
      choice.not[kind] =
        `its compose files have several for it, ${own.map(({into}) => `${into.service} (${into.image})`).join(' and ')}`;
    else choice.into[kind] = first.into;
  }
  return choice;
};

const dumpedKindOf = (engine: Engine | undefined): EngineKind | undefined => engine && DUMPED[engine.kind];

const serversOf = ({
  model,
  containers,
}: NonNullable<OlderFacts['deployed']>): {kind: EngineKind; into: Into}[] =>
  Object.entries(model.services).flatMap(([service, {image}]) => {
    const own = containers.filter(one => one.service === service);
    if (own.length > 0 && own.every(one => isClientOf(one) || runsOther(one))) return [];
    const kind = dumpedKindOf(engineOf(image) ?? own.map(engineWithin).find(Boolean));
    const named = image ?? own[0]?.image;
    if (kind === undefined || named === undefined) return [];
    return [{kind, into: {service, image: named, imageId: own[0]?.imageId ?? ''}}];
  });

const stepsOf = ({key}: Pick<OlderFacts, 'key'>, into: Choice['into']): OlderStep[] => {
  const images = [...new Set(Object.values(into).map(({image}) => image))].join(', ');
  return [
    {
      id: 'prove',
      does: `See what ${key} is, restore it into a throw-away server (${images}), and count what it holds`,
      // Its parts are told as they are done.
      said: null,
      risks: 'nothing',
      limit: PROVE_MINUTES,
      undo: [],
    },
    {id: 'record', does: 'Store what came of it beside it', risks: 'nothing', limit: 5, undo: []},
  ];
};

const PROVE_MINUTES = 12 * 60;
