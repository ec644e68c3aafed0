import type {Questions, Testimony} from '../questions.ts';
import {missingIn} from './missing.ts';
import {namesWord} from './parts.ts';
import type {Suspect} from '../../result/suspect.ts';
import {WEIGHTS} from './weights.ts';

const UNKNOWN_HOST =
  /Name or service not known|getaddrinfo|nodename nor servname|no such host|[Uu]nknown .{0,20}host|ENOTFOUND|EAI_AGAIN|[Cc]ould not (?:resolve|translate) host|bad address|not found in upstream|UnknownHostException|Temporary failure in name resolution|No address associated/;

/** Who took away a service that the failure asks for: by its name, or by none. */
export const byGoneServices = ({text}: Questions, {settings}: Testimony): Suspect[] => {
  const lines = text.split('\n').filter(line => UNKNOWN_HOST.test(line));
  if (lines.length === 0) return [];
  const gone = servicesGone(settings);
  const named = gone.filter(({service}) => namesWord(text, service));
  // A line that names another host is of that one.
  const isOther =
    new Set(gone.map(({service}) => service)).size !== 1 || missingIn(lines.join('\n')).length > 0;
  return (named.length > 0 || isOther ? named : gone).map(({service, commit, file}) => ({
    commit,
    file,
    weight: WEIGHTS.wordGone,
    why: `took away the service ${service}`,
  }));
};

interface Gone {
  service: string;
  commit: string;
  file: string;
}

/** What only moved to another file is not gone; what a profile has is, where nobody asks for that. */
export const servicesGone = (settings: Testimony['settings']): Gone[] =>
  settings.flatMap(({file, commit, setting, before, after}) => {
    const [service = '', key = ''] = setting.split('.');
    const isProfiled = key === 'profiles' && before === null;
    const isWithout = ['image', 'build'].includes(key) && after === null;
    const isKept = settings.some(
      other => other.commit === commit && other.setting.startsWith(`${service}.`) && other.after !== null,
    );
    return isProfiled || (isWithout && !isKept) ? [{service, commit, file}] : [];
  });
