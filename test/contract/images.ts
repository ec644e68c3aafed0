import assert from 'node:assert/strict';
import type {Docker} from '../../ts-helpers/src/outside/docker.ts';

export interface KnownImages {
  docker: Pick<
    Docker,
    | 'storedImages'
    | 'imagesInUse'
    | 'imageIds'
    | 'registryNames'
    | 'imagesOf'
    | 'imagesBelow'
    | 'tagImage'
    | 'tagged'
    | 'untagImages'
    | 'engineRoot'
    | 'usage'
  >;
  /** Builds an image with these labels and a name, anew each time. Resolves to its id. */
  build(name: string, labels: Record<string, string>): Promise<string>;
  /** Makes a container of the image that does not run. Resolves to what removes it. */
  container(image: string): Promise<() => Promise<void>>;
  /** `key=value`, which nothing else carries; the value is a name as well. */
  label: string;
}

/** What every engine does with images, the real one and the one that unit tests use. */
export const imagesContract = (known: () => KnownImages): void => {
  const own = () => {
    const {docker, label} = known();
    const [key = '', value = ''] = label.split('=');
    return {docker, label, value, labels: {[key]: value}};
  };
  const stored = async () => known().docker.storedImages(known().label);
  afterEach(async () => {
    const left = await stored();
    await known().docker.untagImages(left.flatMap(({id, names}) => (names.length > 0 ? names : [id])));
    assert.deepEqual(await stored(), []);
  });

  it('keeps one without a name whose name another got, and tells its labels', async () => {
    const {value, labels} = own();
    const first = await known().build(value, {...labels, which: 'first'});
    const second = await known().build(value, {...labels, which: 'second'});
    const found = (await stored()).map(({id, names, labels: {which}, size}) => [
      ...[id, names.join(), which],
      size > 0,
    ]);
    assert.deepEqual(
      found.toSorted((one, other) => (String(one[2]) < String(other[2]) ? -1 : 1)),
      [
        [first, '', 'first', true],
        [second, `${value}:latest`, 'second', true],
      ],
    );
  });

  it('tells all names, and removes an image with the last of them', async () => {
    const {docker, value, labels} = own();
    const id = await known().build(value, labels);
    await docker.tagImage(id, `${value}:one`);
    assert.deepEqual((await stored())[0]?.names.toSorted(), [`${value}:latest`, `${value}:one`]);
    await docker.untagImages([`${value}:latest`]);
    assert.deepEqual((await stored())[0]?.names, [`${value}:one`]);
    await docker.untagImages([`${value}:one`, `${value}:none`]);
    assert.deepEqual(await stored(), []);
  });

  it('tells what names with tags are those of, and nothing of names that are not here', async () => {
    const {docker, value, labels} = own();
    const id = await known().build(value, labels);
    await docker.tagImage(id, `${value}:one`);
    const found = await docker.tagged([`${value}:none`, `${value}:one`, `${value}-other:one`]);
    assert.deepEqual([...found], [[`${value}:one`, id]]);
    assert.deepEqual([...(await docker.tagged([]))], []);
  });

  it('tells of what was built here that no registry has it, and nothing of what is not here', async () => {
    const {docker, value, labels} = own();
    const id = await known().build(value, labels);
    const found = await docker.registryNames([`${value}:latest`, id, `${value}:none`]);
    assert.deepEqual(
      [...found],
      [
        [`${value}:latest`, []],
        [id, []],
      ],
    );
  });

  it('tells which images of a repository are here', async () => {
    const {docker} = known();
    assert.ok((await docker.imagesOf('busybox')).includes('busybox:latest'));
    assert.deepEqual(await docker.imagesOf('countable-none'), []);
  });

  it('tells the names of images that begin so', async () => {
    const {docker, value, labels} = own();
    const id = await known().build(value, labels);
    const names = [`${value}-db:c0ffee123456`, `${value}-web:c0ffee123456`];
    for (const name of names) await docker.tagImage(id, name);
    assert.deepEqual((await docker.imagesBelow(`${value}-`)).sort(), names);
    await docker.untagImages(names);
    assert.deepEqual(await docker.imagesBelow(`${value}-`), []);
  });

  it('leaves one that a container is made of, and tells that it is in use', async () => {
    const {docker, value, labels} = own();
    const id = await known().build(value, labels);
    assert.ok(!(await docker.imagesInUse()).includes(id));
    const remove = await known().container(value);
    try {
      assert.ok((await docker.imagesInUse()).includes(id));
      await docker.untagImages([`${value}:latest`]);
      assert.deepEqual(
        (await stored()).map(one => one.id),
        [id],
      );
    } finally {
      await remove();
    }
  });

  it('tells where it keeps them, and what all takes, also to two at once', async () => {
    const {docker} = own();
    const {folder, host} = await docker.engineRoot();
    assert.ok(folder.startsWith('/') && host !== '');
    const ask = () => docker.usage({timeoutMs: 60_000});
    for (const usage of await Promise.all([ask(), ask()])) {
      assert.ok(usage.buildCache >= 0);
      // Docker rounds them, each in its own way: 1.98MB in all, 1.984MB of its own.
      for (const {size, unique} of usage.images) assert.ok(size * 1.01 >= unique && unique >= 0);
    }
  });
};
