import {notify, type NotifyNeeds, type NotifyOutcome} from '../../../ts-helpers/src/tell/notify.ts';
import type {Changes} from '../../../ts-helpers/src/history/changes.ts';
import type {Facts} from '../../../ts-helpers/src/seam/facts.ts';
import type {Memory} from '../../../ts-helpers/src/seam/memory.ts';
import {createMasks} from '../../../ts-helpers/src/secrets/mask.ts';
import type {FakeMail} from '../../fakes/mail.ts';
import {recordVoice} from '../../fakes/voice.ts';
import {fakeSlack, type FakeSlack} from '../../fakes/slack.ts';
import {build, changes, commit, failed, HEAD, jenkins, NOW, result} from './builds.ts';

export const ADA_B = {name: 'Ada <b>', email: 'ada@example.org'};
export const brought: Changes = changes([commit(HEAD, ADA_B)]);
export const broken = failed({message: 'The password "hunter2" is wrong.'});
export const red = build([broken], {changes: brought});
export const green = (changed = brought): Facts =>
  build([result()], {changes: changed, jenkins: jenkins({previousResult: 'FAILURE'})});

export interface Told {
  outcome: NotifyOutcome;
  lines: string[];
  /** Texts of the files it left, by name. */
  files: Record<string, string>;
  memory: Memory;
}

export const run = async (
  facts: Facts,
  {
    slack,
    mail,
    planOnly = false,
    full = false,
  }: {
    slack?: FakeSlack;
    mail?: FakeMail;
    planOnly?: boolean;
    full?: boolean;
  } = {},
): Promise<Told> => {
  const voice = recordVoice();
  const masks = createMasks();
  masks.hide('hunter2');
  const files: Record<string, string> = {};
  const needs: NotifyNeeds = {
    slack: slack && (() => Promise.resolve(slack)),
    mail: mail && (() => Promise.resolve(mail)),
    voice,
    clock: {now: () => new Date(NOW)},
    organisationChannel: '#agency',
    maskData: masks.data,
    output: 'out',
    files: {
      outputFolder: () => Promise.resolve('out'),
      writeText(file, text) {
        if (full) throw new Error('ENOSPC: no space left on device');
        files[file] = text;
        return Promise.resolve();
      },
    },
  };
  const outcome = await notify(facts, needs, planOnly);
  const json = files['out/report.json'];
  const memory = (json === undefined ? {} : (JSON.parse(json) as {memory: Memory}).memory) as Memory;
  return {outcome, lines: voice.lines(), files, memory};
};

/** What the next build of the same branch is told. */
export const next = (facts: Facts, {memory}: Told): Facts => ({
  ...facts,
  jenkins: jenkins({previousResult: 'FAILURE'}),
  memory,
});

export const open = () =>
  fakeSlack({'ada@example.org': 'U1', 'grace@example.org': 'U2'}, {'#shop': null, '#agency': null});
