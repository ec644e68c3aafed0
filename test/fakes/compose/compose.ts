import type {Compose} from '../../../ts-helpers/src/outside/compose.ts';
import {PROJECT, SERVICE} from '../engine/listing.ts';
import {settle} from '../engine/running.ts';
import {type EngineState, failIfTold} from '../engine/state.ts';
import {buildIn, imageOf, pullIn} from './building.ts';
import {configOf, interpolateFor, readModel, variablesOf} from './config.ts';
import {saying} from './said.ts';
import {upIn} from './starting.ts';

/** Compose on an engine in memory. It reads files as they lie on the disk. */
export const createFakeCompose = (state: EngineState): Compose => ({
  async version() {
    failIfTold(state, 'compose version');
    return '2.40.3';
  },

  async config(project) {
    failIfTold(state, 'compose config');
    return configOf(project);
  },

  async variables(project) {
    return variablesOf(project);
  },

  async defined(project) {
    return readModel(project, {hasEnvFiles: false}).model;
  },

  async interpolate(project, texts) {
    return interpolateFor(project, texts);
  },

  async build(project, {services = [], onLine}) {
    failIfTold(state, 'compose build');
    buildIn(state, {model: readModel(project).model, services}, saying('build', onLine));
  },

  async pull(project, {services, onLine}) {
    failIfTold(state, 'compose pull');
    const {model} = readModel(project);
    for (const [name, service] of Object.entries(model.services))
      if (services.includes(name)) pullIn(state, imageOf(model.name, name, service), saying('pull', onLine));
  },

  async up(project, {services = [], isBuilding = false, isAlone = false, variables, onLine}) {
    failIfTold(state, 'compose up');
    const {model} = readModel({...project, variables: {...project.variables, ...variables}});
    if (isBuilding) buildIn(state, {model, services}, saying('up', onLine));
    await upIn(state, {model, directory: project.directory, services, isAlone}, saying('up', onLine));
  },

  create: () => Promise.reject(new Error('only proofs make what they do not start: see test/e2e')),

  async add(project, {service, until, variables, onLine}) {
    failIfTold(state, 'compose up');
    const {model} = readModel({...project, variables: {...project.variables, ...variables}});
    const start = {model, directory: project.directory, services: [service], isAlone: true, until};
    await upIn(state, start, saying('up', onLine));
  },

  async exec({name}, {service, script, onLine}) {
    failIfTold(state, 'compose exec');
    settle(state);
    const container = state.containers.find(
      ({labels}) => labels[PROJECT] === name && labels[SERVICE] === service,
    );
    const command = container?.program.commands?.[script];
    if (container?.state !== 'running')
      return saying('exec', onLine).fail(`service "${service}" is not running`);
    if (command === undefined)
      throw new Error(`The program of ${service} does not know the command ${script}.`);
    for (const line of command.prints ?? []) onLine(line);
    for (const [file, text] of Object.entries(command.writes ?? {})) container.files.set(file, text);
    if (command.hangs) throw state.stop;
    return command.exits ?? 0;
  },

  async down(project) {
    failIfTold(state, 'compose down');
    const isOther = ({labels}: {labels: Readonly<Record<string, string>>}) => labels[PROJECT] !== project;
    state.containers.splice(0, state.containers.length, ...state.containers.filter(isOther));
    const stays = state.things.filter(thing => thing.kind === 'volume' || isOther(thing));
    state.things.splice(0, state.things.length, ...stays);
  },

  async destroy(project) {
    failIfTold(state, 'compose down');
    const isOther = ({labels}: {labels: Readonly<Record<string, string>>}) => labels[PROJECT] !== project;
    for (const all of [state.containers, state.things] as {labels: Readonly<Record<string, string>>}[][])
      all.splice(0, all.length, ...all.filter(isOther));
  },
});
