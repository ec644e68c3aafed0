import type {Questions, Testimony} from '../questions.ts';
import {portsOf} from './listening.ts';
import {isMorePatient, isPatience} from './patience.ts';
import {namesWord} from './parts.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

/** Who changed the settings of the services that failed. */
export const bySettings = (questions: Questions, {settings}: Testimony): Suspect[] =>
  settings.flatMap(change => {
    const {file, setting, commit, after} = change;
    const [service = '', key = ''] = setting.split('.');
    if (key === 'image' && after !== null && isSaid(after, questions))
      return [{commit, file, weight: WEIGHTS.settingNamed, why: `changed ${setting} to ${after}`}];
    // Compose says `services.app.ports must be a array`.
    if (isSaid(`services.${service}.${key}`, questions))
      return [{commit, file, weight: WEIGHTS.settingNamed, why: `changed ${setting}`}];
    if (!questions.services.has(service) || HARMLESS.has(key)) return [];
    if (key === 'healthcheck' && NOT_OF_CHECKS.has(questions.error.code)) return [];
    if (isPatience(setting)) return byImpatience(change, questions);
    const weight = isRight(change, questions) ? WEIGHTS.variable : weightOf(setting.split('.'), questions);
    return [{commit, file, weight, why: `changed ${setting}`}];
  });

/** What a health check that asks for the wrong thing does not bring about. */
const NOT_OF_CHECKS = new Set(['NO_ANSWER', 'SERVICE_EXITED', 'BUILD_FAILED', 'OUT_OF_MEMORY']);

/** What is asked at the port at which the program says that it listens is asked rightly. */
const isRight = ({setting, after}: Testimony['settings'][number], questions: Questions): boolean =>
  /\.(?:ports|expose)$/.test(setting) && portsOf(questions).some(port => namesWord(after ?? '', port));

/** Who let a health check wait less, where it failed. */
const byImpatience = (change: Testimony['settings'][number], {error: {code}}: Questions): Suspect[] =>
  code === 'SERVICE_UNHEALTHY' && !isMorePatient(change)
    ? [
        {
          commit: change.commit,
          file: change.file,
          weight: WEIGHTS.variable,
          why: `changed ${change.setting}`,
        },
      ]
    : [];

const weightOf = (
  [, key = '', variable = '']: readonly string[],
  {error: {code}, text}: Questions,
): number => {
  if (MEMORY.test(text) && (/^mem|^deploy$/.test(key) || /_OPT(?:ION)?S$|MEM|HEAP/.test(variable)))
    return WEIGHTS.settingOfSymptom;
  if (OF_TESTS.has(code)) return WEIGHTS.settingBesideTests;
  if (key === 'environment') return WEIGHTS.variable;
  return SYMPTOMS[key]?.includes(code) ? WEIGHTS.settingOfSymptom : WEIGHTS.setting;
};

const OF_TESTS = new Set(['TESTS_FAILED', 'TESTS_HID_FAILURE']);

const MEMORY = /heap|out of memory|OutOfMemory|Allowed memory size|MemoryError/i;

/** The settings that a failure of this kind comes from first. */
const SYMPTOMS: Readonly<Record<string, readonly string[]>> = {
  healthcheck: ['SERVICE_UNHEALTHY'],
  ports: ['NO_ANSWER', 'PORT_TAKEN', 'PORT_IMPOSSIBLE', 'DATABASE_PORT_PUBLISHED'],
  expose: ['NO_ANSWER'],
  image: ['SERVICE_EXITED', 'REGISTRY_UNREACHABLE', 'START_FAILED'],
  command: ['SERVICE_EXITED', 'START_FAILED', 'NO_TESTS_RUN'],
  entrypoint: ['SERVICE_EXITED', 'START_FAILED', 'NO_TESTS_RUN'],
  build: ['BUILD_FAILED'],
  mem_limit: ['OUT_OF_MEMORY'],
  deploy: ['OUT_OF_MEMORY'],
};

const HARMLESS = new Set(['labels', 'container_name', 'logging', 'restart', 'x-logging']);

const isSaid = (value: string, {error: {message, where = ''}}: Questions): boolean =>
  `${message}\n${where}`.includes(value);
