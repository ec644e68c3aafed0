import {writeFile} from 'node:fs/promises';
import path from 'node:path';
import {down, planOnly as planDownOnly} from '../../../ts-helpers/src/laptop/down.ts';
import type {DownPlan, UpPlan} from '../../../ts-helpers/src/laptop/plan.ts';
import type {MaskedDone, MaskedOrder, SqlOrder} from '../../../ts-helpers/src/laptop/act/data.ts';
import {
  planOnly,
  up,
  type UpNeeds,
  type UpOutcome,
  type UpRequest,
} from '../../../ts-helpers/src/laptop/up.ts';
import {createCheckouts} from '../../../ts-helpers/src/outside/checkouts.ts';
import {withPorts} from '../../../ts-helpers/src/outside/composeSourceEdit.ts';
import {createMachine, gitIn, type Machine, shell} from '../../fakes/machine.ts';
import {networkOf} from '../../fakes/network.ts';
import {createRepository, type Repository} from '../../fakes/repository.ts';

export interface Laptop extends Machine {
  repository: Repository;
  /** What was loaded. */
  loaded: SqlOrder[];
  /** Projects that got masked data of production; it throws where nobody may have it. */
  masked: {of: string[]; refusal: Error | undefined; leftOut: MaskedDone['leftOut']};
  /** Who has ports of this machine that no container has. */
  holders: Map<number, string>;
  /** Somebody sits there, and answers so, one after another. */
  answers: string[];
  questions: string[];
  needs: UpNeeds & Machine['needs'];
  up(given?: Partial<UpRequest>): Promise<UpOutcome>;
  plan(given?: Partial<UpRequest>): Promise<UpPlan>;
  down(withData?: boolean, yes?: string): ReturnType<typeof down>;
  planDown(withData?: boolean): Promise<DownPlan>;
}

export const SHOP = {
  'docker-compose.yml': `
services:
  web:
    build: .
    ports: ["\${WEB_PORT:-8080}:80"]
  db:
    image: postgres:15
    volumes: ["data:/var/lib/postgresql/data"]
volumes: {data: }
`,
  'dc.dev.yml': 'services: {db: {ports: ["127.0.0.1:5432:5432"]}}\n',
  Dockerfile: 'FROM busybox',
  '.gitignore': '.env\ndocker-compose.override.yml\n',
};

/** The machine of somebody who has cloned a project. */
export const createLaptop = async (
  files: Readonly<Record<string, string>> = SHOP,
  {isAttended = false, organisation}: {isAttended?: boolean; organisation?: string} = {},
): Promise<Laptop> => {
  const machine = await createMachine(files);
  const repository = createRepository(machine.workspace);
  repository.commit('Begin');
  const {engine} = machine;
  engine.registry.add('postgres:15');
  engine.programs['db'] = {listens: [{port: 5432, isLoopback: false}]};
  const loaded: SqlOrder[] = [];
  const masked: Laptop['masked'] = {of: [], refusal: undefined, leftOut: []};
  const holders = new Map<number, string>();
  const answers: string[] = [];
  const questions: string[] = [];
  const needs = {
    ...machine.needs,
    ...networkOf(engine),
    git: gitIn(machine.workspace),
    checkouts: createCheckouts(shell),
    portHolders: {of: (port: number) => Promise.resolve(holders.get(port))},
    deployRoot: path.join(machine.root, 'deploys'),
    ask: isAttended
      ? (question: string) => {
          questions.push(question);
          return Promise.resolve(answers.shift() ?? '');
        }
      : undefined,
    withPorts: ({name, text}: {name: string; text: string}, services: Record<string, string[]>) =>
      Promise.resolve(withPorts({file: name, text}, services)),
    async loadMasked({compose: {name}, keepsFormer}: MaskedOrder): Promise<MaskedDone> {
      if (masked.refusal !== undefined) throw masked.refusal;
      masked.of.push(name);
      return {leftOut: masked.leftOut, kept: keepsFormer ? ['shop_before of db'] : []};
    },
    loadSql(order: SqlOrder) {
      loaded.push(order);
      return Promise.resolve();
    },
  };
  const organisationFile = path.join(machine.root, 'organisation.yml');
  if (organisation !== undefined) await writeFile(organisationFile, organisation);
  const opened = () => machine.project(undefined, organisation === undefined ? {} : {organisationFile});
  const request = async (given: Partial<UpRequest> = {}): Promise<UpRequest> => ({
    project: await opened(),
    withData: false,
    ports: new Map(),
    yes: undefined,
    ...given,
  });
  const ofDown = async (withData = false, yes?: string) => ({
    project: await opened(),
    withData,
    yes,
  });
  return {
    ...machine,
    repository,
    loaded,
    masked,
    holders,
    answers,
    questions,
    needs,
    up: async given => up(await request(given), needs),
    plan: async given => planOnly(await request(given), needs),
    down: async (withData, yes) => down(await ofDown(withData, yes), needs),
    planDown: async withData => planDownOnly(await ofDown(withData), needs),
  };
};
