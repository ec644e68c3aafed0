import assert from 'node:assert/strict';
import {secretFolders} from '../../../../ts-helpers/src/deploy/plan/secretFolders.ts';
import {treeOf} from '../../../../ts-helpers/src/history/tree.ts';

describe('a folder with secrets', () => {
  const file = (path: string, secretFor?: 'compose' | 'containers') =>
    ({path, kind: 'file', from: {file: ''}, isProvided: true, ...(secretFor && {secretFor})}) as const;
  const tree = treeOf([
    file('.env', 'compose'),
    file('db.txt', 'containers'),
    file('secrets/db.txt', 'containers'),
    file('conf/deep/key.pem', 'containers'),
    file('conf/site.conf'),
  ]);

  it('is closed to other users of the host, and never the deploy folder', () => {
    assert.deepEqual(
      [...secretFolders(tree, ['media', 'conf/site.conf'])],
      [
        ['secrets', 0o700],
        ['conf/deep', 0o700],
      ],
    );
  });

  it('is open where a container mounts it, or a folder above it', () => {
    assert.deepEqual(
      [...secretFolders(tree, ['secrets', 'conf'])].map(([, mode]) => mode),
      [0o755, 0o755],
    );
    assert.deepEqual(
      [...secretFolders(tree, [''])].map(([, mode]) => mode),
      [0o755, 0o755],
    );
    assert.deepEqual(
      [...secretFolders(tree, ['secret', 'conf/deepest'])].map(([, mode]) => mode),
      [0o700, 0o700],
    );
  });
});
