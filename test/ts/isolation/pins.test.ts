import assert from 'node:assert/strict';
import type {ComposeMount, ComposeModel} from '../../../ts-helpers/src/compose/model.ts';
import {pin} from '../../../ts-helpers/src/isolation/pins.ts';

const bind = (source: string, target: string, more: object = {}): ComposeMount => ({
  type: 'bind',
  source,
  target,
  ...more,
});

const mounts = (
  services: Record<string, ComposeMount[]>,
  {git, ...more}: Partial<ComposeModel> & {git?: string} = {},
) => {
  const model = {
    name: 'run',
    services: Object.fromEntries(Object.entries(services).map(([name, volumes]) => [name, {volumes}])),
    ...more,
  };
  const pinned = pin(model, {workspace: '/w', git});
  return {
    notes: pinned.notes.map(({says}) => says),
    of: (name: string) =>
      (pinned.model.services[name]?.volumes ?? []).map(
        ({source, target, read_only}) => `${source}:${target}${read_only ? ':ro' : ''}`,
      ),
  };
};

describe('mounts of a folder that a container can write to', () => {
  it('are mount points there as well, so that no link can take their place', () => {
    const {of} = mounts({
      a: [bind('/w', '/app')],
      b: [bind('/w/conf/nginx', '/etc/nginx', {read_only: true})],
    });
    assert.deepEqual(of('a'), ['/w:/app', '/w/conf:/app/conf', '/w/conf/nginx:/app/conf/nginx']);
    assert.deepEqual(of('b'), ['/w/conf/nginx:/etc/nginx:ro']);
  });

  it('are left alone where the folder cannot be written to', () => {
    const {of} = mounts({a: [bind('/w', '/app', {read_only: true})], b: [bind('/w/conf', '/c')]});
    assert.deepEqual([of('a'), of('b')], [['/w:/app:ro'], ['/w/conf:/c']]);
  });

  it('are left alone where another mount is in front of them', () => {
    const cover: ComposeMount = {type: 'volume', target: '/app/node_modules/'};
    const {of} = mounts({a: [bind('/w', '/app/'), cover], b: [bind('/w/node_modules/x', '/x')]});
    assert.deepEqual(of('a').length, 2);
  });

  it('are so for secrets, configurations, and for a service itself, which may be started again', () => {
    const files = {secrets: {s: {file: '/w/keys/s'}}, configs: {c: {file: '/w/c.conf'}}};
    const {of} = mounts({a: [bind('/w', '/app'), bind('/w/data', '/data')]}, files);
    assert.deepEqual(of('a').slice(2), [
      '/w/data:/app/data',
      '/w/keys:/app/keys',
      '/w/keys/s:/app/keys/s',
      '/w/c.conf:/app/c.conf',
    ]);
  });

  it('are not doubled where the service has them at the very place', () => {
    const {of} = mounts({a: [bind('/w', '/app'), bind('/w/data', '/app/data')]});
    assert.deepEqual(of('a'), ['/w:/app', '/w/data:/app/data']);
  });

  it('never let a container write to what git goes by', () => {
    const {of, notes} = mounts(
      {
        a: [bind('/w', '/app')],
        b: [bind('/w/.git', '/git')],
        c: [bind('/w/.git/hooks', '/h')],
        d: [bind('/w/src', '/s')],
      },
      {git: '/w/.git'},
    );
    assert.ok(of('a').includes('/w/.git:/app/.git:ro'));
    assert.deepEqual(
      [of('b'), of('c'), of('d')],
      [['/w/.git:/git:ro'], ['/w/.git/hooks:/h:ro'], ['/w/src:/s']],
    );
    assert.deepEqual(
      notes,
      ['a', 'b', 'c'].map(name => `${name} reads .git and cannot write to it`),
    );
  });
});
