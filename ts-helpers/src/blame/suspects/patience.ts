import type {SettingChange} from '../../history/changes.ts';

/** What Docker does where a health check does not say it, in seconds or times. */
const DEFAULTS: Readonly<Record<string, number>> = {
  interval: 30,
  timeout: 30,
  retries: 3,
  start_period: 0,
  start_interval: 5,
};

/** `web.healthcheck.retries`: how long a health check waits, and not what it asks. */
export const isPatience = (setting: string): boolean => {
  const [, key, part = ''] = setting.split('.');
  return key === 'healthcheck' && part in DEFAULTS;
};

/** Whether it waits as long as before, or longer: by that nothing fails. */
export const isMorePatient = ({setting, before, after}: SettingChange): boolean => {
  const usual = DEFAULTS[setting.split('.')[2] ?? ''] ?? 0;
  const [old, now] = [before, after].map(value => (value === null ? usual : secondsOf(value)));
  return old !== undefined && now !== undefined && now >= old;
};

/** Of `1m30s`, `500ms` and `3`; undefined for what is none of these, as a variable. */
const secondsOf = (text: string): number | undefined => {
  if (/^\d+$/.test(text)) return Number(text);
  const parts = DURATION.exec(text)?.groups;
  if (parts === undefined || text === '') return undefined;
  const {h = 0, m = 0, s = 0, ms = 0} = parts;
  return Number(h) * 3600 + Number(m) * 60 + Number(s) + Number(ms) / 1000;
};

const DURATION = /^(?:(?<h>\d+)h)?(?:(?<m>\d+)m)?(?:(?<s>\d+(?:\.\d+)?)s)?(?:(?<ms>\d+)ms)?$/;
