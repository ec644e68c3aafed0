import assert from 'node:assert/strict';
import {baseImageChanges, composeChanges} from '../../../ts-helpers/src/history/composeChanges.ts';

describe('changes of a compose file', () => {
  const web = (definition: object) => ({services: {web: definition}});

  it('are told setting by setting, with the images', () => {
    assert.deepEqual(
      composeChanges(
        'dc.yml',
        {...web({image: 'nginx:1.22', ports: ['80:80']}), volumes: {data: null}},
        web({image: 'nginx:1.24', ports: ['80:80'], restart: 'always'}),
      ),
      [
        {file: 'dc.yml', setting: 'web.image', before: 'nginx:1.22', after: 'nginx:1.24'},
        {file: 'dc.yml', setting: 'volumes.data', before: 'null', after: null},
        {file: 'dc.yml', setting: 'web.restart', before: null, after: 'always'},
      ],
    );
  });

  it('never show the value of a variable, only which one changed', () => {
    const told = composeChanges(
      'dc.yml',
      web({environment: {PASSWORD: 'old', DEBUG: '1'}}),
      web({environment: ['PASSWORD=new', 'DEBUG=1', 'EXTRA']}),
    );
    assert.deepEqual(
      told.map(({setting}) => setting),
      ['web.environment.PASSWORD', 'web.environment.EXTRA'],
    );
    assert.doesNotMatch(JSON.stringify(told), /old|new/);
  });

  it('show no command, build argument or label, which carry secrets now and then', () => {
    const told = composeChanges('dc.yml', web({command: 'run --key=abc'}), web({command: 'run --key=def'}));
    assert.deepEqual(told, [
      {file: 'dc.yml', setting: 'web.command', before: '(not shown)', after: '(not shown)'},
    ]);
  });

  it('are told without half an emoji', () => {
    for (const before of ['', 'a']) {
      const [told] = composeChanges('dc.yml', undefined, web({image: `${before}${'🚢'.repeat(300)}`}));
      assert.doesNotMatch(told?.after ?? '', /\p{Surrogate}/u);
    }
  });

  it('are none between equal files, and survive files that are none', () => {
    assert.deepEqual(composeChanges('dc.yml', web({a: 1}), web({a: 1})), []);
    assert.deepEqual(composeChanges('dc.yml', undefined, 'text'), []);
    assert.deepEqual(composeChanges('dc.yml', {services: []}, {services: {web: null}}), []);
  });

  it('are told of the images that a Dockerfile begins with', () => {
    const text = (image: string) =>
      `# FROM old\nFROM --platform=linux/amd64 ${image} AS base\nRUN true\nfrom base\n`;
    assert.deepEqual(baseImageChanges('Dockerfile', text('python:3.11'), text('python:3.12')), [
      {file: 'Dockerfile', setting: 'FROM', before: 'python:3.11, base', after: 'python:3.12, base'},
    ]);
    assert.deepEqual(baseImageChanges('Dockerfile', text('a'), text('a')), []);
    assert.equal(baseImageChanges('Dockerfile', undefined, text('a'))[0]?.before, null);
  });
});
