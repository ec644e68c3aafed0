import type {Parts} from './parts.ts';

/** A part of a service that is another than in the release that is live. */
export interface Change {
  what: 'image' | 'port' | 'volume' | 'variable' | 'file' | 'config' | 'secret' | 'setting';
  /** Of a variable its name, never its value. */
  name: string;
  how: 'new' | 'gone' | 'changed';
}

export const changesBetween = (before: Parts, now: Parts): Change[] => {
  const listed = [
    ...inList('port', before.ports, now.ports),
    ...inList('volume', before.volumes, now.volumes),
  ];
  return [
    ...imageBetween(before, now),
    ...listed,
    ...inWords('variable', before.variables, now.variables),
    ...inWords('file', before.files, now.files),
    ...inWords('config', before.configs ?? now.configs, now.configs),
    ...inWords('secret', before.secrets ?? now.secrets, now.secrets),
    ...inWords('setting', before.settings, now.settings).filter(change => isNews(change, listed)),
  ];
};

const imageBetween = (before: Parts, now: Parts): Change[] =>
  before.image === now.image
    ? []
    : [
        {
          what: 'image',
          name: `${before.image ?? 'of its own'} to ${now.image ?? 'one of its own'}`,
          how: 'changed',
        },
      ];

const LISTED: Readonly<Record<string, Change['what']>> = {ports: 'port', volumes: 'volume'};

/** That of ports and volumes something else is another is said where not one of them is new or gone. */
const isNews = ({name, how}: Change, listed: readonly Change[]): boolean => {
  const what = LISTED[name];
  return what === undefined || (how === 'changed' && !listed.some(one => one.what === what));
};

/** `variables DEBUG, NUMBER changed`, `port 8081:80 new` */
export const changeTexts = (changes: readonly Change[]): string[] => {
  const kinds = [...new Set(changes.map(kindOf))];
  return kinds.map(kind => {
    const of = changes.filter(change => kindOf(change) === kind);
    const [{what, how} = {what: 'setting', how: 'changed'} as const] = of;
    const noun = what === 'setting' ? '' : `${what}${of.length > 1 ? 's' : ''} `;
    return `${noun}${of.map(({name}) => name).join(', ')} ${how}`;
  });
};

const kindOf = ({what, how}: Change): string => `${what} ${how}`;

const inList = (what: Change['what'], before: readonly string[], now: readonly string[]): Change[] => [
  ...now.filter(one => !before.includes(one)).map(name => ({what, name, how: 'new'}) as const),
  ...before.filter(one => !now.includes(one)).map(name => ({what, name, how: 'gone'}) as const),
];

const inWords = (
  what: Change['what'],
  before: Readonly<Record<string, string>> = {},
  now: Readonly<Record<string, string>> = {},
): Change[] =>
  [...new Set([...Object.keys(before), ...Object.keys(now)])].sort().flatMap(name => {
    if (before[name] === now[name]) return [];
    const how = before[name] === undefined ? 'new' : now[name] === undefined ? 'gone' : 'changed';
    return [{what, name, how}];
  });
