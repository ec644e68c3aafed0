import assert from 'node:assert/strict';
import path from 'node:path';
import {createHolders} from '../../ts-helpers/src/outside/holders.ts';
import {createJUnitReports} from '../../ts-helpers/src/test/junitFiles.ts';
import {planTest, test, type TestOutcome} from '../../ts-helpers/src/test/test.ts';
import type {Facts} from '../../ts-helpers/src/seam/facts.ts';
import type {TestPlan} from '../../ts-helpers/src/test/plan.ts';
import {createMachine, gitIn, type Machine} from './machine.ts';

export interface TestGiven {
  facts?: Facts;
  /** Name of the secret file, on the machine. */
  secretFile?: string;
  minutes?: number;
  /** Ends what is under way; where it is not given, nothing may have to be ended. */
  end?(reason: Error): void;
}

/** Where reports are kept. */
export const outputOf = ({root}: Machine): string => path.join(root, 'output');

/** The verb `test`, in this process. */
export const runTest = async (machine: Machine, given: TestGiven = {}): Promise<TestOutcome> =>
  test({...(await requestOf(machine, given)), output: outputOf(machine)}, needsOf(machine, given));

export const planOfTest = async (machine: Machine, given: TestGiven = {}): Promise<TestPlan | null> =>
  planTest(await requestOf(machine, given), needsOf(machine));

const requestOf = async (machine: Machine, {facts, secretFile, minutes}: TestGiven) => ({
  project: await machine.project(facts),
  minutes,
  secretFile: secretFile === undefined ? undefined : path.join(machine.root, secretFile),
});

const needsOf = ({needs, root}: Machine, {end = assert.fail}: TestGiven = {}) => ({
  ...needs,
  hold: () => () => undefined,
  end,
  mask: (text: string) => text,
  deployRoots: [path.join(root, 'deploys')],
  holders: createHolders(),
  gitIn,
  loadJUnit: () => Promise.resolve(createJUnitReports()),
});

/** A shop whose tests are a service that ends; its database is healthy after three seconds. */
export const SHOP = {
  'docker-compose.yml': `
services:
  web:
    build: .
    ports: ["8080:80"]
    depends_on: {db: {condition: service_healthy}}
  db:
    image: postgres:15
`,
  'dc.test.yml': 'services: {test: {build: ., depends_on: [web]}}',
  Dockerfile: 'FROM busybox',
};

/** A machine with that shop, or another one. */
export const createShop = async (files: Readonly<Record<string, string>> = SHOP): Promise<Machine> => {
  const machine = await createMachine(files);
  machine.engine.registry.add('postgres:15');
  machine.engine.programs['db'] = {health: {healthyAfterMs: 3_000}};
  return machine;
};

/** But for images that were pulled, which serve the next run. */
export const nothingIsLeft = ({engine: {containers, images, things}}: Machine): void => {
  assert.deepEqual([containers, things], [[], []]);
  assert.deepEqual(
    [...images.keys()].filter(name => name !== 'postgres:15'),
    [],
  );
};

export const junitXml = (failed: boolean): string =>
  `<testsuite><testcase classname="Cart" name="adds">${failed ? '<failure message="2 is not 3"/>' : ''}</testcase></testsuite>`;
