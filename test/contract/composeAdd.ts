import assert from 'node:assert/strict';
import {projectLabel} from '../../ts-helpers/src/project/conventions.ts';
import type {ComposeProject} from '../../ts-helpers/src/compose/model.ts';
import type {Compose} from '../../ts-helpers/src/outside/compose.ts';
import type {KnownCompose, Service} from './composeUp.ts';

export interface AddingCompose extends Pick<KnownCompose, 'docker' | 'write'> {
  compose: Pick<Compose, 'up' | 'add' | 'destroy'>;
}

/** What every Compose does with more than one container of a service. */
export const composeAddContract = (known: () => AddingCompose): void => {
  let project: ComposeProject;
  const onLine = () => undefined;
  const write = async (services: Readonly<Record<string, Service>>) => {
    project = await known().write(services);
  };
  const ofWeb = async () => {
    const found = await known().docker.containers([
      projectLabel(project.name),
      'com.docker.compose.service=web',
    ]);
    return found.sort((one, other) => (one.name < other.name ? -1 : 1));
  };
  const web = (value: string, more: object = {}) => ({
    web: {program: {}, fields: {environment: {VALUE: value}, ...more}},
  });
  afterEach(() => known().compose.destroy(project.name));

  it('adds new ones to a service, and leaves those that there are as they are', async () => {
    await write(web('1'));
    await known().compose.up(project, {onLine});
    const [old] = await ofWeb();
    await write({...web('2', {depends_on: ['other']}), other: {program: {}}});
    await known().compose.add(project, {service: 'web', until: 2, onLine});
    const both = await ofWeb();
    assert.deepEqual(
      both.map(({name, id, state}) => [name, id === old?.id, state]),
      [
        [`${project.name}-web-1`, true, 'running'],
        [`${project.name}-web-2`, false, 'running'],
      ],
    );
    const [first, second] = both.map(({networks = {}}) => networks);
    assert.deepEqual(Object.keys(first ?? {}), [`${project.name}_default`]);
    assert.deepEqual(Object.keys(second ?? {}), Object.keys(first ?? {}));
    assert.notDeepEqual(first, second);
    const all = await known().docker.containers([projectLabel(project.name)]);
    assert.deepEqual([...new Set(all.map(({service}) => service))], ['web'], 'nothing that it depends on');
  });

  it('goes on with those that were added, once the old are gone', async () => {
    await write(web('1'));
    await known().compose.up(project, {onLine});
    const [old] = await ofWeb();
    await write(web('2'));
    await known().compose.add(project, {service: 'web', until: 2, onLine});
    const added = (await ofWeb()).find(({id}) => id !== old?.id);
    await known().docker.remove(old?.id ?? '');
    await known().compose.up(project, {onLine});
    assert.deepEqual(
      (await ofWeb()).map(({id}) => id),
      [added?.id],
    );
  });

  it('has as many as the service says, and takes away what is too much', async () => {
    await write(web('1', {deploy: {replicas: 2}}));
    await known().compose.up(project, {onLine});
    assert.equal((await ofWeb()).length, 2);
    await known().compose.add(project, {service: 'web', until: 3, onLine});
    assert.equal((await ofWeb()).length, 3);
    await known().compose.up(project, {onLine});
    assert.equal((await ofWeb()).length, 2);
  });

  it('starts services without those that they depend on where it is told so', async () => {
    await write({web: {program: {}, fields: {depends_on: ['db']}}, db: {program: {}}, other: {program: {}}});
    await known().compose.up(project, {services: ['web', 'other'], isAlone: true, onLine});
    const all = await known().docker.containers([projectLabel(project.name)]);
    assert.deepEqual(all.map(({service}) => service).sort(), ['other', 'web']);
  });
};
