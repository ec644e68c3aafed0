import assert from 'node:assert/strict';
import {readdirSync, readFileSync} from 'node:fs';
import {findAll, type Told} from '../../../ts-helpers/src/doctor/plan/diagnose.ts';
import {gather} from '../../../ts-helpers/src/doctor/gather.ts';
import {SEVERITIES} from '../../../ts-helpers/src/doctor/plan/rule.ts';
import {RULES} from '../../../ts-helpers/src/doctor/rules.ts';
import {createMachine, gitIn, type Machine} from '../../fakes/machine.ts';
import {
  contentsIn,
  expectedOf,
  fixtureNames,
  type FixtureProject,
  fixtureProject,
} from '../support/doctorFixtures.ts';

describe('the rules of countable doctor', () => {
  let machine: Machine;
  let fixture: FixtureProject | undefined;
  before(async () => {
    machine = await createMachine({});
  });
  afterEach(() => {
    fixture?.remove();
    fixture = undefined;
  });
  after(() => machine.remove());

  const found = async (code: string, kind: 'good' | 'bad'): Promise<Told[]> => {
    fixture = fixtureProject(code, kind);
    const workspace = fixture.folder;
    const project = await machine.project({}, {workspace});
    return findAll(
      await gather(project, {
        ...machine.needs,
        git: gitIn(workspace),
        contents: contentsIn(workspace),
      }),
      RULES,
    );
  };

  it('are all registered, in the order of their names, each with its fixtures and its documentation', () => {
    const files = readdirSync('ts-helpers/src/doctor/rules').map(name => name.replace('.ts', ''));
    const codes = RULES.map(({code}) => code);
    assert.deepEqual(codes, files.sort());
    assert.deepEqual(fixtureNames(), codes);
    const page = readFileSync('docs/reference/doctor.md', 'utf8');
    for (const {code, severity, title, why, mend, fix = mend} of RULES) {
      assert.ok(page.includes(`## ${code}`), code);
      assert.ok(SEVERITIES.includes(severity));
      assert.doesNotMatch(title, /\.$/, code);
      for (const text of [why, mend, fix]) assert.match(text, /^[A-Z`][^]*\.$/, code);
    }
  });

  for (const {code} of RULES) {
    it(`${code} tells where it is broken`, async () => {
      const own = (await found(code, 'bad')).filter(one => one.code === code);
      assert.deepEqual(
        own.map(({file, line}) => ({file, ...(line !== undefined && {line})})),
        expectedOf(code),
      );
    });

    it(`${code} is silent where it is kept`, async () => {
      const all = await found(code, 'good');
      const own = all.filter(one => [code, 'compose-unreadable'].includes(one.code));
      assert.deepEqual(
        own.map(({message}) => message),
        [],
      );
    });
  }
});
