import assert from 'node:assert/strict';
import {projectLabel} from '../../ts-helpers/src/project/conventions.ts';
import {CommandFailed} from '../../ts-helpers/src/errors/userError.ts';
import type {KnownCompose} from './composeUp.ts';

/** What every Compose does with services whose images are made of the project. */
export const composeBuildingContract = (known: () => KnownCompose): void => {
  it('builds them where it is told to, and changes nothing where that fails', async () => {
    const image = await known().write({web: {program: {}}});
    await known().compose.up(image, {onLine: () => undefined});
    const fields = {build: {context: '.', dockerfile: 'nowhere'}};
    const project = await known().write({web: {program: {}, fields}});
    const ids = async () => (await known().docker.containers([projectLabel(project.name)])).map(({id}) => id);
    try {
      await known().compose.up(project, {onLine: () => undefined});
      const before = await ids();
      const building = known().compose.up(project, {isBuilding: true, onLine: () => undefined});
      await assert.rejects(building, (error: unknown) => {
        assert.ok(error instanceof CommandFailed, String(error));
        assert.match(
          error.tail.at(-1) ?? '',
          /^(?:target web: )?failed to solve: .*failed to read dockerfile/,
        );
        return true;
      });
      assert.equal(before.length, 1);
      assert.deepEqual(await ids(), before);
    } finally {
      await known().compose.destroy(project.name);
    }
  });
};
