import {counted} from '../../text/plain.ts';
import type {Fate} from './fates.ts';

/** `start db; restart web if it gets another image; proxy goes on` */
export const inWords = (fates: readonly Fate[]): string =>
  [...(fates.every(({does}) => does === 'go on') ? ['start nothing'] : []), ...clausesOf(fates)].join('; ');

/** `started db; restarted web; proxy goes on` */
export const inPast = (fates: readonly Fate[]): string =>
  [
    ...(['start', 'restart', 'roll', 'reload', 'scale'] as const).map(does =>
      sentence(
        PAST[does],
        fates.filter(fate => fate.does === does),
      ),
    ),
    ...clausesOf(fates.filter(({does}) => does === 'go on')),
  ]
    .filter(clause => clause !== '')
    .join('; ');

const PAST = {
  start: 'started',
  restart: 'restarted',
  roll: 'rolled',
  reload: 'reloaded',
  scale: 'scaled',
} as const;

export const clausesOf = (fates: readonly Fate[]): string[] => {
  const of = (does: Fate['does']) => fates.filter(fate => fate.does === does);
  const changing = of('if changed');
  const ways = [...new Set(changing.map(wayOf))];
  const unchanged = of('go on');
  return [
    sentence('start', of('start')),
    sentence('restart', of('restart')),
    sentence('roll', of('roll')),
    sentence('reload', of('reload')),
    ...of('scale').map(({service, count}) => `scale ${service} to ${counted(count?.to ?? 0, 'container')}`),
    ...ways.map(way => {
      const some = changing.filter(fate => wayOf(fate) === way);
      const [{anew, open} = {anew: 'restart', open: []}] = some;
      return `${sentence(anew, some)} if ${some.length > 1 ? 'they get' : 'it gets'} another ${open.join(' or ')}`;
    }),
    unchanged.length === 0 ? '' : `${names(unchanged)} ${unchanged.length > 1 ? 'go' : 'goes'} on`,
  ].filter(clause => clause !== '');
};

const wayOf = ({anew, open}: Fate): string => `${anew} ${open.join(' or ')}`;

const sentence = (verb: string, fates: readonly Fate[]): string =>
  fates.length === 0 ? '' : `${verb} ${names(fates)}`;

const names = (fates: readonly Fate[]): string => fates.map(({service}) => service).join(', ');
