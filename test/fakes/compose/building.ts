import {createHash} from 'node:crypto';
import {existsSync, readdirSync, readFileSync} from 'node:fs';
import path from 'node:path';
import type {ComposeModel, ComposeService} from '../../../ts-helpers/src/compose/model.ts';
import {type EngineState, type FakeImage, nameImage} from '../engine/state.ts';
import type {Said} from './said.ts';

/** Makes an image of every service that is built: the same one where its folder is the same. */
export const buildIn = (
  state: EngineState,
  {model, services}: {model: ComposeModel; services: readonly string[]},
  said: Said,
): void => {
  for (const [name, service] of Object.entries(model.services)) {
    if (service.build === undefined || (services.length > 0 && !services.includes(name))) continue;
    const {context, dockerfile = 'Dockerfile', dockerfile_inline: inline} = service.build;
    if (inline === undefined && !existsSync(path.resolve(context, dockerfile)))
      said.fail(
        `target ${name}: failed to solve: failed to read dockerfile: open ${dockerfile}: no such file or directory`,
      );
    said.say(`#1 [${name} internal] load build definition from ${dockerfile}`);
    const id = `sha256:${digestOf(context, inline ?? '')}`;
    const {labels = {}, tags = []} = service.build as {labels?: FakeImage['labels']; tags?: string[]};
    const own = {'com.docker.compose.project': model.name, 'com.docker.compose.service': name};
    const image = {id, labels: {...labels, ...own}};
    for (const tag of [imageOf(model.name, name, service), ...tags]) nameImage(state, tag, image);
  }
};

export const imageOf = (project: string, name: string, {image}: Pick<ComposeService, 'image'>): string =>
  image ?? `${project}-${name}`;

/** Gets images; one that the registry does not have is refused as it refuses it. */
export const pullIn = (state: EngineState, image: string, said: Said): void => {
  if (!state.registry.has(image))
    said.fail(
      `Error response from daemon: pull access denied for ${image.replace(/:.*/, '')}, repository does not exist or may require 'docker login'`,
    );
  said.say(` ${image} Pulled`);
  const id = `sha256:${createHash('sha256').update(image).digest('hex')}`;
  const registryNames = [`${image.replace(/:[^:/]+$/, '')}@${id}`];
  state.images.set(image, {id, labels: {}, registryNames, ...saidBy(image)});
};

/** What images of databases say of themselves. */
const saidBy = (image: string): Pick<FakeImage, 'variables' | 'volumes'> => {
  const [, engine, version = ''] = /^(postgres|mysql):([\d.]+)/.exec(image) ?? [];
  if (engine === 'mysql') return {variables: {MYSQL_MAJOR: version}, volumes: ['/var/lib/mysql']};
  if (engine === undefined) return {};
  const folder = '/var/lib/postgresql/data';
  return {variables: {PG_MAJOR: version, PGDATA: folder}, volumes: [folder]};
};

const digestOf = (folder: string, inline: string): string => {
  const hash = createHash('sha256').update(inline);
  const names = readdirSync(folder, {recursive: true, withFileTypes: true});
  for (const one of names.sort((a, b) => a.name.localeCompare(b.name))) {
    const file = path.join(one.parentPath, one.name);
    if (one.isFile() && !file.includes('/.git/'))
      hash.update(path.relative(folder, file)).update(readFileSync(file));
  }
  return hash.digest('hex');
};
