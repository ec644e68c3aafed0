import assert from 'node:assert/strict';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';
import type {Swarm} from '../../ts-helpers/src/outside/swarm.ts';

export interface KnownRegistry {
  swarm: Pick<Swarm, 'push'>;
  docker: Pick<Docker, 'registryNames' | 'tagImage' | 'untagImages' | 'imageIds'>;
  /** An image that is here. */
  image: string;
  /** A name of this test alone, with its registry. */
  name: string;
}

/** What every registry does with images. */
export const registryContract = (known: () => KnownRegistry): void => {
  it('calls what is brought to it by its content, whatever its tag', async () => {
    const {swarm, docker, image, name} = known();
    const id = (await docker.imageIds([image])).get(image) ?? '';
    await docker.tagImage(id, `${name}:one`);
    await docker.tagImage(id, `${name}:two`);
    await swarm.push(`${name}:one`, {onLine: () => undefined});
    await swarm.push(`${name}:two`, {onLine: () => undefined});
    const found = await docker.registryNames([`${name}:one`, id]);
    const [own, ...others] = (found.get(`${name}:one`) ?? []).filter(one => one.startsWith(name));
    assert.match(own ?? '', /@sha256:[0-9a-f]+$/);
    assert.deepEqual(others, []);
    assert.ok(found.get(id)?.includes(own ?? ''));
    const pinned = `${name}:two@${own?.split('@')[1]}`;
    assert.equal((await docker.imageIds([pinned])).get(pinned), id);
    await docker.untagImages([`${name}:one`, `${name}:two`]);
  });

  it('is not brought what is not here', async () => {
    const {swarm, name} = known();
    const pushed = swarm.push(`${name}:nosuch`, {onLine: () => undefined});
    await assert.rejects(
      pushed,
      (error: unknown) =>
        error instanceof CommandFailed &&
        error.tail.some(line => line.includes('does not exist locally with the tag')),
    );
  });
};
