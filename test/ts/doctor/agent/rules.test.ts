import assert from 'node:assert/strict';
import type {AgentFacts} from '../../../../ts-helpers/src/doctor/plan/agentFacts.ts';
import {AGENT_RULES} from '../../../../ts-helpers/src/doctor/plan/agentRules.ts';
import {findAll} from '../../../../ts-helpers/src/doctor/plan/diagnose.ts';
import {subjectRules} from '../../support/subjectRules.ts';

const NOTHING: AgentFacts = {missing: [], room: {disks: [], wanted: 2}};
const told = (facts: Partial<AgentFacts>) =>
  findAll({...NOTHING, ...facts}, AGENT_RULES).map(
    ({code, severity, message}) => `${severity} ${code}: ${message}`,
  );

describe('the rules of countable doctor agent', () => {
  subjectRules({subject: 'agent', rules: AGENT_RULES});

  it('go on quietly where nothing is known', () => {
    assert.deepEqual(told({}), []);
  });

  it('know the least version of Compose, as distributions and people write it', () => {
    const isTold = (compose: string) => told({compose}).length > 0;
    const versions = [
      '2.24.4',
      '2.25.0',
      '5.0.0',
      '2.40.3-desktop.1',
      'dev',
      '2.24',
      '2.x.1',
      '',
      '2.24.3+ds1',
      '2.3.3',
      '1.29.2',
    ];
    const old = versions.filter(isTold);
    assert.deepEqual(old, ['2.24.3+ds1', '2.3.3', '1.29.2']);
  });

  it('warn of a disk that is not full yet', () => {
    const disk = {device: 1, place: '/var/lib/docker', holds: 'images', free: 3e9, total: 1e11};
    const [line = ''] = told({room: {disks: [disk], wanted: 2}});
    assert.match(line, /^warning disk-low: The disk with the images \(\/var\/lib\/docker\) has 3/);
  });
});
