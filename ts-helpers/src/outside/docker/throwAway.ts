import type {DockerCommand} from '../dockerCommand.ts';
import {unlessGone} from './failures.ts';
import {idsIn} from './ids.ts';

export interface ThrowAwayOrder {
  name: string;
  /** One that is here: none is pulled. */
  image: string;
  label: string;
  /** `none`, or one of `makeInternalNetwork`, in which it is known by this name. */
  network: {name: string; alias: string} | 'none';
  variables: Readonly<Record<string, string>>;
}

/** Containers that nobody outside can reach, and that are removed with all that they wrote. */
export interface ThrowAway {
  /** Resolves to its id once it was started. */
  runThrowAway(order: ThrowAwayOrder): Promise<string>;
  /** One that leads to nowhere but to those that are in it. */
  makeInternalNetwork(name: string, label: string): Promise<void>;
  /** All that carries the label, `key=value`: containers, their volumes, networks. Also after an interruption. */
  removeThrowAway(label: string): Promise<void>;
}

const MAKING_MS = 120_000;
const REMOVING = {uninterruptible: true, timeoutMs: MAKING_MS, env: {JENKINS_SERVER_COOKIE: undefined}};

export const throwAwayOf = (docker: DockerCommand): ThrowAway => ({
  async runThrowAway({name, image, label, network, variables}) {
    // Values come from the environment of the command: arguments can be read by every user of a machine.
    const given = Object.keys(variables).flatMap(key => ['--env', key]);
    const joined =
      network === 'none'
        ? ['--network', 'none']
        : ['--network', network.name, '--network-alias', network.alias];
    const words = ['run', '--detach', '--pull', 'never', '--name', name, '--label', label];
    const {stdout} = await docker([...words, ...joined, ...given, image], {
      env: variables,
      timeoutMs: MAKING_MS,
    });
    return stdout.trim();
  },

  async makeInternalNetwork(name, label) {
    await docker(['network', 'create', '--internal', '--label', label, name], {timeoutMs: MAKING_MS});
  },

  async removeThrowAway(label) {
    const filter = ['--filter', `label=${label}`];
    const {stdout: containers} = await docker(['ps', '--all', '--quiet', '--no-trunc', ...filter], REMOVING);
    const ids = idsIn(containers);
    if (ids.length > 0) await docker(['rm', '--force', '--volumes', ...ids], REMOVING).catch(unlessGone);
    const {stdout: networks} = await docker(['network', 'ls', '--quiet', '--no-trunc', ...filter], REMOVING);
    for (const id of idsIn(networks)) await docker(['network', 'rm', id], REMOVING);
  },
});
