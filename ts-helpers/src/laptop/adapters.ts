import {createReadStream} from 'node:fs';
import {insideOf} from '../engines/container.ts';
import {engineFor} from '../engines/engines.ts';
import {createCheckouts} from '../outside/checkouts.ts';
import {createGit, type Git} from '../outside/git.ts';
import {createHttp} from '../outside/http.ts';
import {createPipes, feed} from '../outside/pipe.ts';
import {createPortHolders} from '../outside/portHolders.ts';
import {createPorts} from '../outside/ports.ts';
import {createShell} from '../outside/shell.ts';
import {createSilence} from '../outside/silence.ts';
import type {World} from '../run/world.ts';
import {createDockerAdapters} from '../services/adapters.ts';
import {DEPLOY_ROOT, folderOf} from '../workspace/deployRoot.ts';
import type {Project} from '../workspace/project.ts';
import type {SqlOrder} from './act/data.ts';
import type {UpNeeds} from './up.ts';

/** What is needed to clone, before there is a project. */
export const cloneAdapters = ({signal, voice}: World) => {
  const shell = createShell(signal);
  return {
    ...createDockerAdapters(signal),
    checkouts: createCheckouts(shell),
    gitIn: (folder: string) => createGit(shell, folder),
    voice,
  };
};

export const laptopAdapters = (project: Project, world: World): UpNeeds => {
  const {signal, variables, voice, ask} = world;
  const shell = createShell(signal);
  const pipes = createPipes(signal);
  return {
    ...createDockerAdapters(signal, variables),
    git: rememberingFiles(createGit(shell, project.workspace)),
    checkouts: createCheckouts(shell),
    http: createHttp(),
    silence: createSilence(),
    ports: createPorts(),
    portHolders: createPortHolders(shell),
    deployRoot: folderOf(project.settings.deployRoot ?? DEPLOY_ROOT, world),
    voice,
    ask,
    withPorts: async ({name, text}, services) =>
      (await import('../outside/composeSourceEdit.ts')).withPorts({file: name, text}, services),
    async loadMasked({project: of, compose: {name}, model, containers, keepsFormer}) {
      const {bringHere} = await import('../refresh/work.ts');
      return bringHere(of, {composeProject: name, model, containers, keepsFormer}, world);
    },
    async loadSql({container, engine, database, file}: SqlOrder) {
      const inside = insideOf(container, engine, pipes);
      await feed(createReadStream(file), inside.pipe(engineFor(engine).query(database) ?? []));
    },
  };
};

/** What is part of the repository is the same from the beginning to the end, and takes git several programs to tell. */
const rememberingFiles = (git: Git): UpNeeds['git'] => {
  let listing: ReturnType<Git['files']> | undefined;
  return {files: () => (listing ??= git.files({untracked: false})), ignored: git.ignored};
};
